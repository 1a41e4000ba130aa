"""The minimum of values that change."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rings.indexed_heap import build_heap, min_position, set_value

numbers = st.one_of(st.integers(-3, 3).map(float), st.just(float("inf")))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(numbers, min_size=1, max_size=20),
    st.lists(st.tuples(st.integers(0, 19), numbers), max_size=20),
)
def test_the_position_is_that_of_the_first_minimum_after_every_change(
    values: list[float], changes: list[tuple[int, float]]
) -> None:
    tree = build_heap(np.array(values))
    for place, value in changes:
        values[place % len(values)] = value
        set_value(tree, place % len(values), value)
        if min(values) < float("inf"):
            assert min_position(tree) == values.index(min(values))


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_any_number_of_values_has_a_heap(size: int) -> None:
    values = np.arange(size, 0, -1).astype(np.float64)
    assert min_position(build_heap(values)) == size - 1
