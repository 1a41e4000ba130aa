"""What has become, a day later, of the adds of the day before."""

from tests.sql.tables import Bench


def test_the_day_before_is_judged_by_what_followed_and_apart_from_the_date(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -2d 23:59  g         amy       z           add
            -1d 00:00  g         amy       a           add
            -1d 12:00  g         amy       b           add
            12:00      g         b         b           leave
            00:01      g         a         a           leave
            00:00      g         amy       c           add
            00:01      g         c         c           leave
        """,
        message_edge=[{"sent_at": "13:00", "sender_id": "a", "recipient_id": "amy"}],
    )
    (row,) = bench.build("signals.add_aftermath")
    assert row["add_before_count"] == 2
    assert row["add_before_left_24h_share"] == round(
        1 / 7, 6
    )  # b at exactly 24 hours, a a minute later
    assert row["add_before_left_1h_share"] == 0
    assert row["add_before_stayed_share"] == 0
    assert row["add_before_replied_share"] == round(1 / 7, 6)
    assert row["add_before_blocked_share"] is None


def test_one_who_added_nobody_the_day_before_has_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         amy       a           add
        """,
        message_edge=[],
    )
    assert bench.build("signals.add_aftermath") == []
