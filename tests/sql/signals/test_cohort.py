"""Accounts of one place or hour that approach strangers alike."""

from typing import Any

import pytest

from tests.sql.tables import Bench

FORMER = [
    {"sent_at": f"-{day}d 10:00", "sender_id": "resident", "recipient_id": "neighbour"}
    for day in range(1, 4)
]


def approaches(count: int, clock: str = "10:00", strangers: int = 5) -> list[dict[str, Any]]:
    """Return messages of so many senders to strangers of their own."""
    return [
        {"sent_at": clock, "sender_id": f"{clock}-{n}", "recipient_id": f"{clock}-{n}-{s}"}
        for n in range(count)
        for s in range(strangers)
    ]


def registered(names: list[str], days: int = 100, **place: str) -> list[dict[str, Any]]:
    return [{"account_id": name, "registered_at": f"-{days}d 10:00", **place} for name in names]


def test_the_place_with_the_most_improbable_number_of_senders_counts(bench: Bench) -> None:
    farm = [f"10:00-{n}" for n in range(6)]
    others = [f"o{n}" for n in range(94)]
    bench.stage(
        account=[
            *registered(farm, phone_prefix="49", network_id="net"),
            *registered(["quiet"], phone_prefix="49", network_id="net"),
            *registered(others, phone_prefix="33", network_id="net"),
        ],
        message_edge=[*FORMER, *approaches(6)],
    )
    rows = bench.build("signals.cohort")
    assert [row["cohort_place_count"] for row in rows] == [6] * 6
    assert rows[0]["cohort_place_share"] == pytest.approx(6 / 7)
    # By hand: 7 accounts, of which 6 / 101 are expected: m = 0.4158; (6 ln(6 / m) - 6 + m) / ln 10.
    assert rows[0]["cohort_place_log10"] == pytest.approx(4.5308, abs=1e-3)


def test_four_strangers_or_enough_answers_are_no_cold_approach(bench: Bench) -> None:
    warm = approaches(1, "11:00")
    answers = [
        {"sent_at": "11:30", "sender_id": row["recipient_id"], "recipient_id": row["sender_id"]}
        for row in warm[:2]
    ]
    bench.stage(message_edge=[*FORMER, *approaches(1, strangers=4), *warm, *answers])
    assert bench.build("signals.cohort") == []


def test_a_group_that_the_senders_came_to_is_a_place_too(bench: Bench) -> None:
    senders, members = [f"10:00-{n}" for n in range(4)], ["m1", "m2"]
    joins = [
        {"event_at": "09:00", "group_id": "g", "actor_id": n, "account_id": n, "action": "join"}
        for n in senders + members
    ]
    bench.stage(
        account=registered([*senders, *members, *(f"o{n}" for n in range(94))]),
        membership_event=joins,
        message_edge=[*FORMER, *approaches(4)],
    )
    rows = bench.build("signals.cohort")
    assert [row["cohort_place_count"] for row in rows] == [4] * 4
    assert rows[0]["cohort_place_share"] == pytest.approx(4 / 6)
    # The only group has all arrivals, so it has as many senders as arrivals elsewhere would.
    assert rows[0]["cohort_place_log10"] == 0


def test_inactive_accounts_that_awake_within_half_an_hour_are_together(bench: Bench) -> None:
    early, late = approaches(4, "10:00"), approaches(3, "10:30")
    apart = approaches(2, "15:00")
    rows = [*early, *late, *apart]
    names = sorted({row["sender_id"] for row in rows})
    bench.stage(account=registered(names), message_edge=[*FORMER, *rows])
    found = {row["account_id"]: row for row in bench.build("signals.cohort")}
    assert found["10:00-0"]["cohort_awakened_count"] == 7
    assert found["15:00-0"]["cohort_awakened_count"] == 2
    # By hand: m = 2.5 / 23 beside 7; (7 ln(7 / m) - 7 + m) / ln 10.
    assert found["10:00-0"]["cohort_awakened_log10"] == pytest.approx(9.669, abs=1e-3)


@pytest.mark.parametrize("why", ["young", "active before", "history too short"])
def test_an_account_without_a_sleep_is_not_awakened(bench: Bench, why: str) -> None:
    rows = approaches(2)
    days = 29 if why == "young" else 100
    former = list(FORMER)
    if why == "active before":
        former += [
            {"sent_at": "-2d 10:00", "sender_id": f"10:00-{n}", "recipient_id": "x"}
            for n in range(2)
        ]
    if why == "history too short":
        former = former[:2]
    names = ["10:00-0", "10:00-1"]
    bench.stage(account=registered(names, days), message_edge=[*former, *rows])
    assert {row["cohort_awakened_count"] for row in bench.build("signals.cohort")} == {None}
