"""Whom a set acted on."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def targets(bench: Bench, method: str, acquaintance: str = "") -> dict[str, dict[str, Any]]:
    """Return the targets of a set of a and b, which both added x, and a alone y."""
    give(
        bench,
        ring_members__set_member=f"set_number  account_id  method\n0  a  {method}\n0  b  {method}",
        ring_members__member_action="""
            set_number  account_id  target_id  first_at
            0           a           x          10:00
            0           b           x          11:00
            0           a           y          10:00
        """,
        acts__acquaintance=f"account_id  other_id  known_from_at  is_known\n{acquaintance}",
    )
    return {row["target_id"]: row for row in alone(bench, "ring_members.set_target")}


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("lockstep", "x"),
        ("block", "x"),
        ("cocluster", "x"),
        ("block+cocluster+lockstep", "x"),
        ("group", "xy"),
        ("registration", "xy"),
        ("rejection", "xy"),
        ("lockstep+registration", "xy"),
    ],
)
def test_a_target_of_a_single_member_counts_where_members_need_not_share_targets(
    bench: Bench, method: str, expected: str
) -> None:
    rows = targets(bench, method)
    assert rows.keys() == set(expected)
    assert rows["x"]["member_count"] == 2


def test_a_member_counts_as_listed_only_if_it_was_before_it_acted(bench: Bench) -> None:
    row = targets(bench, "block", "a  x  10:00  yes\nb  x  10:59  yes")["x"]
    assert (row["listing_count"], row["is_known"]) == (1, True)


def test_a_target_is_known_where_it_is_to_any_member_and_not_without_an_address_book(
    bench: Bench,
) -> None:
    assert not targets(bench, "block")["x"]["is_known"]
    assert not targets(bench, "block", "a  x  -  no\nb  x  -  no")["x"]["is_known"]
    row = targets(bench, "block", "a  x  -  no\nb  x  -  yes")["x"]
    assert (row["is_known"], row["listing_count"]) == (True, 0)


def test_what_a_target_knows_of_another_member_or_another_target_knows_is_not_counted(
    bench: Bench,
) -> None:
    row = targets(bench, "block", "a  x  10:00  no\na  y  09:00  yes")["x"]
    assert (row["listing_count"], row["is_known"]) == (0, False)
