"""Accounts that came to a group together and were then removed."""

from typing import Any

import pytest

from tests.sql.tables import Bench

FIVE = [f"a{n}" for n in range(5)]


def raided(bench: Bench, *lines: str, removed_at: str = "11:00") -> list[dict[str, Any]]:
    """Return the arrivals where five accounts post at 09:00 and at 10:50 and are removed."""
    removals = [f"{removed_at}  g  ann  {name}  remove" for name in FIVE]
    posts = [f"{clock}  {name}  g" for name in FIVE for clock in ("09:00", "10:50")]
    header = "event_at  group_id  actor_id  account_id  action"
    bench.stage(
        membership_event="\n".join([header, *removals, *lines]),
        message_edge="\n".join(["sent_at  sender_id  group_id", *posts]),
    )
    return bench.build("acts.raid_arrival")


@pytest.mark.parametrize(
    ("removed_at", "is_raid"), [("09:59", False), ("10:00", False), ("10:00:00.000001", True)]
)
def test_members_that_are_removed_and_come_back_together_are_no_raid(
    bench: Bench, removed_at: str, is_raid: bool
) -> None:
    returns = [f"10:00  g  {name}  {name}  join" for name in FIVE]
    assert bool(raided(bench, *returns, removed_at=removed_at)) == is_raid


def test_members_of_long_standing_did_not_come_together(bench: Bench) -> None:
    joins = [f"10:00  g  {name}  {name}  join" for name in FIVE[1:]]
    assert [row["near_count"] for row in raided(bench, *joins)] == [4] * 4


def test_each_account_counts_once_at_its_first_arrival_however_it_came(bench: Bench) -> None:
    rows = raided(
        bench,
        "-1d 23:55  g  lead  a0  add",
        "00:05  g  a1  a1  join",
        "00:05  g  a1  a1  leave",
        "00:05  g  a1  a1  accept",
        "00:05:00.000001  g  a2  a2  accept",
        "00:05  g  guest  guest  join",
        "00:05  h  other  other  join",
        "00:00  g  ann  invited  invite",
        "02:00  g  a2  a2  join",
    )
    near = {row["account_id"]: (row["near_count"], row["near_expelled_count"]) for row in rows}
    assert near == {"a0": (3, 2), "a1": (4, 3), "a2": (3, 2)}


def test_of_two_waves_each_counts_its_own(bench: Bench) -> None:
    early = [f"10:00  g  {name}  {name}  join" for name in FIVE[:2]]
    late = [f"10:30  g  {name}  {name}  join" for name in FIVE[2:]]
    near = {row["account_id"]: row["near_expelled_count"] for row in raided(bench, *early, *late)}
    assert near == {"a0": 2, "a1": 2, "a2": 3, "a3": 3, "a4": 3}
