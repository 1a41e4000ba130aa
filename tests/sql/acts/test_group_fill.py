"""Adds, of friends and strangers alike, to count the groups that an account adds to."""

from tests.sql.tables import Bench


def test_every_add_counts_whether_the_target_has_the_actor_as_a_contact_or_not(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action  event_id
            10:00      g1        al        friend      add     e1
            10:00      g2        al        stranger    add     e2
            -1d 23:59  g3        al        unknown     add     e3
            10:00      g4        al        al          add     e4
            10:00      g5        -         friend      add     e5
            10:00      g6        al        friend      invite  e6
        """,
        contact="owner_id  contact_id\nfriend  al\nstranger  friend",
    )
    rows = bench.build("acts.group_fill")
    assert {(row["group_id"], row["event_id"]) for row in rows} == {
        ("g1", "e1"),
        ("g2", "e2"),
        ("g3", "e3"),
    }
    assert {row["account_id"] for row in rows} == {"al"} and len(rows) == 3


def test_a_target_added_by_two_accounts_is_an_add_of_each(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        al        target
            10:00     g1        second    target
        """
    )
    rows = bench.build("acts.group_fill")
    assert [(row["account_id"], row["other_id"]) for row in rows] == [
        ("al", "target"),
        ("second", "target"),
    ]
