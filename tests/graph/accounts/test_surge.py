"""Surges relative to an account's own days."""

import math
import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.accounts.surge import Baselines, Limits, baselines, surge_p_values


def of(days: list[int], former: list[list[int]], min_days: int = 2) -> Baselines:
    """Return the baselines of accounts from their days' counts."""
    offsets = np.cumsum([0, *[len(counts) for counts in former]], dtype=np.int64)
    flat = [count for counts in former for count in counts]
    return baselines(np.array(days, np.int64), offsets, np.array(flat, np.int64), Limits(min_days))


def at_least(count: int, mean: float, variance: float) -> float:
    """Return P(X >= count) of a negative binomial, summed from its definition."""
    r, p = mean**2 / (variance - mean), mean / variance
    below = sum(
        math.exp(math.lgamma(k + r) - math.lgamma(k + 1) - math.lgamma(r)) * p**r * (1 - p) ** k
        for k in range(count)
    )
    return float(1 - below)


@settings(deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.lists(st.integers(1, 50), max_size=6), st.integers(0, 5)),
        min_size=1,
        max_size=5,
    )
)
def test_days_without_an_act_are_zeros(accounts: list[tuple[list[int], int]]) -> None:
    found = of([len(counts) + zeros for counts, zeros in accounts], [own for own, _ in accounts])
    for place, (counts, zeros) in enumerate(accounts):
        filled = counts + [0] * zeros
        if len(filled) < 2:
            assert np.isnan(found.medians[place])
            continue
        assert found.medians[place] == statistics.median(filled)
        assert found.means[place] == pytest.approx(statistics.fmean(filled))
        assert found.variances[place] == pytest.approx(statistics.variance(filled), abs=1e-9)


def test_the_tail_is_that_of_the_negative_binomial() -> None:
    usual = of([5], [[2, 4, 4, 10]])
    # Median 4; variance 14 over a mean of 4, which is as wide as the only account's own.
    (p_value,) = surge_p_values(np.array([12]), usual)
    assert usual.variances[0] / usual.means[0] == pytest.approx(3.5)
    assert p_value == pytest.approx(at_least(12, 4, 14), rel=1e-9)


def test_even_days_have_a_poisson_distribution() -> None:
    (p_value,) = surge_p_values(np.array([3]), of([4], [[1, 1, 1, 1]]))
    assert p_value == pytest.approx(1 - math.exp(-1) * (1 + 1 + 0.5))


def test_an_account_without_past_actions_gets_the_mean_of_the_population() -> None:
    usual = of([4, 4, 4, 4], [[], [2, 2, 2, 2], [8, 8, 8, 8], [4, 4, 4, 4]])
    never, _, _, typical = surge_p_values(np.array([9, 0, 0, 9]), usual)
    assert never == typical < 0.05


def test_the_variance_of_the_population_is_a_lower_bound() -> None:
    even = [[3, 3, 3, 3]]
    alone = surge_p_values(np.array([12]), of([4], even))
    among = surge_p_values(np.array([12, 0, 0]), of([4] * 3, [*even, [1, 11], [12]]))
    assert alone[0] < 1e-4 < among[0]


def test_greater_counts_have_smaller_p_values_and_zero_is_no_surge() -> None:
    usual = of([6] * 30, [[1, 5, 2]] * 30)
    found = surge_p_values(np.arange(30), usual)
    assert found[0] == 1
    assert surge_p_values(np.array([10**6]), of([4], [[1, 1, 1, 1]])) == 1e-300
    assert np.all(np.diff(found) < 0)


def test_without_past_days_or_past_actions_there_is_no_test() -> None:
    assert np.isnan(surge_p_values(np.array([50, 5]), of([1, 4], [[3], []]))).all()
    young, old = surge_p_values(np.array([50, 5]), of([1, 4], [[3], [2, 2]]))
    assert np.isnan(young) and old < 1
    assert len(surge_p_values(np.zeros(0, np.int64), of([], []))) == 0


def test_an_account_of_fewer_days_than_needed_has_no_baseline() -> None:
    found = of([3, 4], [[1, 2], [1, 2]], min_days=4)
    assert np.isnan(found.medians).tolist() == [True, False]


def test_more_counts_than_days_are_refused() -> None:
    with pytest.raises(ValueError, match="more counts than days"):
        of([2], [[1, 1, 1]])
