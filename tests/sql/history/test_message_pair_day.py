"""Who wrote to whom on a day."""

from tests.sql.given import on
from tests.sql.tables import Bench, at


def test_messages_of_a_pair_are_one_row_a_day_and_direction_with_the_first(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at    sender_id  recipient_id
            10:00      a          b
            09:00      a          b
            12:00      b          a
            -1d 23:59  a          b
        """
    )
    assert [tuple(row.values()) for row in bench.build("history.message_pair_day")] == [
        (on(-1), "a", "b", at("-1d 23:59")),
        (on(0), "a", "b", at("09:00")),
        (on(0), "b", "a", at("12:00")),
    ]


def test_a_post_in_a_group_is_a_message_to_nobody(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at  sender_id  recipient_id  group_id
            10:00    a          -             g
        """
    )
    assert bench.build("history.message_pair_day") == []
