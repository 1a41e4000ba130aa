"""Rows that come twice: which count once, which are warned of, and which refuse the input."""

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jobs.contract.input_schema import LOGS as EVERY_LOG
from jobs.ingest.duplicate_files import first_copies
from jobs.ingest.partitions import list_partitions
from tests.jobs.endings import assert_refused, policy, warnings_of
from tests.jobs.rows import FORMATS, counts
from tests.worlds import (
    DAY,
    NIGHT,
    Row,
    World,
    at,
    command,
    csv_bytes,
    encoded,
    membership,
    message,
    parquet_bytes,
    table,
)

MakeRow = Callable[..., Row]
LOGS: dict[str, MakeRow] = {"membership_events": membership, "message_edges": message}
LOGS_BY_NAME = {log.name: log for log in EVERY_LOG}
NIL = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return World(tmp_path).fill()


def rows(log: str, count: int, **changes: object) -> list[Row]:
    return [LOGS[log](number, **changes) for number in range(count)]


# ---- Event ids


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("event_id", [NIL, "0", "-"])
def test_one_event_id_for_all_rows_is_refused(
    world: World, log: str, name: str, event_id: str
) -> None:
    (world.partition(log) / "part-0.parquet").unlink()
    world.write(log, rows(log, 30, event_id=event_id), name)
    assert_refused(
        world,
        f"{log}/date={NIGHT}: 29 of 30 rows have the event_id of another row but differ from it",
        "input.max_conflict_share = 0.01",
        f"event_id '{event_id}' is in 30 rows",
        "give each event its own id",
    )


def test_a_long_event_id_is_told_short_and_printable(world: World) -> None:
    world.write("message_edges", rows("message_edges", 30, event_id="\x1b[31m" + "x" * 500))
    line = assert_refused(world, "event_id '\\x1b[31mxxx", "... is in 30 rows")
    assert len(line) < 500


@pytest.mark.parametrize(("conflicts", "is_refused"), [(2, False), (3, True)])
def test_few_rows_that_contradict_another_are_warned_of(
    world: World, conflicts: int, is_refused: bool
) -> None:
    given = rows("message_edges", 200)
    for number in range(conflicts + 1):
        given[number * 7] = {**given[number * 7], "event_id": "twice"}
    world.write("message_edges", given)
    if is_refused:
        assert_refused(world, "3 of 200 rows have the event_id of another row")
        return
    (warning,) = warnings_of(world)
    assert warning == (
        f"message_edges/date={NIGHT}: 2 of 200 rows are duplicates and were not counted (2 repeat an "
        "event_id, 2 of them with different content: event_id 'twice' is in 3 rows)"
    )
    assert counts(world, "part-0.parquet") == (200, 198, 0, 2)


def test_the_event_id_that_is_told_is_one_that_is_contradicted(world: World) -> None:
    given = rows("message_edges", 200) + [message(1)] * 9
    given += [message(190, event_id="twice"), message(191, event_id="twice")]
    world.write("message_edges", given)
    (warning,) = warnings_of(world)
    assert "10 repeat an event_id, 1 of them with different content: event_id 'twice'" in warning


def test_a_whole_row_delivered_again_is_no_contradiction(world: World) -> None:
    world.write("membership_events", rows("membership_events", 20))
    world.write("membership_events", rows("membership_events", 15), "again.csv")
    (warning,) = warnings_of(world)
    assert warning == (
        f"membership_events/date={NIGHT}: 15 of 35 rows are duplicates and were not counted "
        "(15 repeat an event_id)"
    )


def test_a_row_that_is_rejected_contradicts_none(world: World) -> None:
    given = [*rows("message_edges", 200), message(3, sender_id=None), message(3, sender_id="")]
    world.write("message_edges", given)
    assert warnings_of(world) == []
    assert counts(world, "part-0.parquet") == (202, 200, 2, 0)


@pytest.mark.parametrize(("copies", "is_refused"), [(1, False), (2, True)])
def test_more_than_half_of_the_rows_delivered_again_are_refused(
    world: World, copies: int, is_refused: bool
) -> None:
    for copy in range(copies):
        world.write(
            "message_edges", rows("message_edges", 20), f"{copy}.csv.{'gz' if copy else 'zst'}"
        )
    if is_refused:
        assert_refused(
            world,
            f"message_edges/date={NIGHT}: 40 of 60 rows repeat the event_id of another row",
            "input.max_duplicate_share = 0.5",
            "deliver each event once",
        )
        return
    (warning,) = warnings_of(world)
    assert "20 of 40 rows are duplicates" in warning


