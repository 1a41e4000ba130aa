"""Writes a simulated world in the contract's layout, and copies the logs it was planted into."""

import datetime as dt
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet
from numpy.typing import NDArray

from jobs.simulate.clock import DAY, Ints, day_of
from jobs.simulate.ledger import DEFAULTS, NOBODY, Column
from jobs.simulate.names import Namer, Texts
from jobs.simulate.surroundings import NOUNS, TIMES, LogStyle

EVENT_LOGS = ("membership_events", "message_edges", "reports")

_ALWAYS = ("recipient_id", "group_id", "actor_id")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True)
class Naming:
    """The texts that numbers stand for, by noun, and the source of event ids."""

    texts: Mapping[str, Texts]
    events: Namer

    def of(self, column: str, numbers: Ints) -> Texts:
        """Return the column's ids; empty where there is nobody."""
        texts = self.texts[NOUNS[column]]
        return np.where(numbers == NOBODY, "", texts[numbers] if len(texts) else "")


def log_tables(
    log: str, columns: Mapping[str, Column], style: LogStyle, naming: Naming, days: frozenset[int]
) -> dict[dt.date, pa.Table]:
    """Return the log's rows by the date they go to, sorted; events of other days are left out."""
    rows = dict(columns)
    if log in TIMES:
        rows[TIMES[log]] = rows[TIMES[log]] - rows[TIMES[log]] % style.resolution
    day = _partition_day(log, rows, style)
    rows.pop("day", None)
    if log in EVENT_LOGS:
        kept = np.isin(day * DAY, list(days))
        day, rows = day[kept], {name: values[kept] for name, values in rows.items()}
    named = {name: naming.of(name, v) if name in NOUNS else v for name, v in rows.items()}
    order = np.lexsort([*reversed(list(named.values())), day])
    day, named = day[order], {name: values[order] for name, values in named.items()}
    if log in EVENT_LOGS[:2] and (style.columns is None or "event_id" in style.columns):
        named["event_id"] = naming.events.names(len(day))
    kept_columns = {
        name: _arrow(log, name, values, style)
        for name, values in named.items()
        if _is_kept(log, name, values, style)
    }
    table = pa.table(kept_columns)
    dates = np.unique(day)
    bounds = np.append(np.searchsorted(day, dates), len(day))
    return {
        day_of(int(date) * DAY): table.slice(start, stop - start)
        for date, start, stop in zip(dates, bounds[:-1], bounds[1:], strict=True)
    }


def write_partition(folder: Path, table: pa.Table, *, has_success: bool) -> Path:
    """Write one more file into a partition, named as the next one of those there."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _next_name(sorted(path.name for path in folder.iterdir() if path.is_file()))
    pa.parquet.write_table(table, path, compression="zstd", store_schema=False)
    if is_new and has_success:
        (folder / "_SUCCESS").touch()
    return path


def write_truth(path: Path, rows: Iterable[tuple[str, str, bool]]) -> None:
    """Write which account was planted as what, where no night reads it."""
    accounts, archetypes, spam = zip(*sorted(rows), strict=True)
    table = pa.table({"account_id": accounts, "archetype": archetypes, "is_spam": spam})
    pa.parquet.write_table(table, path, compression="zstd", store_schema=False)


def copy_log(source: Path, target: Path) -> None:
    """Copy a log's files byte by byte, in their layout, but none of their permissions."""
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _partition_day(log: str, rows: Mapping[str, Column], style: LogStyle) -> Ints:
    if log in EVENT_LOGS or log == "verdicts":
        return np.asarray(rows[TIMES[log]] // DAY, dtype=np.int64)
    # What was known before the first partition stands in it.
    known = rows["day"] if log == "contacts" else rows["registered_at"] // DAY
    first = (style.first_on - dt.date(1970, 1, 1)).days
    return np.maximum(known, first).astype(np.int64)


def _is_kept(log: str, name: str, values: NDArray[np.generic], style: LogStyle) -> bool:
    """Tell whether a column is written: one that a log lacks only if it says something."""
    if style.columns is None or name in style.columns or name in _ALWAYS:
        return True
    return bool(len(values)) and bool(np.any(values != _null_or_default(log, name)))


def _null_or_default(log: str, name: str) -> object:
    return "" if name in NOUNS else DEFAULTS[log][name]


def _arrow(log: str, name: str, values: Column, style: LogStyle) -> pa.Array:
    if name == TIMES.get(log):
        return pa.array(values, pa.int64()).cast(pa.timestamp("us", tz="UTC"))
    if values.dtype.kind == "U":
        texts = pa.array(values, pa.string(), mask=values == "")
        return texts.cast(pa.int64()) if name in style.number_columns else texts
    return pa.array(values, from_pandas=True)


def _next_name(names: list[str]) -> str:
    data = [name for name in names if not name.startswith(("_", "."))]
    stem = data[-1].split(".")[0] if data else ""
    number = _LAST_NUMBER.search(stem)
    if number is None:
        stem, number = "part-0", _LAST_NUMBER.search("part-0")
    taken = {name.split(".")[0] for name in data}
    while stem in taken:
        number = _LAST_NUMBER.search(stem)
        digits = number.group() if number else "0"
        stem = _LAST_NUMBER.sub(str(int(digits) + 1).zfill(len(digits)), stem)
    return f"{stem}.parquet"
