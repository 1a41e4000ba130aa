"""What has become, seven days later, of the adds of that day."""

from tests.sql.tables import Bench


def test_who_neither_left_nor_was_removed_from_that_group_since_has_stayed(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at       group_id  actor_id  account_id  action
            -8d 23:59:59   g         amy       before      add
            -7d 00:00      g         amy       stays       add
            -7d 10:00      g         amy       leaves      add
            -7d 10:00      g         amy       purged      add
            -7d 10:00      g         amy       elsewhere   add
            -7d 10:00      g         amy       again       add
            -7d 10:00      h         amy       again       add
            -7d 09:59      g         again     again       leave
            -7d 23:00      g         amy       stays       add
            -6d 10:00      g         leaves    leaves      leave
            23:59          g         -         purged      remove
            -3d 10:00      k         elsewhere  elsewhere  leave
            -6d 00:00      g         bob       later       add
        """
    )
    (amy,) = bench.build("signals.add_week", prior_week_adds=4)
    assert (amy["account_id"], amy["add_7d_ago_count"]) == ("amy", 6)
    assert amy["add_7d_ago_stayed_share"] == 0.4


def test_few_adds_count_for_less(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -7d 10:00  g         amy       a           add
        """
    )
    (amy,) = bench.build("signals.add_week")
    assert amy["add_7d_ago_stayed_share"] == round(1 / 6, 6)