def test_policy_sets_how_many_may_repeat_and_contradict(world: World) -> None:
    world.write("message_edges", rows("message_edges", 30, event_id="0"))
    options = policy(world, "max_conflict_share = 1.0\nmax_duplicate_share = 1.0")
    (warning,) = warnings_of(world, *options)
    assert "29 of 30 rows are duplicates" in warning


def test_an_earlier_partition_is_refused_too(world: World) -> None:
    world.fill(NIGHT - DAY)
    given = [message(number, NIGHT - DAY, event_id="0") for number in range(9)]
    world.write("message_edges", given, date=NIGHT - DAY)
    result = world.load()
    assert result.code == 65
    assert f"message_edges/date={NIGHT - DAY}: 8 of 9 rows" in result.error


def test_a_night_that_is_run_again_warns_again(world: World) -> None:
    world.write("message_edges", [*rows("message_edges", 20), message(1)])
    first = warnings_of(world)
    assert first and warnings_of(world) == first


def test_a_night_warns_of_earlier_partitions_that_it_loads_and_no_later_night_does(
    world: World,
) -> None:
    world.fill(NIGHT - DAY)
    world.write("message_edges", [message(n, NIGHT - DAY) for n in (1, 2, 1)], date=NIGHT - DAY)
    told = f"message_edges/date={NIGHT - DAY}: 1 of 3 rows are duplicates"
    assert world.load().code == 0
    assert any(told in warning for warning in world.manifest()["warnings"])
    assert world.load().code == 0
    assert not any(told in warning for warning in world.manifest()["warnings"])


# ---- Identical files


