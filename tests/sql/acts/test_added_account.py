"""The accounts that an account added on the date, each once."""

from tests.sql.tables import Bench


def test_a_target_added_to_many_groups_is_one_target_of_each_actor(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at             group_id  actor_id  account_id
            -1d 23:59:59.999999  g1        adder     former
            00:00                g1        adder     early
            09:00                g1        adder     target
            10:00                g2        adder     target
            10:00                g2        second    target
        """,
        contact="owner_id  contact_id\ntarget  second",
    )
    early, first, second = bench.build("acts.added_account")
    assert (early["other_id"], early["is_known"]) == ("early", False)
    assert (first["account_id"], first["other_id"]) == ("adder", "target")
    assert (second["account_id"], second["other_id"]) == ("second", "target")
    assert (first["is_listed"], second["is_listed"]) == (False, True)
    assert first["is_known"] and second["is_known"]


def test_a_target_that_knew_the_actor_at_one_of_the_adds_counts_as_a_contact(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            09:00     g1        adder     target
            11:00     g2        adder     target
            09:00     g1        adder     late
        """,
        message_edge="""
            sent_at  sender_id  recipient_id
            10:00    target     adder
            10:00    late       adder
        """,
    )
    found = {row["other_id"]: row["is_listed"] for row in bench.build("acts.added_account")}
    assert found == {"target": True, "late": False}
