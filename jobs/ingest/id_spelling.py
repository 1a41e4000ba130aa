"""Finds ids that a tool has spelt anew on their way into a log: 123.0, 1.23e+18, NULL."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jobs.contract.errors import InputRejected, shown
from jobs.contract.input_schema import Kind, Log
from jobs.engine.base import Engine, Parameters, quoted
from jobs.ingest.partitions import Partition

# What Hive, pandas, Spark and databases write for null. NA is none of them: it is a country.
NULL_SPELLINGS = ("\\N", "NULL", "null", "None", "nan", "NaN", "<NA>", "(null)")

_DIGITS = "-?[0-9]+"
_FRACTION = r"-?[0-9]+\.0+"
# Without a sign or a point it may as well be a hexadecimal number.
_SCIENTIFIC = r"-?[0-9]+(\.[0-9]+)?[eE][+-][0-9]+|-?[0-9]+\.[0-9]+[eE][0-9]+"
_FLOATING = f"{_FRACTION}|{_SCIENTIFIC}"
_IDS = (Kind.ACCOUNT, Kind.GROUP)
# Accounts that have one of these in common are put together.
_PLACES = ("phone_country", "network_country", "phone_prefix", "device_id", "network_id")


@dataclass(frozen=True)
class _Count:
    """How the values of a column are spelt in a file."""

    file_index: int
    given: int
    digits: int
    floating: int
    floating_example: str | None
    null: int
    null_example: str | None


def place_names(log: Log) -> tuple[str, ...]:
    """Return the columns of a log, beside ids, in which a null spelt out would join accounts."""
    return tuple(column.name for column in log.columns if column.name in _PLACES)


def has_null_spelling(texts: pa.Array) -> bool:
    """Return whether a text is spelt like null."""
    found = pc.is_in(texts, value_set=pa.array(NULL_SPELLINGS, texts.type))
    return bool(pc.any(found).as_py())


def has_doubtful_id(ids: pa.Array) -> bool:
    """Return whether an id is spelt like null or like a floating-point number."""
    return has_null_spelling(ids) or bool(
        pc.any(pc.match_substring_regex(ids, f"^({_FLOATING})$")).as_py()
    )


def refuse_spellings(
    engine: Engine, partition: Partition, rows: str, parameters: Parameters
) -> None:
    """Refuse ids that are spelt like null, or like floating-point numbers beside whole ones.

    A column in which all ids are spelt like floating-point numbers is refused too.

    Args:
        engine: reads the rows.
        partition: which rows they are.
        rows: a SELECT that has the log's columns and `file_index`.
        parameters: its values.

    Raises:
        InputRejected: with the file, the column, an example and the fix.
    """
    kinds = {column.name: column.kind for column in partition.log.columns}
    names = [name for name, kind in kinds.items() if kind in _IDS]
    counts = _counts(engine, [*names, *place_names(partition.log)], rows, parameters)
    _refuse_null(partition, counts)
    for kind in _IDS:
        of_kind = {name: counts[name] for name in names if kinds[name] is kind}
        has_digits = any(count.digits for column in of_kind.values() for count in column)
        for name, column in of_kind.items():
            _refuse_floating(partition, name, column, has_digits)


def null_hint(engine: Engine, partition: Partition, rows: str, parameters: Parameters) -> str:
    """Return, of rows that are bad, what a null spelt out has to do with it; empty if nothing."""
    names = [column.name for column in partition.log.columns if column.kind in _IDS]
    try:
        _refuse_null(partition, _counts(engine, names, rows, parameters))
    except InputRejected as error:
        return f"; {error}"
    return ""


def _counts(
    engine: Engine, names: Sequence[str], rows: str, parameters: Parameters
) -> dict[str, list[_Count]]:
    """Return the counts of each column, by file."""
    nulls = ", ".join(f"'{text}'" for text in NULL_SPELLINGS)
    measures = []
    for name in names:
        text = quoted(name)
        is_floating = f"regexp_full_match({text}, '{_FLOATING}')"
        measures += [
            f"count({text})",
            f"count(*) FILTER (WHERE regexp_full_match({text}, '{_DIGITS}'))",
            f"count(*) FILTER (WHERE {is_floating})",
            f"min({text}) FILTER (WHERE {is_floating})",
            f"count(*) FILTER (WHERE {text} IN ({nulls}))",
            f"min({text}) FILTER (WHERE {text} IN ({nulls}))",
        ]
    found = engine.run(
        f"SELECT file_index, {', '.join(measures)} FROM ({rows}) "
        "GROUP BY file_index ORDER BY file_index",
        parameters,
    )
    width = len(measures) // len(names)
    return {
        name: [_Count(row[0], *row[1 + place * width :][:width]) for row in found]
        for place, name in enumerate(names)
    }


def _refuse_null(partition: Partition, counts: dict[str, list[_Count]]) -> None:
    for name, column in counts.items():
        for count in column:
            if count.null_example is not None:
                raise InputRejected(
                    f"{partition.files[count.file_index].name}: {name} is "
                    f"{shown(count.null_example)} in {count.null:,} rows; if that is null, set "
                    f"[input] null_texts = [{json.dumps(count.null_example)}] in the policy "
                    "or write null"
                )


def _refuse_floating(
    partition: Partition, name: str, column: list[_Count], has_digits: bool
) -> None:
    is_all = sum(count.floating for count in column) == sum(count.given for count in column)
    for count in column:
        if count.floating_example is not None and (has_digits or is_all):
            beside = "beside ids that are whole numbers" if has_digits else "like all its ids"
            raise InputRejected(
                f"{partition.files[count.file_index].name}: {name} is "
                f"{shown(count.floating_example)}, {beside}, in {count.floating:,} rows: "
                "a floating-point number, so one account or group would be two; "
                "write ids as text or whole numbers (in pandas: Int64 or string)"
            )
