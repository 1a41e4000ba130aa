"""Each day is summarised once, and a run sees the days of its history and no others."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from jobs.config import catalog as catalogs
from jobs.engine.duckdb import DuckDB
from jobs.warehouse.daily_tables import DailyTables
from jobs.warehouse.warehouse import Warehouse
from tests.jobs.overlays import CATALOG
from tests.worlds import DAY, NIGHT, World, membership, message

# By SQL, and by a sweep.
TABLES = ("history.add_pair_day", "history.account_day")


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Iterator[DuckDB]:
    """A warehouse without rows."""
    with DuckDB.open(tmp_path / "warehouse.duckdb", tmp_path / "spill", threads=2) as engine:
        Warehouse(engine, catalogs.packaged()).prepare()
        yield engine


def stage(engine: DuckDB, *adds: tuple[datetime.date, int, int]) -> None:
    """Stage adds: date, actor, target."""
    instants = [
        datetime.datetime.combine(date, datetime.time(10), datetime.UTC) for date, _, _ in adds
    ]
    ids = pa.int32()
    rows = {
        "date": pa.array([date for date, _, _ in adds], pa.date32()),
        "event_at": pa.array(instants, pa.timestamp("us", "UTC")),
        "group_id": pa.array([0] * len(adds), ids),
        "actor_id": pa.array([actor for _, actor, _ in adds], ids),
        "account_id": pa.array([target for _, _, target in adds], ids),
        "action": pa.array(["add"] * len(adds)),
    }
    engine.provide("staging.membership_event", pa.table(rows))
    sent = {"sender_id": ids, "recipient_id": ids, "message_count": pa.int64()}
    schema = pa.schema({"date": pa.date32(), "sent_at": pa.timestamp("us", "UTC"), **sent})
    engine.provide("staging.message_edge", schema.empty_table())
    names = pa.schema({"account_id": ids, "name": pa.string()})
    engine.provide("staging.account_name", names.empty_table())


def rows(engine: DuckDB, name: str) -> list[tuple[datetime.date, int]]:
    """Return date and actor of the rows of a daily table."""
    found = engine.run(f"SELECT date, account_id FROM {name} ORDER BY ALL")
    return [(date, account) for date, account in found]


@pytest.mark.parametrize("name", TABLES)
def test_a_date_built_again_replaces_its_rows_and_no_others(engine: DuckDB, name: str) -> None:
    daily, table = DailyTables(engine), CATALOG.tables[name]
    stage(engine, (NIGHT - DAY, 1, 2), (NIGHT, 3, 4))
    daily.build(table, NIGHT - DAY, "first")
    daily.build(table, NIGHT, "first")
    stage(engine, (NIGHT, 5, 6))
    daily.build(table, NIGHT, "second")
    assert rows(engine, f"store.history_{table.stem}") == [(NIGHT - DAY, 1), (NIGHT, 5)]
    assert daily.built(table.stem) == {NIGHT - DAY: "first", NIGHT: "second"}


@pytest.mark.parametrize("name", TABLES)
def test_a_date_without_rows_is_built_too(engine: DuckDB, name: str) -> None:
    daily, table = DailyTables(engine), CATALOG.tables[name]
    stage(engine)
    daily.build(table, NIGHT, "nothing")
    assert daily.built(table.stem) == {NIGHT: "nothing"}
    assert daily.built("another") == {}


@pytest.mark.parametrize("name", TABLES)
def test_the_view_holds_the_first_and_the_last_day_and_none_beyond(
    engine: DuckDB, name: str
) -> None:
    daily, table = DailyTables(engine), CATALOG.tables[name]
    days = [NIGHT - days * DAY for days in (3, 2, 1, 0)]
    stage(engine, *((date, number, 9) for number, date in enumerate(days)))
    for date in days:
        daily.build(table, date, "")
    daily.show(table.stem, table.sql, days[1], days[2])
    assert rows(engine, name) == [(days[1], 1), (days[2], 2)]
    daily.delete(table.stem, days[1])
    assert rows(engine, name) == [(days[2], 2)]
    assert days[1] not in daily.built(table.stem)


@pytest.mark.parametrize("name", TABLES)
def test_what_was_never_built_has_its_columns_and_no_rows(engine: DuckDB, name: str) -> None:
    daily, table = DailyTables(engine), CATALOG.tables[name]
    stage(engine, (NIGHT, 1, 2))
    daily.delete(table.stem, NIGHT)
    daily.show(table.stem, table.sql, NIGHT, NIGHT)
    columns = engine.arrow(f"SELECT * FROM {name}", {})
    assert columns.column_names == ["date", *(column.name for column in table.columns)]
    assert len(columns) == 0
    daily.build(table, NIGHT, "")
    assert rows(engine, name) == [(NIGHT, 1)]


# ---- The loader


def history(world: World, name: str) -> set[datetime.date]:
    """Return the dates of a daily table as the last run of a world saw them."""
    with duckdb.connect(str(world.warehouse), read_only=True) as connection:
        return {
            date for (date,) in connection.execute(f"SELECT date FROM history.{name}").fetchall()
        }


def load(world: World, date: datetime.date = NIGHT) -> None:
    result = world.load("--allow-missing", date=date)
    assert result.code == 0, result.error


@pytest.fixture(name="month")
def _month(tmp_path: Path) -> World:
    """Two days at the edge of the history of twenty-eight, the night and the day after."""
    world = World(tmp_path)
    for days in (28, 27, 0, -1):
        world.fill(NIGHT - days * DAY, row_count=3)
    return world


def test_the_history_is_the_date_and_the_twenty_seven_days_before_it(month: World) -> None:
    load(month)
    assert history(month, "account_day") == {NIGHT - 27 * DAY, NIGHT}
    assert history(month, "add_pair_day") == {NIGHT - 27 * DAY, NIGHT}


def test_an_earlier_night_run_again_sees_no_later_day_and_those_it_had(month: World) -> None:
    load(month)
    load(month, NIGHT + DAY)
    assert history(month, "account_day") == {NIGHT, NIGHT + DAY}
    load(month)
    assert history(month, "account_day") == {NIGHT - 27 * DAY, NIGHT}


def test_a_day_of_the_history_that_changes_is_summarised_again(month: World) -> None:
    load(month)
    date = NIGHT - 27 * DAY
    month.write("membership_events", [membership(9, date, actor_id="late")], "late.csv", date)
    load(month)
    with duckdb.connect(str(month.warehouse), read_only=True) as connection:
        names = connection.execute(
            "SELECT name FROM history.add_pair_day AS d JOIN store.account_key USING (account_id) "
            "WHERE date = $date",
            {"date": date},
        ).fetchall()
    assert ("late",) in names


def test_pairs_of_messages_are_kept_only_where_contacts_must_be_inferred(tmp_path: Path) -> None:
    world = World(tmp_path)
    for date in (NIGHT - 5 * DAY, NIGHT):
        world.write("message_edges", [message(1, date)], date=date)
        world.write("membership_events", [membership(1, date)], date=date)
    load(world)
    assert history(world, "message_pair_day") == {NIGHT - 5 * DAY, NIGHT}
    later = NIGHT + DAY
    world.fill(later)
    world.write("contacts", [{"owner_id": "a", "contact_id": "b"}], date=later)
    load(world, later)
    assert later not in history(world, "message_pair_day")
    load(world)
    assert history(world, "message_pair_day") == {NIGHT - 5 * DAY, NIGHT}
