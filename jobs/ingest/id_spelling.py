"""Find ids that an export tool has reformatted: 123.0, 1.23e+18, NULL."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from jobs.contract.errors import InputRejected, shown
from jobs.contract.input_schema import Kind, Log
from jobs.engine.base import Engine, Parameters, quoted
from jobs.ingest.partitions import Partition

# Texts that Hive, pandas, Spark and databases write for null; not NA, the code of Namibia.
NULL_SPELLINGS = ("\\N", "NULL", "null", "None", "nan", "NaN", "<NA>", "(null)")

_DIGITS = "-?[0-9]+"
_FRACTION = r"-?[0-9]+\.0+"
# Without a sign or a point it may be a hexadecimal id.
_SCIENTIFIC = r"-?[0-9]+(\.[0-9]+)?[eE][+-][0-9]+|-?[0-9]+\.[0-9]+[eE][0-9]+"
_FLOATING = f"{_FRACTION}|{_SCIENTIFIC}"
_IDS = (Kind.ACCOUNT, Kind.GROUP)
# Signals group accounts by equal values of these columns.
_GROUPING_COLUMNS = ("phone_country", "network_country", "phone_prefix", "device_id", "network_id")


@dataclass(frozen=True)
class _Count:
    """Counts of how the values of a column are written in a file."""

    file_index: int
    given: int
    digits: int
    floating: int
    floating_example: str | None
    null: int
    null_example: str | None


def grouping_columns(log: Log) -> tuple[str, ...]:
    """Return the non-id columns of a log in which a text for null would group accounts."""
    return tuple(column.name for column in log.columns if column.name in _GROUPING_COLUMNS)


def has_null_text(texts: pa.Array) -> bool:
    """Return whether any text looks like a null."""
    found = pc.is_in(texts, value_set=pa.array(NULL_SPELLINGS, texts.type))
    return bool(pc.any(found).as_py())


def has_suspicious_id(ids: pa.Array) -> bool:
    """Return whether any id looks like a null or a floating-point number."""
    return has_null_text(ids) or bool(
        pc.any(pc.match_substring_regex(ids, f"^({_FLOATING})$")).as_py()
    )


def refuse_spellings(
    engine: Engine, partition: Partition, rows: str, parameters: Parameters
) -> None:
    """Refuse ids that look like nulls or floating-point numbers.

    Floating-point ids are refused if other ids are whole numbers, or if all ids of the column look
    like that.

    Args:
        engine: reads the rows.
        partition: the partition of the rows.
        rows: a SELECT with the log's columns and `file_index`.
        parameters: its parameters.

    Raises:
        InputRejected: the message has the file, the column, an example and the fix.
    """
    kinds = {column.name: column.kind for column in partition.log.columns}
    names = [name for name, kind in kinds.items() if kind in _IDS]
    counts = _counts(engine, [*names, *grouping_columns(partition.log)], rows, parameters)
    _refuse_null(partition, counts)
    for kind in _IDS:
        of_kind = {name: counts[name] for name in names if kinds[name] is kind}
        has_digits = any(count.digits for column in of_kind.values() for count in column)
        for name, column in of_kind.items():
            _refuse_floating(partition, name, column, has_digits)


def null_hint(engine: Engine, partition: Partition, rows: str, parameters: Parameters) -> str:
    """Return a hint if bad rows contain texts for null, else an empty text."""
    names = [column.name for column in partition.log.columns if column.kind in _IDS]
    try:
        _refuse_null(partition, _counts(engine, names, rows, parameters))
    except InputRejected as error:
        return f"; {error}"
    return ""


def _counts(
    engine: Engine, names: Sequence[str], rows: str, parameters: Parameters
) -> dict[str, list[_Count]]:
    """Return the counts of each column by file."""
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
                    f"{shown(count.null_example)} in {count.null:,} rows; if this means null, set "
                    f"[input] null_texts = [{json.dumps(count.null_example)}] in the policy "
                    "or write null"
                )


def _refuse_floating(
    partition: Partition, name: str, column: list[_Count], has_digits: bool
) -> None:
    is_all = sum(count.floating for count in column) == sum(count.given for count in column)
    for count in column:
        if count.floating_example is not None and (has_digits or is_all):
            context = (
                "while other ids are whole numbers" if has_digits else "like all ids of the column"
            )
            raise InputRejected(
                f"{partition.files[count.file_index].name}: {name} is "
                f"{shown(count.floating_example)}, {context}, in {count.floating:,} rows: "
                "a floating-point number, so the same account or group would get two ids; "
                "write ids as text or whole numbers (in pandas: Int64 or string)"
            )
