"""Bins learned from labelled accounts."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.scoring.binning import Direction, Shape, learn_bins
from graph.scoring.weight_of_evidence import bits_of


def truth(spam_count: int, honest_count: int) -> np.ndarray:
    return np.repeat([True, False], [spam_count, honest_count])


def test_the_weights_of_two_values_are_those_of_their_shares() -> None:
    # 300 of 400 spam and 1,000 of 10,000 others have it: 7.5 times as likely.
    values = np.repeat([1.0, 0.0, 1.0, 0.0], [300, 100, 1000, 9000])
    bins = learn_bins(values, truth(400, 10_000), Shape("any"))
    assert bins.edges == (1.0,)
    assert bins.bits == pytest.approx((math.log2(0.25 / 0.9), math.log2(7.5)), abs=0.05)
    assert bins.errors[1] == pytest.approx(math.sqrt(1 / 300 + 1 / 1000) / math.log(2), rel=0.01)


def test_random_values_have_no_weight() -> None:
    rng = np.random.default_rng(5)
    values = rng.normal(size=20_000)
    is_spam = rng.random(20_000) < 0.05
    bins = learn_bins(values, is_spam, Shape("any"))
    assert max(map(abs, bins.bits)) < 0.5


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(["rising", "falling"]))
def test_a_direction_is_kept_for_any_data(seed: int, direction: Direction) -> None:
    rng = np.random.default_rng(seed)
    values = np.round(rng.gamma(1.0, 5.0, size=600))
    is_spam = rng.random(600) < 0.3
    steps = np.diff(learn_bins(values, is_spam, Shape(direction)).bits)
    assert np.all(steps >= 0) if direction == "rising" else np.all(steps <= 0)


def test_nulls_do_not_count_and_a_class_without_values_gives_one_bin() -> None:
    values = np.repeat([1.0, math.nan, 0.0, math.nan], [50, 50, 500, 5000])
    with_nulls = learn_bins(values, truth(100, 5500), Shape("rising"))
    known = ~np.isnan(values)
    assert with_nulls == learn_bins(values[known], truth(100, 5500)[known], Shape("rising"))
    assert learn_bins(np.full(10, math.nan), truth(5, 5), Shape("any")).bits == (0.0,)
    assert learn_bins(np.repeat([1.0, math.nan], 5), truth(5, 5), Shape("any")).bits == (0.0,)


def test_no_signal_has_more_than_ten_bits() -> None:
    values = np.repeat([1.0, 0.0], [5000, 1_000_000])
    bins = learn_bins(values, truth(5000, 1_000_000), Shape("rising"))
    assert bins.bits == (-10.0, 10.0)


def test_a_large_sample_gives_a_greater_weight_than_a_small_one() -> None:
    few = learn_bins(np.repeat([1.0, 0.0], [4, 400]), truth(4, 400), Shape("rising")).bits[-1]
    many = learn_bins(
        np.repeat([1.0, 0.0], [400, 40_000]), truth(400, 40_000), Shape("rising")
    ).bits[-1]
    assert 0 < few < many


def test_the_order_of_accounts_does_not_matter() -> None:
    rng = np.random.default_rng(3)
    values = rng.gamma(2.0, 3.0, size=3000)
    is_spam = rng.random(3000) < np.minimum(values / 40, 1)
    order = rng.permutation(3000)
    assert learn_bins(values, is_spam, Shape("any")) == learn_bins(
        values[order], is_spam[order], Shape("any")
    )


def test_bins_and_bits_fit_together() -> None:
    rng = np.random.default_rng(1)
    values = rng.gamma(1.0, 10.0, size=5000)
    bins = learn_bins(values, rng.random(5000) < 0.2, Shape("any"))
    bits = bits_of(values, np.array(bins.edges), np.array(bins.bits))
    assert set(np.unique(bits)) <= set(bins.bits)


@pytest.mark.parametrize("direction", ["rising", "falling"])
def test_the_neutral_value_is_always_an_edge(direction: Direction) -> None:
    rng = np.random.default_rng(3)
    is_spam = truth(3000, 30_000)
    values = rng.normal(np.where(is_spam, 2.0, 0.0), 1.0) * (1 if direction == "rising" else -1)
    assert 0.25 in learn_bins(values, is_spam, Shape(direction, neutral=0.25)).edges


def test_there_is_no_edge_in_the_silent_range() -> None:
    rng = np.random.default_rng(4)
    is_spam = truth(3000, 30_000)
    values = rng.uniform(0.0, np.where(is_spam, 400.0, 150.0))
    edges = learn_bins(values, is_spam, Shape("rising", neutral=201.0, speaks="for")).edges
    assert edges[0] == 201.0
