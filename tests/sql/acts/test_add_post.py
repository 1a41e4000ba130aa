"""The last message of an added account in the group."""

from tests.sql.tables import Bench, at


def test_the_last_message_of_an_added_account_in_its_group_counts(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        adder     target
            10:00     g1        second    target
            10:00     g2        adder     silent
            10:00     g3        self      self
        """,
        message_edge="""
            sent_at  sender_id  recipient_id  group_id
            09:00    target     -             g1
            11:00    target     -             g1
            12:00    target     -             g2
            12:00    target     adder         -
            12:00    adder      -             g1
            12:00    self       -             g3
        """,
    )
    (row,) = bench.build("acts.add_post")
    assert (row["other_id"], row["group_id"], row["posted_at"]) == ("target", "g1", at("11:00"))


def test_a_message_before_the_add_has_a_row_since_the_add_compares_the_times(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="event_at  group_id  actor_id  account_id\n10:00  g1  adder  target",
        message_edge="sent_at  sender_id  group_id\n-1d 09:00  target  g1",
    )
    (row,) = bench.build("acts.add_post")
    assert row["posted_at"] == at("-1d 09:00")
    (add,) = bench.build("acts.add")
    assert not add["is_posted"]
