"""What is written follows the contract of the input, and no log tells who was planted."""

import datetime as dt
import re
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from jobs.simulate import SimulateResult
from jobs.simulate.simulated_logs import DEFAULTS

from .counts import Row, read_log

TIMES = {
    "membership_events": "event_at",
    "message_edges": "sent_at",
    "accounts": "registered_at",
    "reports": "reported_at",
    "verdicts": "decided_at",
}
FAR = dt.date(2100, 1, 1)

World = tuple[Path, SimulateResult]


@pytest.fixture(scope="module", params=["world", "drill", "groups_world"])
def logs(request: pytest.FixtureRequest) -> dict[str, list[Row]]:
    out, _ = request.getfixturevalue(request.param)
    return {log: read_log(out, log, FAR) for log in DEFAULTS}


def truth_of(out: Path) -> list[Row]:
    rows: list[Row] = pa.parquet.read_table(out / "truth.parquet").to_pylist()
    return rows


def test_all_six_logs_are_made_up(world: World) -> None:
    out, result = world
    assert {path.name for path in out.iterdir()} == {*DEFAULTS, "truth.parquet"}
    assert all(result.row_counts[log] > 0 for log in DEFAULTS)


def test_row_counts_are_what_was_written(world: World) -> None:
    out, result = world
    assert {log: len(read_log(out, log, FAR)) for log in DEFAULTS} == dict(result.row_counts)
    assert result.dates == tuple(dt.date(2026, 3, day) for day in (9, 10, 11))


@pytest.mark.parametrize("log", ["membership_events", "message_edges", "reports", "verdicts"])
def test_events_lie_in_their_partition_day(logs: dict[str, list[Row]], log: str) -> None:
    assert all(row[TIMES[log]].date() == row["date"] for row in logs[log])


def test_nobody_registers_after_the_partition_day(logs: dict[str, list[Row]]) -> None:
    assert logs["accounts"]
    assert all(row["registered_at"].date() <= row["date"] for row in logs["accounts"])


def test_an_account_registers_once(logs: dict[str, list[Row]]) -> None:
    accounts = [row["account_id"] for row in logs["accounts"]]
    assert len(accounts) == len(set(accounts))


def test_nobody_acts_before_registering(logs: dict[str, list[Row]]) -> None:
    registered_at = {row["account_id"]: row["registered_at"] for row in logs["accounts"]}
    acts = [
        (row[who], row[TIMES[log]])
        for log, columns in (
            ("membership_events", ("actor_id", "account_id")),
            ("message_edges", ("sender_id", "recipient_id")),
            ("reports", ("reporter_id", "reported_id")),
        )
        for row in logs[log]
        for who in columns
        if row[who]
    ]
    assert all(registered_at[account] < at for account, at in acts)


def test_a_message_goes_to_one_account_or_one_group(logs: dict[str, list[Row]]) -> None:
    for row in logs["message_edges"]:
        assert row["sender_id"] and bool(row["recipient_id"]) != bool(row["group_id"])
        assert row["sender_id"] != row["recipient_id"]
        assert row.get("message_count", 1) >= 1


def test_people_make_join_leave_and_answer_for_themselves(logs: dict[str, list[Row]]) -> None:
    own = {"create", "join", "leave", "accept", "decline"}
    actions = {"add", "remove", "promote", "demote", "invite"} | own
    for row in logs["membership_events"]:
        assert row["action"] in actions
        assert row["group_id"] and row["account_id"]
        assert (row["actor_id"] == row["account_id"]) == (row["action"] in own)


def test_a_group_is_made_once_and_before_anything_else_happens_in_it(
    logs: dict[str, list[Row]],
) -> None:
    made: dict[str, list[dt.datetime]] = defaultdict(list)
    for row in logs["membership_events"]:
        if row["action"] == "create":
            made[row["group_id"]].append(row["event_at"])
    assert all(len(times) == 1 for times in made.values())
    for row in logs["membership_events"]:
        if row["action"] != "create" and row["group_id"] in made:
            assert made[row["group_id"]][0] < row["event_at"]


def test_an_invitation_is_answered_after_it(logs: dict[str, list[Row]]) -> None:
    invited: dict[tuple[str, str], dt.datetime] = {}
    for row in sorted(logs["membership_events"], key=lambda row: row["event_at"]):
        if row["action"] == "invite":
            invited.setdefault((row["group_id"], row["account_id"]), row["event_at"])
    answers = [r for r in logs["membership_events"] if r["action"] in ("accept", "decline")]
    assert answers
    assert all(invited[r["group_id"], r["account_id"]] < r["event_at"] for r in answers)


