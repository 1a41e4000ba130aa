"""Without a record no look."""

import json
import stat
from pathlib import Path

import pytest

from tests.jobs.suspects import ADDER, ESCAPE
from tests.worlds import NIGHT, World, command


@pytest.fixture(name="world")
def _world(suspected: World) -> World:
    return suspected


def look(world: World, account_id: str) -> None:
    places = ("--output", str(world.output), "--input", str(world.input))
    command("account", *places, "--", account_id)


def test_each_look_is_recorded_before_it_happens(world: World) -> None:
    log = world.output / "_access.log"
    before = log.read_text().count("\n") if log.exists() else 0
    look(world, ESCAPE)
    look(world, "nobody")
    lines = [json.loads(line) for line in log.read_text().splitlines()[before:]]
    assert [(line["command"], line["what"], line["date"]) for line in lines] == [
        ("account", ESCAPE, str(NIGHT)),
        ("account", "nobody", str(NIGHT)),
    ]
    assert all(line["user"] and line["at"].endswith("+00:00") for line in lines)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@pytest.mark.parametrize("obstacle", ["folder", "link"])
def test_a_look_that_cannot_be_recorded_does_not_happen(
    world: World, tmp_path: Path, obstacle: str
) -> None:
    output = tmp_path / "output"
    output.mkdir()
    for table in world.output.iterdir():
        if not table.name.startswith("_"):
            (output / table.name).symlink_to(table)
    if obstacle == "folder":
        (output / "_access.log").mkdir()
    else:
        (output / "_access.log").symlink_to(tmp_path / "elsewhere")
    for arguments in (["account", ADDER], ["query", "SELECT 1"]):
        result = command(*arguments, "--output", str(output), "--input", str(world.input))
        assert (result.code, result.out) == (73, "")
        assert "the lookup cannot be logged" in result.error
    assert not (tmp_path / "elsewhere").exists()
