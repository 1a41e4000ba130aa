"""How each value is read, and each rule that a row can break."""

import datetime
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.jobs.rows import FORMATS, counts, lenient, load, rejects
from tests.worlds import (
    DAY,
    NIGHT,
    World,
    at,
    membership,
    message,
    parquet_bytes,
)


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return lenient(tmp_path)


GOOD_TIMES = (
    ("2026-03-10 10:00:00", "10:00"),
    ("2026-03-10T10:00:00", "10:00"),
    ("2026-03-10T10:00:00Z", "10:00"),
    ("2026-03-10T10:00:00.5+02:00", "08:00:00.5"),
    ("2026-03-10T01:00:00-0300", "04:00"),
    ("2026-03-10 10:00:00+00", "10:00"),
    ("2026-03-10 10:00", "10:00"),
    ("2026-03-10 00:00:00", "00:00"),
    ("2026-03-10 23:59:59.999999", "23:59:59.999999"),
    ("2026-03-11T01:00:00+02:00", "23:00"),
)
BAD_TIMES = (
    "2026-03-10", "infinity", "-infinity", "yesterday", "1773136800", "10/03/2026 10:00",
    "2026-02-30 10:00:00", "2026-03-10 25:00:00", "12026-03-10 10:00:00", "NaT", "null",
)  # fmt: skip
OUTSIDE_TIMES = ("2026-03-11 00:00:00", "2026-03-09 23:59:59.999999", "9999-12-31 23:59:59",
                 "0001-01-01 00:00:00", "2026-03-10T00:30:00+01:00", "2026-03-10 24:00:00")  # fmt: skip


@pytest.mark.parametrize("name", FORMATS[1:])
def test_times_are_read_as_utc_or_rejected(world: World, name: str) -> None:
    texts = [text for text, _ in GOOD_TIMES] + [*BAD_TIMES, *OUTSIDE_TIMES]
    rows = [message(n, sent_at=text, sender_id="t", event_id=None) for n, text in enumerate(texts)]
    world.write("message_edges", rows, name)
    load(world)
    found = [row["sent_at"] for row in world.loaded("message_edges") if row["sender_id"] == "t"]
    assert found == sorted(at(clock) for _, clock in GOOD_TIMES)
    first_bad, first_outside = len(GOOD_TIMES), len(GOOD_TIMES) + len(BAD_TIMES)
    assert rejects(world) == [
        *((n + 1, "sent_at is not a date and time") for n in range(first_bad, first_outside)),
        *(
            (n + 1, "sent_at outside the day of the partition")
            for n in range(first_outside, len(texts))
        ),
    ]


@pytest.mark.parametrize("name", FORMATS[1:])
def test_whole_numbers_are_counts_and_nothing_else_is(world: World, name: str) -> None:
    good = {"1": 1, "+2": 2, "03": 3, "4.0": 4, "1e3": 1000, "1000000000": 1_000_000_000, "": 1}
    bad = ["1.5", "1e-3", "one", "1_000", "0x10", "1 000", "1,5", "1000000001", "9" * 30, "inf", "nan",
           "-1000000001", "1e400"]  # fmt: skip
    below = ["0", "-1", "-0"]
    rows = [
        message(n, message_count=text, sender_id="c", event_id=None)
        for n, text in enumerate([*good, *bad, *below])
    ]
    world.write("message_edges", rows, name)
    load(world)
    found = [
        row["message_count"] for row in world.loaded("message_edges") if row["sender_id"] == "c"
    ]
    assert found == list(good.values())
    reasons = [reason for _, reason in rejects(world)]
    assert reasons == ["message_count is not a whole number"] * len(bad) + [
        "message_count below 1"
    ] * len(below)


def test_numbers_of_json_are_counts_flags_and_ids(world: World) -> None:
    big = 123_456_789_012_345_678_901_234_567_890
    world.put(
        "message_edges",
        b'{"sent_at": "2026-03-10T10:00:00Z", "sender_id": %d, "recipient_id": 7, '
        b'"message_count": 2e1, "is_forward": 1, "event_id": 18446744073709551615}\n' % big,
        "part.jsonl",
    )
    load(world)
    (found,) = (row for row in world.loaded("message_edges") if row["recipient_id"] == "7")
    assert found["sender_id"] == str(big)
    assert found["message_count"] == 20
    assert found["is_forward"] is True
    assert found["event_id"] == "18446744073709551615"