def test_nobody_lists_himself_and_no_pair_twice(logs: dict[str, list[Row]]) -> None:
    pairs = [
        (row["owner_id"], row["contact_id"]) for row in logs["contacts"] if row["change"] == "add"
    ]
    assert all(owner != contact for owner, contact in pairs)
    assert len(pairs) == len(set(pairs))


def test_a_contact_is_removed_on_a_later_day_than_it_was_added(world: World) -> None:
    rows = read_log(world[0], "contacts", FAR)
    added = {(r["owner_id"], r["contact_id"]): r["date"] for r in rows if r["change"] == "add"}
    removed = [row for row in rows if row["change"] == "remove"]
    assert removed
    assert all(added[row["owner_id"], row["contact_id"]] < row["date"] for row in removed)


def test_address_books_grow(world: World) -> None:
    assert len({row["date"] for row in read_log(world[0], "contacts", FAR)}) == 3


def test_event_ids_are_given_and_unique(world: World) -> None:
    for log in ("membership_events", "message_edges"):
        events = [row["event_id"] for row in read_log(world[0], log, FAR)]
        assert all(events)
        assert len(events) == len(set(events))


def test_logs_have_the_columns_of_the_contract_and_no_others(world: World) -> None:
    out, _ = world
    for log, defaults in DEFAULTS.items():
        for path in (out / log).rglob("*.parquet"):
            schema = pa.parquet.read_schema(path)
            assert set(schema.names) - {"event_id"} == set(defaults) - {"day"}
            if log in TIMES:
                assert schema.field(TIMES[log]).type == pa.timestamp("us", tz="UTC")


def test_the_truth_lies_outside_of_the_logs(world: World, drill: World) -> None:
    for out, _ in (world, drill):
        parquet = {path.relative_to(out) for path in out.rglob("*.parquet")}
        outside = {path for path in parquet if path.parts[0] not in DEFAULTS}
        assert outside == {Path("truth.parquet")}
        assert all(re.fullmatch(r"date=\d{4}-\d\d-\d\d", p.parts[1]) for p in parquet - outside)


def test_the_truth_names_each_account_once(world: World, drill: World) -> None:
    for out, result in (world, drill):
        rows = truth_of(out)
        planted = {a: (p.archetype, p.is_spam) for p in result.planted for a in p.accounts}
        found = {row["account_id"]: (row["archetype"], row["is_spam"]) for row in rows}
        assert len(rows) == len(found)
        assert planted.items() <= found.items()
        assert all(found[a] == ("ordinary", False) for a in found.keys() - planted.keys())


def test_ordinary_people_are_in_the_truth_of_a_made_up_world_only(
    world: World, drill: World
) -> None:
    names = [{row["archetype"] for row in truth_of(out)} for out, _ in (world, drill)]
    assert "ordinary" in names[0]
    assert "ordinary" not in names[1]


def test_ids_say_nothing_of_who_was_planted(world: World) -> None:
    out, result = world
    planted = {account for p in result.planted for account in p.accounts}
    everybody = sorted(row["account_id"] for row in read_log(out, "accounts", FAR))
    assert all(re.fullmatch("[0-9a-f]{16}", account) for account in everybody)
    ranks = [place / len(everybody) for place, a in enumerate(everybody) if a in planted]
    assert abs(sum(ranks) / len(ranks) - 0.5) < 0.1


def test_rows_stand_in_an_order_that_says_nothing(world: World) -> None:
    for log, first in (*TIMES.items(), ("contacts", "owner_id")):
        key = "account_id" if log in ("accounts", "verdicts") else first
        for path in (world[0] / log).rglob("*.parquet"):
            column = pa.parquet.ParquetFile(path).read()[key].to_pylist()
            assert column == sorted(column)


def test_no_archetype_is_written_in_a_log(world: World, drill: World) -> None:
    for out, result in (world, drill):
        archetypes = {p.archetype.encode() for p in result.planted} | {b"planted"}
        for log in DEFAULTS:
            # There it is the reviewers' word.
            words = archetypes if log == "verdicts" else archetypes | {b"spam"}
            for path in (out / log).rglob("*"):
                content = path.read_bytes() if path.is_file() else b""
                assert not any(word in content or word in path.name.encode() for word in words)
