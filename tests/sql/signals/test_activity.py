"""What an account did on the date."""

from tests.sql.tables import Bench


def test_acts_of_the_date_are_counted_and_of_the_day_before_are_not(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at    group_id  actor_id  account_id  action
            10:00       g1        maker     maker       create
            10:01       g1        maker     bob         add
            10:02       g1        -         cleo        add
            10:03       g1        dora      dora        join
            -1d 10:00   g2        before    bob         add
        """,
        message_edge="""
            sent_at     sender_id  recipient_id  group_id  message_count
            10:00       maker      bob           -         2
            10:01       maker      bob           -         1
            10:02       maker      -             g1        4
            -1d 10:00   eve        bob           -         1
        """,
    )
    dora, maker = bench.build("signals.activity")
    assert dora == {
        "account_id": "dora",
        "message_count": 0,
        "group_message_count": 0,
        "recipient_count": 0,
        "add_count": 0,
        "group_created_count": 0,
    }
    assert maker == {
        "account_id": "maker",
        "message_count": 7,
        "group_message_count": 4,
        "recipient_count": 1,
        "add_count": 1,
        "group_created_count": 1,
    }
