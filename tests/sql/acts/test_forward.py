"""Forwarded messages, to accounts and to groups."""

import pytest

from tests.sql.tables import Bench

MESSAGES = """
    sent_at    sender_id  recipient_id  group_id  is_forward  message_count  event_id
    10:00      al         bob           -         yes         2              e1
    10:00      al         -             g1        yes         1              e2
    10:00      al         bob           -         no          1              e3
    -1d 23:59  al         bob           -         yes         1              e4
"""


def test_each_forward_has_a_row_to_an_account_or_to_a_group_and_no_other_message_has(
    bench: Bench,
) -> None:
    bench.stage(message_edge=MESSAGES)
    found = {row["event_id"]: row for row in bench.build("acts.forward")}
    assert found.keys() == {"e1", "e2", "e4"}
    assert (found["e1"]["other_id"], found["e1"]["group_id"]) == ("bob", None)
    assert (found["e2"]["other_id"], found["e2"]["group_id"]) == (None, "g1")
    assert found["e1"]["message_count"] == 2


@pytest.mark.parametrize(("seconds", "row_count"), [(60, 3), (61, 0)])
def test_a_log_with_one_row_for_more_than_a_minute_gives_no_rows(
    bench: Bench, seconds: int, row_count: int
) -> None:
    bench.stage(message_edge=MESSAGES)
    assert len(bench.build("acts.forward", message_resolution_seconds=seconds)) == row_count
