"""Status of the groups that an account created on the day before."""

from tests.sql.tables import Bench


def test_size_silence_and_departure(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 10:00  full      amy       amy         create
            -1d 10:00  full      amy       amy         add
            -1d 10:01  full      amy       a           add
            -1d 10:02  full      amy       a           add
            09:59      full      b         b           join
            10:01      full      c         c           join
            09:00      full      amy       d           invite
            09:30      full      d         d           accept
            09:00      full      amy       e           invite
            -1d 11:00  empty     amy       amy         create
            12:00      empty     amy       amy         leave
            10:00      today     amy       amy         create
        """,
        message_edge="""
            sent_at    sender_id  group_id
            23:59      a          full
            10:00      amy        today
        """,
    )
    (row,) = bench.build("signals.group_status")
    assert row["account_id"] == "amy"
    assert row["group_before_count"] == 2
    assert row["group_before_mean_count"] == 1.5  # a, b and d, and nobody
    assert (row["group_before_silent_count"], row["group_before_left_count"]) == (1, 1)


def test_who_made_none_on_the_day_before_has_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            10:00      g         amy       amy         create
            -1d 10:00  h         bob       a           add
        """
    )
    assert bench.build("signals.group_status") == []
