"""The last message of an added account to the account that added it."""

from tests.sql.tables import Bench, at


def test_the_last_message_of_the_target_to_its_own_adder_counts(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        adder     target
            11:00     g2        adder     target
            10:00     g1        second    other
            10:00     g1        self      self
        """,
        message_edge="""
            sent_at    sender_id  recipient_id  group_id
            -1d 09:00  target     adder         -
            12:00      target     adder         -
            13:00      target     second        -
            13:00      adder      target        -
            13:00      target     -             g1
            13:00      self       self          -
        """,
    )
    (row,) = bench.build("acts.add_reply")
    assert (row["account_id"], row["other_id"]) == ("adder", "target")
    assert row["replied_at"] == at("12:00")


def test_one_target_may_reply_to_one_of_two_adders(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        adder     target
            10:00     g1        second    target
        """,
        message_edge="sent_at  sender_id  recipient_id\n11:00  target  second",
    )
    (row,) = bench.build("acts.add_reply")
    assert row["account_id"] == "second"
    found = {row["account_id"]: row["is_replied"] for row in bench.build("acts.add")}
    assert found == {"adder": False, "second": True}
