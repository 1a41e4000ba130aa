"""Inactive accounts that begin to approach strangers at about the same time."""

from typing import Any

import pytest

from tests.sql.tables import Bench

FORMER = [
    {"sent_at": f"-{day}d 10:00", "sender_id": "resident", "recipient_id": "neighbour"}
    for day in range(1, 4)
]


def awakened(bench: Bench, days: int = 90, **starts: str) -> dict[str, dict[str, Any]]:
    """Return the awakenings of accounts that each approach five strangers, by account."""
    sent = [
        {"sent_at": start, "sender_id": name, "recipient_id": f"{name}-{n}"}
        for name, start in starts.items()
        for n in range(5)
    ]
    account = [
        {"account_id": name, "registered_at": f"-{days}d 10:00"}
        for name in starts
        if name != "unregistered"
    ]
    bench.stage(message_edge=[*FORMER, *sent], account=account)
    return {row["account_id"]: row for row in bench.build("acts.awakening")}


@pytest.mark.parametrize(
    ("second", "count"),
    [("10:30", 2), ("09:30", 2), ("10:30:00.000001", 1), ("09:29:59.999999", 1)],
)
def test_half_an_hour_before_and_after_is_near(bench: Bench, second: str, count: int) -> None:
    found = awakened(bench, first="10:00", second=second)
    assert [row["near_count"] for row in found.values()] == [count, count]


def test_the_others_of_the_date_are_spread_over_the_other_hours(bench: Bench) -> None:
    found = awakened(bench, a="10:00", b="10:20", c="10:40", d="15:00")
    assert {name: row["near_count"] for name, row in found.items()} == {
        "a": 2, "b": 3, "c": 2, "d": 1
    }  # fmt: skip
    assert found["b"]["expected_count"] == pytest.approx(1.5 / 23)
    assert found["d"]["expected_count"] == pytest.approx(3.5 / 23)


def test_accounts_that_are_young_unregistered_or_active_before_do_not_awake(bench: Bench) -> None:
    assert awakened(bench, days=29, a="10:00", b="10:00") == {}
    found = awakened(bench, a="10:00", unregistered="10:00", resident="10:00")
    assert {name: row["near_count"] for name, row in found.items()} == {"a": 1}
    assert found["a"]["expected_count"] == pytest.approx(0.5 / 23)
