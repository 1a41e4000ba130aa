"""Refuses folders of table formats, whose superseded files would be counted too."""

import re
from pathlib import Path

from jobs.contract.errors import InputRejected

_HIVE = "a Hive ACID table"
_MARKS = (
    (re.compile(r"_delta_log"), "a Delta Lake table"),
    (re.compile(r"\.hoodie(_partition_metadata.*)?"), "an Apache Hudi table"),
    (re.compile(r"_spark_metadata"), "the output of a Spark stream"),
    (re.compile(r"(delete_)?delta_\d+_\d+(_\d+)?(_v\d+)?|base_\d+(_v\d+)?"), _HIVE),
)
_ICEBERG = "metadata"
_ICEBERG_FILE = ".metadata.json"


def refuse_table_format(folder: Path) -> None:
    """Refuse a folder that belongs to a table format: its log says which of the files still count.

    Args:
        folder: the folder of a log or a partition, or one below it; one that is not there or
            cannot be read is not refused here.

    Raises:
        InputRejected: the folder holds the log of a table format.
    """
    for name in _names(folder):
        kind = next((kind for mark, kind in _MARKS if mark.fullmatch(name)), "")
        if name == _ICEBERG and any(
            inner.endswith(_ICEBERG_FILE) for inner in _names(folder / name)
        ):
            kind = "an Apache Iceberg table"
        if kind:
            fix = f"remove {name} once only live files remain"
            if kind == _HIVE:
                fix = "move the live files out of its base and delta folders"
            raise InputRejected(
                f"{folder}: {kind} ({name}), whose superseded files would be counted twice; "
                f"export it as plain Parquet, or {fix}"
            )


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
