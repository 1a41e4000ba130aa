"""Ids that a tool has spelt anew on their way: floating-point numbers, and nulls written out."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from jobs.ingest.id_spelling import NULL_SPELLINGS
from tests.jobs.endings import assert_ends, assert_refused, check, policy, warnings_of
from tests.jobs.rows import FORMATS
from tests.worlds import (
    NIGHT,
    Row,
    World,
    at,
    command,
    membership,
    message,
    parquet_bytes,
    table,
)


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    world = World(tmp_path)
    for log, rows in (("membership_events", memberships([])), ("message_edges", messages([]))):
        world.write(log, rows)
    return world


def messages(senders: list[Any], **changes: Any) -> list[Row]:
    """Return messages of senders, or of some whose names are no numbers."""
    given = senders or [f"a{n}" for n in range(5)]
    return [message(n, sender_id=sender, **changes) for n, sender in enumerate(given)]


def memberships(actors: list[Any], **changes: Any) -> list[Row]:
    """Return adds by actors, or by some whose names are no numbers."""
    given = actors or [f"a{n}" for n in range(5)]
    return [membership(n, actor_id=actor, **changes) for n, actor in enumerate(given)]


# ---- Floating-point numbers


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("spelt", "whole"),
    [("123.0", "123"), ("77.00", "4711"), ("-5.0", "5"), ("1.23e+18", "9"),
     ("1E+05", "100000"), ("1.5E18", "3"), ("2e-05", "8")],
)  # fmt: skip
def test_floating_point_beside_whole_numbers_is_refused(
    world: World, name: str, spelt: str, whole: str
) -> None:
    (world.partition("membership_events") / "part-0.parquet").unlink()
    world.write("membership_events", memberships(["x", whole, spelt, None]), name)
    assert_refused(
        world,
        f"membership_events/date={NIGHT}/{name}: actor_id is '{spelt}'",
        "while other ids are whole numbers",
        "write ids as text or whole numbers",
    )


def test_they_may_stand_in_another_column_or_file(world: World) -> None:
    world.write("membership_events", memberships(["123.0", "x"], account_id="y"), "a.csv")
    rows = table("membership_events", memberships([None, None], event_id=None))
    place = rows.column_names.index("account_id")
    numbers = pa.array([7, 8], pa.int64())
    data = parquet_bytes(rows.set_column(place, "account_id", numbers))
    world.put("membership_events", data, "b.parquet")
    assert_refused(world, "a.csv: actor_id is '123.0'", "in 1 rows")


@pytest.mark.parametrize("spelt", [["1.0", "2.0"], ["1e+18", "2.5e+18"], ["3.0", "1.2e+18", None]])
def test_a_column_of_nothing_else_is_refused(world: World, spelt: list[str | None]) -> None:
    rows = [
        message(n, recipient_id=None, group_id=spelt_as or "9.0")
        for n, spelt_as in enumerate(spelt)
    ]
    world.write("message_edges", rows)
    assert_refused(world, "part-0.parquet: group_id is '", "like all ids of the column")


def test_a_group_is_no_account(world: World) -> None:
    rows = [message(1, recipient_id=None, group_id="12"), message(2, sender_id="7.0"), message(3)]
    world.write("message_edges", rows)
    assert warnings_of(world) == []


@pytest.mark.parametrize(
    "ids",
    [
        ["1.0", "2.1", "x"],
        ["v1.0", "1.2.0", "12"],
        ["12e4567", "12345678", "9E10"],
        ["1.5", "15", "2"],
        ["0x1.0", "10", "1e+", "1,0"],
    ],
)
def test_other_ids_with_points_and_letters_are_ids(world: World, ids: list[str]) -> None:
    world.write("membership_events", memberships(ids))
    assert warnings_of(world) == []
    assert {row["actor_id"] for row in world.loaded("membership_events")} == set(ids)


def test_ids_that_were_let_in_are_looked_at_again_beside_whole_numbers(world: World) -> None:
    world.write("membership_events", memberships(["1.0", "x"]))
    assert warnings_of(world) == []
    world.write("membership_events", memberships(["1.0", "x", "12"]))
    for result in (check(world), world.run()):
        assert_ends(result, 65, "actor_id is '1.0', while other ids are whole numbers")


@pytest.mark.parametrize(
    ("log", "row", "column"),
    [
        ("accounts", {"registered_at": at("01:00")}, "account_id"),
        ("contacts", {"owner_id": "x"}, "contact_id"),
        ("reports", {"reported_at": at("01:00"), "reporter_id": "x"}, "reported_id"),
        ("verdicts", {"verdict": "spam", "decided_at": at("01:00")}, "account_id"),
    ],
)
def test_every_log_is_looked_at(world: World, log: str, row: Row, column: str) -> None:
    world.write(log, [{**row, column: f"{n}.0"} for n in range(3)], "part.csv")
    assert_refused(world, f"{log}/date={NIGHT}/part.csv: {column} is '0.0'")


# ---- Nulls written out


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", NULL_SPELLINGS)
def test_a_null_that_is_written_out_is_refused(world: World, name: str, text: str) -> None:
    world.write("membership_events", memberships(["x", text, text]), f"b-{name}")
    escaped = text.replace("\\", "\\\\")
    assert_refused(
        world,
        f"b-{name}: actor_id is '{text}' in 2 rows",
        f'[input] null_texts = ["{escaped}"] in the policy',
    )


@pytest.mark.parametrize("name", FORMATS)
def test_a_text_that_is_declared_is_null_in_every_column(world: World, name: str) -> None:
    rows: list[Row] = [
        {**membership(n, actor_id="\\N", event_id="-"), "group_id": f"$null_texts{n}"}
        for n in range(3)
    ]
    rows.append({**membership(9), "group_id": "-"})
    world.write("membership_events", rows, f"b-{name}")
    options = policy(world, 'null_texts = ["\\\\N", "-", "$date"]\nmax_reject_share = 0.2')
    assert warnings_of(world, *options) == []
    assert [row["reason"] for row in world.published("rejects")] == ["group_id is null"]
    nobody = [row for row in world.loaded("membership_events") if row["actor_id"] is None]
    assert [(row["group_id"], row["event_id"]) for row in nobody] == [
        (f"$null_texts{n}", None) for n in range(3)
    ]


def test_declared_texts_are_null_for_numbers_times_and_flags_of_text(world: World) -> None:
    row = {**message(7), "message_count": "0", "is_forward": "NULL", "group_id": "NULL"}
    world.write("message_edges", [row, {**row, "sent_at": "NULL", "event_id": "x"}], "b.csv")
    options = policy(world, 'null_texts = ["NULL", "0"]\nmax_reject_share = 0.2')
    assert warnings_of(world, *options) == []
    assert [row["reason"] for row in world.published("rejects")] == ["sent_at is null"]
    (found,) = (row for row in world.loaded("message_edges") if row["event_id"] == row_name(7))
    assert (found["message_count"], found["is_forward"], found["group_id"]) == (1, False, None)


def row_name(number: int) -> str:
    """Return the event id of an ordinary message."""
    return str(message(number)["event_id"])


def test_other_null_texts_read_the_input_anew(world: World) -> None:
    world.write("membership_events", memberships(["x", "-", "-"]))
    assert warnings_of(world) == []
    assert {row["actor_id"] for row in world.loaded("membership_events")} == {"x", "-"}
    assert warnings_of(world, *policy(world, 'null_texts = ["-"]')) == []
    assert {row["actor_id"] for row in world.loaded("membership_events")} == {"x", None}
    assert warnings_of(world) == []
    assert {row["actor_id"] for row in world.loaded("membership_events")} == {"x", "-"}


def test_where_nulls_written_out_make_all_rows_bad_that_is_told(world: World) -> None:
    world.write("message_edges", messages([], group_id="\\N"), "b.csv")
    assert_refused(
        world, "5 of 10 rows are bad", "b.csv: group_id is '\\N' in 5 rows", "null_texts"
    )


@pytest.mark.parametrize("column", ["device_id", "network_id", "phone_prefix", "network_country"])
def test_a_place_that_is_null_written_out_would_join_accounts(world: World, column: str) -> None:
    row = {"registered_at": at("01:00"), "phone_country": "NA"}
    rows = [{**row, "account_id": f"n{n}", column: "NULL" if n else "x"} for n in range(5)]
    world.write("accounts", rows, "part.jsonl")
    assert_refused(world, f"accounts/date={NIGHT}/part.jsonl: {column} is 'NULL' in 4 rows")


def test_na_is_a_country_and_an_id(world: World) -> None:
    row = {"registered_at": at("01:00"), "account_id": "NA", "phone_country": "NA"}
    world.write("accounts", [row], "part.csv")
    assert warnings_of(world) == []
    (found,) = world.loaded("accounts")
    assert (found["account_id"], found["phone_country"]) == ("NA", "NA")


def test_readers_of_the_logs_read_by_the_nights_policy(world: World) -> None:
    rows = memberships(["x", "-", "-"])
    world.write("membership_events", rows, "part-0.parquet")
    assert world.run(*policy(world, 'null_texts = ["-"]')).code == 0
    sql = "SELECT count(actor_id) AS actor_count FROM membership_events"
    result = command(
        "query", sql, "--json", "--input", str(world.input), "--output", str(world.output)
    )
    assert '"actor_count": 1' in result.out, result
