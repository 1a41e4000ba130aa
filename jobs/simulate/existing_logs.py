"""Read from a user's own logs what is needed to plant behaviours into them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from jobs.contract.errors import InputMissing
from jobs.simulate.clock import SECOND
from jobs.simulate.readers import Partitions, find_partitions, read_columns, to_instants, to_texts
from jobs.simulate.simulated_logs import DEFAULTS

NEEDED = ("membership_events", "message_edges")
TIMES = {
    "membership_events": "event_at",
    "message_edges": "sent_at",
    "accounts": "registered_at",
    "reports": "reported_at",
    "verdicts": "decided_at",
}
ENTITIES = {
    **dict.fromkeys(("account_id", "actor_id", "sender_id", "recipient_id"), "account"),
    **dict.fromkeys(("owner_id", "contact_id", "reporter_id", "reported_id"), "account"),
    "group_id": "group",
    "device_id": "device",
    "network_id": "network",
}

_EXAMPLE_COUNT = 500


@dataclass(frozen=True)
class LogStyle:
    """The format of a log, which added rows follow.

    `columns` are those that the log has (None: any). Its times are multiples of `resolution`
    microseconds. `first_on` is the date of its first partition.
    """

    first_on: dt.date
    columns: frozenset[str] | None = None
    number_columns: frozenset[str] = frozenset()
    resolution: int = 1
    has_success: bool = False


@dataclass
class ExistingLogs:
    """The existing logs: their ids, registrations and first messages.

    Of event ids only examples and their number are kept, as there are too many.
    """

    partitions: Mapping[str, Partitions]
    styles: dict[str, LogStyle] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    event_examples: tuple[str, ...] = ()
    event_count: int = 0
    owners: set[str] = field(default_factory=set)
    registered_at: dict[str, int] = field(default_factory=dict)
    homes: dict[tuple[str, str], int] = field(default_factory=dict)
    first_messages: dict[tuple[str, str], dt.date] = field(default_factory=dict)


def read_existing_logs(folder: Path, *, with_messages: bool = False) -> ExistingLogs:
    """Read the logs in a folder; with `with_messages`, also the first message of each pair.

    Raises:
        InputMissing: if a needed log has no files.
        InputRejected: if a file cannot be read.
    """
    partitions = {log: find_partitions(folder / log) for log in DEFAULTS}
    for log in NEEDED:
        if not partitions[log]:
            raise InputMissing(f"{folder / log}: no files of this log; name a folder that has it")
    found = ExistingLogs({log: dates for log, dates in partitions.items() if dates})
    for log, dates in found.partitions.items():
        has_success = any(path.is_file() for path in (folder / log).glob("date=*/_SUCCESS"))
        style = LogStyle(min(dates), has_success=has_success)
        for date, path in ((date, path) for date, files in dates.items() for path in files):
            table = read_columns(path)
            style = _with(style, log, table)
            _note_ids(found, table)
            if log == "message_edges" and with_messages:
                _note_messages(found, date, table)
            if log == "contacts" and "owner_id" in table.column_names:
                found.owners.update(to_texts(pc.unique(table["owner_id"])).to_pylist())
            if log == "accounts":
                _note_registrations(found, table)
        found.styles[log] = style
    return found


def _with(style: LogStyle, log: str, table: pa.Table) -> LogStyle:
    """Return the style, updated from one more file."""
    names = frozenset(table.column_names)
    numbers = {
        name for name in names & {*ENTITIES, "event_id"} if pa.types.is_integer(table[name].type)
    }
    resolution = _resolution(log, table)
    return replace(
        style,
        columns=names if style.columns is None else style.columns | names,
        number_columns=style.number_columns | numbers,
        resolution=min(resolution, style.resolution) if style.columns else resolution,
    )


def _resolution(log: str, table: pa.Table) -> int:
    name = TIMES.get(log, "")
    instants = to_instants(table[name]) if name in table.column_names else None
    if instants is None or not len(instants):
        return 1
    for unit in (SECOND, 1000):
        if not np.any(instants % unit):
            return unit
    return 1


def _note_ids(found: ExistingLogs, table: pa.Table) -> None:
    for name in set(table.column_names) & set(ENTITIES):
        ids = found.ids.setdefault(ENTITIES[name], set())
        ids.update(to_texts(pc.unique(table[name])).to_pylist())
    if "event_id" in table.column_names:
        events = to_texts(table["event_id"])
        found.event_count += len(events)
        if not found.event_examples:
            found.event_examples = tuple(events.slice(0, _EXAMPLE_COUNT).to_pylist())


def _note_messages(found: ExistingLogs, date: dt.date, table: pa.Table) -> None:
    if {"sender_id", "recipient_id"} <= set(table.column_names):
        for sender, recipient, _ in _counted(table, "sender_id", "recipient_id"):
            found.first_messages.setdefault((sender, recipient), date)


def _note_registrations(found: ExistingLogs, table: pa.Table) -> None:
    columns = set(table.column_names)
    if {"account_id", "registered_at"} <= columns:
        instants = to_instants(table["registered_at"])
        accounts = table["account_id"].cast(pa.string()).to_pylist()
        if instants is not None and len(instants) == len(accounts):
            found.registered_at.update(zip(accounts, instants.tolist(), strict=True))
    if {"phone_country", "phone_prefix"} <= columns:
        for country, prefix, count in _counted(table, "phone_country", "phone_prefix"):
            found.homes[country, prefix] = found.homes.get((country, prefix), 0) + count


def _counted(table: pa.Table, first: str, second: str) -> list[tuple[str, str, int]]:
    """Return each pair of texts with its number of rows, in order."""
    rows = table.select([first, second]).drop_null()
    counts = rows.group_by([first, second]).aggregate([([], "count_all")])
    texts = [counts[name].cast(pa.string()).to_pylist() for name in (first, second)]
    return sorted(zip(*texts, counts["count_all"].to_pylist(), strict=True))
