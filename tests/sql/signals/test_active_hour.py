"""The hours of the clock in which an account acts."""

from tests.sql.tables import Bench


def test_hours_are_those_of_messages_and_of_changes_and_new_where_no_former_day_had_them(
    bench: Bench,
) -> None:
    bench.stage(
        message_edge="""
            sent_at       sender_id  recipient_id  group_id
            -9d 08:30     amy        bob           -
            -1d 23:59:59  amy        bob           -
            00:00         amy        bob           -
            08:00         amy        -             g1
            08:59:59      amy        bob           -
            23:00         amy        bob           -
            10:00         bob        amy           -
            -1d 10:00     eve        amy           -
        """,
        membership_event="""
            event_at      group_id  actor_id  account_id  action
            -2d 12:00     g1        amy       bob         remove
            12:10         g1        amy       bob         add
            13:10         g1        amy       amy         leave
            14:10         g1        -         amy         join
        """,
    )
    amy, bob = bench.build("signals.active_hour")
    # 0, 8, 12, 13 and 23 o'clock; of them 8, 12 and 23 are known.
    assert amy == {"account_id": "amy", "active_hour_count": 5, "active_new_hour_count": 2}
    assert bob == {"account_id": "bob", "active_hour_count": 1, "active_new_hour_count": None}
