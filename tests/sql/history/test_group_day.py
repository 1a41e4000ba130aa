"""Who created a group on a day."""

from tests.sql.given import on
from tests.sql.tables import Bench, at


def test_a_group_whose_creation_is_told_twice_is_created_once_at_the_first(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            11:00      g1        a         a           create
            10:00      g1        a         a           create
            12:00      g2        a         a           create
            -1d 12:00  g3        a         a           create
        """
    )
    assert [tuple(row.values()) for row in bench.build("history.group_day")] == [
        (on(-1), "a", "g3", at("-1d 12:00")),
        (on(0), "a", "g1", at("10:00")),
        (on(0), "a", "g2", at("12:00")),
    ]


def test_groups_of_the_system_are_nobodys_and_who_is_added_creates_none(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        -         a           create
            10:01     g1        a         b           add
        """
    )
    assert bench.build("history.group_day") == []
