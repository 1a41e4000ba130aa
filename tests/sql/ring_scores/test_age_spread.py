"""Accounts of a set that were registered at one time are likelier a ring."""

import math
from typing import Any

import pytest

from tests.sql.rings.test_ring import MEMBERS, VICTIMS, adds, leaves, stage
from tests.sql.tables import Bench


def registered(step_days: int) -> list[dict[str, Any]]:
    """Return members registered so many days apart, and others who were over three years."""
    others = [
        {"account_id": f"other{number}", "registered_at": f"-{40 * number + 1}d 10:00"}
        for number in range(30)
    ]
    members = [
        {"account_id": member, "registered_at": f"-{500 + step_days * place}d 10:00"}
        for place, member in enumerate(MEMBERS)
    ]
    return [*others, *members]


def build(bench: Bench, step_days: int) -> tuple[dict[str, Any], float]:
    """Return the row of the one set, and its score."""
    events = [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:2])]
    stage(bench, events, account=registered(step_days))
    (row,) = bench.build("ring_scores.age_spread")
    (found,) = bench.build("ring_scores.set_evidence")
    return row, found["bits"]


@pytest.mark.parametrize(
    ("step_days", "days", "bits"),
    # All together are 220 days from their middle at the median: a quarter of that says nothing.
    [(0, 1, 2), (20, 40, math.log2(220 / 40) - 2), (40, 80, 0)],
)
def test_who_was_registered_within_days_speaks_for_a_ring_and_within_weeks_does_not(
    bench: Bench, step_days: int, days: float, bits: float
) -> None:
    row, _ = build(bench, step_days)
    assert row["days"] == days
    assert row["bits"] == pytest.approx(bits)


def test_that_adds_to_what_is_known_of_the_set(bench: Bench) -> None:
    assert build(bench, 0)[1] == pytest.approx(build(bench, 40)[1] + 2)


def test_nothing_is_known_without_registrations(bench: Bench) -> None:
    stage(bench, adds(MEMBERS, VICTIMS))
    assert bench.build("ring_scores.age_spread") == []
    (found,) = bench.build("ring_scores.set_evidence")
    assert found["bits"] is not None


def test_nothing_is_known_of_members_from_before_the_platform_began(bench: Bench) -> None:
    epoch = [
        {**row, "registered_at": "-20522d 00:00"} if row["account_id"] in MEMBERS else row
        for row in registered(0)
    ]
    stage(bench, adds(MEMBERS, VICTIMS), account=epoch)
    assert bench.build("ring_scores.age_spread") == []
