"""Read the flags and rings that earlier nights published, as input of a run."""

import datetime
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from jobs.publish.layout import read_table

_FLAG_COLUMNS = {
    "account_id": pa.string(),
    "decision": pa.string(),
    "first_flagged_on": pa.date32(),
}
_RING_COLUMNS = {"ring_id": pa.string(), "first_seen_on": pa.date32()}
_MEMBER_COLUMNS = {"ring_id": pa.string(), "account_id": pa.string()}


def previous_flags(published: Iterable[tuple[datetime.date, bool, Path]]) -> pa.Table:
    """Return the flags of earlier nights as the rows of staging.published_flag, ids as text.

    Args:
        published: for each night the date, whether the flags are shadow flags, and the file.

    Raises:
        OutputFailed: a published table cannot be read.
    """
    night = {"date": pa.date32(), "is_shadow": pa.bool_()}
    tables = [pa.schema({**_FLAG_COLUMNS, **night}).empty_table()]
    for date, is_shadow, path in published:
        flags = _dated(read_table(path, [*_FLAG_COLUMNS]), date)
        is_shadow_column = pa.repeat(pa.scalar(is_shadow), len(flags))
        tables.append(flags.append_column("is_shadow", is_shadow_column))
    return pa.concat_tables(tables)


def previous_rings(published: Iterable[tuple[datetime.date, Path, Path]]) -> pa.Table:
    """Return the members of earlier nights' rings as the rows of staging.published_ring.

    Args:
        published: for each night the date, and the files of rings and of ring members.

    Raises:
        OutputFailed: a published table cannot be read.
    """
    schema = pa.schema({**_MEMBER_COLUMNS, "first_seen_on": pa.date32(), "date": pa.date32()})
    tables = [schema.empty_table()]
    for date, rings, members in published:
        found = read_table(members, [*_MEMBER_COLUMNS])
        if len(found):
            first_seen = read_table(rings, [*_RING_COLUMNS])
            found = found.join(first_seen, "ring_id", join_type="inner")
            tables.append(_dated(found, date).select(schema.names).cast(schema))
    return pa.concat_tables(tables)


def _dated(rows: pa.Table, date: datetime.date) -> pa.Table:
    return rows.append_column("date", pa.repeat(pa.scalar(date), len(rows)))
