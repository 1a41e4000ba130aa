"""Whom others added too, at about the same time."""

from tests.sql.tables import Bench


def test_others_within_the_hour_count_before_and_after_and_over_midnight(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            10:00      g         amy       a           add
            11:00      h         bob       a           add
            12:00:01   h         cyd       a           add
            10:00      g         amy       b           add
            10:01      g         amy       b           add
            00:10      g         amy       c           add
            -1d 23:30  h         bob       c           add
        """
    )
    amy, bob, cyd = bench.build("signals.add_shared")
    assert [row["account_id"] for row in (amy, bob, cyd)] == ["amy", "bob", "cyd"]
    assert amy["add_shared_1h_count"] == 2  # a with bob, c with bob the day before; b with nobody
    assert amy["add_shared_1h_share"] == 2 / 3
    assert (bob["add_shared_1h_count"], bob["add_shared_1h_share"]) == (1, 1)
    assert (cyd["add_shared_1h_count"], cyd["add_shared_1h_share"]) == (0, 0)


def test_a_longer_time_may_be_asked_for(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         amy       a           add
            13:00     h         bob       a           add
        """
    )
    assert [row["add_shared_1h_count"] for row in bench.build("signals.add_shared")] == [0, 0]
    rows = bench.build("signals.add_shared", shared_hours=3)
    assert [row["add_shared_1h_count"] for row in rows] == [1, 1]
