"""Writes logs in the contract's layout from plain rows, and runs nights on them."""

import csv
import datetime
import gzip
import io
import json
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jobs.cli import main
from jobs.contract.input_schema import LOGS, Kind
from jobs.pipeline import manifest
from jobs.pipeline.stages import Night
from jobs.publish.layout import table_path
from jobs.warehouse.load import Loaded

NIGHT = datetime.date(2026, 3, 10)
DAY = datetime.timedelta(days=1)

Row = Mapping[str, Any]

_LOGS = {log.name: log for log in LOGS}
_TYPES = {
    Kind.INSTANT: pa.timestamp("us", "UTC"),
    Kind.COUNT: pa.int64(),
    Kind.FLAG: pa.bool_(),
    Kind.SHARE: pa.float64(),
}


def at(clock: str, date: datetime.date = NIGHT) -> datetime.datetime:
    """Return an instant of a date: `10:00`, `10:00:00.5`."""
    return datetime.datetime.combine(date, datetime.time.fromisoformat(clock), datetime.UTC)


def membership(number: int, date: datetime.date = NIGHT, **changes: Any) -> dict[str, Any]:
    """Return an ordinary row of membership_events; no two numbers below 86,400 are alike."""
    instant = at("00:00", date) + datetime.timedelta(seconds=number)
    return {
        "event_at": instant,
        "group_id": f"g{number % 7}",
        "actor_id": f"a{number % 11}",
        "account_id": f"b{number % 13}",
        "action": "add",
        "event_id": f"{date}-m{number}",
        **changes,
    }


def message(number: int, date: datetime.date = NIGHT, **changes: Any) -> dict[str, Any]:
    """Return an ordinary row of message_edges; no two numbers below 86,400 are alike."""
    instant = at("00:00", date) + datetime.timedelta(seconds=number)
    return {
        "sent_at": instant,
        "sender_id": f"a{number % 11}",
        "recipient_id": f"b{number % 13}",
        "group_id": None,
        "message_count": 1,
        "is_forward": False,
        "event_id": f"{date}-e{number}",
        **changes,
    }


def table(log: str, rows: Sequence[Row], columns: Iterable[str] | None = None) -> pa.Table:
    """Return rows as an Arrow table: the contract's columns in its types, others as they are."""
    kinds = {column.name: column.kind for column in _LOGS[log].columns}
    names = list(columns) if columns is not None else _names(log, rows)
    arrays = {}
    for name in names:
        kind = _TYPES.get(kinds[name], pa.string()) if name in kinds else None
        arrays[name] = pa.array([row.get(name) for row in rows], kind)
    return pa.table(arrays)


def _names(log: str, rows: Sequence[Row]) -> list[str]:
    given = dict.fromkeys(name for row in rows for name in row)
    return list(given) or [column.name for column in _LOGS[log].columns]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def csv_bytes(log: str, rows: Sequence[Row]) -> bytes:
    """Return rows as CSV."""
    text = io.StringIO(newline="")
    names = _names(log, rows)
    # The writer leaves a carriage return bare where lines do not end in one.
    has_return = any("\r" in str(value) for row in rows for value in row.values())
    writer = csv.writer(
        text,
        lineterminator="\n",
        quoting=csv.QUOTE_ALL if has_return else csv.QUOTE_MINIMAL,
    )
    writer.writerow(names)
    writer.writerows([_plain(row.get(name)) for name in names] for row in rows)
    return text.getvalue().encode()


