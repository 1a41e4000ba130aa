"""What earlier nights decided of the account."""

from tests.sql.tables import Bench


def test_nights_are_counted_and_the_last_of_them_dated(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         amy       bob         add
            10:00     g         cyd       bob         add
        """
    )
    bench.flag("review", "amy", 9)
    bench.flag("ban", "amy", 4)
    bench.flag("watch", "amy", 3)
    bench.flag("review", "bob", 1)
    bench.flag("ban", "bob", 2, is_shadow=True)
    bench.flag("ban", "cyd", 2, is_shadow=True)
    assert bench.build("signals.former_flag") == [
        {
            "account_id": "amy",
            "flagged_night_count": 3,
            "flagged_ban_night_count": 1,
            "flagged_idle_days": 3,
        },
        {
            "account_id": "bob",
            "flagged_night_count": 1,
            "flagged_ban_night_count": 0,
            "flagged_idle_days": 1,
        },
    ]
