"""What the account did over the history."""

from tests.sql.tables import Bench


def test_days_adds_and_targets_are_summed_over_the_history(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at    group_id  actor_id  account_id
            -9d 10:00   g1        adder     bob
            -9d 11:00   g1        adder     bob
            10:01       g1        adder     cleo
        """,
        message_edge="""
            sent_at     sender_id  recipient_id
            -3d 10:00   adder      bob
            10:00       quiet      bob
        """,
    )
    adder, quiet = bench.build("signals.history")
    assert adder == {
        "account_id": "adder",
        "history_active_days": 3,
        "history_add_count": 3,
        "history_add_target_count": 2,
        "history_idle_days": 3,
        "history_message_mean_count": 0.5,
        "history_message_max_count": 1,
        "history_add_mean_count": 1,
        "history_add_max_count": 2,
        "history_group_mean_count": 0,
        "history_group_count": 0,
        "history_group_7d_count": 0,
    }
    zeros = ("add_count", "add_target_count", "group_count", "group_7d_count")
    known = {"account_id": "quiet", "history_active_days": 1}
    known |= {f"history_{name}": 0 for name in zeros}
    assert quiet == {**dict.fromkeys(adder), **known}


def test_the_last_minute_of_the_day_before_is_a_day_ago_and_the_date_is_no_former_day(
    bench: Bench,
) -> None:
    bench.stage(
        message_edge="""
            sent_at       sender_id  recipient_id  message_count
            -1d 23:59:59  a          b             2
            00:00         a          b             9
        """,
        membership_event="""
            event_at    group_id  actor_id  account_id  action
            -1d 10:00   g1        a         a           create
            10:00       g2        a         a           create
        """,
    )
    (row,) = bench.build("signals.history")
    assert row["history_idle_days"] == 1
    assert row["history_message_max_count"] == 2
    assert row["history_group_mean_count"] == 1
    assert row["history_active_days"] == 2


def test_the_last_seven_days_are_the_date_and_the_six_before_it(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at    group_id  actor_id  account_id  action
            -7d 23:59   g1        a         a           create
            -6d 00:00   g2        a         a           create
            -6d 00:00   g2        a         a           create
            10:00       g3        a         a           create
        """
    )
    (row,) = bench.build("signals.history")
    assert (row["history_group_count"], row["history_group_7d_count"]) == (3, 2)
