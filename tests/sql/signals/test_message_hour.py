"""The hours of the clock in which an account wrote."""

import math

import pytest

from tests.sql.tables import Bench


def entropy(counts: list[int]) -> float:
    """Return the entropy of counts by its definition, corrected and over its maximum."""
    total = sum(counts)
    bits = -sum(n / total * math.log2(n / total) for n in counts)
    bits += (len(counts) - 1) / (2 * total * math.log(2))
    return min(1.0, bits / math.log2(min(total, 24)))


@pytest.mark.parametrize("counts", [[2, 6], [1, 1, 4], [9, 1], [1, 1], [3, 3, 3, 3], [40, 2]])
def test_the_entropy_is_that_of_the_definition_a_row_weighs_its_messages(
    bench: Bench, counts: list[int]
) -> None:
    rows = "\n".join(f"{hour:02}:30  a  b  {count}" for hour, count in enumerate(counts))
    bench.stage(message_edge=f"sent_at  sender_id  recipient_id  message_count\n{rows}")
    (row,) = bench.build("signals.message_hour")
    assert row["message_hour_count"] == len(counts)
    assert row["message_fullest_hour_share"] == max(counts) / sum(counts)
    assert row["message_hour_entropy_share"] == pytest.approx(entropy(counts), abs=1e-5)


def test_an_hour_begins_on_the_clock_and_the_day_before_counts_for_nothing(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at      sender_id  recipient_id  group_id
            -1d 23:59    a          b             -
            10:00        a          b             -
            10:59:59     a          -             g
            09:59:59     c          b             -
            10:00        c          b             -
            10:00        d          b             -
        """
    )
    a, c, d = bench.build("signals.message_hour")
    assert (a["message_hour_count"], a["message_hour_entropy_share"]) == (1, 0)
    assert (c["message_hour_count"], c["message_hour_entropy_share"]) == (2, 1)
    assert (d["message_hour_count"], d["message_hour_entropy_share"]) == (1, None)
    assert bench.build("signals.message_hour", message_resolution_seconds=3601) == []
