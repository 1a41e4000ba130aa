"""Invites of accounts that are not known to have the actor as a contact."""

from tests.sql.tables import Bench


def test_strangers_keep_their_answers_and_contacts_have_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        al        friend      invite
            10:00     g1        al        stranger    invite
            10:00     g1        al        unknown     invite
            10:00     g1        al        silent      invite
            10:00     g1        al        added       add
            11:00     g1        stranger  stranger    decline
            11:00     g1        unknown   unknown     accept
        """,
        contact="owner_id  contact_id\nfriend  al\nstranger  friend\nsilent  friend",
    )
    rows = bench.build("acts.stranger_invite")
    columns = ("is_known", "is_accepted", "is_declined")
    assert {row["other_id"]: [row[name] for name in columns] for row in rows} == {
        "stranger": [True, False, True],
        "unknown": [False, True, False],
        "silent": [True, False, False],
    }


def test_a_target_that_two_accounts_invite_is_a_stranger_to_one_of_them(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        al        bob         invite
            10:00     g2        second    bob         invite
        """,
        contact="owner_id  contact_id\nbob  al",
    )
    (row,) = bench.build("acts.stranger_invite")
    assert row["account_id"] == "second"
