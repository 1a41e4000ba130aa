"""Define the paths of published files, and read manifests and tables."""

import datetime
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from jobs.contract.errors import OutputFailed, first_line

SCHEMA_VERSION = "1"
TABLES = (
    "flags",
    "shadow_flags",
    "exemptions",
    "signals",
    "signal_distribution",
    "rings",
    "ring_members",
    "edges",
    "evidence",
    "rejects",
)
MANIFEST = "manifest.json"
# The keys of a manifest that later runs and readers use.
_NEEDED_KEYS = frozenset({"run_id", "flags", "files"})


def table_path(output: Path, table: str, date: datetime.date) -> Path:
    """Return the path of a published table of a date."""
    return output / table / f"date={date}" / f"{table}.parquet"


def manifest_path(output: Path, date: datetime.date) -> Path:
    """Return the path of the manifest of a date."""
    return output / "runs" / f"date={date}" / MANIFEST


def published_dates(output: Path) -> list[datetime.date]:
    """Return the dates that have a manifest, in order."""
    found = []
    for path in (output / "runs").glob(f"date=*/{MANIFEST}"):
        try:
            found.append(datetime.date.fromisoformat(path.parent.name.removeprefix("date=")))
        except ValueError:
            continue
    return sorted(found)


def read_manifest(output: Path, date: datetime.date) -> dict[str, Any] | None:
    """Return the manifest of a date, None if there is none.

    Raises:
        OutputFailed: the file is not a manifest.
    """
    path = manifest_path(output, date)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise OutputFailed(f"{path}: is a folder, but must be a file; remove it") from None
    except ValueError:
        raise OutputFailed(f"{path}: not a manifest; delete or restore it") from None
    if not isinstance(found, dict) or not found.keys() >= _NEEDED_KEYS:
        raise OutputFailed(f"{path}: not a manifest; delete or restore it")
    return found


def read_table(path: Path, columns: list[str] | None = None) -> pa.Table:
    """Return the rows of a published file.

    Raises:
        OutputFailed: the file is missing or cannot be read.
    """
    try:
        return pq.ParquetFile(path).read(columns)
    except (pa.ArrowException, OSError) as error:
        raise OutputFailed(
            f"{path}: published table cannot be read ({first_line(error)}); "
            "restore it, or run its date again"
        ) from None