def json_bytes(rows: Sequence[Row]) -> bytes:
    """Return rows as newline-delimited JSON."""
    lines = (json.dumps({name: _plain(value) for name, value in row.items()}) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()


def parquet_bytes(rows: pa.Table) -> bytes:
    """Return a table as Parquet."""
    stream = io.BytesIO()
    pq.write_table(rows, stream)
    return stream.getvalue()


def compressed(data: bytes, name: str) -> bytes:
    """Return bytes compressed as the ending of a file's name says."""
    if name.endswith(".gz"):
        return gzip.compress(data, mtime=0)
    if name.endswith(".zst"):
        stream = pa.BufferOutputStream()
        with pa.CompressedOutputStream(stream, "zstd") as packed:
            packed.write(data)
        plain: bytes = stream.getvalue().to_pybytes()
        return plain
    return data


def encoded(log: str, rows: Sequence[Row], name: str) -> bytes:
    """Return rows in the format that the ending of a file's name says."""
    stem = name.removesuffix(".gz").removesuffix(".zst")
    if stem.endswith(".parquet"):
        return parquet_bytes(table(log, rows))
    return compressed(csv_bytes(log, rows) if stem.endswith(".csv") else json_bytes(rows), name)


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    error: str


class LoadedAlone(BaseException):
    """The input of a night is loaded; no handler of errors stops it on its way out."""


def _end(night: Night, loaded: Loaded) -> None:
    """End a night that has loaded its input: publish what it says of it."""
    options = night.options
    for name in ("rejects", "runs"):
        (options.output / name / f"date={options.date}").mkdir(parents=True, exist_ok=True)
    night.engine.write(
        "SELECT * EXCLUDE (date) FROM store.reject WHERE date = $date",
        {"date": options.date},
        table_path(options.output, "rejects", options.date),
        {},
    )
    document: dict[str, Any] = {
        "run_id": "ended after loading",
        "flags": {},
        "files": [],
        "input": manifest.files_read(night, loaded),
        "warnings": [*loaded.warnings, *night.progress.warnings],
    }
    path = options.output / "runs" / f"date={options.date}" / "manifest.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    raise LoadedAlone


@dataclass(frozen=True)
class World:
    """A folder with the logs of a test, and beside them the warehouse and what is published."""

    root: Path

    @property
    def input(self) -> Path:
        """Where the logs are."""
        return self.root / "input"

    @property
    def output(self) -> Path:
        """Where the tables are published."""
        return self.root / "output"

    @property
    def warehouse(self) -> Path:
        """The file that holds history."""
        return self.root / "warehouse.duckdb"

    def partition(self, log: str, date: datetime.date = NIGHT) -> Path:
        """Return the folder of a partition."""
        return self.input / log / f"date={date}"

    def put(
        self, log: str, data: bytes, name: str = "part-0.parquet", date: datetime.date = NIGHT
    ) -> Path:
        """Write bytes as a file of a partition."""
        path = self.partition(log, date) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def write(
        self,
        log: str,
        rows: Sequence[Row],
        name: str = "part-0.parquet",
        date: datetime.date = NIGHT,
    ) -> Path:
        """Write rows as a file of a partition, in the format that its name says."""
        return self.put(log, encoded(log, rows, name), name, date)

    def fill(self, date: datetime.date = NIGHT, row_count: int = 20) -> "World":
        """Write ordinary partitions of the two needed logs; return the world."""
        for log, row in (("membership_events", membership), ("message_edges", message)):
            shutil.rmtree(self.partition(log, date), ignore_errors=True)
            self.write(log, [row(number, date) for number in range(row_count)], date=date)
        return self

    def run(self, *options: str, date: datetime.date = NIGHT) -> Result:
        """Run the night of a date by the command line, in this process."""
        return command(
            "run", "--date", str(date), "--input", str(self.input), "--output", str(self.output),
            "--warehouse", str(self.warehouse), "--threads", "2", "--quiet", *options,
        )  # fmt: skip

    def load(self, *options: str, date: datetime.date = NIGHT) -> Result:
        """Run the night of a date until its input is loaded; publish the rejects and the manifest."""
        try:
            with patch.object(Night, "derive", _end):
                return self.run(*options, date=date)
        except LoadedAlone:
            return Result(0, "", "")

    def manifest(self, date: datetime.date = NIGHT) -> dict[str, Any]:
        """Return the manifest of a date."""
        path = self.output / "runs" / f"date={date}" / "manifest.json"
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def published(self, name: str, date: datetime.date = NIGHT) -> list[dict[str, Any]]:
        """Return a published table's rows."""
        path = self.output / name / f"date={date}" / f"{name}.parquet"
        return rows_of(path)

    def file_counts(self, log: str, date: datetime.date = NIGHT) -> dict[str, dict[str, Any]]:
        """Return what the manifest says of each file of a partition, by the file's name."""
        return {
            Path(file["file"]).name: file
            for item in self.manifest()["input"]
            if item["log"] == log and item["date"] == str(date)
            for file in item["files"]
        }

    def loaded(self, log: str, date: datetime.date = NIGHT) -> list[dict[str, Any]]:
        """Return the rows of a partition as the warehouse holds them, ids as text, in order."""
        columns, joins = [], []
        for place, column in enumerate(_LOGS[log].columns):
            name = f'"{column.name}"'
            if column.kind in (Kind.ACCOUNT, Kind.GROUP):
                noun = column.kind.value
                joins.append(
                    f"LEFT JOIN store.{noun}_key AS k{place} ON k{place}.{noun}_id = row.{name}"
                )
                name = f"k{place}.name AS {name}"
            columns.append(name if " AS " in name else f"row.{name}")
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            query = connection.sql(
                f"SELECT {', '.join(columns)} FROM store.{_LOGS[log].noun} AS row "
                f"{' '.join(joins)} WHERE row.date = $date ORDER BY ALL",
                params={"date": date},
            )
            rows: list[dict[str, Any]] = query.to_arrow_table().to_pylist()
        return rows


def rows_of(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a Parquet file."""
    found: list[dict[str, Any]] = pq.read_table(path, partitioning=None).to_pylist()
    return found


def command(*arguments: str) -> Result:
    """Run the command line in this process."""
    out, error = io.StringIO(), io.StringIO()
    with (
        patch.object(sys, "argv", ["groupspam", *arguments]),
        redirect_stdout(out),
        redirect_stderr(error),
    ):
        try:
            main()
        except SystemExit as stop:
            code = stop.code
    assert isinstance(code, int)
    return Result(code, out.getvalue(), error.getvalue())
