"""The hours of the clock in which an account added others."""

import math

import pytest

from tests.sql.tables import Bench


def entropy(counts: list[int]) -> float:
    """Return the entropy of counts by its definition, corrected and over its maximum."""
    total = sum(counts)
    bits = -sum(n / total * math.log2(n / total) for n in counts)
    bits += (len(counts) - 1) / (2 * total * math.log(2))
    return min(1.0, bits / math.log2(min(total, 24)))


@pytest.mark.parametrize("counts", [[2, 6], [1, 1, 4], [9, 1], [1, 1], [3, 3, 3, 3]])
def test_the_entropy_is_that_of_the_definition(bench: Bench, counts: list[int]) -> None:
    rows = "\n".join(
        f"{hour:02}:{place:02}  g  amy  x{hour}y{place}  add"
        for hour, count in enumerate(counts)
        for place in range(count)
    )
    bench.stage(membership_event=f"event_at  group_id  actor_id  account_id  action\n{rows}")
    (row,) = bench.build("signals.add_hour")
    assert row["add_hour_count"] == len(counts)
    assert row["add_fullest_hour_share"] == max(counts) / sum(counts)
    assert row["add_hour_entropy_share"] == pytest.approx(entropy(counts), abs=1e-5)


def test_one_hour_has_no_entropy_and_one_add_tells_nothing(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 09:00  g         amy       z           add
            10:00      g         amy       a           add
            10:59      g         amy       b           add
            10:00      g         bob       a           add
        """
    )
    amy, bob = bench.build("signals.add_hour")
    assert (amy["add_hour_count"], amy["add_hour_entropy_share"]) == (1, 0)
    assert (bob["add_hour_count"], bob["add_hour_entropy_share"]) == (1, None)
