"""Ids are encoded once, as numbers that stay the same from run to run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from jobs.config import catalog as catalogs
from jobs.contract.errors import Defect
from jobs.contract.input_schema import LOGS, Kind, Log
from jobs.engine.duckdb import DuckDB
from jobs.warehouse.id_dictionary import Dictionary, Names
from jobs.warehouse.warehouse import Warehouse

_LOGS: dict[str, Log] = {log.name: log for log in LOGS}


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Iterator[DuckDB]:
    """A warehouse without rows."""
    with DuckDB.open(tmp_path / "warehouse.duckdb", tmp_path / "spill", threads=2) as engine:
        Warehouse(engine, catalogs.packaged()).prepare()
        yield engine


def numbers(dictionary: Dictionary, *names: str | None) -> list[int | None]:
    found: list[int | None] = dictionary.numbers(pa.array(names, pa.string())).to_pylist()
    return found


def messages(*rows: dict[str, Any]) -> pa.RecordBatchReader:
    """Return rows of message_edges, one a batch, those of columns that are not given null."""
    log = _LOGS["message_edges"]
    schema = pa.schema(
        [("date", pa.date32()), *((column.name, pa.string()) for column in log.columns)]
    )
    batches = [pa.RecordBatch.from_pylist([row], schema) for row in rows]
    return pa.RecordBatchReader.from_batches(schema, batches)  # fmt: skip


def test_numbers_count_from_zero_in_order_of_first_occurrence_and_null_has_none(
    engine: DuckDB,
) -> None:
    dictionary = Dictionary.read(engine, Kind.ACCOUNT)
    assert numbers(dictionary, "b", "a", None, "b") == [0, 1, None, 0]
    assert numbers(dictionary, "c", "a") == [2, 1]


def test_an_id_keeps_its_number_in_the_next_run_and_a_new_one_gets_the_next(engine: DuckDB) -> None:
    dictionary = Dictionary.read(engine, Kind.ACCOUNT)
    for names in (("b", "a"), ("c",), ("c", "d")):
        numbers(dictionary, *names)
    dictionary.keep()
    dictionary.keep()
    assert numbers(dictionary, "e", "b") == [4, 0]
    dictionary.keep()
    stored = engine.run("SELECT account_id, name FROM store.account_key ORDER BY account_id")
    assert stored == list(enumerate("bacde"))
    again = Dictionary.read(engine, Kind.ACCOUNT)
    assert numbers(again, "f", "d", "a") == [5, 3, 1]


def test_what_was_not_kept_is_forgotten(engine: DuckDB) -> None:
    numbers(Dictionary.read(engine, Kind.ACCOUNT), "lost")
    assert numbers(Dictionary.read(engine, Kind.ACCOUNT), "a") == [0]


def test_accounts_and_groups_of_one_name_have_numbers_of_their_own(engine: DuckDB) -> None:
    accounts, groups = (Dictionary.read(engine, kind) for kind in (Kind.ACCOUNT, Kind.GROUP))
    assert numbers(accounts, "x", "same") == [0, 1]
    assert numbers(groups, "same") == [0]
    groups.keep()
    assert engine.run("SELECT count(*) FROM store.account_key") == [(0,)]
    assert engine.run("SELECT group_id, name FROM store.group_key") == [(0, "same")]


@pytest.mark.parametrize("stored", ["(0, 'a'), (2, 'b')", "(1, 'a')", "(0, 'a'), (1, 'a')"])
def test_numbers_with_a_gap_or_a_name_with_two_are_a_defect(engine: DuckDB, stored: str) -> None:
    engine.run(f"INSERT INTO store.account_key VALUES {stored}")
    with pytest.raises(Defect, match=r"store\.account_key"):
        Dictionary.read(engine, Kind.ACCOUNT)


def test_rows_are_encoded_in_the_columns_of_ids_and_no_others(engine: DuckDB) -> None:
    log = _LOGS["message_edges"]
    rows = Names(engine).encoded(
        log,
        messages(
            {"sender_id": "a", "recipient_id": "b", "event_id": "x"},
            {"sender_id": "b", "group_id": "a", "event_id": None},
            {"sender_id": "a", "recipient_id": "a", "event_id": "y"},
        ),
    )
    table = rows.read_all()
    assert table.column_names == ["date", *(column.name for column in log.columns), "event_number"]
    chosen = table.select(["sender_id", "recipient_id", "group_id", "event_id", "event_number"])
    assert [tuple(row.values()) for row in chosen.to_pylist()] == [
        (0, 1, None, "x", 0),
        (1, None, 0, None, None),
        (0, 0, None, "y", 2),
    ]


def test_numbers_of_events_go_on_after_those_in_the_warehouse(engine: DuckDB) -> None:
    log = _LOGS["message_edges"]
    engine.run("INSERT INTO store.message_edge (event_id, event_number) VALUES ('old', 41)")
    names = Names(engine)
    for expected in (42, 43):
        rows = names.encoded(log, messages({"sender_id": "a", "event_id": "x"})).read_all()
        assert rows["event_number"].to_pylist() == [expected]
    other = names.encoded(_LOGS["membership_events"], messages_of("membership_events")).read_all()
    assert other["event_number"].to_pylist() == [0]


def messages_of(name: str) -> pa.RecordBatchReader:
    """Return one row of a log with an event_id and nothing else."""
    columns = [
        ("date", pa.date32()),
        *((column.name, pa.string()) for column in _LOGS[name].columns),
    ]
    schema = pa.schema(columns)
    batch = pa.RecordBatch.from_pylist([{"event_id": "x"}], schema)
    return pa.RecordBatchReader.from_batches(schema, [batch])  # fmt: skip


@pytest.mark.parametrize(
    ("name", "is_suspicious"), [("123", False), ("123.0", True), ("NULL", True), ("NA", False)]
)
def test_an_id_that_looks_reformatted_is_remembered_once_it_is_kept(
    engine: DuckDB, name: str, is_suspicious: bool
) -> None:
    names = Names(engine)
    names.encoded(_LOGS["message_edges"], messages({"sender_id": name})).read_all()
    assert not names.has_suspicious_text
    names.keep()
    assert names.has_suspicious_text == is_suspicious
    assert Names(engine).has_suspicious_text == is_suspicious