@pytest.mark.parametrize("event_id", [None, "own"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_lies_there_twice_counts_once(
    world: World, name: str, event_id: str | None
) -> None:
    given = [message(n, event_id=event_id and f"{event_id}{n}") for n in range(30, 40)]
    given.append(message(50, sender_id=None))
    world.write("message_edges", given, f"deep/{name}")
    world.write("message_edges", given, f"retry/{name}")
    options = policy(world, "max_reject_share = 0.1")
    copy, total = warnings_of(world, *options)
    folder = f"message_edges/date={NIGHT}"
    assert copy == f"{folder}/retry/{name}: identical to {folder}/deep/{name}; not loaded"
    assert (
        total
        == f"{folder}: 11 of 42 rows are duplicates and were not counted (11 in identical files)"
    )
    files = {file["file"]: file for item in world.manifest()["input"] for file in item["files"]}
    first, second = (files[f"{folder}/{part}/{name}"] for part in ("deep", "retry"))
    measures = ("row_count", "loaded_count", "rejected_count", "duplicate_count")
    assert [first[measure] for measure in measures] == [11, 10, 1, 0]
    assert [second[measure] for measure in measures] == [11, 0, 0, 11]
    assert len(world.loaded("message_edges")) == 30


def test_readers_of_the_logs_read_identical_files_once(world: World) -> None:
    given = [message(n, event_id=None, sender_id="twin") for n in range(30, 40)]
    for name in ("a.csv", "b.csv"):
        world.write("message_edges", given, name)
    assert world.run().code == 0
    places = ("--input", str(world.input), "--output", str(world.output))
    sql = "SELECT count(*) AS row_count FROM message_edges WHERE sender_id = 'twin'"
    assert '"row_count": 10' in command("query", sql, "--json", *places).out
    document = json.loads(command("account", "twin", "--json", *places).out)
    assert document["event_count"] == 10


def test_identical_files_are_no_repeated_events(world: World) -> None:
    for copy in range(9):
        world.write("message_edges", rows("message_edges", 20), f"{copy}.csv")
    (world.partition("message_edges") / "part-0.parquet").unlink()
    *copies, total = warnings_of(world)
    assert len(copies) == 4
    assert copies[-1] == f"message_edges/date={NIGHT}: 5 more files are copies"
    assert "160 of 180 rows are duplicates" in total


def test_empty_files_are_no_copies(world: World) -> None:
    world.put("message_edges", b"", "a.jsonl")
    world.put("message_edges", b"", "b.jsonl")
    assert warnings_of(world) == []
    (partition,) = list_partitions(
        world.input, LOGS_BY_NAME["message_edges"], None, NIGHT, lambda *_: None
    ).partitions
    assert first_copies(partition.files) == {}


def test_the_same_bytes_under_another_format_are_another_file(world: World) -> None:
    data = csv_bytes("message_edges", rows("message_edges", 1, event_id="x"))
    world.put("message_edges", data, "a.csv")
    world.put("message_edges", data, "b.jsonl")
    assert_refused(world, "2 of 23 rows are bad")


def test_files_of_one_size_that_differ_all_count(world: World) -> None:
    for name, sender in (("a.csv", "x"), ("b.csv", "y")):
        world.write("message_edges", [message(1, sender_id=sender, event_id=None)], name)
    assert warnings_of(world) == []
    assert len(world.loaded("message_edges")) == 22


# ---- The same rows in other bytes


def anonymous(log: str, first: int = 30) -> list[Row]:
    """Return rows without event ids that no other file of the world has."""
    return [LOGS[log](number, event_id=None) for number in range(first, first + 9)]


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("other", ["b.csv", "b.jsonl.gz", "b.parquet"])
def test_the_same_rows_in_another_form_are_refused(world: World, log: str, other: str) -> None:
    given = anonymous(log)
    world.write(log, given, "a.parquet")
    if other.endswith("parquet"):
        pq.write_table(table(log, given), world.partition(log) / other, compression="zstd")
    else:
        world.write(log, given[::-1], other)
    folder = f"{log}/date={NIGHT}"
    assert_refused(
        world, f"{folder}/{other}: has the same 9 rows as {folder}/a.parquet", "remove one"
    )


def test_rows_that_differ_in_one_value_are_others(world: World) -> None:
    given = anonymous("message_edges")
    world.write("message_edges", given, "a.parquet")
    world.write("message_edges", [*given[:-1], {**given[-1], "is_forward": True}], "b.parquet")
    world.write("message_edges", [*given[:-1], {**given[-1], "sender_id": "z"}], "c.csv")
    assert warnings_of(world) == []
    assert len(world.loaded("message_edges")) == 20 + 3 * 9


def test_a_default_that_is_written_out_makes_no_other_row(world: World) -> None:
    given = anonymous("message_edges")
    world.write("message_edges", given, "a.parquet")
    bare = [{**row, "message_count": None, "is_forward": None} for row in given]
    world.write("message_edges", bare, "b.parquet")
    assert_refused(world, "b.parquet: has the same 9 rows as", "a.parquet")


def test_one_row_alone_may_come_from_two_files(world: World) -> None:
    for name in ("a.parquet", "b.csv"):
        world.write("message_edges", anonymous("message_edges")[:1], name)
    assert warnings_of(world) == []


def test_rows_beside_named_ones_are_compared_by_themselves(world: World) -> None:
    given = anonymous("message_edges")
    world.write("message_edges", [*given, message(1, event_id="a")], "a.csv")
    world.write("message_edges", [message(2, event_id="b"), *given], "b.csv")
    assert_refused(world, "b.csv: has the same 9 rows as", "a.csv")


def test_reports_that_come_twice_are_refused(world: World) -> None:
    given = [
        {"reported_at": at(f"0{n}:00"), "reporter_id": f"a{n}", "reported_id": "b1"}
        for n in range(3)
    ]
    world.write("reports", given, "a.csv")
    world.write("reports", given, "b.parquet")
    assert_refused(world, "reports/", "b.parquet: has the same 3 rows as", "a.csv")


@pytest.mark.parametrize("log", ["accounts", "contacts", "verdicts"])
def test_what_may_be_said_twice_is_only_warned_of(world: World, log: str) -> None:
    given: list[Row] = [
        {"account_id": f"a{n}", "registered_at": at("01:00"), "verdict": "spam",
         "decided_at": at("02:00"), "owner_id": f"a{n}", "contact_id": f"b{n}"}
        for n in range(3)
    ]  # fmt: skip
    names = {"accounts": ("account_id", "registered_at"), "contacts": ("owner_id", "contact_id"),
             "verdicts": ("account_id", "verdict", "decided_at")}[log]  # fmt: skip
    chosen = [{name: row[name] for name in names} for row in given]
    world.write(log, chosen, "a.csv")
    world.put(log, parquet_bytes(table(log, chosen)), "b.parquet")
    (warning,) = warnings_of(world)
    folder = f"{log}/date={NIGHT}"
    assert warning == (
        f"{folder}/b.parquet: has the same 3 rows as {folder}/a.csv; this changes nothing"
    )


def test_an_ordinary_partition_is_not_read_once_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*others: object) -> None:
        raise AssertionError("read once more")

    for count, name in ((5, "a.csv"), (6, "b.parquet"), (7, "c.jsonl")):
        given = [message(100 + count * 10 + n, event_id=None) for n in range(count)]
        world.put("message_edges", encoded("message_edges", given, name), name)
    monkeypatch.setattr("jobs.ingest.duplicate_files._checksums", never)
    monkeypatch.setattr("jobs.ingest.partition_rows.refuse_spellings", never)
    assert world.load().code == 0
