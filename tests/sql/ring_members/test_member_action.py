"""Whom the members of a set acted on."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench, at

# a adds x within the last days, y today, and writes to z, to whom it never wrote before.
ACTS = {
    "acts__bulk_add": """
        account_id  target_id  first_at
        a           x          -2d 10:00
        stranger    w          -2d 10:00
    """,
    "acts__stranger_add": """
        account_id  other_id  event_at
        a           x         10:00
        a           y         11:00
        a           y         10:30
    """,
    "acts__message_contact": """
        account_id  other_id  first_at  is_first
        a           z         12:00     yes
        a           y         09:00     yes
        a           friend    12:00     no
    """,
}


def actions(bench: Bench, method: str, *more: str) -> dict[str, dict[str, Any]]:
    """Return the targets of a, found by a method, in a set with more members."""
    members = [f"0  {account}  {method}" for account in ("a", *more)]
    give(
        bench,
        ring_members__set_member="\n".join(["set_number  account_id  method", *members]),
        **ACTS,
    )
    rows = alone(bench, "ring_members.member_action")
    assert {row["account_id"] for row in rows} <= {"a"}
    assert len({row["target_id"] for row in rows}) == len(rows)
    return {row["target_id"]: row for row in rows}


@pytest.mark.parametrize("method", ["lockstep", "cocluster", "block", "group", "block+lockstep"])
def test_the_adds_of_the_last_days_are_the_actions_of_sets_that_are_found_by_adds(
    bench: Bench, method: str
) -> None:
    rows = actions(bench, method)
    assert rows.keys() == {"x"}
    assert (rows["x"]["is_add"], rows["x"]["first_at"]) == (True, at("-2d 10:00"))


@pytest.mark.parametrize("method", ["registration", "rejection", "lockstep+rejection"])
def test_today_s_adds_of_strangers_and_first_messages_count_where_the_set_is_found_by_them(
    bench: Bench, method: str
) -> None:
    rows = actions(bench, method)
    assert {name: (row["is_add"], row["first_at"]) for name, row in rows.items()} == {
        "x": (True, at("-2d 10:00")),
        "y": (True, at("09:00")),
        "z": (False, at("12:00")),
    }


def test_members_of_the_set_are_no_targets_of_it(bench: Bench) -> None:
    assert actions(bench, "rejection", "x").keys() == {"y", "z"}
