"""The most chats that forwards reached within a minute."""

import pytest

from tests.sql.tables import Bench, at


@pytest.mark.parametrize(
    ("last", "count", "end"),
    [("00:00:29.999999", 3, "00:00:29.999999"), ("00:00:30", 2, "00:00:10")],
)
def test_a_minute_reaches_over_midnight_and_leaves_out_its_edge(
    bench: Bench, last: str, count: int, end: str
) -> None:
    bench.stage(
        message_edge=f"""
            sent_at       sender_id  recipient_id  group_id  is_forward
            -1d 23:59:30  a          b             -         yes
            00:00:10      a          -             g1        yes
            00:00:10      a          -             g1        yes
            {last}        a          c             -         yes
            00:00:20      a          d             -         no
        """
    )
    (row,) = bench.build("signals.forward_burst")
    assert row["forward_chat_60s_max_count"] == count
    assert row["window_end_at"] == at(end)


def test_nothing_forwarded_on_the_date_no_rows(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at       sender_id  recipient_id  is_forward
            -1d 23:59:59  a          b             yes
        """
    )
    assert bench.build("signals.forward_burst") == []
