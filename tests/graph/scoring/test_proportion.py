"""Intervals, tails and average precision against their definitions."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import logsumexp
from scipy.stats import betabinom

from graph.scoring.proportion import average_precision, beta_binomial_tail, wilson_interval


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_are_the_proportions_z_standard_deviations_away(
    given_counts: tuple[int, int],
) -> None:
    hits, total = given_counts
    z = 1.959963984540054
    for end in wilson_interval(hits, total):
        away = abs(hits / total - end)
        assert away == pytest.approx(z * math.sqrt(end * (1 - end) / total), abs=1e-9)
    low, high = wilson_interval(hits, total)
    assert 0 <= low <= hits / total <= high <= 1


def test_without_trials_the_interval_is_zero_to_one() -> None:
    assert wilson_interval(0, 0) == (0.0, 1.0)


def test_without_hits_the_lower_end_is_zero() -> None:
    assert wilson_interval(0, 150_000)[0] == 0.0
    assert wilson_interval(150_000, 150_000)[1] == 1.0


@pytest.mark.parametrize(("hits", "total"), [(2, 1), (-1, 1)])
def test_impossible_counts_are_refused(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match="hits of"):
        wilson_interval(hits, total)


def by_definition(rows: list[tuple[int, bool]]) -> float | None:
    """Return the mean over hits of the precision among all that rank as high or higher."""
    precisions = []
    for rank, is_hit in rows:
        if is_hit:
            above = [hit for other, hit in rows if other >= rank]
            precisions.append(sum(above) / len(above))
    return sum(precisions) / len(precisions) if precisions else None


@settings(deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=30))
def test_average_precision_equals_its_definition(rows: list[tuple[int, bool]]) -> None:
    ranks = np.array([rank for rank, _ in rows], np.float64)
    is_hit = np.array([hit for _, hit in rows], np.bool_)
    assert average_precision(ranks, is_hit) == pytest.approx(by_definition(rows))


def test_a_ranking_with_all_hits_first_is_perfect() -> None:
    assert average_precision(np.array([3.0, 2.0, 1.0]), np.array([True, True, False])) == 1.0


@pytest.mark.parametrize("count", [1, 30, 4_000, 1_000_000])
@pytest.mark.parametrize("rate", [1e-6, 0.02, 0.5, 0.9])
@pytest.mark.parametrize("spread", [0.001, 0.03, 0.4])
def test_the_tail_equals_that_of_scipy(count: int, rate: float, spread: float) -> None:
    usual, alike = count * rate, 1 / spread - 1
    for times in (0, 0.5, 1, 1.2, 2, 5, 1_000):
        least = min(int(usual * times) + 1, count)
        each = betabinom.logpmf(
            np.arange(least, count + 1), count, rate * alike, (1 - rate) * alike
        )
        expected = np.exp(logsumexp(each)) if least > usual else 1.0
        found = beta_binomial_tail(least, count, rate, spread)
        assert found == pytest.approx(expected, rel=1e-6, abs=1e-300)


def test_a_count_up_to_the_mean_has_probability_one() -> None:
    assert beta_binomial_tail(0, 0, 0.3, 0.1) == beta_binomial_tail(3, 10, 0.3, 0.1) == 1.0
