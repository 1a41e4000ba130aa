"""The groups to which an account added others."""

from tests.sql.tables import Bench


def test_groups_are_counted_on_the_date_and_within_the_hour_over_midnight(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 23:30  g0        amy       a           add
            00:10      g1        amy       a           add
            00:20      g1        amy       b           add
            00:29      g2        amy       a           add
            00:30      g3        amy       a           add
            05:00      g1        amy       a           add
        """,
        message_edge=[],
        contact=[{"owner_id": "b", "contact_id": "amy", "date": "-5d"}],
    )
    (row,) = bench.build("signals.add_group")
    assert row["add_group_1h_max_count"] == 3  # g0 at 23:30 is an hour before 00:30, and out
    assert row["add_group_count"] == 3
    assert row["add_group_target_mean_count"] == 4 / 3
    assert row["add_group_target_max_count"] == 2
    assert row["add_repeated_share"] == 1 / 5
    assert row["add_group_stranger_share"] == 2 / 3  # b, in g1, lists amy


def test_a_window_that_reaches_back_holds_the_day_before(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 23:50  g0        amy       a           add
            00:10      g1        amy       a           add
            -1d 12:00  g0        bob       a           add
        """,
        message_edge=[],
    )
    (row,) = bench.build("signals.add_group")
    assert (row["add_group_1h_max_count"], row["add_group_count"]) == (2, 1)
