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
    }
    assert quiet == {
        "account_id": "quiet",
        "history_active_days": 1,
        "history_add_count": 0,
        "history_add_target_count": 0,
    }
