"""Generate docs/design.md: packages, stages and the path of one row, from code and SQL."""

import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from jobs.config.catalog import STAGES, Catalog
from jobs.config.policy import Policy
from jobs.contract.errors import Defect
from jobs.docs.markdown import code, link, table

ROOT = Path(__file__).resolve().parents[2]
# The example row on the page: its first table, and the signal that counts it.
_FIRST, _LAST = "staging.membership_event", "add_stranger_24h_max_count"
_CELL = 13


def parts(catalog: Catalog, policy: Policy) -> dict[str, str]:
    """Return the generated parts of the page."""
    return {
        "packages": f"{_figure()}\n\n{_packages()}",
        "stages": table(["stage", "tables", "reads", "for example"], _stages(catalog)),
        "row": table(["table", "file", "one row is"], _row(catalog, policy)),
    }


def _layers() -> list[list[str]]:
    """Return the packages of jobs/ by layer, from the top layer to the bottom."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for contract in project["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers" and contract["containers"] == ["jobs"]:
            layers = [layer.split(" | ") for layer in contract["layers"]]
            return [layer for layer in layers if layer != ["__main__"]]
    raise Defect("pyproject.toml: no layers of jobs in tool.importlinter")


def _figure() -> str:
    """Return the layers as a figure: each row may import from the rows below it."""
    lines = ["".join(name.ljust(_CELL) for name in layer).rstrip() for layer in _layers()]
    return "\n".join(["```text", *lines, "```"])


def _packages() -> str:
    """Return a table of the packages with the first line of each docstring."""
    names = [f"jobs.{name}" for layer in _layers() for name in layer]
    names += [
        f"graph.{path.parent.name}" for path in sorted((ROOT / "graph").glob("*/__init__.py"))
    ]
    return table(["package", "what it is for"], ([_folder(name), _purpose(name)] for name in names))


def _folder(name: str) -> str:
    return link(f"{name.replace('.', '/')}/")


def _purpose(name: str) -> str:
    """Return the first line of a package's docstring."""
    return (import_module(name).__doc__ or "").strip().partition("\n")[0]


def stage_names() -> list[str]:
    """Return the stages of a night, in order."""
    return ["staging", "history", *STAGES[1:], "score", "evidence", "checks", "publish"]


def _stages(catalog: Catalog) -> Iterator[list[str]]:
    names = stage_names()
    for stage in names:
        tables = catalog.of_stage(stage)
        if not tables:
            raise Defect(f"sql/{stage}: a stage of the night without a file")
        sources = {
            source.partition(".")[0] for item in tables for source in (*item.sources, *item.inputs)
        }
        reads = ", ".join(name for name in names if name in sources - {stage}) or "the logs"
        yield [code(f"sql/{stage}/"), str(len(tables)), reads, code(tables[0].name)]


def _row(catalog: Catalog, policy: Policy) -> Iterator[list[str]]:
    """Yield the tables on the path of an add row to the flags, in build order."""
    signal = catalog.signals[_LAST]
    for name in _path(catalog, signal.table.name):
        item = catalog.tables[name]
        yield [code(name), link(item.path.relative_to(ROOT).as_posix()), item.title]
    rules = [name for name, rule in policy.rules.items() if _LAST in rule.signals]
    yield ["a finding", link("jobs/config/policy.toml"), f"rules.{rules[0]} names {code(_LAST)}"]
    flags = catalog.tables["publish.flags"]
    yield [code(flags.name), link(flags.path.relative_to(ROOT).as_posix()), flags.title]


def _path(catalog: Catalog, last: str) -> list[str]:
    """Return the shortest path of tables from the first to the last, by their sources."""
    ways = [[last]]
    seen = {last}
    while ways:
        way = ways.pop(0)
        if way[0] == _FIRST:
            return way
        for source in sorted(catalog.tables[way[0]].sources & catalog.tables.keys() - seen):
            seen.add(source)
            ways.append([source, *way])
    raise Defect(f"{last}: no table on its way reads {_FIRST}")
