"""Accounts that approached several strangers on the date and got few answers."""

from typing import Any

import pytest

from tests.sql.tables import Bench, at

SENDER = "sender"


def message(sent_at: str, sender: str, recipient: str) -> dict[str, Any]:
    return {"sent_at": sent_at, "sender_id": sender, "recipient_id": recipient}


def add(event_at: str, target: str) -> dict[str, Any]:
    return {
        "event_at": event_at,
        "group_id": "g",
        "actor_id": SENDER,
        "account_id": target,
        "action": "add",
    }


def approaches(count: int, answers: int = 0) -> list[dict[str, Any]]:
    """Return messages to strangers, and the answers of some of them."""
    sent = [message(f"10:0{n}", SENDER, f"s{n}") for n in range(count)]
    return sent + [message("11:00", f"s{n}", SENDER) for n in range(answers)]


@pytest.mark.parametrize(
    ("count", "answers", "is_cold"),
    [(4, 0, False), (5, 0, True), (5, 1, True), (5, 2, False), (8, 2, True), (8, 3, False)],
)
def test_five_strangers_of_whom_a_quarter_answer_are_cold(
    bench: Bench, count: int, answers: int, is_cold: bool
) -> None:
    bench.stage(message_edge=approaches(count, answers))
    rows = [row for row in bench.build("acts.cold_sender") if row["account_id"] == SENDER]
    assert len(rows) == is_cold


def test_a_stranger_that_is_both_added_and_written_to_counts_once(bench: Bench) -> None:
    four = [f"s{n}" for n in range(4)]
    adds = [add("09:00", name) for name in four]
    bench.stage(message_edge=approaches(4), membership_event=adds)
    assert bench.build("acts.cold_sender") == []
    bench.stage(message_edge=approaches(4), membership_event=[*adds, add("09:30", "s4")])
    (row,) = bench.build("acts.cold_sender")
    assert row["first_at"] == at("09:00")


@pytest.mark.parametrize(("added", "is_cold"), [("-1d 23:59:59", False), ("00:00", True)])
def test_strangers_of_the_day_before_are_not_of_the_date(
    bench: Bench, added: str, is_cold: bool
) -> None:
    bench.stage(message_edge=approaches(4), membership_event=[add(added, "s9")])
    assert len(bench.build("acts.cold_sender")) == is_cold


@pytest.mark.parametrize(
    ("registered", "active", "is_awakened"),
    [
        ("-31d 23:59:59.999999", None, True),
        ("-30d 00:00", None, False),
        (None, None, None),
        ("-90d 10:00", "-1d 23:59", False),
        ("-90d 10:00", "00:00", True),
    ],
)
def test_an_awakened_account_is_older_than_thirty_days_and_did_nothing_on_earlier_days(
    bench: Bench, registered: str | None, active: str | None, is_awakened: bool | None
) -> None:
    former = [message(f"-{day}d 10:00", "resident", "neighbour") for day in range(1, 4)]
    own = [message(active, SENDER, "friend")] if active else []
    account = [{"account_id": SENDER, "registered_at": registered}] if registered else []
    bench.stage(message_edge=[*former, *own, *approaches(5)], account=account)
    (row,) = bench.build("acts.cold_sender")
    assert row["is_awakened"] is is_awakened
