"""Learns weights from the figures of accounts whose truth is known, wherever they come from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.evidence import places_of
from graph.likelihood import fit_bits
from graph.scorecard import Bins, learn_bins
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.config.weights import Weight
from jobs.scoring.candidates import FigureOf, Floats, Types, spoken_of

# The signals that say of which type an account is; where neither is 1 it is a consumer.
BUSINESS, API = "registration_business_count", "registration_api_count"

Flags = npt.NDArray[np.bool_]

# What says less than this says nothing: it would be a reason that gives none.
_LEAST_BITS = 0.1


@dataclass(frozen=True)
class Learned:
    """A signal's weight as it was, None where it had none, and as it is now."""

    signal: str
    family: str
    known_count: int
    before: Weight | None
    after: Weight


def learn(policy: Policy, catalog: Catalog, is_spam: Flags, figure_of: FigureOf) -> list[Learned]:
    """Return the policy's weights learned anew.

    Args:
        policy: with the signals to be learned, their directions and account types.
        catalog: has the families.
        is_spam: bool[n], the truth of each row that the policy weighs; both classes occur.
        figure_of: gives a signal's figures of these rows, float64[n], NaN for null.
    """
    types = account_types(figure_of)
    weights = policy.weights
    known = {
        name: spoken_of(
            policy.heard_types(catalog.signals[name].column.family), figure_of(name), types
        )
        for name in weights
    }
    bins = {name: learn_bins(known[name], is_spam, weights[name].shape) for name in weights}
    bits = _fitted(policy, catalog, is_spam, known, bins)
    return [
        Learned(
            signal=name,
            family=catalog.signals[name].column.family,
            known_count=int(np.count_nonzero(~np.isnan(known[name]))),
            before=weight if weight.edges else None,
            after=_weight(weight, bins[name], bits[name]),
        )
        for name, weight in weights.items()
    ]


def _fitted(
    policy: Policy,
    catalog: Catalog,
    is_spam: Flags,
    known: Mapping[str, Floats],
    bins: Mapping[str, Bins],
) -> dict[str, Floats]:
    """Return what each signal's ranges say beside all others."""
    if not bins:
        return {}
    families = [catalog.signals[name].column.family for name in bins]
    places = [places_of(known[name], np.array(item.edges)) for name, item in bins.items()]
    fitted = fit_bits(
        np.column_stack(places),
        np.unique(families, return_inverse=True)[1],
        list(bins.values()),
        [policy.weights[name].shape for name in bins],
        is_spam,
        policy.score.spam_share,
    )
    return dict(zip(bins, fitted, strict=True))


def account_types(figure_of: FigureOf) -> Types:
    """Return the type of each row's account, as its signals tell."""
    business, api = figure_of(BUSINESS), figure_of(API)
    types = np.where(api == 1, 2, np.where(business == 1, 1, 0))
    return np.where(np.isnan(api), -1, types).astype(np.int8)


def _weight(weight: Weight, bins: Bins, bits: Floats) -> Weight:
    """Return a weight of what its ranges say, neighbours that say the same being one range."""
    said = [round(float(value), 2) if abs(value) >= _LEAST_BITS else 0.0 for value in bits]
    edges: list[float] = []
    kept, errors = said[:1], [bins.errors[0]]
    for edge, value, error in zip(bins.edges, said[1:], bins.errors[1:], strict=True):
        if value == kept[-1]:
            # Of two measures of one thing, weighed by how sure each is.
            errors[-1] = (errors[-1] ** -2 + error**-2) ** -0.5
        else:
            edges.append(edge)
            kept.append(value)
            errors.append(error)
    return Weight(
        edges=edges,
        bits=kept if edges else [0.0],
        errors=[round(error, 2) for error in errors] if edges else [],
        direction=weight.direction,
        neutral=weight.neutral,
        speaks=weight.speaks,
    )
