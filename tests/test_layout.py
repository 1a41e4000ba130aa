"""The house holds its shape: who may import whom, how large a thing may grow, where things lie."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {"data", "docs", "graph", "jobs", "sql", "tests"}
FILES = {
    "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "pyproject.toml",
    "requirements.txt",
}  # fmt: skip
LEFT_BY_TOOLS = {"build", "dist", "out", "uv.lock"}
MAX_FILE_LINES = 400
MAX_TEST_LINES = 400
MAX_FUNCTION_LINES = 40
LONGER_FILES: set[str] = set()
LONGER_FUNCTIONS: set[str] = set()

# What a pure kernel may build on: no files, no clock, no chance, no engine.
PURE = {
    "collections", "dataclasses", "enum", "functools", "graph", "heapq", "itertools", "json",
    "math", "networkx", "numba", "numpy", "operator", "pyarrow", "re", "scipy", "typing",
}  # fmt: skip
# The one kernel module that reads its sources, and warns where compiled code cannot be kept.
PURE_BUT = {"graph/kernel.py": {"contextlib", "hashlib", "importlib", "warnings"}}
# The one module that may know each of these.
ONLY_IN = {
    "pyspark": {"jobs/spark.py"},
    "pydantic": {"jobs/config/rules.py", "jobs/config/policy.py", "jobs/config/weights.py"},
    "rich": {"jobs/cli/logging_format.py", "jobs/cli/display.py"},
    "airflow": {"jobs/schedule/airflow_dag.py"},
}
# Who may know the engine that is behind the Protocol: the engine, who opens it, and the readers of
# what is published, which need no other.
KNOW_DUCKDB = (
    "jobs/engine/", "jobs/investigate/", "jobs/training/", "jobs/publish/reader.py",
    "jobs/pipeline/nightly.py",
)  # fmt: skip


def sources(*folders: str) -> list[Path]:
    """Return the Python files of folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """Return a file's path from the top of the project."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Yield the full name of each module, or name in a module, that a file imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def line_count(path: Path) -> int:
    """Return the number of lines of a file."""
    return path.read_text(encoding="utf-8").count("\n")


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function takes, its docstring left out."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return total
    return total - ((first.end_lineno or first.lineno) - first.lineno + 1)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions of a file, those inside others too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_a_kernel_imports_nothing_that_reads_writes_or_draws() -> None:
    offences = [
        f"{name_of(path)} imports {name}"
        for path in sources("graph")
        for name in imports(path)
        if name.partition(".")[0] not in PURE | PURE_BUT.get(name_of(path), set())
        or re.search(r"\brandom\b", name)
    ]
    assert not offences, "\n".join(offences)


def test_imports_go_one_way_and_take_nothing_private() -> None:
    offences = [
        f"{name_of(path)} imports {name}: {complaint}"
        for path in sources("jobs", "graph")
        for name in imports(path)
        for complaint in import_complaints(name_of(path), name)
    ]
    assert not offences, "\n".join(offences)


def import_complaints(importer: str, name: str) -> Iterator[str]:
    """Yield what is wrong with a module of `jobs` or `graph` that imports a name."""
    package = name.partition(".")[0]
    if package == "tests":
        yield "tests are not part of the program"
    if importer not in ONLY_IN.get(package, {importer}):
        yield f"only {', '.join(sorted(ONLY_IN[package]))} may know {package}"
    if package in ("jobs", "graph") and any(part.startswith("_") for part in name.split(".")):
        yield "the name is private"


def test_a_module_says_why_it_exists_in_one_line() -> None:
    texts = {name_of(path): ast.get_docstring(parsed(path)) for path in sources("jobs", "graph")}
    offences = [
        name for name, text in texts.items() if not text or not text.splitlines()[0].endswith(".")
    ]
    assert not offences, "\n".join(offences)


def test_all_others_speak_to_an_engine_by_its_protocol() -> None:
    knowing = {
        name_of(path)
        for path in sources("jobs", "graph")
        for name in imports(path)
        if name.partition(".")[0] == "duckdb" or name.startswith("jobs.engine.duckdb.")
    }
    assert {path for path in knowing if not path.startswith(KNOW_DUCKDB)} == set()
    assert all(any(path.startswith(place) for path in knowing) for place in KNOW_DUCKDB)


def test_the_top_level_is_the_house_and_nothing_else() -> None:
    found = {path.name for path in ROOT.iterdir() if path.name[0] != "."}
    assert found - LEFT_BY_TOOLS == FOLDERS | FILES


def test_sql_is_data_and_no_package() -> None:
    kinds = {path.suffix for path in (ROOT / "sql").rglob("*") if path.is_file()}
    assert kinds == {".sql"}


def test_a_file_is_short_enough_to_hold_in_the_head() -> None:
    counts = {name_of(path): line_count(path) for path in sources("jobs", "graph", "tests")}
    offences = [
        f"{name}: {count} lines"
        for name, count in counts.items()
        if count > (MAX_TEST_LINES if name.startswith("tests/") else MAX_FILE_LINES)
        and name not in LONGER_FILES
    ]
    assert not offences, "\n".join(offences)


def test_a_function_fits_on_a_screen() -> None:
    long = {
        f"{name_of(path)}:{function.name}": body_lines(function)
        for path in sources("jobs", "graph", "tests")
        for function in functions(path)
        if body_lines(function) > MAX_FUNCTION_LINES
    }
    offences = [
        f"{name}: {count} lines" for name, count in long.items() if name not in LONGER_FUNCTIONS
    ]
    assert not offences, "\n".join(offences)


def test_no_exception_outlives_its_reason() -> None:
    for name in LONGER_FILES:
        assert line_count(ROOT / name) > MAX_FILE_LINES
    for name in LONGER_FUNCTIONS:
        path, _, function = name.partition(":")
        found = [item for item in functions(ROOT / path) if item.name == function]
        assert any(body_lines(item) > MAX_FUNCTION_LINES for item in found)
