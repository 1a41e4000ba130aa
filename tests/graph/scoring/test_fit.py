"""The joint fit of all weights."""

import math
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.scoring.binning import Bins, Direction, Shape, learn_bins
from graph.scoring.fit import fit_bits
from graph.scoring.weight_of_evidence import Family, bits_of, places_of


def figure(rng: np.random.Generator, is_spam: np.ndarray, spam_has: float = 0.6) -> np.ndarray:
    """Return a figure that is 1 for a share of spam and 5 % of others, else 0."""
    return (rng.random(len(is_spam)) < np.where(is_spam, spam_has, 0.05)).astype(np.float64)


def fitted(
    figures: list[np.ndarray],
    families: list[int],
    is_spam: np.ndarray,
    share: float = 0.02,
    directions: list[Direction] | None = None,
) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the bits of figures, rising if not said, and the log-odds that they sum up to."""
    kinds: list[Direction] = directions or ["rising"] * len(figures)
    shapes = [Shape(kind) for kind in kinds]
    bins = [
        learn_bins(values, is_spam, shape) for values, shape in zip(figures, shapes, strict=True)
    ]
    places = np.column_stack(
        [
            places_of(values, np.array(item.edges))
            for values, item in zip(figures, bins, strict=True)
        ]
    )
    bits = fit_bits(places, np.array(families), bins, shapes, is_spam, share)
    total = np.full(len(is_spam), math.log2(share / (1 - share)))
    for family in set(families):
        heard = Family(len(is_spam))
        for values, item, said, of in zip(figures, bins, bits, families, strict=True):
            if of == family:
                heard.add(np.arange(len(is_spam)), bits_of(values, np.array(item.edges), said))
        total += heard.strongest_for + heard.strongest_against
    return bits, total


def loss(odds: np.ndarray, is_spam: np.ndarray, share: float = 0.02) -> float:
    """Return the logistic loss, spam counted as often as it is said to occur."""
    wrong = np.logaddexp(0.0, np.where(is_spam, -1, 1) * odds * math.log(2))
    return float(wrong[is_spam].mean() + wrong[~is_spam].mean() * (1 - share) / share)


def test_independent_families_keep_their_own_weights() -> None:
    rng = np.random.default_rng(11)
    is_spam = rng.random(60_000) < 0.02
    bits, _ = fitted([figure(rng, is_spam), figure(rng, is_spam)], [0, 1], is_spam)
    for said in bits:
        assert said == pytest.approx([math.log2(0.4 / 0.95), math.log2(0.6 / 0.05)], abs=0.25)


@pytest.mark.parametrize("families", [[0, 1], [0, 0]])
def test_repeated_evidence_counts_once(families: list[int]) -> None:
    rng = np.random.default_rng(11)
    is_spam = rng.random(60_000) < 0.02
    one = figure(rng, is_spam)
    _, alone = fitted([one], [0], is_spam)
    _, twice = fitted([one, one], families, is_spam)
    assert twice == pytest.approx(alone, abs=0.1)


def test_a_redundant_feature_gets_no_weight() -> None:
    """A feature that depends on spam only through another feature gets no weight."""
    rng = np.random.default_rng(13)
    is_spam = rng.random(60_000) < 0.05
    one = figure(rng, is_spam)
    echo = np.where(rng.random(len(one)) < 0.3, 1 - one, one)
    alone = learn_bins(echo, is_spam, Shape("rising"))
    assert alone.bits[1] - alone.bits[0] > 1.2
    bits, _ = fitted([one, echo], [0, 1], is_spam)
    assert bits[1][1] - bits[1][0] < 0.4


def test_learned_scores_are_calibrated() -> None:
    """Of accounts with a probability of about p, about p are spam, also with repeated voices."""
    rng = np.random.default_rng(12)
    is_spam = rng.random(200_000) < 0.02
    one, other = figure(rng, is_spam), figure(rng, is_spam)
    _, bits = fitted([one, one, other], [0, 1, 2], is_spam)
    p = 1 / (1 + 2.0**-bits)
    for level in np.unique(np.round(p, 6)):
        chosen = np.abs(p - level) < 1e-6
        assert is_spam[chosen].mean() == pytest.approx(level, abs=0.02)


@pytest.mark.parametrize("direction", ["rising", "falling", "any"])
def test_a_reversed_feature_gets_the_same_weights(direction: Direction) -> None:
    rng = np.random.default_rng(21)
    is_spam = rng.random(20_000) < 0.1
    one, other = (np.round(rng.gamma(1.0 + 2 * is_spam, 4.0)) for _ in range(2))
    sign = -1.0 if direction == "falling" else 1.0
    kinds: list[Direction] = [direction, "rising"]
    (turned, _), odds = fitted([sign * one, other], [0, 1], is_spam, directions=kinds)
    steps = np.diff(turned) * sign
    assert np.ptp(turned) > 2
    assert direction == "any" or (np.all(steps >= 0) and turned.min() <= 0 <= turned.max())
    _, plain = fitted([one, other], [0, 1], is_spam)
    assert loss(odds, is_spam) == pytest.approx(loss(plain, is_spam), rel=0.02)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(st.integers(0, 10_000))
def test_the_fit_improves_on_its_start_and_keeps_directions(seed: int) -> None:
    rng = np.random.default_rng(seed)
    is_spam = rng.random(800) < 0.2
    figures = [
        np.round(rng.gamma(1.0 + is_spam * rng.random(), 4.0)) for _ in range(rng.integers(1, 6))
    ]
    figures[0][rng.random(800) < 0.3] = math.nan
    families = rng.integers(0, 3, len(figures)).tolist()
    bits, odds = fitted(figures, families, is_spam)
    assert all(np.all(np.diff(said) >= 0) and np.all(np.abs(said) <= 10) for said in bits)
    start = np.full(len(is_spam), math.log2(0.02 / 0.98))
    for family in set(families):
        heard = Family(len(is_spam))
        for values, of in zip(figures, families, strict=True):
            item = learn_bins(values, is_spam, Shape("rising"))
            if of == family:
                half = np.array(item.bits) / 2
                heard.add(np.arange(800), bits_of(values, np.array(item.edges), half))
        start += heard.strongest_for + heard.strongest_against
    # A squared bit has its price: less is gained than the start's own bits cost.
    assert loss(odds, is_spam) <= loss(start, is_spam) + 4e-5 * 100 * len(figures)
    nothing = np.full(len(is_spam), math.log2(0.02 / 0.98))
    assert loss(odds, is_spam) <= loss(nothing, is_spam) + 1e-9


def test_a_fixed_signal_keeps_its_bits_and_others_add_only_what_it_does_not_tell() -> None:
    rng = np.random.default_rng(17)
    is_spam = rng.random(60_000) < 0.02
    one = figure(rng, is_spam)
    fixed = Bins((1.0,), (0.5, 3.5), (0.1, 0.1))
    places = places_of(one, np.array([1.0]))
    learned = learn_bins(one, is_spam, Shape("rising"))
    echo, other = (places_of(values, np.array([1.0])) for values in (one, figure(rng, is_spam)))
    bits = fit_bits(
        np.column_stack([places, echo, other]),
        np.array([0, 1, 2]),
        [fixed, learned, learned],
        [Shape("rising", fixed=True), Shape("rising"), Shape("rising")],
        is_spam,
        0.02,
    )
    assert bits[0].tolist() == [0.5, 3.5]
    # The full weight of evidence rises by 4.83 bits from bin to bin; 3 of them are fixed.
    rise = math.log2(0.6 / 0.05) - math.log2(0.4 / 0.95)
    assert [np.diff(said)[0] for said in bits] == pytest.approx([3, rise - 3, rise], abs=0.25)


def test_no_weight_exceeds_its_limit_and_others_make_up_for_it() -> None:
    rng = np.random.default_rng(19)
    is_spam = rng.random(60_000) < 0.02
    one, other = figure(rng, is_spam), figure(rng, is_spam)
    shapes = [Shape("rising", limit=2.0), Shape("rising")]
    bins = [learn_bins(one, is_spam, shapes[0]), learn_bins(other, is_spam, shapes[1])]
    places = np.column_stack([places_of(values, np.array([1.0])) for values in (one, other)])
    bits = fit_bits(places, np.array([0, 1]), bins, shapes, is_spam, 0.02)
    assert max(bins[0].bits) == 2.0
    assert bits[0].max() == 2.0
    assert bits[1].max() > math.log2(0.6 / 0.05)


def test_a_signal_without_bins_has_no_weight() -> None:
    is_spam = np.repeat([True, False], [20, 200])
    bits, _ = fitted(
        [np.full(220, math.nan), figure(np.random.default_rng(2), is_spam)], [0, 1], is_spam
    )
    assert bits[0].tolist() == [0.0]
    alone, _ = fitted([np.full(220, math.nan)], [0], is_spam)
    assert [said.tolist() for said in alone] == [[0.0]]


@pytest.mark.parametrize("direction", ["rising", "falling"])
@pytest.mark.parametrize("speaks", ["both", "for", "against"])
def test_no_bin_has_the_wrong_sign_for_its_side_of_neutral(
    direction: Direction, speaks: Literal["both", "for", "against"]
) -> None:
    rng = np.random.default_rng(5)
    is_spam = rng.random(30_000) < 0.1
    sign = 1.0 if direction == "rising" else -1.0
    # By the accounts alone, figures far below neutral (in the direction) would speak for spam.
    values = sign * (rng.normal(np.where(is_spam, -2.0, -5.0), 1.5))
    shape = Shape(direction, neutral=0.0, speaks=speaks)
    item = learn_bins(values, is_spam, shape)
    places = places_of(values, np.array(item.edges))[:, None]
    (bits,) = fit_bits(places, np.array([0]), [item], [shape], is_spam, 0.1)
    lows = np.array([-np.inf, *item.edges])
    highs = np.array([*item.edges, np.inf])
    is_before = highs <= 0 if direction == "rising" else lows >= 0
    assert np.all(bits[is_before] <= 0)
    assert np.all(bits[~is_before] >= 0)
    if speaks == "for":
        assert np.all(bits >= 0)
    if speaks == "against":
        assert np.all(bits <= 0)
