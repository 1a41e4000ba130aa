"""The account graph: all relations in one table."""

from tests.sql.tables import Bench


def test_relations_of_all_logs_stand_side_by_side(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         a         b           add
        """,
        message_edge="""
            sent_at  sender_id  recipient_id
            10:01    a          b
        """,
        report="""
            reported_at  reporter_id  reported_id
            10:02        b            a
        """,
    )
    rows = bench.build("edges.edge")
    assert [(row["source_id"], row["target_id"], row["relation"]) for row in rows] == [
        ("a", "b", "added"),
        ("a", "b", "messaged"),
        ("b", "a", "reported"),
    ]
    assert all(row["first_at"] == row["last_at"] for row in rows)


def test_a_relation_is_one_row_a_pair(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at  sender_id  recipient_id
            10:01    a          b
            10:02    a          b
        """
    )
    (row,) = bench.build("edges.edge")
    assert row["event_count"] == 2
