"""Daily counts equal those of a plain loop in any order of actions."""

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.accounts.daily_counts import DayCounts, pairs_of

KINDS = 3
ACTS = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.integers(0, 6),
        st.integers(0, KINDS - 1),
        st.integers(0, 9),
        st.integers(0, 23),
    ),
    max_size=40,
)


def columns(acts: list[tuple[int, ...]]) -> tuple[np.ndarray, ...]:
    """Return acts as columns, each of its type."""
    types = (np.int32, np.int32, np.uint8, np.int64, np.uint8)
    rows = np.array(acts, np.int64).reshape(-1, 5)
    return tuple(rows[:, place].astype(kind) for place, kind in enumerate(types))


@settings(deadline=None)
@given(ACTS, st.integers(0, 40))
def test_sums_hours_and_counterparts_equal_those_of_a_loop(
    acts: list[tuple[int, ...]], first: int
) -> None:
    found = DayCounts(KINDS)
    for part in (acts[:first], acts[first:]):
        accounts, _, kinds, counts, hours = columns(part)
        found.add(accounts, kinds, counts, hours)
    accounts, others, *_ = columns(acts)
    found.add_others([pairs_of(accounts[:first], others[:first]), pairs_of(accounts, others)])
    sums: dict[tuple[int, int], int] = defaultdict(int)
    bits: dict[int, int] = defaultdict(int)
    met: dict[int, set[int]] = defaultdict(set)
    for account, other, kind, count, hour in acts:
        sums[account, kind] += count
        bits[account] |= 1 << hour
        met[account].add(other)
    for account in range(len(found.hours)):
        assert found.sums[account].tolist() == [sums[account, kind] for kind in range(KINDS)]
        assert found.hours[account] == bits[account]
        assert found.other_counts[account] == len(met[account])
    assert len(found.hours) > max(bits, default=-1)


@pytest.mark.parametrize(
    "act",
    [(-1, 0, 0, 1, 0), (0, 0, KINDS, 1, 0), (0, 0, 0, 1, 24)],
    ids=["account", "kind", "hour"],
)
def test_what_is_out_of_range_is_refused(act: tuple[int, ...]) -> None:
    accounts, _, kinds, counts, hours = columns([act])
    with pytest.raises(ValueError, match="negative account, or an unknown kind or hour"):
        DayCounts(KINDS).add(accounts, kinds, counts, hours)


def test_many_actions_on_few_counterparts_are_counted_distinctly() -> None:
    others = np.tile(np.arange(50, dtype=np.int32), 4)
    accounts = np.repeat(np.array([0, 3], np.int32), 100)
    found = DayCounts(1)
    hours = np.zeros(200, np.uint8)
    found.add(accounts, hours, np.ones(200, np.int64), hours)
    found.add_others([pairs_of(accounts, np.concatenate([others[:100], others[:100] // 2]))])
    assert found.other_counts[:4].tolist() == [50, 0, 0, 25]


def test_counterparts_of_an_account_without_actions_are_refused() -> None:
    found = DayCounts(1)
    with pytest.raises(ValueError, match="account without an action"):
        found.add_others([pairs_of(np.array([2], np.int32), np.array([1], np.int32))])
