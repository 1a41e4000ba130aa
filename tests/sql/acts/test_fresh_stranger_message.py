"""Messages of fresh accounts to recipients that are not known to have them as a contact."""

import pytest

from tests.sql.tables import Bench, at

ACCOUNT = "account_id  registered_at\nal  -1d 10:00\nsecond  -1d 10:00"


def test_strangers_and_unknown_recipients_count_and_contacts_do_not(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at  sender_id  recipient_id
            10:00    al         friend
            10:00    al         stranger
            11:00    al         stranger
            10:00    al         unknown
            10:00    al         al
        """,
        contact="owner_id  contact_id\nfriend  al\nstranger  friend\nal  unknown",
        account=ACCOUNT,
    )
    rows = bench.build("acts.fresh_stranger_message")
    found = [(row["other_id"], row["is_known"]) for row in rows]
    assert found == [("stranger", True), ("stranger", True), ("unknown", False)]


@pytest.mark.parametrize(("replied", "is_answered"), [("10:00", False), ("10:00:00.000001", True)])
def test_a_message_is_answered_by_a_later_one_of_its_recipient_to_its_sender(
    bench: Bench, replied: str, is_answered: bool
) -> None:
    bench.stage(
        message_edge=f"""
            sent_at    sender_id  recipient_id
            10:00      al         bob
            10:00      second     bob
            {replied}  bob        al
            11:00      cleo       second
        """,
        contact="owner_id  contact_id\nbob  cleo",
        account=ACCOUNT,
    )
    first, second = bench.build("acts.fresh_stranger_message")
    assert (first["account_id"], first["is_answered"]) == ("al", is_answered)
    assert (second["account_id"], second["is_answered"]) == ("second", False)


def test_without_a_contacts_log_a_recipient_is_a_stranger_until_it_has_written(
    bench: Bench,
) -> None:
    bench.stage(
        message_edge="""
            sent_at  sender_id  recipient_id
            10:00    al         bob
            11:00    bob        al
            11:00    al         bob
            12:00    al         bob
        """,
        account=ACCOUNT,
    )
    rows = bench.build("acts.fresh_stranger_message")
    assert [row["event_at"] for row in rows] == [at("10:00"), at("11:00")]


def test_a_window_may_begin_as_long_as_the_account_is_fresh(bench: Bench) -> None:
    bench.stage(message_edge="sent_at  sender_id  recipient_id\n10:00  al  bob", account=ACCOUNT)
    (row,) = bench.build("acts.fresh_stranger_message", fresh_hours=24)
    assert row["opens_until_at"] == at("09:59:59.999999")
