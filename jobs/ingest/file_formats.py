"""Decide by name which files of a log are read, and suggest fixes for the others."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path, PurePath

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
    """Refuse a folder of a table format, whose own log decides which files are current.

    Args:
        folder: the folder of a log or partition, or a folder below it; a missing or unreadable
            folder is not refused here.

    Raises:
        InputRejected: the folder belongs to a table format.
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


FORMATS = {".parquet": "parquet", ".csv": "csv", ".jsonl": "json", ".ndjson": "json"}
_COMPRESSIONS = (".gz", ".zst")
_OTHER_COMPRESSIONS = (".bz2", ".xz", ".zip", ".lz4", ".snappy", ".zstd", ".gzip", ".br", ".z")
_OTHER_FORMATS = (".orc", ".avro", ".arrow", ".feather", ".xlsx")
_PARTITION = re.compile(r"date=(\d{4}-\d{2}-\d{2})", re.ASCII)
# Partition names that other programs use for a day.
_ANY_DATE = re.compile(r"(?:\w+=)?(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})", re.ASCII)
_NO_FORMAT = "its suffix is not one of Parquet, CSV or newline-delimited JSON"


@dataclass(frozen=True)
class NotRead:
    """A file or folder of a log that is not read: its path below the input, the reason and the fix.

    `date` is its UTC day, None if unknown; `is_folder` is True for a folder that is not a
    partition.
    """

    path: str
    why: str
    date: datetime.date | None
    is_folder: bool = False

    @property
    def text(self) -> str:
        """One printable line."""
        return f"{_printable(self.path)}: not read, {self.why}"


def format_of(name: str) -> str | None:
    """Return parquet, csv or json by a file's suffix, None for others."""
    stem = name
    for compression in _COMPRESSIONS:
        if name.endswith(compression):
            stem = name.removesuffix(compression)
    found = FORMATS.get(PurePath(stem).suffix)
    return None if stem != name and found == "parquet" else found


def date_of(name: str) -> datetime.date | None:
    """Return the date of a partition folder, None for other names."""
    match = _PARTITION.fullmatch(name)
    return _date(match[1]) if match else None


def folder_not_read(path: str, name: str) -> NotRead:
    """Return why a folder of a log is not read, and the fix."""
    why = "not a date=YYYY-MM-DD folder"
    match = _ANY_DATE.fullmatch(name)
    date = _date("-".join(match.groups())) if match else None
    fix = "move its files into such folders" if date is None else f"rename it to date={date}"
    return NotRead(path, f"{why}; {fix}", date, is_folder=True)


def file_outside_partitions(path: str) -> NotRead:
    """Return why a file outside the partition folders of a log is not read."""
    why = "not in a date=YYYY-MM-DD folder; move it there, or start its name with _"
    return NotRead(path, why, None)


def file_not_read(path: str, date: datetime.date) -> NotRead:
    """Return why a file of a partition is not read, and the fix."""
    return NotRead(path, f"{_NO_FORMAT}; {_file_fix(_printable(PurePath(path).name))}", date)


def _file_fix(name: str) -> str:
    small = name.lower()
    if format_of(small) is not None:
        ending = _ending(small)
        return f"rename it to {name[: -len(ending)]}{ending}"
    packings = (*_COMPRESSIONS, *_OTHER_COMPRESSIONS)
    packing = next((ending for ending in packings if small.endswith(ending)), "")
    stem = small.removesuffix(packing)
    if stem.endswith(".json") and packing in ("", *_COMPRESSIONS):
        base = name[: len(stem) - len(".json")]
        return f"if it holds one object a line, rename it to {base}.jsonl{packing}"
    if stem.endswith(".parquet"):
        return "decompress it: Parquet is already compressed"
    if format_of(stem) is not None:
        return "decompress it, or compress it as .gz or .zst"
    if stem.endswith((".txt", ".tsv", ".dat")):
        return "if it is CSV with a header line, rename it to .csv"
    if stem.endswith(_OTHER_FORMATS):
        return "write it as Parquet"
    return "rename it, or start its name with _ if it has no rows"


def _printable(name: str) -> str:
    return name if name.isprintable() else ascii(name).strip("'")


def _ending(name: str) -> str:
    """Return the suffixes of a file name that determine its format."""
    suffixes = PurePath(name).suffixes
    return "".join(suffixes[-2:] if suffixes[-1] in _COMPRESSIONS else suffixes[-1:])


def _date(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
