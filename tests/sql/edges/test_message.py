"""One-to-one messages of the date, as edges."""

from tests.sql.tables import Bench, at


def test_an_edge_weighs_the_messages_of_the_date_in_one_direction(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at    sender_id  recipient_id  group_id  message_count
            -1d 23:59  a          b             -         7
            11:00      a          b             -         3
            10:00      a          b             -         2
            12:00      b          a             -         1
            12:00      a          -             g         1
            12:00      a          a             -         1
        """
    )
    there, back = bench.build("edges.message")
    assert there == {
        "source_id": "a",
        "target_id": "b",
        "relation": "messaged",
        "event_count": 5,
        "first_at": at("10:00"),
        "last_at": at("11:00"),
    }
    assert (back["source_id"], back["event_count"]) == ("b", 1)


def test_who_wrote_on_the_day_before_alone_has_no_edge(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at    sender_id  recipient_id
            -1d 23:59  a          b
        """
    )
    assert bench.build("edges.message") == []
