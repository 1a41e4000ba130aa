"""Adds of accounts that are not known to have the actor as a contact."""

from tests.sql.tables import Bench

ADDS = """
    event_at  group_id  actor_id  account_id  action
    10:00     g1        adder     friend      add
    10:00     g1        adder     stranger    add
    10:00     g1        adder     unknown     add
    10:00     g1        second    friend      add
    11:00     g1        stranger  stranger    leave
"""


def test_a_target_with_unknown_contacts_is_a_stranger_and_a_contact_of_another_too(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event=ADDS, contact="owner_id  contact_id\nfriend  adder\nstranger  friend"
    )
    rows = bench.build("acts.stranger_add")
    found = {(row["account_id"], row["other_id"]): row["is_known"] for row in rows}
    assert found == {
        ("adder", "stranger"): True,
        ("adder", "unknown"): False,
        ("second", "friend"): True,
    }
    assert [row["other_id"] for row in rows if row["is_unwanted"]] == ["stranger"]


def test_without_a_contacts_log_only_an_earlier_message_of_the_target_makes_it_a_contact(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event=ADDS,
        message_edge="""
            sent_at          sender_id  recipient_id
            09:59:59.999999  friend     adder
            10:00            unknown    adder
            09:00            adder      stranger
        """,
    )
    rows = bench.build("acts.stranger_add")
    found = {(row["account_id"], row["other_id"]) for row in rows}
    assert found == {("adder", "stranger"), ("adder", "unknown"), ("second", "friend")}
    assert all(row["is_known"] for row in rows)
