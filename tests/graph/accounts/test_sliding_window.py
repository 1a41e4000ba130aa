"""Fullest windows against brute force from their definition."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.accounts.sliding_window import Acts, Ints, fullest_windows

WIDTH = 10
# account, instant, item, weight, opens_until: few of each, so that they meet and reach the edges.
ACTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.integers(-25, 25),
        st.integers(0, 4),
        st.integers(0, 3),
        st.integers(-25, 25),
    ),
    max_size=40,
)
Act = tuple[int, int, int, int, int]


def by_definition(
    acts: list[Act], has_items: bool, has_limit: bool
) -> list[tuple[int, int, int, int]]:
    """Return (account, end, first, count) of each account's fullest window, by trying every one."""
    best: dict[int, tuple[int, int, int]] = {}
    for account, end, _, _, limit in sorted(acts, key=lambda act: act[1]):
        inside = [act for act in acts if act[0] == account and end - WIDTH < act[1] <= end]
        first = min(act[1] for act in inside)
        if end < 0 or (has_limit and first > limit):
            continue
        count = len({act[2] for act in inside}) if has_items else sum(act[3] for act in inside)
        if account not in best or count > best[account][2]:
            best[account] = (end, first, count)
    return [(account, *best[account]) for account in sorted(best)]


def column(acts: list[Act], place: int) -> Ints:
    """Return one property of all acts."""
    return np.array([act[place] for act in acts], np.int64)


def found(acts: list[Act], has_items: bool, has_limit: bool) -> list[tuple[int, int, int, int]]:
    """Return the windows of the sweep, in the form of `by_definition`."""
    peaks = fullest_windows(
        Acts(
            accounts=column(acts, 0),
            instants=column(acts, 1),
            items=column(acts, 2) if has_items else None,
            weights=None if has_items else column(acts, 3),
            opens_until=column(acts, 4) if has_limit else None,
        ),
        WIDTH,
        ends_from=0,
    )
    columns = (peaks.accounts, peaks.ends, peaks.firsts, peaks.counts)
    return list(zip(*(values.tolist() for values in columns), strict=True))


@pytest.mark.parametrize("has_items", [True, False])
@pytest.mark.parametrize("has_limit", [True, False])
def test_the_fullest_window_equals_its_definition(has_items: bool, has_limit: bool) -> None:
    @settings(deadline=None, derandomize=True, max_examples=300)
    @given(ACTS, st.randoms(use_true_random=False))
    def check(acts: list[Act], chance: random.Random) -> None:
        expected = by_definition(acts, has_items, has_limit)
        assert found(acts, has_items, has_limit) == expected
        chance.shuffle(acts)
        assert found(acts, has_items, has_limit) == expected

    check()


def test_a_busy_account_among_quiet_ones_is_counted_separately() -> None:
    busy = [(1, place % 7, place, 1, 0) for place in range(5_000)]
    quiet = [(0, 3, 9, 1, 0), (2, 3, 9, 1, 0), (2, 4, 9, 1, 0)]
    assert found(busy + quiet, has_items=True, has_limit=False) == [
        (0, 3, 3, 1),
        (1, 6, 0, 5_000),
        (2, 3, 3, 1),
    ]


def test_items_of_any_size_are_distinguished() -> None:
    acts = [(0, place, (1 << 62) + (place << 32), 1, 0) for place in range(9)]
    assert found(acts, has_items=True, has_limit=False) == [(0, 8, 0, 9)]


def test_acts_need_either_items_or_weights() -> None:
    one = np.zeros(1, np.int64)
    for both in (one, None):
        with pytest.raises(ValueError, match="either items"):
            Acts(one, one, items=both, weights=both)


def test_a_negative_number_is_refused() -> None:
    one = np.zeros(1, np.int64)
    with pytest.raises(ValueError, match="negative"):
        fullest_windows(Acts(one - 1, one, items=one), WIDTH, 0)
    with pytest.raises(ValueError, match="negative"):
        fullest_windows(Acts(one, one, items=one - 1), WIDTH, 0)
