"""How the files of a partition become one relation with the contract's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jobs.contract.errors import InputRejected, first_line
from jobs.contract.input_schema import Kind, Log
from jobs.engine.base import Engine, quoted
from jobs.engine.errors import ENGINE_ERRORS
from jobs.engine.scratch import copy, exact
from jobs.ingest.column_reader import refuse_absent, refuse_types, typed, unreadable
from jobs.ingest.partitions import InputFile, Partition
from jobs.ingest.text_reader import MAX_EXTRA_COLUMNS, MAX_NAME_LENGTH, text_copy

MAX_RAW_LENGTH = 1_000

_BROKEN = pa.schema(
    {
        "file_index": pa.int32(),
        "row_number": pa.int64(),
        "reason": pa.string(),
        "raw": pa.string(),
    }
)
# What the engine itself adds to the columns of a file.
_OF_THE_ENGINE = frozenset({"file_index", "file_row_number"})


@dataclass(frozen=True)
class Relation:
    """A SELECT that gives a partition's rows the contract's columns, and the rows it cannot give.

    Beside the contract's columns stand `file_index`, `row_number` (data rows from 1),
    `unreadable` (why a value could not be read) and `byte_count`.
    """

    sql: str
    parameters: dict[str, Any]
    broken: pa.Table
    extra_columns: tuple[str, ...]


@dataclass(frozen=True)
class _Shape:
    """The contract's columns that some files of a partition share, with their types."""

    columns: tuple[tuple[str, str], ...]
    is_text: bool


@dataclass
class _Files:
    """The files of a partition, by shape, as far as they are made ready for reading."""

    shapes: dict[_Shape, list[tuple[int, str]]] = field(default_factory=dict)
    broken: list[dict[str, Any]] = field(default_factory=list)
    extra_columns: set[str] = field(default_factory=set)

    def add(self, index: int, path: Path, types: Mapping[str, str], *, is_text: bool) -> None:
        """Add a file that can be read as it stands at a path."""
        shape = _Shape(tuple(sorted(types.items())), is_text)
        self.shapes.setdefault(shape, []).append((index, str(path)))


def relation(
    engine: Engine, partition: Partition, folder: Path, null_texts: Sequence[str] = ()
) -> Relation:
    """Return the rows of a partition as one relation; text files are first copied to Parquet.

    Args:
        engine: reads the files.
        partition: which files.
        folder: where copies go.
        null_texts: the texts that are null, beside the empty one.

    Raises:
        InputRejected: a file cannot be read, or lacks a needed column, or has it in a wrong type.
    """
    files = _Files()
    for index, file in enumerate(partition.files):
        target = folder / f"{index}.parquet"
        if file.format == "parquet":
            _add_parquet(engine, partition.log, files, index, file, target)
        else:
            _add_text(engine, partition.log, files, index, file, target)
    parts: list[str] = []
    parameters: dict[str, Any] = {}
    for number, (shape, members) in enumerate(files.shapes.items()):
        parts.append(_select(partition.log, shape, number, bool(null_texts)))
        parameters[f"files_{number}"] = [path for _, path in members]
        parameters[f"indexes_{number}"] = [index for index, _ in members]
    rows = pa.Table.from_pylist(files.broken, schema=_BROKEN)
    extra = sorted({name[:MAX_NAME_LENGTH] for name in files.extra_columns})[:MAX_EXTRA_COLUMNS]
    sql = " UNION ALL ".join(parts)
    if "$null_texts" in sql:
        parameters["null_texts"] = list(null_texts)
    return Relation(sql, parameters, rows, tuple(extra))


def _add_text(
    engine: Engine, log: Log, files: _Files, index: int, file: InputFile, target: Path
) -> None:
    copied = text_copy(engine, log, file, target)
    files.broken += [
        {"file_index": index, "row_number": row.row_number, "reason": row.reason}
        for row in copied.broken
    ]
    files.extra_columns |= set(copied.extra_columns)
    files.add(index, copied.path, dict.fromkeys(copied.columns, "VARCHAR"), is_text=True)


def _add_parquet(
    engine: Engine, log: Log, files: _Files, index: int, file: InputFile, target: Path
) -> None:
    path = exact(file.path, target.with_suffix(".link"))
    found = _parquet_columns(engine, file, path)
    own = {column.name: found[column.name] for column in log.columns if column.name in found}
    types = {name: kind for name, (_, kind) in own.items()}
    refuse_absent(log, file.path, found)
    refuse_types(log, file.path, types)
    files.extra_columns |= found.keys() - own.keys()
    is_renamed = any(name != known for name, (known, _) in own.items())
    if is_renamed or _OF_THE_ENGINE & {name.lower() for name in found}:
        columns = ", ".join(
            f"{quoted(known)} AS {quoted(name)}" for name, (known, _) in own.items()
        )
        sql = f"SELECT {columns} FROM read_parquet($path, hive_partitioning = false)"
        copy(engine, sql, {"path": str(path)}, target)
        path = target
    files.add(index, path, types, is_text=False)


def _parquet_columns(engine: Engine, file: InputFile, path: Path) -> dict[str, tuple[str, str]]:
    """Return a file's columns by name, each with the engine's name for it and its type."""
    try:
        rows = engine.run(
            "DESCRIBE SELECT * FROM read_parquet($path, hive_partitioning = false)",
            {"path": str(path)},
        )
        names = pq.read_schema(path).names
    except (*ENGINE_ERRORS, pa.ArrowException, OSError) as error:
        raise InputRejected(
            f"{file.path}: not a readable Parquet file ({first_line(error)}); write it again"
        ) from None
    if len(set(names)) < len(names):
        raise InputRejected(f"{file.path}: a column name stands twice; drop one of the columns")
    # The engine renames a column whose name differs from another's in case alone.
    return {name: (str(row[0]), str(row[1])) for name, row in zip(names, rows, strict=True)}


def _select(log: Log, shape: _Shape, number: int, has_null_texts: bool) -> str:
    """Return the SELECT that gives the files of one shape the contract's columns."""
    types, form = dict(shape.columns), {"is_text": shape.is_text, "has_null_texts": has_null_texts}
    columns = [
        f"{typed(log, column, types, **form)} AS {quoted(column.name)}" for column in log.columns
    ]
    texts = [quoted(name) for name, kind in shape.columns if kind == "VARCHAR"]
    byte_count = " + ".join(f"coalesce(strlen({text}), 0)" for text in texts) or "0"
    raw = ", ".join(f"{quoted(name)} := {_shown(log, name, shape)}" for name in types)
    raw = f"left(to_json(struct_pack({raw}))::VARCHAR, {MAX_RAW_LENGTH})"
    if shape.is_text:
        raw = f"CASE WHEN coalesce({', '.join(texts)}) IS NOT NULL THEN {raw} END"
    row_number = "data_row_number" if shape.is_text else "file_row_number + 1"
    return (
        f"SELECT {', '.join(columns)}, "
        f"$indexes_{number}[(file_index + 1)::BIGINT] AS file_index, {row_number} AS row_number, "
        f"{unreadable(log, types, **form)} AS unreadable, "
        f"{byte_count} AS byte_count, {raw} AS raw "
        f"FROM read_parquet($files_{number}, file_row_number = true, hive_partitioning = false)"
    )


def _shown(log: Log, name: str, shape: _Shape) -> str:
    """Return the SQL of a column as a reject shows it."""
    column = next(column for column in log.columns if column.name == name)
    if shape.is_text or column.kind is not Kind.INSTANT:
        return quoted(name)
    # An instant beyond all calendars cannot be made text.
    return typed(log, column, dict(shape.columns), is_text=False)
