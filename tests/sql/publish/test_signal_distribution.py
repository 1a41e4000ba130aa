"""The distribution of each signal is published, also where it has no value."""

import pyarrow as pa

from tests.sql.given import alone
from tests.sql.tables import Bench


def test_a_signal_without_a_value_has_no_quantiles(bench: Bench) -> None:
    quantiles = [float(place) for place in range(101)]
    rows = {
        "signal": ["empty", "known"],
        "null_count": [7, 0],
        "zero_count": [0, 1],
        "quantiles": [None, quantiles],
    }
    bench.engine.provide("score.signal_distribution", pa.table(rows))
    empty, known = alone(bench, "publish.signal_distribution")
    assert empty == {"signal": "empty", "null_count": 7, "zero_count": 0, "quantiles": None}
    assert known == {"signal": "known", "null_count": 0, "zero_count": 1, "quantiles": quantiles}
