"""Other registrations at the same place around the same time."""

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.accounts.co_registration import CoRegistrations, Limits, co_registrations
from tests.graph.limits import packaged

HOUR = 3_600_000_000
LIMITS = packaged(Limits, "acts.co_registration")

# The definition of the counts, by SQL windows.
DEFINITION = """
WITH clock AS (SELECT *, instant // 3600000000 AS hour FROM arrival),
ended AS (
    SELECT *, count(*) OVER (
        PARTITION BY place ORDER BY instant RANGE BETWEEN $width - 1 PRECEDING AND CURRENT ROW
    ) AS held
    FROM clock
)
SELECT
    count(*) OVER near - 1 AS near,
    count(*) OVER day - 1 AS day,
    sum(is_approaching::INT) OVER day - is_approaching::INT AS approaching,
    count(*) OVER everybody - 1 AS ever,
    sum(is_spam::INT) OVER everybody - is_spam::INT AS spam,
    max(hour) OVER everybody - min(hour) OVER everybody AS span_hours,
    max(held) OVER (
        PARTITION BY place ORDER BY instant RANGE BETWEEN CURRENT ROW AND $width - 1 FOLLOWING
    ) - 1 AS fullest
FROM ended
WINDOW
    near AS (PARTITION BY place ORDER BY hour RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING),
    day AS (PARTITION BY place ORDER BY hour RANGE BETWEEN 24 PRECEDING AND 24 FOLLOWING),
    everybody AS (PARTITION BY place)
ORDER BY number
"""


def defined(
    places: np.ndarray, instants: np.ndarray, spam: np.ndarray, approaching: np.ndarray, width: int
) -> CoRegistrations:
    """Return the counts by their definition."""
    arrival = pa.table(
        {
            "number": np.arange(places.size),
            "place": places,
            "instant": instants,
            "is_spam": spam,
            "is_approaching": approaching,
        }
    )
    with duckdb.connect() as connection:
        connection.register("arrival", arrival)
        rows = connection.sql(DEFINITION, params={"width": width}).to_arrow_table()
    return CoRegistrations(*(rows[name].to_numpy().astype(np.int32) for name in rows.column_names))


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 120),
    st.integers(1, 6),
    st.sampled_from([30, 90 * 60, 12 * 3600, 40 * 86_400]),
)
def test_the_sweep_gives_the_rows_of_its_definition(
    seed: int, size: int, place_count: int, spread_seconds: int
) -> None:
    rng = np.random.default_rng(seed)
    places = rng.integers(0, place_count, size)
    # Whole minutes, so that some instants are equal and some a window width apart.
    minutes = rng.integers(0, spread_seconds // 60 + 2, size)
    instants = 1_700_000_000_000_000 + minutes * 60_000_000
    spam, approaching = rng.random(size) < 0.3, rng.random(size) < 0.4
    found = co_registrations(places, instants, spam, approaching, LIMITS)
    expected = defined(places, instants, spam, approaching, HOUR)
    for name in CoRegistrations.__dataclass_fields__:
        assert getattr(found, name).tolist() == getattr(expected, name).tolist(), name


def test_a_width_is_open_at_its_far_end() -> None:
    none = np.zeros(2, np.bool_)
    places = np.zeros(2, np.int64)
    apart = co_registrations(places, np.array([0, HOUR]), none, none, LIMITS)
    within = co_registrations(places, np.array([0, HOUR - 1]), none, none, LIMITS)
    assert apart.fullest.tolist() == [0, 0]
    assert within.fullest.tolist() == [1, 1]


def test_no_arrivals_give_no_counts_and_a_negative_place_is_refused() -> None:
    nobody, none = np.empty(0, np.int64), np.empty(0, np.bool_)
    assert co_registrations(nobody, nobody, none, none, LIMITS).near.tolist() == []
    with pytest.raises(ValueError, match="negative"):
        co_registrations(
            np.array([-1]), np.array([0]), np.array([False]), np.array([False]), LIMITS
        )
