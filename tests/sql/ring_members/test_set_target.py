"""Whom a set acted on."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def targets(
    bench: Bench, method: str, *, books: str | None = None, acquaintance: str = ""
) -> dict[str, dict[str, Any]]:
    """Return the targets of a set of a and b, which both added x, and a alone y.

    Address books are lines of owner and contact; without any, contacts are inferred.
    """
    lines = [] if books is None else books.splitlines()
    owners = sorted({line.split()[0] for line in lines})
    give(
        bench,
        staging__night=f"has_contacts\n{'no' if books is None else 'yes'}",
        ring_members__set_member=f"set_number  account_id  method\n0  a  {method}\n0  b  {method}",
        ring_members__member_action="""
            set_number  account_id  target_id  first_at
            0           a           x          10:00
            0           b           x          11:00
            0           a           y          10:00
        """,
        acts__book_owner="\n".join(["owner_id", *owners]),
        acts__address_book="\n".join(["owner_id  contact_id", *lines]),
        acts__acquaintance=f"account_id  other_id  known_from_at\n{acquaintance}",
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
        ("group+registration", "xy"),
        ("lockstep+registration", "x"),
    ],
)
def test_a_target_of_a_single_member_counts_where_members_need_not_share_targets(
    bench: Bench, method: str, expected: str
) -> None:
    rows = targets(bench, method)
    assert rows.keys() == set(expected)
    assert rows["x"]["member_count"] == 2


def test_a_friend_that_members_share_is_no_target(bench: Bench) -> None:
    assert targets(bench, "block", books="x  a") == {}
    assert targets(bench, "block", acquaintance="b  x  10:59") == {}
    assert targets(bench, "group", books="x  a\nx  b").keys() == {"y"}


def test_members_in_a_targets_address_book_are_counted(bench: Bench) -> None:
    rows = targets(bench, "group", books="x  a\ny  b")
    assert (rows["x"]["listing_count"], rows["x"]["is_known"]) == (1, True)
    assert (rows["y"]["listing_count"], rows["y"]["is_known"]) == (0, True)


def test_a_target_without_an_address_book_is_not_known(bench: Bench) -> None:
    row = targets(bench, "block", books="y  a")["x"]
    assert (row["listing_count"], row["is_known"]) == (0, False)


def test_inferred_contacts_count_from_the_time_of_the_message(bench: Bench) -> None:
    row = targets(bench, "group", acquaintance="a  x  10:00\nb  x  10:59\na  y  09:00")["x"]
    assert (row["listing_count"], row["is_known"]) == (1, True)
