"""Read columns of a user's own logs in any format."""

import datetime as dt
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet

from jobs.contract.errors import InputRejected
from jobs.simulate.clock import Ints

Partitions = Mapping[dt.date, tuple[Path, ...]]

_CSV = (".csv", ".csv.gz", ".csv.zst")
_JSON = tuple(f".{kind}{packed}" for kind in ("jsonl", "ndjson") for packed in ("", ".gz", ".zst"))
_PREFIX = "date="


def find_partitions(folder: Path) -> Partitions:
    """Return the data files of each date of a log, sub-folders included, in order."""
    found: dict[dt.date, tuple[Path, ...]] = {}
    for partition in sorted(folder.glob(f"{_PREFIX}*")):
        try:
            date = dt.date.fromisoformat(partition.name.removeprefix(_PREFIX))
        except ValueError:
            continue
        files = tuple(path for path in sorted(partition.rglob("*")) if _is_data(path, partition))
        if files:
            found[date] = files
    return found


def read_columns(path: Path) -> pa.Table:
    """Return a file's rows; ids may be text or integers, unreadable rows are left out.

    Raises:
        InputRejected: if the file as a whole cannot be read.
    """
    try:
        if path.name.endswith(".parquet"):
            return pa.parquet.ParquetFile(path).read()
        if path.name.endswith(_CSV):
            return _read_csv(path)
        return _read_json(path)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).splitlines()[0]
        message = f"{path}: cannot be read ({reason}); fix or remove the file"
        raise InputRejected(message) from error


def to_texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return ids as text, without empty ones and nulls."""
    texts = column.cast(pa.string())
    return texts.filter(pc.greater(pc.utf8_length(texts.fill_null("")), 0))


def to_instants(column: pa.ChunkedArray) -> Ints | None:
    """Return times as microseconds without nulls; None if the column has no times."""
    for kind in (pa.timestamp("us", tz="UTC"), pa.timestamp("us")):
        try:
            instants = column.cast(kind, safe=False).drop_null().cast(pa.int64())
        except pa.ArrowException:
            continue
        return np.asarray(instants.to_numpy(), dtype=np.int64)
    return None


def _is_data(path: Path, partition: Path) -> bool:
    hidden = any(part.startswith(("_", ".")) for part in path.relative_to(partition).parts)
    return not hidden and path.is_file() and path.name.endswith((".parquet", *_CSV, *_JSON))


def _read_csv(path: Path) -> pa.Table:
    with pa.input_stream(str(path), compression="detect") as stream:
        return pa.csv.read_csv(
            stream, parse_options=pa.csv.ParseOptions(invalid_row_handler=lambda _: "skip")
        )


def _read_json(path: Path) -> pa.Table:
    rows: list[dict[str, object]] = []
    with pa.input_stream(str(path), compression="detect") as stream:
        for line in stream.read().splitlines():
            # A night reports bad lines; a simulation skips them.
            with suppress(ValueError):
                row = json.loads(line)
                rows.extend([row] if isinstance(row, dict) else [])
    names = sorted({name for row in rows for name in row})
    texts = {name: [_text(row.get(name)) for row in rows] for name in names}
    return pa.table({name: pa.array(column, pa.string()) for name, column in texts.items()})


def _text(value: object) -> str | None:
    return None if value is None else str(value)
