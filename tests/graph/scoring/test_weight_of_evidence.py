"""Weight of evidence in bits, and the greatest weight of a family."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.scoring.weight_of_evidence import Family, bits_of, probability

EDGES = np.array([1.0, 10.0])
BITS = np.array([-1.0, 2.0, 5.0])


def test_a_value_at_an_edge_is_above_it_and_null_has_no_weight() -> None:
    values = np.array([-3.0, 0.9, 1.0, 9.9, 10.0, 1e9, math.nan])
    assert bits_of(values, EDGES, BITS).tolist() == [-1, -1, 2, 2, 5, 5, 0]


def test_without_edges_every_value_has_the_same_weight() -> None:
    assert bits_of(np.array([1.0, math.nan]), np.zeros(0), np.array([3.0])).tolist() == [3.0, 0.0]


@pytest.mark.parametrize("edges", [[10.0, 1.0], [1.0, 1.0], [1.0], [1.0, 2.0, 3.0]])
def test_edges_that_are_not_ascending_or_do_not_match_are_refused(edges: list[float]) -> None:
    with pytest.raises(ValueError, match="want ascending edges"):
        bits_of(np.array([1.0]), np.array(edges), BITS)


@settings(deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 4), st.lists(st.sampled_from([-8.0, -1.5, 0.0, 0.5, 7.0]), max_size=5)
        ),
        max_size=5,
        unique_by=lambda item: item[0],
    )
)
def test_a_family_keeps_the_greatest_weight_of_either_sign(
    said: list[tuple[int, list[float]]],
) -> None:
    family = Family(5)
    for turn in range(5):
        heard = [(account, bits[turn]) for account, bits in said if turn < len(bits)]
        family.add(
            np.array([account for account, _ in heard], dtype=np.int64),
            np.array([bits for _, bits in heard], dtype=np.float64),
        )
    by_account = dict(said)
    for account in range(5):
        bits = [0.0, *by_account.get(account, [])]
        assert family.strongest_for[account] == max(bits)
        assert family.strongest_against[account] == min(bits)


def test_bits_are_log_odds() -> None:
    assert probability(0.0) == 0.5
    assert probability(3.0) == pytest.approx(8 / 9)
    assert probability(-3.0) == pytest.approx(1 / 9)
    assert probability(-5000.0) == pytest.approx(0.0, abs=1e-200)
    assert probability(5000.0) == 1.0
