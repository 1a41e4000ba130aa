"""To whom the account wrote one to one, and who answered."""

import pytest

from tests.sql.tables import Bench


def test_recipients_are_told_apart_by_address_books_and_by_who_wrote_first(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at    sender_id  recipient_id
            10:00      writer     friend
            10:00      writer     listed
            10:00      writer     stranger
            10:01      writer     stranger
            10:00      writer     unknown
            09:00      asker      writer
            10:00      writer     asker
            11:00      stranger   writer
        """,
        contact="""
            owner_id  contact_id
            friend    writer
            writer    listed
            listed    friend
            stranger  friend
            asker     friend
        """,
    )
    writer = bench.build("signals.message_contact")[2]
    assert writer["account_id"] == "writer"
    assert writer["message_noncontact_count"] == 3
    assert writer["message_noncontact_share"] == 0.75
    assert writer["message_unknown_count"] == 1
    assert writer["message_stranger_count"] == 3
    assert writer["message_listed_by_writer_share"] == 0.2
    assert (writer["message_replied_to_count"], writer["message_replied_to_share"]) == (1, 0.2)
    assert writer["message_reciprocal_share"] == 0.4
    assert writer["message_recipient_max_count"] == 2
    assert (writer["first_contact_count"], writer["first_contact_share"]) == (2, 0.4)
    assert writer["first_contact_message_mean_count"] == 1.5
    assert writer["first_contact_answered_count"] == 1
    assert writer["first_contact_unanswered_count"] == 1
    assert writer["first_contact_answered_low_share"] == pytest.approx(0.0945, abs=1e-4)
    assert writer["first_contact_answered_high_share"] == pytest.approx(0.9055, abs=1e-4)


@pytest.mark.parametrize(
    ("former", "first_count"), [("-1d 00:00", 0), ("-2d 23:59:59", 1), ("10:00", 1)]
)
def test_a_talk_since_the_day_before_is_no_first_contact(
    bench: Bench, former: str, first_count: int
) -> None:
    bench.stage(
        message_edge=f"""
            sent_at    sender_id  recipient_id
            {former}  a          b
            10:00      a          b
            10:00      a          a
            10:00      c          c
        """
    )
    (row,) = bench.build("signals.message_contact")
    assert row["first_contact_count"] == first_count
    assert row["message_replied_to_count"] == 0


def test_an_answer_across_midnight_provokes(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at    sender_id  recipient_id
            -1d 23:59  asker      desk
            00:01      desk       asker
        """
    )
    (row,) = bench.build("signals.message_contact")
    assert (row["message_replied_to_count"], row["first_contact_count"]) == (1, 0)


def test_without_contacts_listing_is_unknown_and_without_first_contacts_no_rate(
    bench: Bench,
) -> None:
    bench.stage(
        message_edge="""
            sent_at    sender_id  recipient_id
            09:00      b          a
            10:00      a          b
        """
    )
    a, b = bench.build("signals.message_contact")
    for row in (a, b):
        assert row["message_noncontact_count"] is None
        assert row["message_noncontact_share"] is None
        assert row["message_unknown_count"] is None
        assert row["message_stranger_count"] is None
        assert row["message_listed_by_writer_share"] is None
    assert a["first_contact_answered_high_share"] is None
    assert b["first_contact_answered_high_share"] == 1


def test_who_was_removed_on_the_date_is_listed_for_it(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at    sender_id  recipient_id
            10:00      a          kept
            10:00      a          gone
        """,
        contact="""
            owner_id  contact_id  change  date
            kept      a           add     -3d
            kept      a           remove  -0d
            gone      a           add     -3d
            gone      a           remove  -1d
        """,
    )
    (row,) = bench.build("signals.message_contact")
    assert (row["message_noncontact_count"], row["first_contact_count"]) == (1, 1)


def test_no_messages_no_rows(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.message_contact") == []
