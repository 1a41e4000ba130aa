"""Learns the policy's weights of evidence from accounts whose truth is known."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.scoring.binning import Bins, learn_bins
from graph.scoring.fit import fit_bits
from graph.scoring.weight_of_evidence import places_of
from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.config.weights import Weight
from jobs.contract.errors import NothingFound, OutputFailed, PolicyInvalid, WrongUsage, nearest
from jobs.engine.base import quoted
from jobs.publish.reader import Published, in_memory, naming_unreadable
from jobs.scoring.candidates import FigureOf, Floats, Types, figure_of, spoken_of, weighed
from jobs.training.labels import OWN_SOURCE, read_labels

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
            policy.weighted_types(catalog.signals[name].column.family), figure_of(name), types
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


@dataclass(frozen=True)
class Calibration:
    """What was learned, from how many accounts on which nights."""

    dates: tuple[datetime.date, ...]
    spam_count: int
    honest_count: int
    own_count: int
    learned: tuple[Learned, ...]

    @property
    def weights(self) -> dict[str, Weight]:
        """The weights learned, by signal."""
        return {item.signal: item.after for item in self.learned}

    @property
    def document(self) -> dict[str, object]:
        """The calibration as plain values."""
        return {
            "dates": list(self.dates),
            "spam_count": self.spam_count,
            "honest_count": self.honest_count,
            "own_count": self.own_count,
            "weights": [
                {
                    "signal": item.signal,
                    "family": item.family,
                    "known_count": item.known_count,
                    "before": item.before.model_dump() if item.before else None,
                    "after": item.after.model_dump(),
                }
                for item in self.learned
            ],
        }


@dataclass(frozen=True)
class Request:
    """From which labels and nights, over which policy, with which signals beside its own."""

    output: Path
    labels: Path
    policy: Path | None = None
    signals: Sequence[str] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None


def calibrate(request: Request) -> Calibration:
    """Return weights learned from labels and the published signals of some nights.

    A row is an account on a night on which the policy weighs it. Labels that come from this
    program's own flags teach nothing: they are left out, and counted.

    Raises:
        NothingFound: no night of the range is published, or no labelled account is weighed.
        WrongUsage: the signals of a night are published in part only.
        PolicyInvalid: the policy is invalid, or there is no such signal.
        InputMissing, InputRejected: the labels cannot be had.
    """
    catalog = catalogs.packaged()
    policy = with_signals(policies.load(catalog, request.policy), catalog, request.signals)
    published = Published(request.output)
    dates = published.published_between(request.first, request.last)
    _refuse_samples(published, dates)
    names = sorted({*policy.weights, *policy.score.signals, BUSINESS, API})
    columns = ", ".join(f"signal.{quoted(name)}::DOUBLE AS {quoted(name)}" for name in names)
    with in_memory() as engine:
        labels = read_labels(engine, request.labels)
        engine.provide("label", labels)
        files = [str(path) for path in published.files("signals", dates)]
        with naming_unreadable(files):
            rows = engine.arrow(
                f"SELECT label.is_spam, {columns} FROM label "
                "INNER JOIN read_parquet($files, union_by_name = true, hive_partitioning = false, "
                "filename = true) AS signal USING (account_id) "
                "WHERE label.source IS DISTINCT FROM $own ORDER BY signal.filename, account_id",
                {"files": files, "own": OWN_SOURCE},
            )
    rows = rows.filter(pa.array(weighed(policy, figure_of(rows), len(rows))))
    is_spam = rows["is_spam"].to_numpy()
    if not is_spam.any() or is_spam.all():
        raise NothingFound(
            f"{request.labels}: of the labelled that are weighed, {is_spam.sum()} are spam and "
            f"{(~is_spam).sum()} are not; both are needed"
        )
    own = sum(source == OWN_SOURCE for source in labels["source"].to_pylist())
    return Calibration(
        dates=tuple(dates),
        spam_count=int(is_spam.sum()),
        honest_count=int((~is_spam).sum()),
        own_count=own,
        learned=tuple(learn(policy, catalog, is_spam, figure_of(rows))),
    )


def _refuse_samples(published: Published, dates: Sequence[datetime.date]) -> None:
    for date in dates:
        publish = published.manifest(date).get("policy", {}).get("publish", {})
        if publish.get("signals") != "all":
            raise WrongUsage(
                f"{date}: published are the signals of flagged accounts and a sample, which would "
                'teach what is flagged already; run it with [publish] signals = "all"'
            )


def with_signals(policy: Policy, catalog: Catalog, names: Sequence[str]) -> Policy:
    """Return the policy with weights that say nothing yet for further signals.

    Raises:
        PolicyInvalid: there is no such signal.
    """
    for name in names:
        if name not in catalog.signals:
            raise PolicyInvalid(f"no signal {name}{nearest(name, catalog.signals)}")
    fresh = {name: Weight(edges=[], bits=[0.0]) for name in names}
    return policy.model_copy(update={"weights": {**fresh, **policy.weights}})


def write(weights: Mapping[str, Weight], path: Path) -> None:
    """Write weights as a policy that overlays the one they were learned over.

    Raises:
        OutputFailed: something is there already, or it cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(_toml(weights))
    except FileExistsError:
        raise OutputFailed(f"{path}: is there already; name a new file, or remove it") from None
    except OSError as error:
        raise OutputFailed(f"{path}: cannot be written ({error.strerror or error})") from None


def _toml(weights: Mapping[str, Weight]) -> str:
    lines = [
        "# Weights of evidence: what a figure below the first edge, and from each edge on, says",
        "# for (above 0) or against spam, in bits, with the standard error of each.",
    ]
    for name, weight in sorted(weights.items()):
        lines += ["", f"[weights.{name}]"]
        for key, value in weight.model_dump(exclude_defaults=True).items():
            shown = f'"{value}"' if isinstance(value, str) else str(value).replace("'", '"')
            lines.append(f"{key} = {shown}")
    return "\n".join(lines) + "\n"
