"""Flags and rings of earlier nights, as a night reads them."""

import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.contract.errors import OutputFailed
from jobs.publish.layout import table_path
from jobs.publish.previous_nights import previous_flags, previous_rings

FIRST, SECOND = datetime.date(2026, 3, 8), datetime.date(2026, 3, 9)
FLAGS = pa.schema(
    {
        "account_id": pa.string(),
        "decision": pa.string(),
        "score": pa.float64(),
        "first_flagged_on": pa.date32(),
    }
)
RINGS = pa.schema({"ring_id": pa.string(), "score": pa.float64(), "first_seen_on": pa.date32()})
MEMBERS = pa.schema({"ring_id": pa.string(), "account_id": pa.string(), "role": pa.string()})


def publish(
    output: Path, name: str, date: datetime.date, schema: pa.Schema, *rows: tuple[Any, ...]
) -> Path:
    """Write rows as a published table; return its path."""
    path = table_path(output, name, date)
    path.parent.mkdir(parents=True)
    given = [dict(zip(schema.names, row, strict=True)) for row in rows]
    pq.write_table(pa.Table.from_pylist(given, schema=schema), path)
    return path


def test_flags_bear_the_night_that_published_them_and_whether_they_are_in_shadow(
    tmp_path: Path,
) -> None:
    flags = publish(tmp_path, "flags", FIRST, FLAGS, ("a", "ban", 0.9, FIRST))
    shadow = publish(tmp_path, "shadow_flags", FIRST, FLAGS, ("b", "watch", None, FIRST))
    later = publish(tmp_path, "flags", SECOND, FLAGS, ("a", "review", 0.5, FIRST))
    published = [(FIRST, False, flags), (FIRST, True, shadow), (SECOND, False, later)]
    assert previous_flags(published).to_pylist() == [
        {"account_id": "a", "decision": "ban", "first_flagged_on": FIRST, "date": FIRST,
         "is_shadow": False},
        {"account_id": "b", "decision": "watch", "first_flagged_on": FIRST, "date": FIRST,
         "is_shadow": True},
        {"account_id": "a", "decision": "review", "first_flagged_on": FIRST, "date": SECOND,
         "is_shadow": False},
    ]  # fmt: skip


def test_without_nights_flags_or_rings_the_tables_have_their_columns(tmp_path: Path) -> None:
    empty = publish(tmp_path, "flags", FIRST, FLAGS)
    assert previous_flags([(FIRST, False, empty)]).schema == previous_flags([]).schema
    members = publish(tmp_path, "ring_members", FIRST, MEMBERS)
    found = previous_rings([(FIRST, tmp_path / "not read", members)])
    assert (len(found), found.schema) == (0, previous_rings([]).schema)


def test_members_bear_their_ring_s_first_night_as_each_night_knew_it(tmp_path: Path) -> None:
    published = []
    for date, accounts in ((FIRST, "ab"), (SECOND, "bc")):
        rings = publish(
            tmp_path, "rings", date, RINGS, ("r", 0.9, FIRST), (f"new {date}", 0.9, date)
        )
        rows = [("r", name, "adder") for name in accounts]
        rows.append((f"new {date}", "z", "maker"))
        published.append((date, rings, publish(tmp_path, "ring_members", date, MEMBERS, *rows)))
    found = previous_rings(published).select(["date", "ring_id", "account_id", "first_seen_on"])
    assert sorted(tuple(row.values()) for row in found.to_pylist()) == [
        (FIRST, f"new {FIRST}", "z", FIRST),
        (FIRST, "r", "a", FIRST),
        (FIRST, "r", "b", FIRST),
        (SECOND, f"new {SECOND}", "z", SECOND),
        (SECOND, "r", "b", FIRST),
        (SECOND, "r", "c", FIRST),
    ]


@pytest.mark.parametrize("content", [None, b"no Parquet"])
def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = table_path(tmp_path, "flags", FIRST)
    path.parent.mkdir(parents=True)
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OutputFailed, match=r"date=2026-03-08/flags\.parquet: .*run its date again"):
        previous_flags([(FIRST, False, path)])
    members = publish(tmp_path, "ring_members", FIRST, MEMBERS, ("r", "a", "adder"))
    with pytest.raises(OutputFailed, match=r"flags\.parquet"):
        previous_rings([(FIRST, path, members)])
