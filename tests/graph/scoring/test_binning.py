"""Bins learned from accounts of known truth."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.scoring.binning import Direction, Shape, learn_bins
from graph.scoring.weight_of_evidence import bits_of


def truth(spam_count: int, honest_count: int) -> np.ndarray:
    return np.repeat([True, False], [spam_count, honest_count])


def test_two_values_say_what_their_shares_say() -> None:
    # 300 of 400 spam and 1,000 of 10,000 others have it: 7.5 times as likely.
    values = np.repeat([1.0, 0.0, 1.0, 0.0], [300, 100, 1000, 9000])
    bins = learn_bins(values, truth(400, 10_000), Shape("any"))
    assert bins.edges == (1.0,)
    assert bins.bits == pytest.approx((math.log2(0.25 / 0.9), math.log2(7.5)), abs=0.05)
    assert bins.errors[1] == pytest.approx(math.sqrt(1 / 300 + 1 / 1000) / math.log(2), rel=0.01)


def test_chance_alone_says_nothing() -> None:
    rng = np.random.default_rng(5)
    values = rng.normal(size=20_000)
    is_spam = rng.random(20_000) < 0.05
    bins = learn_bins(values, is_spam, Shape("any"))
    assert max(map(abs, bins.bits)) < 0.5


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(["rising", "falling"]))
def test_a_direction_is_kept_whatever_was_seen(seed: int, direction: Direction) -> None:
    rng = np.random.default_rng(seed)
    values = np.round(rng.gamma(1.0, 5.0, size=600))
    is_spam = rng.random(600) < 0.3
    steps = np.diff(learn_bins(values, is_spam, Shape(direction)).bits)
    assert np.all(steps >= 0) if direction == "rising" else np.all(steps <= 0)


def test_null_counts_for_neither_class_and_a_class_without_figures_teaches_nothing() -> None:
    values = np.repeat([1.0, math.nan, 0.0, math.nan], [50, 50, 500, 5000])
    with_nulls = learn_bins(values, truth(100, 5500), Shape("rising"))
    known = ~np.isnan(values)
    assert with_nulls == learn_bins(values[known], truth(100, 5500)[known], Shape("rising"))
    assert learn_bins(np.full(10, math.nan), truth(5, 5), Shape("any")).bits == (0.0,)
    assert learn_bins(np.repeat([1.0, math.nan], 5), truth(5, 5), Shape("any")).bits == (0.0,)


def test_no_signal_says_more_than_ten_bits() -> None:
    values = np.repeat([1.0, 0.0], [5000, 1_000_000])
    bins = learn_bins(values, truth(5000, 1_000_000), Shape("rising"))
    assert bins.bits == (-10.0, 10.0)


def test_what_is_seen_often_is_believed_more_than_what_is_seen_once() -> None:
    few = learn_bins(np.repeat([1.0, 0.0], [4, 400]), truth(4, 400), Shape("rising")).bits[-1]
    many = learn_bins(
        np.repeat([1.0, 0.0], [400, 40_000]), truth(400, 40_000), Shape("rising")
    ).bits[-1]
    assert 0 < few < many


def test_the_order_of_accounts_changes_nothing() -> None:
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
def test_a_neutral_figure_is_an_edge_however_little_it_parts(direction: Direction) -> None:
    rng = np.random.default_rng(3)
    is_spam = truth(3000, 30_000)
    values = rng.normal(np.where(is_spam, 2.0, 0.0), 1.0) * (1 if direction == "rising" else -1)
    assert 0.25 in learn_bins(values, is_spam, Shape(direction, neutral=0.25)).edges


def test_within_what_is_permitted_there_is_no_edge() -> None:
    rng = np.random.default_rng(4)
    is_spam = truth(3000, 30_000)
    values = rng.uniform(0.0, np.where(is_spam, 400.0, 150.0))
    edges = learn_bins(values, is_spam, Shape("rising", neutral=201.0, speaks="for")).edges
    assert edges[0] == 201.0
