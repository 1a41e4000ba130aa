"""Build the SQL that converts the columns of a file to the types of its log."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from jobs.contract.errors import InputRejected
from jobs.contract.input_schema import Kind, Log, LogColumn
from jobs.engine.base import quoted

MAX_COUNT = 1_000_000_000

_WHOLE = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT",
          "UBIGINT", "UINTEGER", "USMALLINT", "UTINYINT")  # fmt: skip
_TYPES = {
    Kind.ACCOUNT: ("VARCHAR", *_WHOLE, "HUGEINT", "UUID", "ENUM"),
    Kind.INSTANT: ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS", "TIMESTAMP", "TIMESTAMP_NS"),
    Kind.COUNT: _WHOLE,
    Kind.FLAG: ("BOOLEAN",),
    Kind.SHARE: ("DOUBLE", "FLOAT", "DECIMAL", *_WHOLE),
}  # fmt: skip
# The type that pyarrow and pandas write for a column of nulls only.
_ALL_NULL = '"NULL"'
_SQL_TYPES = {Kind.INSTANT: "TIMESTAMPTZ", Kind.COUNT: "BIGINT", Kind.FLAG: "BOOLEAN",
              Kind.SHARE: "DOUBLE"}  # fmt: skip
_NOUNS = {Kind.INSTANT: "a date and time", Kind.COUNT: "a whole number",
          Kind.FLAG: "true or false", Kind.SHARE: "a number"}  # fmt: skip
_WHOLE_NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"


def refuse_missing_columns(log: Log, path: Path, names: Iterable[str]) -> None:
    """Refuse a file without a needed column.

    Raises:
        InputRejected: the message lists all needed columns.
    """
    present = set(names)
    needed = [column.name for column in log.columns if column.required]
    for name in needed:
        if name not in present:
            raise InputRejected(f"{path}: no column {name}; {log.name} needs {', '.join(needed)}")


def refuse_wrong_types(log: Log, path: Path, types: Mapping[str, str]) -> None:
    """Refuse a Parquet file with a column whose type cannot be converted to the log's type.

    Raises:
        InputRejected: the message has the type found and the expected one.
    """
    for column in log.columns:
        found = types.get(column.name, _ALL_NULL)
        allowed = _TYPES.get(column.kind, _TYPES[Kind.ACCOUNT])
        is_day = found == "DATE" and column.kind is Kind.INSTANT and column.name != log.instant
        if found.partition("(")[0] not in allowed and found != _ALL_NULL and not is_day:
            wanted = _NOUNS.get(column.kind, "text")
            raise InputRejected(
                f"{path}: column {column.name} is {found}, not {wanted}; cast it and write it again"
            )


def typed(
    log: Log,
    column: LogColumn,
    types: Mapping[str, str],
    *,
    is_text: bool,
    has_null_texts: bool = False,
) -> str:
    """Return SQL that converts a column to the log's type, null where that fails.

    Empty text is null; with null texts, so is each of `$null_texts`.
    """
    if column.name not in types:
        return f"NULL::{_SQL_TYPES.get(column.kind, 'VARCHAR')}"
    name = quoted(column.name)
    if column.kind not in _SQL_TYPES:
        # A number or a UUID is never a text that means null.
        is_named = is_text or types[column.name].startswith(("VARCHAR", "ENUM"))
        return _null_if_empty(f"{name}::VARCHAR", has_null_texts and is_named)
    if is_text and has_null_texts:
        name = _null_if_empty(name, has_null_texts)
    if column.kind is Kind.INSTANT and is_text:
        return _instant_of_text(name, needs_clock=column.name == log.instant)
    if column.kind is Kind.INSTANT:
        return _instant(name, types[column.name])
    if column.kind is Kind.COUNT:
        return _count(name, is_text=is_text)
    return f"try_cast({name} AS {_SQL_TYPES[column.kind]})"


def unreadable_reason(
    log: Log, types: Mapping[str, str], *, is_text: bool, has_null_texts: bool = False
) -> str:
    """Return SQL for the reason why a value of a row cannot be read, null if all can."""
    doubtful = tuple(_SQL_TYPES) if is_text else (Kind.INSTANT, Kind.COUNT)
    cases = []
    for column in log.columns:
        if column.name in types and column.kind in doubtful:
            name = quoted(column.name)
            given = _null_if_empty(name, has_null_texts) if is_text else name
            value = typed(log, column, types, is_text=is_text, has_null_texts=has_null_texts)
            reason = f"{column.name} is not {_NOUNS[column.kind]}"
            cases.append(f"WHEN {given} IS NOT NULL AND {value} IS NULL THEN '{reason}'")
    first = "WHEN line_reason IS NOT NULL THEN line_reason " if is_text else ""
    return f"CASE {first}{' '.join(cases)} END" if first or cases else "NULL::VARCHAR"


def _null_if_empty(text: str, has_null_texts: bool) -> str:
    """Return SQL for a text, null if it is empty or one of the null texts."""
    if not has_null_texts:
        return f"nullif({text}, '')"
    return f"CASE WHEN NOT list_contains($null_texts, nullif({text}, '')) THEN {text} END"


def _instant(name: str, found: str) -> str:
    if found.endswith("_NS"):
        # A cast rounds up, which would move the last nanoseconds of a day into the next day.
        return f"make_timestamptz(epoch_ns({name}) // 1000 - (epoch_ns({name}) % 1000 < 0)::BIGINT)"
    kind = found if found in ("DATE", "TIMESTAMP") else "TIMESTAMPTZ"
    return _within_years(name, "DATE" if found == _ALL_NULL else kind)


def _instant_of_text(name: str, *, needs_clock: bool) -> str:
    # A date without a time would put all events of a day at midnight: a false burst.
    value = _within_years(f"try_cast({name} AS TIMESTAMPTZ)", "TIMESTAMPTZ")
    return f"CASE WHEN contains({name}, ':') THEN {value} END" if needs_clock else value


def _within_years(value: str, kind: str) -> str:
    """Return SQL for an instant, null outside the years that Arrow supports (DuckDB has infinity).

    The bounds have the value's own type: casting the smallest 64-bit number crashes DuckDB.
    """
    zone = "+00" if kind == "TIMESTAMPTZ" else ""
    clock = "" if kind == "DATE" else f" 00:00:00{zone}"
    return (
        f"CASE WHEN {value} >= {kind} '0001-01-01{clock}' "
        f"AND {value} < {kind} '10000-01-01{clock}' THEN {value}::TIMESTAMPTZ END"
    )


def _count(name: str, *, is_text: bool) -> str:
    # A cast would round fractions; sums of larger counts could overflow.
    if not is_text:
        value = f"try_cast({name} AS BIGINT)"
        return f"CASE WHEN {value} BETWEEN -{MAX_COUNT} AND {MAX_COUNT} THEN {value} END"
    value = f"try_cast({name} AS DOUBLE)"
    return (
        f"CASE WHEN regexp_full_match({name}, '{_WHOLE_NUMBER}') AND {value} = floor({value}) "
        f"AND {value} BETWEEN -{MAX_COUNT} AND {MAX_COUNT} THEN {value}::BIGINT END"
    )
