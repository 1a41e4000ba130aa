"""The pauses between the adds of an account."""

import pytest

from tests.sql.tables import Bench


def test_pauses_are_those_of_the_date(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 23:00  g         amy       a           add
            00:00      g         amy       b           add
            00:01      g         amy       c           add
            00:04      g         amy       d           add
            00:09      g         amy       d           leave
        """
    )
    (row,) = bench.build("signals.add_gap")
    assert row["add_gap_median_seconds"] == 120  # of 60 and 180
    assert row["add_gap_variation_ratio"] == 0.5


@pytest.mark.parametrize(
    ("minutes", "median", "variation"),
    [
        (("10:00",), None, None),
        (("10:00", "10:05"), None, None),
        (("10:00", "10:05", "10:10"), 300, 0),
        (("10:00", "10:00", "10:00"), 0, None),
    ],
)
def test_few_adds_have_no_rhythm_and_a_machine_has_an_even_one(
    bench: Bench, minutes: tuple[str, ...], median: float | None, variation: float | None
) -> None:
    rows = "\n".join(f"{at}  g  amy  other{n}  add" for n, at in enumerate(minutes))
    bench.stage(membership_event=f"event_at  group_id  actor_id  account_id  action\n{rows}")
    (row,) = bench.build("signals.add_gap")
    assert row["add_gap_median_seconds"] == median
    assert row["add_gap_variation_ratio"] == variation


def test_who_adds_nobody_on_the_date_has_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 23:59  g         amy       a           add
            10:00      g         amy       amy         add
        """
    )
    assert bench.build("signals.add_gap") == []
