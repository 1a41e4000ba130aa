"""Removals of accounts that had been in the group since before the day before."""

import pytest

from tests.sql.tables import Bench


def staged(bench: Bench, *lines: str, **logs: str) -> None:
    header = "event_at  group_id  actor_id  account_id  action"
    bench.stage(membership_event="\n".join([header, *lines]), message_edge=[], **logs)


@pytest.mark.parametrize("action", ["add", "join", "accept", "create"])
@pytest.mark.parametrize(
    ("came", "is_member"),
    [("-1d 00:00", False), ("09:00", False), ("10:00", False), ("10:00:00.000001", True)],
)
def test_who_came_on_the_two_days_is_a_newcomer_unless_it_came_back_after_the_removal(
    bench: Bench, action: str, came: str, is_member: bool
) -> None:
    actor = "friend" if action == "add" else "member"
    staged(bench, f"{came}  g  {actor}  member  {action}", "10:00  g  owner  member  remove")
    assert len(bench.build("acts.member_removal")) == is_member


def test_an_arrival_in_another_group_makes_no_newcomer_and_an_invite_no_arrival(
    bench: Bench,
) -> None:
    staged(
        bench,
        "09:00  h  member  member  join",
        "09:00  g  owner  member  invite",
        "10:00  g  owner  member  remove",
        "10:00  g  -  other  remove",
    )
    (row,) = bench.build("acts.member_removal")
    assert (row["account_id"], row["other_id"], row["is_objecting"]) == ("owner", "member", False)


def test_of_two_removals_an_objection_belongs_to_the_earlier_one(bench: Bench) -> None:
    staged(
        bench,
        "10:00  g  owner  member  remove",
        "12:00  h  owner  member  remove",
        "12:00  h  owner  silent  remove",
        report="""
            reported_at  reporter_id  reported_id
            09:00        member       owner
            11:00        member       owner
            13:00        owner        silent
            13:00        silent       other
        """,
    )
    rows = bench.build("acts.member_removal")
    found = {(row["group_id"], row["other_id"]): row["is_objecting"] for row in rows}
    assert found == {("g", "member"): True, ("h", "member"): False, ("h", "silent"): False}
