"""The comparison of two engines' rows finds each kind of difference, and nothing else."""

import math
from typing import Any

import pyarrow as pa
import pytest

from tests.sql.parity.comparison import difference


def table(*values: Any, kind: pa.DataType | None = None) -> pa.Table:
    """Return a table with one column, n."""
    return pa.table({"n": pa.array(values, kind)})


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        (table(1, 2, 2), table(2, 1, 2)),
        (table(1, kind=pa.int32()), table(1, kind=pa.int64())),
        (table(0.1, None, math.nan), table(math.nan, 0.1, None)),
        (table([1, None], None), table(None, [1, None])),
        (table(0, kind=pa.timestamp("us", "UTC")), table(0, kind=pa.timestamp("us", "UTC"))),
    ],
)
def test_the_same_rows_in_another_order_or_width_are_equal(
    expected: pa.Table, found: pa.Table
) -> None:
    assert difference(expected, found) == ""


@pytest.mark.parametrize(
    ("expected", "found", "text"),
    [
        (table(1, 2, 2), table(1, 1, 2), "1 of 3 rows only on DuckDB, 1 only on Sail"),
        (table(1), table(1, 1), "0 of 1 rows only on DuckDB, 1 only on Sail"),
        (table(1), table(1.0), "columns [('n', 'double')], not [('n', 'whole')]"),
        (table(1), table(None), "columns [('n', 'null')], not [('n', 'whole')]"),
        (table(1), table(1).rename_columns(["m"]), "columns [('m', 'whole')]"),
        (table(0.1 + 0.2), table(0.3), "1 of 1 rows"),
        (table(0.0), table(-0.0), "1 of 1 rows"),
        (table([1, 2]), table([2, 1]), "1 of 1 rows"),
        (table([1]), table([1.0]), "columns [('n', 'list of double')]"),
        (table({"a": 1, "b": 2}), table({"a": 2, "b": 1}), "1 of 1 rows"),
        (table({"a": 1}), table({"b": 1}), "columns"),
        (table(0, kind=pa.timestamp("us", "UTC")), table(0, kind=pa.timestamp("us")), "columns"),
    ],
)
def test_each_kind_of_difference_is_found(expected: pa.Table, found: pa.Table, text: str) -> None:
    assert text in difference(expected, found)
