"""Who did what to whose memberships on the date."""

from tests.sql.tables import Bench, at


def test_acts_of_a_pair_are_one_edge_a_relation_across_groups(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            11:00     g1        a         b           add
            09:00     g2        a         b           add
            10:00     g1        a         b           add
            10:00     g1        a         b           remove
            10:00     g1        a         b           promote
            10:00     g1        a         b           invite
            10:00     g1        b         a           add
        """
    )
    rows = bench.build("edges.membership")
    assert [(row["source_id"], row["target_id"], row["relation"]) for row in rows] == [
        ("a", "b", "added"),
        ("a", "b", "invited"),
        ("a", "b", "promoted"),
        ("a", "b", "removed"),
        ("b", "a", "added"),
    ]
    assert (rows[0]["event_count"], rows[0]["first_at"], rows[0]["last_at"]) == (
        3,
        at("09:00"),
        at("11:00"),
    )


def test_acts_on_oneself_of_nobody_of_other_kinds_or_of_the_day_before_are_no_edge(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at         group_id  actor_id  account_id  action
            10:00            g1        a         a           add
            10:00            g1        -         b           add
            10:00            g1        a         b           demote
            10:00            g1        a         b           join
            -1d 23:59:59.9   g1        a         b           add
        """
    )
    assert bench.build("edges.membership") == []


def test_the_first_instant_of_the_date_is_of_the_date(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            00:00     g1        a         b           add
        """
    )
    assert len(bench.build("edges.membership")) == 1
