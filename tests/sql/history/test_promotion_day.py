"""Who promoted whom in which group on a day."""

from tests.sql.given import on
from tests.sql.tables import Bench, at


def test_promotions_of_a_pair_are_one_row_a_group_and_a_day_with_the_first(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 10:00  g1        a         b           promote
            12:00      g1        a         b           promote
            11:00      g1        a         b           promote
            10:00      g2        a         b           promote
        """
    )
    assert [tuple(row.values()) for row in bench.build("history.promotion_day")] == [
        (on(-1), "a", "b", "g1", at("-1d 10:00")),
        (on(0), "a", "b", "g1", at("11:00")),
        (on(0), "a", "b", "g2", at("10:00")),
    ]


def test_who_promotes_itself_is_promoted_by_the_system_or_demoted_is_no_pair(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        a         a           promote
            10:01     g1        -         a           promote
            10:02     g1        a         b           demote
        """
    )
    assert bench.build("history.promotion_day") == []
