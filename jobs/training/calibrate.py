"""Learn the policy's weights of evidence from labelled accounts."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.scoring.binning import Bins, Shape, learn_bins
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
from jobs.scoring.candidates import Floats, Types, ValuesOf, applicable_values, scored, values_of
from jobs.training.labels import OWN_SOURCE, read_labels

# The signals with the account type; if neither is 1, the account is a consumer.
BUSINESS, API = "registration_business_count", "registration_api_count"

Flags = npt.NDArray[np.bool_]

# Smaller weights are set to zero: they would only add irrelevant reasons.
_MIN_BITS = 0.1


@dataclass(frozen=True)
class Learned:
    """A signal's weight before (None if it had none) and after learning."""

    signal: str
    family: str
    known_count: int
    before: Weight | None
    after: Weight


def learn(
    policy: Policy,
    catalog: Catalog,
    is_spam: Flags,
    values_of: ValuesOf,
    only: Collection[str] | None = None,
) -> list[Learned]:
    """Relearn the policy's weights.

    Args:
        policy: the signals to learn, with their directions and account types.
        catalog: the signals with their families.
        is_spam: bool[n], the truth of each row that the policy scores; both classes occur.
        values_of: returns a signal's values of these rows, float64[n], NaN for null.
        only: the signals whose weights are learned, the others keep theirs; None: all.
    """
    types = account_types(values_of)
    weights = policy.weights
    known = {
        name: applicable_values(
            policy.weighted_types(catalog.signals[name].column.family), values_of(name), types
        )
        for name in weights
    }
    chosen = weights.keys() if only is None else weights.keys() & set(only)
    bins = {
        name: learn_bins(known[name], is_spam, weight.shape) if name in chosen else weight.bins
        for name, weight in weights.items()
    }
    shapes = {
        name: replace(weight.shape, fixed=name not in chosen) for name, weight in weights.items()
    }
    bits = _fitted(policy, catalog, is_spam, known, bins, shapes)
    return [
        Learned(
            signal=name,
            family=catalog.signals[name].column.family,
            known_count=int(np.count_nonzero(~np.isnan(known[name]))),
            before=weight if weight.edges else None,
            after=_weight(weight, bins[name], bits[name]),
        )
        for name, weight in weights.items()
        if name in chosen
    ]


def _fitted(
    policy: Policy,
    catalog: Catalog,
    is_spam: Flags,
    known: Mapping[str, Floats],
    bins: Mapping[str, Bins],
    shapes: Mapping[str, Shape],
) -> dict[str, Floats]:
    """Return the jointly fitted bits of each signal's bins."""
    if not bins:
        return {}
    families = [catalog.signals[name].column.family for name in bins]
    places = [places_of(known[name], np.array(item.edges)) for name, item in bins.items()]
    fitted = fit_bits(
        np.column_stack(places),
        np.unique(families, return_inverse=True)[1],
        list(bins.values()),
        [shapes[name] for name in bins],
        is_spam,
        policy.score.spam_share,
    )
    return dict(zip(bins, fitted, strict=True))


def account_types(values_of: ValuesOf) -> Types:
    """Return the account type of each row from its signals."""
    business, api = values_of(BUSINESS), values_of(API)
    types = np.where(api == 1, 2, np.where(business == 1, 1, 0))
    return np.where(np.isnan(api), -1, types).astype(np.int8)


def _weight(weight: Weight, bins: Bins, bits: Floats) -> Weight:
    """Return a weight; neighbouring bins with equal bits are merged."""
    rounded = [round(float(value), 2) if abs(value) >= _MIN_BITS else 0.0 for value in bits]
    edges: list[float] = []
    kept, errors = rounded[:1], [bins.errors[0]]
    for edge, value, error in zip(bins.edges, rounded[1:], bins.errors[1:], strict=True):
        if value == kept[-1]:
            # The standard error of the inverse-variance mean.
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
        limit=weight.limit,
    )


@dataclass(frozen=True)
class Calibration:
    """The learned weights, with the nights and numbers of accounts."""

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
    """The labels, nights, policy and further signals of a calibration.

    If `keep_others`, only the weights of `signals` are learned.
    """

    output: Path
    labels: Path
    policy: Path | None = None
    signals: Sequence[str] = ()
    keep_others: bool = False
    first: datetime.date | None = None
    last: datetime.date | None = None


