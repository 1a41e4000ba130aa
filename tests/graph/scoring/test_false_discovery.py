"""Control of the false discovery rate."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.scoring.false_discovery import q_values

# Benjamini and Hochberg 1995, section 3.2: 15 p-values of which 4 are discoveries at 0.05.
PAPER = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.0000,
]  # fmt: skip


def test_the_example_of_the_paper_has_four_discoveries() -> None:
    found = q_values(np.array(PAPER))
    assert np.count_nonzero(found <= 0.05) == 4


@settings(deadline=None, derandomize=True)
@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=30),
    st.sampled_from([0.001, 0.01, 0.05, 0.2, 0.9]),
)
def test_discoveries_equal_those_of_the_step_up_procedure(
    p_values: list[float], budget: float
) -> None:
    ranked = sorted(p_values)
    n = len(ranked)
    passing = [rank for rank in range(1, n + 1) if ranked[rank - 1] <= rank / n * budget]
    limit = ranked[passing[-1] - 1] if passing else -1.0
    found = q_values(np.array(p_values))
    # At the very edge a rounded product may lie on either side.
    clear = np.abs(found - budget) > 1e-12
    assert np.array_equal((found <= budget)[clear], (np.array(p_values) <= limit)[clear])


def test_a_missing_test_does_not_count() -> None:
    with_gaps = q_values(np.array([0.01, math.nan, 0.5, math.nan]))
    assert with_gaps[[0, 2]].tolist() == q_values(np.array([0.01, 0.5])).tolist()
    assert np.isnan(with_gaps[[1, 3]]).all()
    assert len(q_values(np.zeros(0))) == 0


def test_under_the_null_hypothesis_few_nights_have_discoveries() -> None:
    rng = np.random.default_rng(9)
    nights = [np.any(q_values(rng.random(1000)) <= 0.05) for _ in range(400)]
    assert np.mean(nights) < 0.08


@pytest.mark.parametrize("wrong", [-0.1, 1.1])
def test_a_p_value_out_of_range_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="lie in"):
        q_values(np.array([0.5, wrong]))
