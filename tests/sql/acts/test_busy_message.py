"""One-to-one messages of accounts that send many."""

import pytest

from tests.sql.tables import Bench

MESSAGES = """
    sent_at             sender_id  recipient_id  group_id  message_count  event_id
    -2d 23:59:59.999999  busy      bob           -         90             e0
    -1d 00:00           busy       bob           -         40             e1
    10:00               busy       cleo          -         59             e2
    10:01               busy       cleo          -         1              e3
    10:02               busy       -             g1        50             e4
    10:00               poster     -             g1        900            e5
    10:00               poster     bob           -         99             e6
"""


@pytest.mark.parametrize(("least", "events"), [(100, ["e1", "e2", "e3"]), (101, [])])
def test_an_account_is_busy_by_its_one_to_one_messages_of_two_days(
    bench: Bench, least: int, events: list[str]
) -> None:
    bench.stage(message_edge=MESSAGES)
    rows = bench.build("acts.busy_message", min_count=least)
    assert sorted(row["event_id"] for row in rows) == events
    assert sum(row["message_count"] for row in rows) == (100 if events else 0)


def test_a_note_to_oneself_is_no_message_to_another(bench: Bench) -> None:
    bench.stage(message_edge=MESSAGES.replace("cleo", "busy"))
    assert [row["event_id"] for row in bench.build("acts.busy_message")] == ["e1"]


@pytest.mark.parametrize(("seconds", "row_count"), [(15, 3), (16, 0)])
def test_a_log_with_one_row_for_more_than_15_seconds_gives_no_rows(
    bench: Bench, seconds: int, row_count: int
) -> None:
    bench.stage(message_edge=MESSAGES)
    rows = bench.build("acts.busy_message", message_resolution_seconds=seconds)
    assert len(rows) == row_count
