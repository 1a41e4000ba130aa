"""Groups created, by the account that created them."""

from tests.sql.tables import Bench


def test_a_created_group_belongs_to_its_creator_and_one_of_the_system_to_nobody(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action  event_id
            10:00      g1        al        al          create  e1
            -1d 23:59  g2        al        al          create  e2
            10:00      g3        -         al          create  e3
            10:00      g4        al        bob         add     e4
            10:00      g5        al        al          join    e5
        """
    )
    rows = bench.build("acts.group_made")
    assert sorted((row["account_id"], row["group_id"], row["event_id"]) for row in rows) == [
        ("al", "g1", "e1"),
        ("al", "g2", "e2"),
    ]


def test_a_group_of_an_earlier_day_is_not_created_again(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at             group_id  actor_id  account_id  action
            -2d 23:59:59.999999  g1        al        al          create
            10:00                g1        al        bob         add
        """
    )
    assert bench.build("acts.group_made") == []
