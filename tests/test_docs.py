"""The docs are true: examples run, commands and links exist, generated parts are up to date."""

import ast
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from jobs.cli.main import cli
from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.catalog import SQL_FOLDER
from jobs.docs.design import stage_names
from jobs.docs.pages import FOLDER, stale, write
from jobs.engine.duckdb import DuckDB
from tests.sql.tables import Bench

ROOT = FOLDER.parent
PAGES = sorted([*FOLDER.rglob("*.md"), *ROOT.glob("*.md")])
_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)
NAMED = (ast.FunctionDef, ast.ClassDef)
_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def blocks(page: str, kind: str) -> list[str]:
    """Return the code blocks of a kind in a page."""
    text = (FOLDER / page).read_text(encoding="utf-8")
    return [match["text"] for match in _BLOCK.finditer(text) if match["kind"] == kind]


def test_the_generated_parts_are_up_to_date() -> None:
    assert stale(FOLDER) == []


def test_the_page_of_the_signals_states_what_each_table_is_and_why_it_exists() -> None:
    page = (FOLDER / "signals.md").read_text(encoding="utf-8")
    for table in catalogs.packaged().of_stage("signals"):
        assert f"\n### {table.title}\n\n{table.why}\n" in page


def test_an_outdated_page_is_found_and_mended(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    shutil.copytree(FOLDER, folder)
    page = folder / "signals.md"
    page.write_text(page.read_text(encoding="utf-8").replace("- Unit: count", "- Unit: pound", 1))
    assert stale(folder) == ["signals.md"]
    assert write(folder) == ["signals.md"]
    assert stale(folder) == []


def test_every_link_to_a_file_leads_to_one() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in targets(page)
        if not target.exists()
    ]
    assert not broken, "\n".join(broken)


def targets(page: Path) -> list[Path]:
    """Return the files and folders that a page links to."""
    found = [match["target"] for match in _LINK.finditer(page.read_text(encoding="utf-8"))]
    local = [target.partition("#")[0] for target in found if "://" not in target]
    return [page.parent / target for target in local if target]


def test_every_command_is_in_the_docs() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [name for name in cli.commands if f"groupspam {name}" not in text] == []


def test_no_page_names_a_command_that_there_is_not() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        named = set(re.findall(r"^\s*(?:\$ )?groupspam ([a-z]+)", text, re.MULTILINE))
        assert named <= set(cli.commands), page


def test_the_overlay_in_the_docs_is_a_policy(tmp_path: Path) -> None:
    path = tmp_path / "overlay.toml"
    path.write_text("".join(blocks("policy.md", "toml")), encoding="utf-8")
    policy = policies.load(catalogs.packaged(), path)
    assert policy.weights["add_stranger_answered_share"].edges == [0.05, 0.2]
    assert policy.rules["stranger_add_burst"].of_type("business").decision == "review"
    assert policy.rules["many_groups"].decision == "watch"


@pytest.fixture(name="example")
def _example(tmp_path: Path) -> Path:
    """A copy of sql/ with the files of the example in it."""
    folder = tmp_path / "sql"
    shutil.copytree(SQL_FOLDER, folder)
    act, signal = blocks("add-a-signal.md", "sql")
    (folder / "acts" / "removal.sql").write_text(act, encoding="utf-8")
    (folder / "signals" / "removal.sql").write_text(signal, encoding="utf-8")
    return folder


def test_the_example_of_a_signal_passes_its_own_tests(example: Path, tmp_path: Path) -> None:
    (source,) = blocks("add-a-signal.md", "python")
    names: dict[str, Any] = {}
    exec(compile(source, "add-a-signal.md", "exec"), names)
    tests = [names[name] for name in names if name.startswith("test_")]
    assert len(tests) == 2
    with DuckDB.open(tmp_path / "bench.duckdb", tmp_path / "spill", threads=1) as engine:
        for test in tests:
            test(Bench(engine, catalogs.read(example)))


def test_the_example_of_a_signal_can_be_named_by_a_rule(example: Path, tmp_path: Path) -> None:
    (rule,) = blocks("add-a-signal.md", "toml")
    path = tmp_path / "overlay.toml"
    path.write_text(rule, encoding="utf-8")
    catalog = catalogs.read(example)
    assert policies.load(catalog, path).rules["purge"].mode == "shadow"
    signal = catalog.signals["removed_1h_max_count"]
    act = catalog.act_of(signal)
    assert act is not None and act.name == "acts.removal"


def test_each_place_that_the_design_names_is_there() -> None:
    text = (FOLDER / "design.md").read_text(encoding="utf-8")
    places = re.findall(r"`((?:jobs|graph|sql|tests|data)/[^`*]*)`", text)
    assert len(places) > 40
    assert [place for place in places if not is_there(place)] == []


def is_there(place: str) -> bool:
    """Return whether `path` or `path:name` is a file or folder, and the name defined in it."""
    path, _, name = place.partition(":")
    if not name:
        return (ROOT / path).exists()
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return name in {node.name for node in tree.body if isinstance(node, NAMED)}


def test_the_design_explains_each_stage_in_the_order_of_the_night() -> None:
    text = (FOLDER / "design.md").read_text(encoding="utf-8")
    rows = text.partition("| step | what happens |\n")[2].partition("\n\n")[0].splitlines()[1:]
    steps = [name for row in rows for name in row.split(" | ")[0].removeprefix("| ").split(", ")]
    assert steps == ["load", *stage_names()]


def test_the_add_that_the_design_follows_reaches_its_flag() -> None:
    part = (FOLDER / "design.md").read_text(encoding="utf-8").partition("<!-- generated: row -->")
    names = re.findall(
        r"^\| `(\w+\.\w+)` ", part[2].partition("<!-- /generated -->")[0], re.MULTILINE
    )
    tables = catalogs.packaged().tables
    assert names[0] == "staging.membership_event" and names[-1] == "publish.flags"
    for before, after in pairwise(names[:-1]):
        assert before in tables[after].sources
