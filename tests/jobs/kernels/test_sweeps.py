"""A compiled sweep gives the rows of its table's SQL, for every table that has one."""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.config import catalog as catalogs
from jobs.config.sql_file import Table
from jobs.engine.duckdb import DuckDB
from jobs.kernels import registry, sweeps
from tests.worlds import World

SAMPLE = Path(__file__).parents[3] / "data" / "sample"
DATE = datetime.date(2001, 10, 29)


@pytest.fixture(scope="module", name="sampled")
def _sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of a night on the sample; tests work on copies of it."""
    world = World(tmp_path_factory.mktemp("sampled"))
    assert world.run("--input", str(SAMPLE), date=DATE).code == 0
    return world.warehouse


@pytest.fixture(name="engine")
def _engine(sampled: Path, tmp_path: Path) -> Iterator[DuckDB]:
    copy = Path(shutil.copy(sampled, tmp_path))
    with DuckDB.open(copy, tmp_path / "spill") as engine:
        yield engine


def assert_same(engine: DuckDB, table: str, sql: str, arguments: dict[str, object]) -> int:
    """Compare a table with its SELECT, rows and types; return its number of rows."""
    engine.create("again.built", sql, arguments)
    for one, other in [("again.built", table), (table, "again.built")]:
        assert engine.run(f"FROM {one} EXCEPT ALL FROM {other}") == [], table
    columns = [
        engine.run(f"SELECT column_name, column_type FROM (DESCRIBE {name})")
        for name in ("again.built", table)
    ]
    assert columns[0] == columns[1]
    return int(engine.run(f"SELECT count(*) FROM {table}")[0][0])


def swept(engine: DuckDB) -> list[Table]:
    """Return the tables of a night that a sweep built."""
    found = engine.run("SELECT schema_name || '.' || table_name FROM duckdb_tables()")
    built = {name for (name,) in found}
    tables = catalogs.packaged().tables.values()
    return [table for table in tables if table.sweep and table.name in built]


def test_what_is_swept_is_what_the_sql_says(engine: DuckDB) -> None:
    counts = {
        table.name: assert_same(engine, table.name, table.sql, dict(table.constants))
        for table in swept(engine)
    }
    assert "acts.message_contact" in counts
    assert len([name for name in counts if name.startswith("peak.")]) > 5
    assert sum(count > 0 for count in counts.values()) > 15


def test_what_is_swept_by_day_is_what_the_sql_says(engine: DuckDB) -> None:
    for table in catalogs.packaged().of_stage("history"):
        if table.sweep:
            dated = f"(SELECT * EXCLUDE (date) FROM store.history_{table.stem})"
            engine.create("again.dated", f"FROM {dated} WHERE false", {})
            engine.append(
                "again.dated",
                f"SELECT * EXCLUDE (date) FROM store.history_{table.stem} WHERE date = $date",
                {"date": DATE},
            )
            assert assert_same(engine, "again.dated", table.sql, {"date": DATE}) > 0


def test_parts_and_a_missing_log_change_nothing(
    engine: DuckDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeps, "_MESSAGE_BITS", 7)
    monkeypatch.setattr(sweeps, "_ACT_BITS", 7)
    catalog = catalogs.packaged()
    daily, table = catalog.tables["history.account_day"], catalog.tables["acts.message_contact"]
    engine.provide("again.swept", registry.daily_rows(engine, daily, DATE))
    assert assert_same(engine, "again.swept", daily.sql, {"date": DATE}) > 100
    assert registry.build(engine, table, {}) > 100
    assert assert_same(engine, table.name, table.sql, {}) > 100
    engine.run("UPDATE staging.night SET has_contacts = false")
    assert registry.build(engine, table, {}) > 100
    assert assert_same(engine, table.name, table.sql, {}) > 100
