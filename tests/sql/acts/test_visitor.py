"""Accounts that came into many groups by themselves, or that somebody removed."""

import pytest

from tests.sql.tables import Bench


def events(*lines: str) -> str:
    return "\n".join(["event_at  group_id  actor_id  account_id  action", *lines])


def joins(count: int, action: str = "join") -> list[str]:
    return [f"10:0{n}  g{n}  visitor  visitor  {action}" for n in range(count)]


@pytest.mark.parametrize(
    ("lines", "is_visitor"),
    [
        (joins(4), False),
        (joins(5), True),
        ([*joins(4), "-1d 00:00  g9  visitor  visitor  accept"], True),
        ([*joins(4), "11:00  g9  friend  visitor  add"], False),
        ([*joins(4), "11:00  g9  visitor  visitor  leave"], False),
    ],
)
def test_five_groups_of_two_days_that_it_came_to_by_itself_make_a_visitor(
    bench: Bench, lines: list[str], is_visitor: bool
) -> None:
    bench.stage(membership_event=events(*lines))
    assert len(bench.build("acts.visitor")) == is_visitor


def test_who_comes_back_to_one_group_again_and_again_came_to_one_group(bench: Bench) -> None:
    returns = [f"11:0{n}  g0  visitor  visitor  {'join' if n % 2 else 'accept'}" for n in range(6)]
    bench.stage(membership_event=events(*joins(4), *returns))
    assert bench.build("acts.visitor") == []


def test_one_removal_is_enough_unless_the_system_or_the_account_itself_did_it(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event=events(
            "10:00  g  ann   removed  remove",
            "10:00  g  self  self     remove",
            "10:00  g  -     system   remove",
            "10:00  g  ann   demoted  demote",
        )
    )
    assert bench.build("acts.visitor") == [{"account_id": "removed"}]
