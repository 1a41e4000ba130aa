"""Makes days of logs in the contract's layout, large enough to time a night, alike for a seed."""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.bench.population import DAY, SIZES, Size, draw_population
from tests.bench.tables import (
    accounts,
    contacts,
    membership_events,
    message_edges,
    repeated,
    reports,
)

FIRST_DAY = datetime.date(2026, 3, 2)
EPOCH = datetime.date(1970, 1, 1)
# A multiple of DuckDB's own row group, so that two threads share a file evenly.
ROWS_PER_ROW_GROUP = 2 * 122_880


def make_world(folder: Path, size: Size, seed: int, days: int) -> None:
    """Write every log of every day."""
    start = (FIRST_DAY - EPOCH).days * DAY
    population = draw_population(size, seed, days, start)
    for day in range(days):
        write_log(folder, "accounts", day, accounts(population, day))
        write_log(folder, "contacts", day, contacts(population, day))
        write_log(folder, "message_edges", day, repeated(message_edges(population, day)))
        write_log(folder, "membership_events", day, repeated(membership_events(population, day)))
        write_log(folder, "reports", day, [reports(population, day)])


def last_day(days: int) -> datetime.date:
    """Return the date of a world's last partition."""
    return FIRST_DAY + datetime.timedelta(days=days - 1)


def write_log(
    folder: Path, log: str, day: int, tables: Iterator[pa.Table] | list[pa.Table]
) -> None:
    """Write one partition, a file a table, and its `_SUCCESS` last."""
    partition = folder / log / f"date={last_day(day + 1)}"
    partition.mkdir(parents=True, exist_ok=True)
    for number, table in enumerate(tables):
        repeating = [name for name in table.column_names if name not in ("event_id", "device_id")]
        pq.write_table(
            table,
            partition / f"part-{number:04}.parquet",
            compression="zstd",
            row_group_size=ROWS_PER_ROW_GROUP,
            use_dictionary=repeating,
        )
    (partition / "_SUCCESS").touch()


def main(arguments: list[str]) -> None:
    """Make a world from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.world", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write the logs into")
    parser.add_argument("--size", choices=SIZES, default="S")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=1)
    options = parser.parse_args(arguments)
    make_world(options.out, SIZES[options.size], options.seed, options.days)


if __name__ == "__main__":
    main(sys.argv[1:])
