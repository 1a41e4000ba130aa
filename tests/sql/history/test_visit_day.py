"""How many groups an account joined on a day, posted to, and was removed from."""

from tests.sql.given import on
from tests.sql.tables import Bench


def test_joins_posts_and_removals_after_posts_are_counted_by_group_and_day(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 10:00  g1        a         a           join
            10:00      g1        a         a           join
            10:00      g2        a         a           accept
            10:00      g2        a         a           join
            12:00      g1        ann       a           remove
            12:00      g2        ann       a           remove
            12:00      g3        bob       a           remove
            10:00      g4        bob       a           remove
            12:00      g5        bob       a           remove
        """,
        message_edge="""
            sent_at    sender_id  group_id
            -1d 23:00  a          g5
            11:00      a          g1
            11:05      a          g1
            11:00      a          g2
            11:00      a          g3
            11:00      a          g4
            11:00      a          g6
            11:00      silent     g6
        """,
    )
    assert [tuple(row.values()) for row in bench.build("history.visit_day")] == [
        (on(-1), "a", 1, 1, 0, 0),
        (on(0), "a", 2, 5, 3, 2),
    ]


def test_who_left_by_itself_was_added_or_only_posted_is_no_visitor(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         a         a           leave
            10:00     g         a         a           remove
            10:00     g         ann       b           add
        """,
        message_edge="sent_at  sender_id  group_id\n11:00  b  g",
    )
    assert bench.build("history.visit_day") == []
