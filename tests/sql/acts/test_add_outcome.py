"""Counts of adds by the response of the target, for the date and the day before."""

from typing import Any

import pytest

from tests.sql.tables import Bench

ADDS = "event_at  group_id  actor_id  account_id  action\n"


def outcomes(bench: Bench, events: str, **logs: str) -> dict[bool, dict[str, Any]]:
    """Return the counts of one adder by whether the adds are of the date."""
    bench.stage(**{"message_edge": "sent_at  sender_id", "membership_event": ADDS + events, **logs})
    return {row["is_today"]: row for row in bench.build("acts.add_outcome")}


def test_the_date_and_the_day_before_are_counted_apart_from_midnight_on(bench: Bench) -> None:
    found = outcomes(
        bench,
        """
        -2d 23:59:59.999999  g  adder  a  add
        -1d 00:00            g  adder  b  add
        -1d 23:59:59.999999  g  adder  c  add
        00:00                g  adder  d  add
        """,
    )
    assert (found[False]["add_count"], found[True]["add_count"]) == (2, 1)


@pytest.mark.parametrize(
    ("left", "counts"),
    [
        ("-1d 11:00", (1, 1)),
        ("-1d 11:00:00.000001", (0, 1)),
        ("10:00", (0, 1)),
        ("10:00:00.000001", (0, 0)),
    ],
)
def test_a_target_leaves_within_an_hour_and_within_a_day_to_the_microsecond(
    bench: Bench, left: str, counts: tuple[int, int]
) -> None:
    found = outcomes(bench, f"-1d 10:00  g  adder  a  add\n{left}  g  a  a  leave")
    row = found[False]
    assert (row["left_1h_count"], row["left_24h_count"]) == counts
    assert (row["stayed_count"], row["removed_24h_count"]) == (0, 0)


@pytest.mark.parametrize(("removed", "count"), [("10:00", 1), ("10:00:00.000001", 0)])
def test_a_target_is_removed_within_a_day_to_the_microsecond(
    bench: Bench, removed: str, count: int
) -> None:
    found = outcomes(bench, f"-1d 10:00  g  adder  a  add\n{removed}  g  admin  a  remove")
    row = found[False]
    assert (row["removed_24h_count"], row["left_24h_count"], row["stayed_count"]) == (count, 0, 0)


def test_each_response_is_counted_by_adds_and_without_one_the_counts_are_zero(
    bench: Bench,
) -> None:
    found = outcomes(
        bench,
        """
        10:00  g1  adder  a  add
        10:00  g2  adder  a  add
        10:00  g1  adder  b  add
        10:00  g1  adder  c  add
        """,
        message_edge="""
            sent_at  sender_id  recipient_id  group_id
            11:00    a          adder         -
            11:00    b          -             g1
        """,
        report="""
            reported_at  reporter_id  reported_id  kind
            11:00        c            adder        block
        """,
    )
    row = found[True]
    assert (row["add_count"], row["stayed_count"]) == (4, 4)
    assert (row["replied_count"], row["posted_count"]) == (2, 1)
    assert (row["blocked_count"], row["reported_count"]) == (1, 0)


def test_few_adds_weigh_less_by_the_adds_that_are_assumed_beside_them(bench: Bench) -> None:
    events = "10:00  g  adder  a  add\n10:00  g  adder  b  add"
    assert outcomes(bench, events)[True]["add_share"] == pytest.approx(1 / 7)
    (row,) = bench.build("acts.add_outcome", prior_adds=1)
    assert row["add_share"] == pytest.approx(1 / 3)