@pytest.mark.parametrize("name", FORMATS[1:])
def test_flags_have_several_spellings(world: World, name: str) -> None:
    good = {"true": True, "True": True, "TRUE": True, "t": True, "1": True, "yes": True,
            "false": False, "False": False, "f": False, "0": False, "no": False, "": False}  # fmt: skip
    bad = ["on", "2", "-1", "wahr"]
    rows = [
        message(n, is_forward=text, sender_id="f", event_id=None)
        for n, text in enumerate([*good, *bad])
    ]
    world.write("message_edges", rows, name)
    load(world)
    found = [row["is_forward"] for row in world.loaded("message_edges") if row["sender_id"] == "f"]
    assert found == list(good.values())
    assert [reason for _, reason in rejects(world)] == ["is_forward is not true or false"] * len(
        bad
    )


TEXTS = ("a\0b", "\0", "\x1b[31m", "a\nb\r\nc", "'; DROP TABLE store.reject; --", '"', '""', "-",
         "NA", "Null", "N", "0.0.1", "🙂" * 9, "$date", "%s", " ", "\t", "e\u0301", "\u202e",
         "=1+1", "{}", "[]", "\ufeff", "x" * 500_000)  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_any_text_is_an_id(world: World, name: str) -> None:
    world.write(
        "message_edges",
        [message(100 + n, sender_id=text) for n, text in enumerate(TEXTS)],
        name,
    )
    world.write(
        "membership_events",
        [membership(100 + n, actor_id=text, group_id=text) for n, text in enumerate(TEXTS)],
        name,
    )
    load(world)
    assert rejects(world) == []
    senders = {row["event_id"]: row["sender_id"] for row in world.loaded("message_edges")}
    actors = {row["event_id"]: row for row in world.loaded("membership_events")}
    for n, text in enumerate(TEXTS):
        assert senders[f"{NIGHT}-e{100 + n}"] == text
        assert actors[f"{NIGHT}-m{100 + n}"]["actor_id"] == text
        assert actors[f"{NIGHT}-m{100 + n}"]["group_id"] == text


# ---- Bad rows, log by log

