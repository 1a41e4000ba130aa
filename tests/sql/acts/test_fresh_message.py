"""Messages that can lie in a window that begins in the first hour of an account."""

from typing import Any

import pytest

from tests.sql.tables import Bench, at

ACCOUNT = "account_id  registered_at\nal  10:00"


def sent(bench: Bench, moment: str, **parameters: Any) -> list[dict[str, Any]]:
    """Return the rows of a message that an account sent after its registration at 10:00."""
    message = f"sent_at  sender_id  recipient_id  message_count\n{moment}  al  bob  3"
    bench.stage(message_edge=message, account=ACCOUNT)
    return bench.build("acts.fresh_message", **parameters)


@pytest.mark.parametrize(
    ("moment", "hours", "count"),
    [
        ("09:59:59.999999", 1, 0),
        ("10:00", 1, 1),
        ("11:00:59.999999", 1, 1),
        ("11:01", 1, 0),
        ("11:01", 2, 1),
    ],
)
def test_messages_of_the_first_hour_have_rows_and_those_of_a_minute_more_for_late_windows(
    bench: Bench, moment: str, hours: int, count: int
) -> None:
    rows = sent(bench, moment, first_hours=hours)
    assert [row["message_count"] for row in rows] == [3] * count


def test_a_window_may_begin_until_the_account_is_an_hour_old(bench: Bench) -> None:
    (row,) = sent(bench, "11:00:10")
    assert row["opens_until_at"] == at("11:00")


@pytest.mark.parametrize(("seconds", "row_count"), [(15, 1), (16, 0)])
def test_a_log_with_one_row_for_more_than_15_seconds_gives_no_rows(
    bench: Bench, seconds: int, row_count: int
) -> None:
    assert len(sent(bench, "10:30", message_resolution_seconds=seconds)) == row_count
