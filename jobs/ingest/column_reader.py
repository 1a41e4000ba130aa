"""How the values of a log's columns are read, whatever a file holds them in."""

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
# What pyarrow and pandas write for a column that holds nothing.
_ALL_NULL = '"NULL"'
_SQL_TYPES = {Kind.INSTANT: "TIMESTAMPTZ", Kind.COUNT: "BIGINT", Kind.FLAG: "BOOLEAN",
              Kind.SHARE: "DOUBLE"}  # fmt: skip
_NOUNS = {Kind.INSTANT: "a date and time", Kind.COUNT: "a whole number",
          Kind.FLAG: "true or false", Kind.SHARE: "a number"}  # fmt: skip
_WHOLE_NUMBER = r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"


def refuse_absent(log: Log, path: Path, names: Iterable[str]) -> None:
    """Refuse a file without a needed column.

    Raises:
        InputRejected: with the names of all needed columns.
    """
    present = set(names)
    needed = [column.name for column in log.columns if column.required]
    for name in needed:
        if name not in present:
            raise InputRejected(f"{path}: no column {name}; {log.name} needs {', '.join(needed)}")


def refuse_types(log: Log, path: Path, types: Mapping[str, str]) -> None:
    """Refuse a Parquet file with a column of a type that cannot be read as the contract's.

    Raises:
        InputRejected: with the type that was found and the one that is wanted.
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
    """Return the SQL of a column in the contract's type, null where it cannot be read as such.

    Empty text is null; so is, with null texts, one of `$null_texts`.
    """
    if column.name not in types:
        return f"NULL::{_SQL_TYPES.get(column.kind, 'VARCHAR')}"
    name = quoted(column.name)
    if column.kind not in _SQL_TYPES:
        # What the file holds as a number or a UUID is never the text of a null.
        is_named = is_text or types[column.name].startswith(("VARCHAR", "ENUM"))
        return _filled(f"{name}::VARCHAR", has_null_texts and is_named)
    if is_text and has_null_texts:
        name = _filled(name, has_null_texts)
    if column.kind is Kind.INSTANT and is_text:
        return _instant_of_text(name, needs_clock=column.name == log.instant)
    if column.kind is Kind.INSTANT:
        return _instant(name, types[column.name])
    if column.kind is Kind.COUNT:
        return _count(name, is_text=is_text)
    return f"try_cast({name} AS {_SQL_TYPES[column.kind]})"


def unreadable(
    log: Log, types: Mapping[str, str], *, is_text: bool, has_null_texts: bool = False
) -> str:
    """Return the SQL of why a row has a value that cannot be read, null where it has none."""
    doubtful = tuple(_SQL_TYPES) if is_text else (Kind.INSTANT, Kind.COUNT)
    cases = []
    for column in log.columns:
        if column.name in types and column.kind in doubtful:
            name = quoted(column.name)
            given = _filled(name, has_null_texts) if is_text else name
            value = typed(log, column, types, is_text=is_text, has_null_texts=has_null_texts)
            reason = f"{column.name} is not {_NOUNS[column.kind]}"
            cases.append(f"WHEN {given} IS NOT NULL AND {value} IS NULL THEN '{reason}'")
    first = "WHEN line_reason IS NOT NULL THEN line_reason " if is_text else ""
    return f"CASE {first}{' '.join(cases)} END" if first or cases else "NULL::VARCHAR"


def _filled(text: str, has_null_texts: bool) -> str:
    """Return a text's SQL, null where it stands for null."""
    if not has_null_texts:
        return f"nullif({text}, '')"
    return f"CASE WHEN NOT list_contains($null_texts, nullif({text}, '')) THEN {text} END"


def _instant(name: str, found: str) -> str:
    if found.endswith("_NS"):
        # A cast would round up, out of the day at its end.
        return f"make_timestamptz(epoch_ns({name}) // 1000 - (epoch_ns({name}) % 1000 < 0)::BIGINT)"
    kind = found if found in ("DATE", "TIMESTAMP") else "TIMESTAMPTZ"
    return _within_years(name, "DATE" if found == _ALL_NULL else kind)


def _instant_of_text(name: str, *, needs_clock: bool) -> str:
    # A day taken for its midnight would make a burst out of a day's events.
    value = _within_years(f"try_cast({name} AS TIMESTAMPTZ)", "TIMESTAMPTZ")
    return f"CASE WHEN contains({name}, ':') THEN {value} END" if needs_clock else value


def _within_years(value: str, kind: str) -> str:
    """Return an instant's SQL, null where Arrow could not show it: infinity is one to the engine.

    The bounds are of the value's own type: to cast the least 64-bit number is fatal to the engine.
    """
    zone = "+00" if kind == "TIMESTAMPTZ" else ""
    clock = "" if kind == "DATE" else f" 00:00:00{zone}"
    return (
        f"CASE WHEN {value} >= {kind} '0001-01-01{clock}' "
        f"AND {value} < {kind} '10000-01-01{clock}' THEN {value}::TIMESTAMPTZ END"
    )


def _count(name: str, *, is_text: bool) -> str:
    # A cast would round a fraction; sums over more than this could not be held.
    if not is_text:
        value = f"try_cast({name} AS BIGINT)"
        return f"CASE WHEN {value} BETWEEN -{MAX_COUNT} AND {MAX_COUNT} THEN {value} END"
    value = f"try_cast({name} AS DOUBLE)"
    return (
        f"CASE WHEN regexp_full_match({name}, '{_WHOLE_NUMBER}') AND {value} = floor({value}) "
        f"AND {value} BETWEEN -{MAX_COUNT} AND {MAX_COUNT} THEN {value}::BIGINT END"
    )
