"""A run's tables are put in place whole, the manifest last, and no other date is touched."""

import datetime
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.policy import Publish
from jobs.contract.errors import Busy, OutputFailed
from jobs.engine.duckdb import DuckDB
from jobs.publish.layout import manifest_path, table_path
from jobs.publish.reader import in_memory
from jobs.publish.writer import Publisher

NIGHT = datetime.date(2026, 3, 10)
UNORDERED = "SELECT * FROM (VALUES (2, 'x'), (1, NULL), (1, 'b'), (1, 'a')) AS rows (n, name)"


@pytest.fixture(name="engine", scope="module")
def _engine() -> Iterator[DuckDB]:
    with in_memory() as engine:
        yield engine


@pytest.fixture(name="modes", scope="module")
def _modes() -> Publish:
    return policies.load(catalogs.packaged()).publish


def publish(
    output: Path, engine: DuckDB, modes: Publish, sql: str = UNORDERED, date: datetime.date = NIGHT
) -> Path:
    """Publish a night with one table; return the path of the table."""
    with Publisher.open(output, date, modes) as publisher:
        publisher.write(engine, "flags", sql, {})
        publisher.put_in_place({"run_id": "r"})
    return table_path(output, "flags", date)


def test_rows_stand_in_the_order_of_all_columns_whatever_order_they_came_in(
    tmp_path: Path, engine: DuckDB, modes: Publish
) -> None:
    path = publish(tmp_path, engine, modes)
    rows = [tuple(row.values()) for row in pq.ParquetFile(path).read().to_pylist()]
    assert rows == [(1, "a"), (1, "b"), (1, None), (2, "x")]
    before = path.read_bytes()
    publish(tmp_path, engine, modes, f"SELECT * FROM ({UNORDERED}) ORDER BY n DESC, name DESC")
    assert path.read_bytes() == before


def test_a_file_is_told_of_with_its_rows_its_size_and_its_hash(
    tmp_path: Path, engine: DuckDB, modes: Publish
) -> None:
    with Publisher.open(tmp_path, NIGHT, modes) as publisher:
        assert publisher.write(engine, "flags", UNORDERED, {}) == 4
        publisher.put_in_place({})
    (file,) = publisher.files
    data = (tmp_path / file.path).read_bytes()
    assert tmp_path / file.path == table_path(tmp_path, "flags", NIGHT)
    assert (file.table, file.rows, file.size) == ("flags", 4, len(data))
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    metadata = pq.read_metadata(tmp_path / file.path).metadata
    assert (metadata[b"table"], metadata[b"schema_version"]) == (b"flags", b"1")


def test_a_run_that_fails_before_the_end_publishes_nothing_and_leaves_nothing_aside(
    tmp_path: Path, engine: DuckDB, modes: Publish
) -> None:
    def fail() -> None:
        with Publisher.open(tmp_path, NIGHT, modes) as publisher:
            publisher.write(engine, "flags", UNORDERED, {})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert [path.name for path in tmp_path.rglob("*")] == ["_lock"]


def test_what_a_killed_run_left_aside_is_not_published_by_the_next(
    tmp_path: Path, engine: DuckDB, modes: Publish
) -> None:
    left = tmp_path / "_aside" / "rings.part"
    left.parent.mkdir()
    left.write_text("half a table")
    with Publisher.open(tmp_path, NIGHT, modes):
        assert list(left.parent.iterdir()) == []
    publish(tmp_path, engine, modes)
    assert not left.parent.exists()
    assert not (tmp_path / "rings").exists()


def test_a_re_run_replaces_its_date_and_no_other(
    tmp_path: Path, engine: DuckDB, modes: Publish
) -> None:
    other = publish(tmp_path, engine, modes, date=NIGHT - datetime.timedelta(1))
    before = other.read_bytes(), other.stat().st_ino
    publish(tmp_path, engine, modes)
    path = publish(tmp_path, engine, modes, "SELECT 7 AS n, 'again' AS name")
    assert pq.ParquetFile(path).read().to_pylist() == [{"n": 7, "name": "again"}]
    assert (other.read_bytes(), other.stat().st_ino) == before


def test_the_manifest_is_put_in_place_after_all_tables(
    tmp_path: Path, engine: DuckDB, modes: Publish
) -> None:
    # A file where a table's folder should be stops the run half way.
    (tmp_path / "rings").touch()
    with (
        pytest.raises(OutputFailed, match="rings: is a file, but must be a folder"),
        Publisher.open(tmp_path, NIGHT, modes) as publisher,
    ):
        for name in ("flags", "rings"):
            publisher.write(engine, name, UNORDERED, {})
        publisher.put_in_place({"run_id": "r"})
    assert table_path(tmp_path, "flags", NIGHT).exists()
    assert not manifest_path(tmp_path, NIGHT).exists()


def test_files_and_folders_have_the_modes_of_the_policy(
    tmp_path: Path, engine: DuckDB, modes: Publish
) -> None:
    open_modes = modes.model_copy(update={"file_mode": "0640", "folder_mode": "0750"})
    output = tmp_path / "output"
    path = publish(output, engine, open_modes)
    for file in (path, manifest_path(output, NIGHT)):
        assert file.stat().st_mode & 0o777 == 0o640
        for folder in (file.parent, file.parent.parent, output):
            assert folder.stat().st_mode & 0o777 == 0o750


def test_two_runs_do_not_write_to_one_output(tmp_path: Path, modes: Publish) -> None:
    with (
        Publisher.open(tmp_path, NIGHT, modes),
        pytest.raises(Busy, match="another run is writing"),
        Publisher.open(tmp_path, NIGHT + datetime.timedelta(1), modes),
    ):
        pass
    with Publisher.open(tmp_path, NIGHT, modes):
        pass


def test_the_rejects_of_a_failed_run_stand_apart_from_the_tables(
    tmp_path: Path, engine: DuckDB, modes: Publish
) -> None:
    with Publisher.open(tmp_path, NIGHT, modes) as publisher:
        path = publisher.publish_failed_rejects(engine, UNORDERED, {})
    assert path == tmp_path / "_failed" / f"date={NIGHT}" / "rejects.parquet"
    assert pq.read_metadata(path).num_rows == 4
    assert not table_path(tmp_path, "rejects", NIGHT).exists()
    assert not (tmp_path / "runs").exists()
