"""Messages to groups."""

import pytest

from tests.sql.tables import Bench

MESSAGES = """
    sent_at    sender_id  recipient_id  group_id  event_id
    10:00      al         -             g1        e1
    10:00      al         -             g1        e2
    -1d 23:59  al         -             g2        e3
    10:00      al         bob           -         e4
"""


def test_each_message_to_a_group_has_a_row_and_one_to_an_account_has_none(bench: Bench) -> None:
    bench.stage(message_edge=MESSAGES)
    rows = bench.build("acts.group_post")
    assert sorted((row["event_id"], row["group_id"]) for row in rows) == [
        ("e1", "g1"),
        ("e2", "g1"),
        ("e3", "g2"),
    ]


@pytest.mark.parametrize(("seconds", "row_count"), [(3600, 3), (3601, 0)])
def test_a_log_with_one_row_for_more_than_an_hour_gives_no_rows(
    bench: Bench, seconds: int, row_count: int
) -> None:
    bench.stage(message_edge=MESSAGES)
    assert len(bench.build("acts.group_post", message_resolution_seconds=seconds)) == row_count