REGISTRATION = {"account_id": "x", "registered_at": at("09:00")}
CONTACT = {"owner_id": "x", "contact_id": "y"}
REPORT = {"reported_at": at("09:00"), "reporter_id": "x", "reported_id": "y"}
VERDICT = {"account_id": "x", "verdict": "spam", "decided_at": at("09:00")}
GOOD_ROWS: dict[str, dict[str, Any]] = {
    "membership_events": membership(77),
    "message_edges": message(77),
    "accounts": {**REGISTRATION, "account_type": "consumer", "registration_risk": 0.5},
    "contacts": {**CONTACT, "change": "add"},
    "reports": {**REPORT, "kind": "report"},
    "verdicts": VERDICT,
}
OUTSIDE = "outside the day of the partition"
AFTER = "after the day of the partition"
BAD_ROWS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("membership_events", {"event_at": None}, "event_at is null"),
    ("membership_events", {"group_id": None}, "group_id is null"),
    ("membership_events", {"group_id": ""}, "group_id is null"),
    ("membership_events", {"account_id": None}, "account_id is null"),
    ("membership_events", {"account_id": ""}, "account_id is null"),
    ("membership_events", {"action": None}, "action is null"),
    ("membership_events", {"action": "kick"}, "unknown action"),
    ("membership_events", {"action": "ADD"}, "unknown action"),
    ("membership_events", {"event_at": at("23:59:59.999999", NIGHT - DAY)}, f"event_at {OUTSIDE}"),
    ("membership_events", {"event_at": at("00:00", NIGHT + DAY)}, f"event_at {OUTSIDE}"),
    ("message_edges", {"sent_at": None}, "sent_at is null"),
    ("message_edges", {"sender_id": None}, "sender_id is null"),
    ("message_edges", {"sender_id": ""}, "sender_id is null"),
    ("message_edges", {"recipient_id": None}, "neither recipient_id nor group_id"),
    ("message_edges", {"recipient_id": "", "group_id": ""}, "neither recipient_id nor group_id"),
    ("message_edges", {"group_id": "g"}, "both recipient_id and group_id"),
    ("message_edges", {"message_count": 0}, "message_count below 1"),
    ("message_edges", {"message_count": -1}, "message_count below 1"),
    ("message_edges", {"message_count": 2**62}, "message_count is not a whole number"),
    ("message_edges", {"sent_at": at("00:00", NIGHT + DAY)}, f"sent_at {OUTSIDE}"),
    ("message_edges", {"sender_id": "x" * 1_048_577}, "row over 1 MB"),
    ("accounts", {"account_id": None}, "account_id is null"),
    ("accounts", {"registered_at": None}, "registered_at is null"),
    ("accounts", {"account_type": "robot"}, "unknown account_type"),
    ("accounts", {"registered_at": at("00:00", NIGHT + DAY)}, f"registered_at {AFTER}"),
    ("accounts", {"registration_risk": -0.001}, "registration_risk outside 0..1"),
    ("accounts", {"registration_risk": 1.001}, "registration_risk outside 0..1"),
    ("accounts", {"registration_risk": math.inf}, "registration_risk outside 0..1"),
    ("accounts", {"registration_risk": math.nan}, "registration_risk outside 0..1"),
    ("contacts", {"owner_id": None}, "owner_id is null"),
    ("contacts", {"contact_id": ""}, "contact_id is null"),
    ("contacts", {"change": "drop"}, "unknown change"),
    ("reports", {"reported_at": None}, "reported_at is null"),
    ("reports", {"reporter_id": None}, "reporter_id is null"),
    ("reports", {"reported_id": None}, "reported_id is null"),
    ("reports", {"kind": "praise"}, "unknown kind"),
    ("reports", {"reported_at": at("00:00", NIGHT - DAY)}, f"reported_at {OUTSIDE}"),
    ("verdicts", {"account_id": None}, "account_id is null"),
    ("verdicts", {"verdict": None}, "verdict is null"),
    ("verdicts", {"verdict": "unsure"}, "unknown verdict"),
    ("verdicts", {"decided_at": None}, "decided_at is null"),
    ("verdicts", {"decided_at": at("00:00", NIGHT + DAY)}, f"decided_at {AFTER}"),
)


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_that_breaks_a_rule_is_rejected_with_file_number_and_reason(
    world: World, name: str
) -> None:
    wanted = []
    for log, good in GOOD_ROWS.items():
        bad = [(changes, reason) for of, changes, reason in BAD_ROWS if of == log]
        rows = [good]
        for changes, reason in bad:
            rows += [{**good, **changes}]
            wanted.append((log, f"{log}/date={NIGHT}/{name}", len(rows), reason))
        world.write(log, [{**row, "secret": "not the contract's"} for row in rows], name)
    load(world)
    found = world.published("rejects")
    assert [
        (row["log"], row["file"], row["row_number"], row["reason"])
        for row in sorted(found, key=lambda row: (row["log"], row["row_number"]))
    ] == sorted(wanted)
    for row in found:
        raw = row["raw"]
        assert raw is None or (len(raw) <= 1_000 and "secret" not in raw)
        assert raw is not None or row["reason"] == "row over 1 MB"
    for log in GOOD_ROWS:
        read, loaded, rejected, duplicate = counts(world, name, log)
        assert (loaded, duplicate) == (1, 0)
        assert read == loaded + rejected


@pytest.mark.parametrize("kind", [pa.timestamp("us"), pa.timestamp("us", "UTC")], ids=str)
def test_times_beyond_all_calendars_are_rejected(world: World, kind: pa.DataType) -> None:
    limits = [2**63 - 1, -(2**63) + 1, -(2**63), 2**62, -(2**62)]
    world.write("accounts", [REGISTRATION], "part-1.parquet")
    world.put(
        "accounts",
        parquet_bytes(pa.table({
            "account_id": ["a", "b", "c", "d", "e"], "registered_at": pa.array(limits, kind)})),
    )  # fmt: skip
    load(world)
    assert {reason for _, reason in rejects(world)} == {"registered_at is not a date and time"}
    assert len(world.loaded("accounts")) == 1


def test_a_day_is_time_enough_for_registrations_and_verdicts(world: World) -> None:
    world.put("accounts", b"account_id,registered_at\na,2026-03-01\n", "part.csv")
    rows = pa.table({"account_id": ["b"], "registered_at": pa.array([NIGHT], pa.date32())})
    world.put("accounts", parquet_bytes(rows))
    world.put("verdicts", b"account_id,verdict,decided_at\na,spam,2026-03-01\n", "part.csv")
    load(world)
    found = {row["account_id"]: row["registered_at"] for row in world.loaded("accounts")}
    assert found == {"a": at("00:00", datetime.date(2026, 3, 1)), "b": at("00:00")}
    assert len(world.loaded("verdicts")) == 1
