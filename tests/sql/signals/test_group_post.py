"""The most groups posted to within an hour."""

import pytest

from tests.sql.tables import Bench, at

POSTS = """
    sent_at    sender_id  group_id  recipient_id
    -1d 23:30  a          g1        -
    00:10      a          g2        -
    00:10      a          g2        -
    00:20      a          -         b
"""


@pytest.mark.parametrize(
    ("last", "count", "end"), [("00:29:59.999999", 3, "00:29:59.999999"), ("00:30", 2, "00:10")]
)
def test_an_hour_reaches_over_midnight_and_leaves_out_its_edge(
    bench: Bench, last: str, count: int, end: str
) -> None:
    bench.stage(message_edge=f"{POSTS}    {last}  a  g3  -")
    (row,) = bench.build("signals.group_post")
    assert row["group_post_1h_max_count"] == count
    assert row["window_end_at"] == at(end)


@pytest.mark.parametrize(("seconds", "row_count"), [(3600, 1), (3601, 0)])
def test_a_log_that_sums_up_longer_spans_tells_nothing(
    bench: Bench, seconds: int, row_count: int
) -> None:
    bench.stage(message_edge=POSTS)
    assert len(bench.build("signals.group_post", message_resolution_seconds=seconds)) == row_count


def test_no_posts_no_rows(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.group_post") == []
