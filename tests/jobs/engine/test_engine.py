"""What the engine leaves on the disk while it works, and what it leaves alone."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.contract.errors import Busy, WrongUsage
from jobs.engine.duckdb import DuckDB

HOLDER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(name="held")
def _held(tmp_path: Path) -> Iterator[Path]:
    """A warehouse that another process holds."""
    path = tmp_path / "warehouse.duckdb"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == b"held\n"
        yield path
        process.stdin.close()


def test_nobody_else_may_read_what_it_writes(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    path, spill = folder / "warehouse.duckdb", folder / "spill"
    with DuckDB.open(path, spill) as engine:
        engine.run("CREATE TABLE name AS SELECT 'secret' AS name")
        written = sorted(item.name for item in folder.iterdir())
        assert written == ["spill", "warehouse.duckdb", "warehouse.duckdb.wal"]
        for item in (folder, *folder.iterdir()):
            assert item.stat().st_mode & 0o077 == 0, item


def test_a_second_run_leaves_alone_what_the_first_has_spilled(held: Path) -> None:
    spill = held.with_name("spill")
    spill.mkdir()
    (spill / "of_the_first").touch()
    with pytest.raises(Busy), DuckDB.open(held, spill):
        pass
    assert [item.name for item in spill.iterdir()] == ["of_the_first"]


def test_the_spill_of_a_killed_run_is_swept_and_nothing_is_left_behind(tmp_path: Path) -> None:
    spill = tmp_path / "spill"
    spill.mkdir()
    (spill / "of_the_killed").touch()
    with DuckDB.open(tmp_path / "warehouse.duckdb", spill):
        assert list(spill.iterdir()) == []
    assert not spill.exists()


@pytest.mark.parametrize("limit", ["3", "three", "3 apples", "-1GB", "1GB; DROP TABLE x"])
def test_a_memory_limit_that_is_no_size_is_wrong_usage(tmp_path: Path, limit: str) -> None:
    with (
        pytest.raises(WrongUsage, match="write it like 3GB"),
        DuckDB.open(tmp_path / "warehouse.duckdb", tmp_path / "spill", limit),
    ):
        pass
    assert not (tmp_path / "spill").exists()
