"""Copies CSV and newline-delimited JSON to Parquet, every value as text, and loses no row."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from jobs.contract.errors import Defect, InputRejected, first_line
from jobs.contract.input_schema import Kind, Log
from jobs.engine.base import Engine, literal, quoted
from jobs.engine.errors import ENGINE_ERRORS, OUT_OF_MEMORY
from jobs.engine.scratch import copy, exact
from jobs.ingest.column_reader import refuse_absent
from jobs.ingest.partitions import InputFile
from jobs.ingest.text_splitter import MAX_ROW_BYTES, TOO_LONG, line_count, lines, plain, records

MAX_EXTRA_COLUMNS = 100
MAX_NAME_LENGTH = 100

_PLAIN_TEXT = (Kind.ACCOUNT, Kind.GROUP, Kind.TEXT)
# Nothing else in a row of the contract may stand for a line that is left out.
_LEFT_OUT = f'"{TOO_LONG}"'


@dataclass(frozen=True)
class Broken:
    """A row that cannot be split into values; `row_number` counts data rows from 1."""

    row_number: int
    reason: str


@dataclass(frozen=True)
class TextCopy:
    """A copy of a text file: its columns as text, `data_row_number`, `line_reason`."""

    path: Path
    columns: tuple[str, ...]
    broken: tuple[Broken, ...]
    extra_columns: tuple[str, ...]


def text_copy(engine: Engine, log: Log, file: InputFile, target: Path) -> TextCopy:
    """Copy a text file to Parquet.

    The engine reads it first; where the number of its rows is not that of the lines, whatever the
    cause, the file is split by hand, row by row, into one that the engine cannot misread.

    Raises:
        InputRejected: the file is damaged, or has no line of column names.
    """
    source = plain(file.path, target.with_suffix(".plain"))
    if file.format == "csv":
        return _csv_copy(engine, log, file, source, target)
    return _json_copy(engine, log, file, source, target)


def _csv_copy(engine: Engine, log: Log, file: InputFile, source: Path, target: Path) -> TextCopy:
    header = _header(file, source)
    refuse_absent(log, file.path, header)
    own = tuple(column.name for column in log.columns if column.name in header)
    extra = tuple(name for name in header if name not in own)
    values = ", ".join(f"c{header.index(name)} AS {quoted(name)}" for name in own)
    select = f"SELECT {values}, %s AS data_row_number, NULL::VARCHAR AS line_reason FROM "
    readable = exact(source, target.with_suffix(".link"))
    sql = select % "row_number() OVER ()" + _read_csv(_places(header), has_header=True)
    line_total = line_count(source)
    if line_total is not None and _attempt(engine, sql, readable, target) == line_total - 1:
        return TextCopy(target, own, (), extra)
    clean = target.with_suffix(".clean")
    row_count, broken = _clean_csv(file, source, clean, len(header))
    sql = select % "n::BIGINT" + _read_csv(["n", *_places(header)], has_header=False)
    _expect(row_count, copy(engine, sql, {"path": str(clean)}, target), file)
    return TextCopy(target, own, tuple(broken), extra)


def _places(header: list[str]) -> list[str]:
    # Columns are known by their place: the engine takes names that differ in case for the same.
    return [f"c{place}" for place in range(len(header))]


def _read_csv(columns: list[str], *, has_header: bool) -> str:
    names = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in columns)
    return (
        f"read_csv($path, header = {str(has_header).lower()}, auto_detect = false, delim = ',', "
        f"quote = '\"', escape = '\"', columns = {{{names}}}, compression = 'none', "
        f"max_line_size = {2 * MAX_ROW_BYTES})"
    )


def _header(file: InputFile, source: Path) -> list[str]:
    try:
        with source.open("rb") as stream:
            record = next(records(stream), None)
        if record is None:
            raise InputRejected(f"{file.path}: empty; a CSV file begins with a line of names")
        if record.fault:
            raise ValueError(record.fault)
        header = next(csv.reader(io.StringIO(record.text.decode(), newline=""), strict=True))
    except (ValueError, EOFError, csv.Error) as error:
        raise InputRejected(
            f"{file.path}: its first line is not column names in UTF-8 ({first_line(error)}); "
            "write it anew"
        ) from None
    if len(set(header)) < len(header):
        raise InputRejected(f"{file.path}: a column name stands twice in its first line; drop one")
    return header


def _clean_csv(
    file: InputFile, source: Path, clean: Path, field_count: int
) -> tuple[int, list[Broken]]:
    """Write the rows that can be read, each after its number; return how many, and the others."""
    row_count, broken = 0, []
    try:
        with source.open("rb") as stream, clean.open("wb") as cleaned:
            rows = records(stream)
            next(rows)
            for number, row in enumerate(rows, 1):
                fault = row.fault
                if fault is None and row.field_count != field_count:
                    fault = f"undecodable: {row.field_count} values under {field_count} names"
                if fault is not None:
                    broken.append(Broken(number, fault))
                    continue
                cleaned.write(b"%d,%s\n" % (number, row.text))
                row_count += 1
    except EOFError as error:
        raise InputRejected(
            f"{file.path}: {error}, so it is cut off or a quote is not doubled; write it again"
        ) from None
    return row_count, broken


def _json_copy(engine: Engine, log: Log, file: InputFile, source: Path, target: Path) -> TextCopy:
    own = tuple(column.name for column in log.columns)
    sql = _json_select(log)
    readable = exact(source, target.with_suffix(".link"))
    line_total = line_count(source)
    if line_total is None or _attempt(engine, sql, readable, target) != line_total:
        clean = target.with_suffix(".clean")
        row_count = _clean_json(source, clean)
        _expect(row_count, copy(engine, sql, {"path": str(clean)}, target), file)
    rows = engine.run(
        "SELECT DISTINCT left(name, $length) AS name FROM "
        "(SELECT unnest(extra_names) AS name FROM read_parquet($path)) ORDER BY name LIMIT $most",
        {"path": str(target), "length": MAX_NAME_LENGTH, "most": MAX_EXTRA_COLUMNS},
    )
    return TextCopy(target, own, (), tuple(name for (name,) in rows))


def _json_select(log: Log) -> str:
    names = [column.name for column in log.columns]
    paths = ", ".join(f"'$.{name}'" for name in names)
    values = ", ".join(f"texts[{place}] AS {quoted(name)}" for place, name in enumerate(names, 1))
    faults = []
    for place, column in enumerate(log.columns, 1):
        faults.append(
            f"WHEN types[{place}] IN ('OBJECT', 'ARRAY') THEN '{column.name} is not a plain value'"
        )
        if column.kind in _PLAIN_TEXT:
            # A whole number too large for the reader is DOUBLE to it as well, but keeps its digits.
            faults.append(
                f"WHEN types[{place}] IN ('DOUBLE', 'BOOLEAN') AND NOT "
                f"regexp_full_match(texts[{place}], '-?[0-9]+') "
                f"THEN '{column.name} is neither text nor a whole number'"
            )
    known = ", ".join(literal(name) for name in names)
    return (
        f"SELECT {values}, row_number() OVER () AS data_row_number, "
        f"CASE WHEN json::VARCHAR = '{_LEFT_OUT}' THEN '{TOO_LONG}' "
        "WHEN json IS NULL OR json_type(json) <> 'OBJECT' THEN 'undecodable: not a JSON object' "
        f"{' '.join(faults)} END AS line_reason, "
        "CASE WHEN len(keys) <> len(list_filter(types, lambda kind: kind IS NOT NULL)) "
        f"THEN list_filter(keys, lambda name: name NOT IN ({known})) END AS extra_names "
        f"FROM (SELECT json, json ->> [{paths}] AS texts, json_type(json, [{paths}]) AS types, "
        "CASE WHEN json_type(json) = 'OBJECT' THEN json_keys(json) END AS keys "
        "FROM read_ndjson_objects($path, ignore_errors = true, compression = 'none', "
        f"maximum_object_size = {2 * MAX_ROW_BYTES}))"
    )


def _clean_json(source: Path, clean: Path) -> int:
    """Write the lines that are not blank, a mark in place of those too long; return how many."""
    row_count = 0
    with source.open("rb") as stream, clean.open("wb") as cleaned:
        for line in lines(stream):
            text = line.text.strip(b" \t\r")
            if line.is_too_long:
                text = _LEFT_OUT.encode()
            elif not text:
                continue
            # Within a row a carriage return may end it for the reader; a NUL makes it no JSON.
            cleaned.write(text.replace(b"\r", b"\0") + b"\n")
            row_count += 1
    return row_count


def _attempt(engine: Engine, sql: str, source: Path, target: Path) -> int | None:
    """Let the engine read a file as it is; return the number of rows, None where it cannot."""
    try:
        return copy(engine, sql, {"path": str(source)}, target)
    except OUT_OF_MEMORY:
        raise
    except ENGINE_ERRORS:
        return None


def _expect(wanted: int, found: int, file: InputFile) -> None:
    if wanted != found:
        raise Defect(f"{file.path}: {wanted} rows, of which the engine read {found}")
