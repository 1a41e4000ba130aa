"""Adds of accounts that certainly do not have the actor as a contact."""

from tests.sql.tables import Bench, at

ADDS = """
    event_at  group_id  actor_id  account_id
    10:00     g1        adder     friend
    10:00     g1        adder     stranger
    10:00     g1        adder     unknown
    11:00     g2        adder     stranger
"""


def test_a_contact_and_a_target_with_unknown_contacts_are_no_non_contacts(bench: Bench) -> None:
    bench.stage(
        membership_event=ADDS, contact="owner_id  contact_id\nfriend  adder\nstranger  friend"
    )
    rows = bench.build("acts.noncontact_add")
    assert [(row["other_id"], row["group_id"]) for row in rows] == [
        ("stranger", "g1"),
        ("stranger", "g2"),
    ]


def test_without_a_contacts_log_a_target_is_a_non_contact_until_it_has_written(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event=ADDS,
        message_edge="sent_at  sender_id  recipient_id\n10:00  stranger  adder\n09:00  friend  adder",
    )
    rows = bench.build("acts.noncontact_add")
    assert [(row["other_id"], row["event_at"]) for row in rows] == [
        ("stranger", at("10:00")),
        ("unknown", at("10:00")),
    ]


def test_a_non_contact_keeps_its_response(bench: Bench) -> None:
    bench.stage(
        membership_event=ADDS,
        message_edge="sent_at  sender_id  group_id\n12:00  stranger  g1",
        contact="owner_id  contact_id\nstranger  friend",
        report="reported_at  reporter_id  reported_id\n10:30  stranger  adder",
    )
    first, second = bench.build("acts.noncontact_add")
    assert (first["is_unwanted"], first["is_answered"]) == (True, True)
    assert (second["is_unwanted"], second["is_answered"]) == (False, False)
