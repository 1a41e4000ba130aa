"""One-to-one messages of accounts that were fresh on the date or the day before."""

from tests.sql.tables import Bench, at


def test_messages_to_other_accounts_count_from_the_registration_on(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at          sender_id  recipient_id  group_id  event_id
            09:59:59.999999  fresh      bob           -         e1
            10:00            fresh      bob           -         e2
            10:00            fresh      -             g1        e3
            10:00            old        bob           -         e4
            10:00            nobody     bob           -         e5
            10:00            bob        fresh         -         e6
            10:00            fresh      fresh         -         e7
        """,
        account="account_id  registered_at\nfresh  10:00\nold  -90d 10:00",
    )
    (row,) = bench.build("acts.fresh_sent")
    assert (row["account_id"], row["other_id"], row["event_id"]) == ("fresh", "bob", "e2")


def test_a_message_sent_after_the_fresh_time_has_a_row_since_a_window_may_have_begun_before(
    bench: Bench,
) -> None:
    bench.stage(
        message_edge="sent_at  sender_id  recipient_id\n10:00  al  bob",
        account="account_id  registered_at\nal  -4d 12:00",
    )
    (row,) = bench.build("acts.fresh_sent")
    assert row["fresh_until_at"] == at("-1d 12:00") < row["event_at"]
    assert row["registered_at"] == at("-4d 12:00")
