"""Compare published flags with labels: recall, false positives, and confidence intervals."""

import datetime
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from graph.scoring.proportion import average_precision, wilson_interval
from jobs.contract.errors import NothingFound, OutputFailed
from jobs.engine.duckdb import DuckDB
from jobs.publish.reader import Published, in_memory, naming_unreadable
from jobs.training.labels import read_labels

ORDINARY = "ordinary"

# A ban held by the circuit breaker counts as a ban: the policy is evaluated here.
_STRONGEST = """
SELECT
    account_id,
    max(CASE
        WHEN suppressed_by = 'valve' THEN 3
        WHEN decision = 'ban' THEN 3
        WHEN decision = 'review' THEN 2
        ELSE 1
    END) AS rank,
    max(score) AS score
FROM read_parquet($files, hive_partitioning = false)
GROUP BY account_id
"""
_JUDGED = """
SELECT
    label.archetype,
    label.is_spam,
    coalesce(strongest.rank, 0)::BIGINT AS rank,
    coalesce(strongest.score, 0)        AS score
FROM evaluate.label
LEFT JOIN evaluate.strongest USING (account_id)
ORDER BY ALL
"""


@dataclass(frozen=True)
class Proportion:
    """A count with its share and 95 % interval; the share is None if the total is 0."""

    count: int
    share: float | None
    share_low: float
    share_high: float

    @classmethod
    def of(cls, count: int, total: int) -> "Proportion":
        """Return a count of a total with its share and interval."""
        return cls(count, count / total if total else None, *wilson_interval(count, total))


@dataclass(frozen=True)
class Archetype:
    """The decisions on the accounts of one archetype."""

    archetype: str
    is_spam: bool
    account_count: int
    banned: Proportion
    banned_or_reviewed: Proportion
    watched_count: int


@dataclass(frozen=True)
class Evaluation:
    """The decisions on all labelled accounts over some nights."""

    dates: tuple[datetime.date, ...]
    archetypes: tuple[Archetype, ...]
    spam_banned: Proportion
    spam_banned_or_reviewed: Proportion
    innocent_banned: Proportion
    innocent_banned_or_reviewed: Proportion
    ban_precision: Proportion
    ban_or_review_precision: Proportion
    average_precision: float | None
    ordinary_flags_per_100k: float | None
    unlabelled_flag_count: int

    @property
    def document(self) -> dict[str, Any]:
        """The evaluation as plain values."""
        return asdict(self)

    @property
    def table(self) -> pa.Table:
        """The archetypes as rows."""
        rows = [
            {
                "archetype": item.archetype,
                "is_spam": item.is_spam,
                "account_count": item.account_count,
                "watched_count": item.watched_count,
                **_flat("banned", item.banned),
                **_flat("banned_or_reviewed", item.banned_or_reviewed),
            }
            for item in self.archetypes
        ]
        return pa.Table.from_pylist(rows)


def evaluate(
    output: Path,
    labels: Path,
    first: datetime.date | None = None,
    last: datetime.date | None = None,
) -> Evaluation:
    """Compare flags with labels; each account counts by its strongest decision.

    Args:
        output: the folder of published tables.
        labels: Parquet or CSV with account_id, is_spam and optionally archetype.
        first: the first night to count; None: the earliest published.
        last: the last night; None: the latest published.

    Raises:
        NothingFound: no date of the range is published, or no account is labelled.
        InputMissing, InputRejected: the labels cannot be read.
    """
    published = Published(output)
    dates = published.published_between(first, last)
    with in_memory() as engine:
        rows = read_labels(engine, labels)
        if not len(rows):
            raise NothingFound(f"{labels}: no account is labelled")
        engine.provide("evaluate.label", rows)
        _strongest(engine, published, dates)
        decisions = engine.arrow(_JUDGED, {})
        ((unlabelled,),) = engine.run(
            "SELECT count(*) FROM evaluate.strongest ANTI JOIN evaluate.label USING (account_id)"
        )
    return _evaluated(tuple(dates), decisions, unlabelled)


def _strongest(engine: DuckDB, published: Published, dates: Sequence[datetime.date]) -> None:
    files = [str(path) for path in published.files("flags", dates)]
    with naming_unreadable(files):
        engine.create("evaluate.strongest", _STRONGEST, {"files": files})


def _evaluated(
    dates: tuple[datetime.date, ...], decisions: pa.Table, unlabelled: int
) -> Evaluation:
    archetype = np.array(decisions["archetype"].to_pylist(), dtype=np.str_)
    is_spam = decisions["is_spam"].to_numpy()
    rank = decisions["rank"].to_numpy()
    kinds = sorted({(not spam, str(name)) for name, spam in zip(archetype, is_spam, strict=True)})
    chosen = [(name, (archetype == name) & (is_spam != innocent)) for innocent, name in kinds]
    ordinary = archetype == ORDINARY
    flagged = int(np.count_nonzero(ordinary & (rank >= 2)))
    return Evaluation(
        dates=dates,
        archetypes=tuple(_archetype(name, is_spam, rank, rows) for name, rows in chosen),
        spam_banned=_share(is_spam, rank >= 3),
        spam_banned_or_reviewed=_share(is_spam, rank >= 2),
        innocent_banned=_share(~is_spam, rank >= 3),
        innocent_banned_or_reviewed=_share(~is_spam, rank >= 2),
        ban_precision=_share(rank >= 3, is_spam),
        ban_or_review_precision=_share(rank >= 2, is_spam),
        average_precision=average_precision(rank + decisions["score"].to_numpy() / 2, is_spam),
        ordinary_flags_per_100k=(
            flagged / np.count_nonzero(ordinary) * 100_000 if ordinary.any() else None
        ),
        unlabelled_flag_count=unlabelled,
    )


def _archetype(
    name: str, is_spam: npt.NDArray[Any], rank: npt.NDArray[Any], rows: npt.NDArray[Any]
) -> Archetype:
    return Archetype(
        archetype=name,
        is_spam=bool(is_spam[rows][0]),
        account_count=int(np.count_nonzero(rows)),
        banned=_share(rows, rank >= 3),
        banned_or_reviewed=_share(rows, rank >= 2),
        watched_count=int(np.count_nonzero(rows & (rank == 1))),
    )


def _share(among: npt.NDArray[Any], hits: npt.NDArray[Any]) -> Proportion:
    return Proportion.of(int(np.count_nonzero(among & hits)), int(np.count_nonzero(among)))


def _flat(name: str, found: Proportion) -> dict[str, Any]:
    return {f"{name}_{key}": value for key, value in asdict(found).items()}


def write(found: Evaluation, path: Path) -> None:
    """Write one row per archetype to a Parquet file.

    Raises:
        OutputFailed: it cannot be written.
    """
    try:
        pq.write_table(found.table, path, compression="zstd")
    except OSError as error:
        raise OutputFailed(f"{path}: cannot be written ({error.strerror or error})") from None
