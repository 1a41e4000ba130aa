"""A log's rows, and how much falls into one window of them, counted from the definition."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset

Row = dict[str, Any]


def read_log(folder: Path, log: str, until: dt.date) -> list[Row]:
    """Return a log's rows of all partitions up to the date, each with its `date`."""
    rows: list[Row] = []
    for path in sorted((folder / log).glob("date=*/*.parquet")):
        date = dt.date.fromisoformat(path.parent.name.removeprefix("date="))
        if date <= until:
            table = pa.parquet.ParquetFile(path).read()
            rows += [{**row, "date": date} for row in table.to_pylist()]
    return rows


@dataclass(frozen=True)
class Target:
    """An account that another one added, invited or wrote to."""

    at: dt.datetime
    account: str
    group: str | None = None


def max_distinct(targets: list[Target], window: dt.timedelta, since: dt.datetime) -> int:
    """Return the most different accounts in a window that ends at one of the targets."""
    best = 0
    for end in (target.at for target in targets if target.at >= since):
        best = max(best, len({t.account for t in targets if end - window < t.at <= end}))
    return best


def max_at_once(times: list[dt.datetime], window: dt.timedelta, since: dt.datetime) -> int:
    """Return the most instants in a window that ends at one of them."""
    ends = [end for end in times if end >= since]
    return max((sum(end - window < at <= end for at in times) for end in ends), default=0)
