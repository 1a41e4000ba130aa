"""What simpler ways of telling spam would reach on the same accounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from tests.bench.detection.decisions import figures, texts
from tests.bench.detection.plain import RAW_COUNTS

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Scorer = Callable[[pa.Table], Floats]

# So many of 100,000 ordinary accounts may be flagged; each way gets its threshold by it.
ORDINARY_FLAGS_PER_100K = 2.0


def matrix(rows: pa.Table, names: Sequence[str]) -> Floats:
    """Return figures as columns, on the scale of their logarithm; null is -1."""
    columns = []
    for name in names:
        values = figures(rows, name)
        column = np.where(np.isnan(values), -1.0, np.log1p(np.maximum(values, 0.0)))
        columns.append(column.astype(np.float32))
    return np.column_stack(columns)


def isolation_forest(rows: pa.Table, names: Sequence[str]) -> Scorer:
    """Return how odd an account is among all, learned without any truth."""
    model = IsolationForest(n_estimators=200, random_state=0, n_jobs=2)
    model.fit(matrix(rows, names))
    return lambda table: -model.score_samples(matrix(table, names))


def logistic_regression(rows: pa.Table, names: Sequence[str]) -> Scorer:
    """Return the log-odds of a linear model on all signals."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, C=0.1))
    model.fit(matrix(rows, names), truth(rows))
    return lambda table: np.asarray(model.decision_function(matrix(table, names)))


def boosted_tree(rows: pa.Table, names: Sequence[str] = RAW_COUNTS) -> Scorer:
    """Return the log-odds of gradient-boosted trees on ten raw counts."""
    model = HistGradientBoostingClassifier(random_state=0)
    model.fit(matrix(rows, names), truth(rows))
    return lambda table: np.asarray(model.decision_function(matrix(table, names)))


def threshold(scorer: Scorer, rows: pa.Table) -> float:
    """Return the score that so few ordinary accounts of these rows pass as may be flagged."""
    scores = np.sort(scorer(rows.filter(pa.array(texts(rows, "archetype") == "ordinary"))))[::-1]
    allowed = int(len(scores) * ORDINARY_FLAGS_PER_100K / 100_000)
    return float(scores[allowed]) if allowed < len(scores) else -np.inf


def truth(rows: pa.Table) -> Flags:
    """Return which rows are spam."""
    return np.asarray(rows["is_spam"].to_numpy(), dtype=np.bool_)