def calibrate(request: Request) -> Calibration:
    """Return weights learned from labels and the published signals of some nights.

    A row is an account on a night on which the policy weighs it. Labels from this
    program's own flags are excluded and counted.

    Raises:
        NothingFound: no date of the range is published, or no labelled account is scored.
        WrongUsage: a night was published without all signals, or all weights are to be kept.
        PolicyInvalid: the policy is invalid, or there is no such signal.
        InputMissing, InputRejected: the labels cannot be read.
    """
    if request.keep_others and not request.signals:
        raise WrongUsage("--keep-others needs --signal: the signals whose weights are learned")
    catalog = catalogs.packaged()
    policy = with_signals(policies.load(catalog, request.policy), catalog, request.signals)
    published = Published(request.output)
    dates = published.published_between(request.first, request.last)
    _refuse_samples(published, dates)
    rows, own = _labelled(published, dates, request.labels, policy)
    is_spam = rows["is_spam"].to_numpy()
    if not is_spam.any() or is_spam.all():
        raise NothingFound(
            f"{request.labels}: of the labelled and scored accounts, {is_spam.sum()} are spam, "
            f"{(~is_spam).sum()} are not; both are needed"
        )
    only = request.signals if request.keep_others else None
    return Calibration(
        dates=tuple(dates),
        spam_count=int(is_spam.sum()),
        honest_count=int((~is_spam).sum()),
        own_count=own,
        learned=tuple(learn(policy, catalog, is_spam, values_of(rows), only)),
    )


def _labelled(
    published: Published, dates: Sequence[datetime.date], path: Path, policy: Policy
) -> tuple[pa.Table, int]:
    """Return the signals of labelled accounts that are scored, and how many labels are our own."""
    names = sorted({*policy.weights, *policy.score.signals, BUSINESS, API})
    columns = ", ".join(f"signal.{quoted(name)}::DOUBLE AS {quoted(name)}" for name in names)
    with in_memory() as engine:
        labels = read_labels(engine, path)
        engine.provide("label", labels)
        files = [str(file) for file in published.files("signals", dates)]
        with naming_unreadable(files):
            rows = engine.arrow(
                f"SELECT label.is_spam, {columns} FROM label "
                "INNER JOIN read_parquet($files, union_by_name = true, hive_partitioning = false, "
                "filename = true) AS signal USING (account_id) "
                "WHERE label.source IS DISTINCT FROM $own ORDER BY signal.filename, account_id",
                {"files": files, "own": OWN_SOURCE},
            )
    own = sum(source == OWN_SOURCE for source in labels["source"].to_pylist())
    return rows.filter(pa.array(scored(policy, values_of(rows), len(rows)))), own


def _refuse_samples(published: Published, dates: Sequence[datetime.date]) -> None:
    for date in dates:
        publish = published.manifest(date).get("policy", {}).get("publish", {})
        if publish.get("signals") != "all":
            raise WrongUsage(
                f"{date}: only signals of flagged accounts and a sample are published, which would "
                'bias the weights; run it with [publish] signals = "all"'
            )


def with_signals(policy: Policy, catalog: Catalog, names: Sequence[str]) -> Policy:
    """Return the policy with zero weights added for further signals.

    Raises:
        PolicyInvalid: there is no such signal.
    """
    for name in names:
        if name not in catalog.signals:
            raise PolicyInvalid(f"no signal {name}{nearest(name, catalog.signals)}")
    added = {name: Weight(edges=[], bits=[0.0]) for name in names}
    return policy.model_copy(update={"weights": {**added, **policy.weights}})


def write(weights: Mapping[str, Weight], path: Path) -> None:
    """Write weights as a policy overlay.

    Raises:
        OutputFailed: the file exists or cannot be written.
    """
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(_toml(weights))
    except FileExistsError:
        raise OutputFailed(f"{path}: already exists; choose a new file, or delete it") from None
    except OSError as error:
        raise OutputFailed(f"{path}: cannot be written ({error.strerror or error})") from None


def _toml(weights: Mapping[str, Weight]) -> str:
    lines = [
        "# Weights of evidence in bits, for values below the first edge and from each edge on",
        "# (above 0: evidence for spam), with their standard errors.",
    ]
    for name, weight in sorted(weights.items()):
        lines += ["", f"[weights.{name}]"]
        for key, value in weight.model_dump(exclude_defaults=True).items():
            shown = f'"{value}"' if isinstance(value, str) else str(value).replace("'", '"')
            lines.append(f"{key} = {shown}")
    return "\n".join(lines) + "\n"
