"""What each signal that bears no weight tells by itself: of all spam, and of the kind it knows best."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from tests.bench.detection.decisions import figures, texts

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_BINS = 10


def silent(policy: Policy, catalog: Catalog) -> list[str]:
    """Return the signals that neither weigh anything nor stand in a rule or an ban_exemption."""
    speaking = {name for name, weight in policy.weights.items() if any(weight.bits)}
    speaking |= policy.score.signals
    speaking |= {name for rule in policy.rules.values() for name in rule.signals}
    return [name for name in catalog.signals if name not in speaking]


def told(values: Floats, truth: Flags) -> float:
    """Return the share of what there is to know of the truth that a signal's figure tells.

    The mutual information of the two over the entropy of the truth: 0 nothing, 1 all. Figures are
    cut into ten bins of as many accounts above the least one, those below, and those unknown; what
    so many bins tell by chance is taken off (Miller 1955).
    """
    known = ~np.isnan(values)
    bins = np.full(values.size, -1)
    above = values[known & (values > np.min(values, initial=np.inf, where=known))]
    edges = (
        np.unique(np.quantile(above, np.linspace(0, 1, _BINS + 1)[:-1])) if above.size else above
    )
    bins[known] = np.searchsorted(edges, values[known], side="right")
    _, places = np.unique(bins, return_inverse=True)
    counts = np.zeros((places.max() + 1, 2))
    np.add.at(counts, (places, truth.astype(int)), 1)
    shares = counts / values.size
    whole = shares.sum(axis=0)
    by_chance = np.outer(shares.sum(axis=1), whole)
    seen = shares > 0
    bits = np.sum(shares[seen] * np.log2(shares[seen] / by_chance[seen]))
    bits -= (counts.shape[0] - 1) / (2 * np.log(2) * values.size)
    entropy = -np.sum(whole[whole > 0] * np.log2(whole[whole > 0]))
    return max(float(bits / entropy), 0.0) if entropy else 0.0


def table(policy: Policy, catalog: Catalog, rows: pa.Table) -> list[list[str]]:
    """Return a row a signal that bears no weight, those that tell least first."""
    archetypes, is_spam = texts(rows, "archetype"), np.array(rows["is_spam"].to_pylist())
    kinds = [archetypes == kind for kind in np.unique(archetypes[is_spam])]
    found = []
    for name in silent(policy, catalog):
        values = figures(rows, name)
        best = max(told(values, kind) for kind in kinds)
        found.append((told(values, is_spam), best, name))
    return [
        ["signal without a weight", "tells of spam", "of its best kind"],
        *([name, f"{share:.3f}", f"{best:.3f}"] for share, best, name in sorted(found)),
    ]
