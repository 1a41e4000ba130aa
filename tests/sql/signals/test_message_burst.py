"""The most one-to-one messages within seconds."""

import pytest

from tests.sql.tables import Bench, at

HEADER = "sent_at  sender_id  recipient_id  group_id  message_count"


@pytest.mark.parametrize(("last", "count"), [("00:00:09.999999", 100), ("00:00:10", 60)])
def test_a_window_reaches_over_midnight_and_leaves_out_its_edge(
    bench: Bench, last: str, count: int
) -> None:
    rows = ["-1d 23:59:55  a  b  -  40", f"{last}  a  c  -  60", "00:00:01  a  -  g  90"]
    bench.stage(message_edge="\n".join([HEADER, *rows]))
    (row,) = bench.build("signals.message_burst")
    assert row["message_15s_max_count"] == count
    assert row["window_end_at"] == at(last)


@pytest.mark.parametrize(("count", "row_count"), [(99, 0), (100, 1)])
def test_who_writes_little_has_no_burst(bench: Bench, count: int, row_count: int) -> None:
    rows = [f"10:00  a  b  -  {count}", "10:00  a  -  g  9", "-2d 23:59:59  a  b  -  9"]
    bench.stage(message_edge="\n".join([HEADER, *rows]))
    assert len(bench.build("signals.message_burst")) == row_count


@pytest.mark.parametrize(("seconds", "row_count"), [(15, 1), (16, 0)])
def test_a_log_that_sums_up_longer_spans_tells_nothing(
    bench: Bench, seconds: int, row_count: int
) -> None:
    bench.stage(message_edge=f"{HEADER}\n10:00  a  b  -  100")
    rows = bench.build("signals.message_burst", message_resolution_seconds=seconds)
    assert len(rows) == row_count
