"""Write simulated logs in the layout of the input, and copy existing logs."""

import datetime as dt
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from jobs.simulate.clock import DAY, Ints, day_of
from jobs.simulate.distinct import distinct
from jobs.simulate.existing_logs import ENTITIES, TIMES, LogStyle
from jobs.simulate.names import MixedNames, Namer, Names
from jobs.simulate.simulated_logs import DEFAULTS, NO_ID, Column, SimulatedLogs

EVENT_LOGS = ("membership_events", "message_edges", "reports")

_ALWAYS = ("recipient_id", "group_id", "actor_id")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@dataclass
class Naming:
    """The ids of numbers, by entity; the texts of codes; and event ids.

    Event ids of a simulated population are numbered; in existing logs they follow examples.
    """

    entities: Mapping[str, Names]
    logs: SimulatedLogs
    events: Namer | MixedNames
    event_count: int = 0

    def next_events(self, count: int) -> pa.Array:
        """Return ids for `count` more events."""
        if isinstance(self.events, Namer):
            return pa.array(self.events.names(count), pa.string())
        first, self.event_count = self.event_count, self.event_count + count
        return self.events.texts(np.arange(first, first + count))

    def key(self, column: str, numbers: Column) -> Column:
        """Return sort keys of the column's ids, null first."""
        names = self.entities[ENTITIES[column]]
        is_somebody = numbers != NO_ID
        keys = np.zeros(len(numbers), dtype=np.uint64)
        keys[is_somebody] = names.keys(numbers[is_somebody])
        return keys

    def texts(self, column: str, numbers: Column) -> pa.Array:
        """Return the column's ids, with nulls."""
        is_nobody = numbers == NO_ID
        if is_nobody.all():
            return pa.nulls(len(numbers), pa.string())
        someone = numbers[np.argmin(is_nobody)]
        texts = self.entities[ENTITIES[column]].texts(np.where(is_nobody, someone, numbers))
        return pc.if_else(pa.array(is_nobody), None, texts) if is_nobody.any() else texts


def log_tables(
    log: str, columns: Mapping[str, Column], style: LogStyle, naming: Naming, days: frozenset[int]
) -> dict[dt.date, pa.Table]:
    """Return the log's rows by date of their partition, sorted, without events of other days."""
    rows = dict(columns)
    if log in TIMES:
        rows[TIMES[log]] = rows[TIMES[log]] - rows[TIMES[log]] % style.resolution
    day = _partition_day(log, rows, style)
    rows.pop("day", None)
    if log in EVENT_LOGS:
        kept = np.isin(day * DAY, list(days))
        day, rows = day[kept], {name: values[kept] for name, values in rows.items()}
    order = _order(day, rows, naming)
    day, rows = day[order], {name: values[order] for name, values in rows.items()}
    kept_columns = {
        name: _arrow(log, name, values, style, naming)
        for name, values in rows.items()
        if _is_kept(log, name, values, style)
    }
    if log in EVENT_LOGS[:2] and (style.columns is None or "event_id" in style.columns):
        kept_columns["event_id"] = _in_style(style, "event_id", naming.next_events(len(day)))
    table = pa.table(kept_columns)
    dates = distinct(day)
    bounds = np.append(np.searchsorted(day, dates), len(day))
    return {
        day_of(int(date) * DAY): table.slice(start, stop - start)
        for date, start, stop in zip(dates, bounds[:-1], bounds[1:], strict=True)
    }


def every_day(tables: Mapping[dt.date, pa.Table], last: dt.date) -> dict[dt.date, pa.Table]:
    """Return the rows of a log by date, with an empty table for each day without rows.

    A missing partition would mean that the day was not delivered. A log without rows has no days.
    """
    found = dict(tables)
    if found:
        first, empty = min(found), next(iter(found.values())).slice(0, 0)
        for back in range((last - first).days + 1):
            found.setdefault(last - dt.timedelta(days=back), empty)
    return found


def write_partition(folder: Path, table: pa.Table, *, has_success: bool) -> Path:
    """Write one more file into a partition, with the next name in the order of its files."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _next_name(sorted(path.name for path in folder.iterdir() if path.is_file()))
    pa.parquet.write_table(table, path, compression="zstd", store_schema=False)
    if is_new and has_success:
        (folder / "_SUCCESS").touch()
    return path


def write_truth(
    path: Path, planted: Iterable[tuple[str, str, bool]], others: pa.Array, archetype: str
) -> None:
    """Write the archetype of each account, outside of the logs."""
    schema = pa.schema({"account_id": pa.string(), "archetype": pa.string(), "is_spam": pa.bool_()})
    cast = [dict(zip(schema.names, row, strict=True)) for row in planted]
    ordinary = [others, pa.repeat(archetype, len(others)), pa.repeat(False, len(others))]
    tables = (
        pa.Table.from_pylist(cast, schema),
        pa.Table.from_arrays(ordinary, schema.names).cast(schema),
    )
    table = pa.concat_tables(tables).sort_by("account_id").combine_chunks()
    pa.parquet.write_table(table, path, compression="zstd", store_schema=False)


def copy_log(source: Path, target: Path) -> None:
    """Copy a log's files with their layout, without their permissions."""
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        else:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _order(day: Ints, rows: Mapping[str, Column], naming: Naming) -> Ints:
    """Return the sort order: by day, then by all columns, ids as text."""
    keys = [day]
    for name, values in rows.items():
        # A column with a single value does not change the order.
        if len(values) and np.any(values != values[0]):
            keys.append(naming.key(name, values) if name in ENTITIES else values)
    return np.lexsort(keys[::-1])


def _partition_day(log: str, rows: Mapping[str, Column], style: LogStyle) -> Ints:
    if log in EVENT_LOGS or log == "verdicts":
        return np.asarray(rows[TIMES[log]] // DAY, dtype=np.int64)
    # Earlier rows belong to the first partition.
    known = rows["day"] if log == "contacts" else rows["registered_at"] // DAY
    first = (style.first_on - dt.date(1970, 1, 1)).days
    return np.maximum(known, first).astype(np.int64)


def _is_kept(log: str, name: str, values: Column, style: LogStyle) -> bool:
    """Return whether a column is written; one that the log lacks only if it has other values."""
    if style.columns is None or name in style.columns or name in _ALWAYS:
        return True
    default = DEFAULTS[log][name]
    if isinstance(default, str):
        return len(np.unique(values)) > 1
    return bool(len(values)) and bool(np.any(values != default))


def _arrow(log: str, name: str, values: Column, style: LogStyle, naming: Naming) -> pa.Array:
    if name == TIMES.get(log):
        return pa.array(values, pa.int64()).cast(pa.timestamp("us", tz="UTC"))
    if name in ENTITIES:
        return _in_style(style, name, naming.texts(name, values))
    if isinstance(DEFAULTS[log][name], str):
        words = pa.array([word or None for word in naming.logs.words], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(values), words).cast(pa.string())
    return pa.array(values, from_pandas=True)


def _in_style(style: LogStyle, name: str, texts: pa.Array) -> pa.Array:
    return texts.cast(pa.int64()) if name in style.number_columns else texts


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
