"""The events by which a cold sender approached strangers."""

from tests.sql.tables import Bench, at


def test_adds_and_first_messages_of_a_cold_sender_have_a_row_each(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         cold      a           add
            10:01     g         cold      b           add
            10:02     g         cold      c           add
            10:02     g         other     c           add
        """,
        message_edge="""
            sent_at  sender_id  recipient_id
            10:03    cold       d
            10:04    cold       e
            10:05    other      e
        """,
        contact="owner_id  contact_id\nx  y",
    )
    rows = bench.build("acts.cold_approach")
    assert {row["account_id"] for row in rows} == {"cold"}
    assert [(row["other_id"], row["action"], row["log"]) for row in rows] == [
        ("a", "add", "membership_events"),
        ("b", "add", "membership_events"),
        ("c", "add", "membership_events"),
        ("d", None, "message_edges"),
        ("e", None, "message_edges"),
    ]
    assert rows[3]["event_at"] == at("10:03")
