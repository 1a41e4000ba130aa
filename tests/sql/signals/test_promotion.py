"""Whom an account promoted."""

from tests.sql.tables import Bench


def test_others_are_counted_once_a_group_and_on_the_date_only(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            10:00      g1        amy       a           promote
            10:05      g1        amy       a           promote
            10:10      g1        amy       b           promote
            10:20      g2        amy       a           promote
            10:30      g3        amy       amy         promote
            -1d 10:00  g4        amy       c           promote
            10:00      g1        bob       c           add
        """
    )
    (row,) = bench.build("signals.promotion")
    assert row == {"account_id": "amy", "promotion_count": 3, "promotion_group_count": 2}
