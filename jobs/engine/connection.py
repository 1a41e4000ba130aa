"""Open and configure a DuckDB file for a run; report failures in one line."""

import os
import re
from pathlib import Path

import duckdb

from jobs.contract.errors import AccessRefused, Busy, OutputFailed, WrongUsage, first_line

# A DuckDB file begins with three headers; the first contains a magic number.
_HEADERS_SIZE = 3 * 4_096
_MAGIC = slice(8, 12)
# Share of --memory-limit that DuckDB gets: the id dictionaries and kernels need memory too.
_ENGINE_SHARE = 7 / 8

# Bounds of Wilson's 95 % interval (1927) of the share k / n; null where n is 0.
_WILSON = "(k + 1.9208 {} 1.96 * sqrt(k * (n - k) / n + 0.9604)) / (n + 3.8416)"
# Chernoff's bound (1952), Poisson of mean m: P(at least k) <= exp(k - m - k ln(k / m)).
_POISSON = "CASE WHEN k > m THEN (k * ln(k / m) - k + m) / ln(10) WHEN k <= m THEN 0 END"
MACROS = {
    "unix_micros(instant)": "epoch_us(instant)",
    "timestamp_micros(n)": "make_timestamptz(n)",
    "wilson_low(k, n)": f"CASE WHEN n > 0 THEN if(k = 0, 0, {_WILSON.format('-')}) END",
    "wilson_high(k, n)": f"CASE WHEN n > 0 THEN if(k = n, 1, {_WILSON.format('+')}) END",
    "poisson_log10(k, m)": _POISSON,
}


def cause(error: duckdb.Error) -> str:
    """Return what went wrong with a database file, and the fix."""
    text = first_line(error)
    if any(sign in text for sign in ("No space left", "File too large", "not enough disk space")):
        return f"{text}; free some space, or use another disk"
    return f"{text}; if this repeats, delete the warehouse: the next run rebuilds it"


def _is_unfinished(path: Path) -> bool:
    """Return whether a file is an empty database whose creation was interrupted."""
    if not path.is_file() or path.stat().st_size >= _HEADERS_SIZE:
        return False
    start = path.read_bytes()[: _MAGIC.stop]
    return not start or start[_MAGIC] == b"DUCK"


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a database file for writing, with permissions for its owner only.

    Raises:
        Busy: another process has locked the file.
        AccessRefused: no permission to write the file or its folder.
        OutputFailed: the file cannot be created, or is not a database.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if _is_unfinished(path):
            path.unlink()
        connection = duckdb.connect(str(path))
        path.chmod(0o600)
    except PermissionError:
        raise AccessRefused(f"{path}: no permission to write the warehouse; grant access") from None
    except duckdb.IOException as error:
        if str(error).startswith("IO Error: Could not set lock on file"):
            raise Busy(f"{path}: another run is using the warehouse; try again later") from None
        if first_line(error).endswith("Permission denied"):
            raise AccessRefused(
                f"{path}: no permission to write the warehouse; grant access"
            ) from None
        raise OutputFailed(
            f"{path}: cannot be opened as a warehouse ({first_line(error)}); "
            "choose another with --warehouse, or delete it: the next run rebuilds it from the input"
        ) from None
    except (duckdb.Error, OSError) as error:
        raise OutputFailed(f"{path}: cannot be opened: {first_line(error)}") from None
    return connection


def configure(
    connection: duckdb.DuckDBPyConnection,
    spill: Path,
    memory_limit: str | None,
    threads: int | None,
) -> None:
    """Set the time zone, spill folder and limits, and create the SQL macros.

    Raises:
        WrongUsage: the memory limit is not a valid size.
    """
    settings: dict[str, str | int | bool] = {
        "TimeZone": "UTC",
        "temp_directory": str(spill),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "threads": threads or os.cpu_count() or 1,
    }
    if memory_limit:
        size = re.fullmatch(r"(\d+(?:\.\d+)?)\s*((?:[KMGT]i?)?B)", memory_limit, re.IGNORECASE)
        if not size:
            raise WrongUsage(f"--memory-limit {memory_limit}: not a valid size; write it like 3GB")
        settings["memory_limit"] = f"{float(size[1]) * _ENGINE_SHARE:f}{size[2]}"
    for name, value in settings.items():
        connection.execute(f"SET {name} = $value", {"value": value})
    for signature, body in MACROS.items():
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {signature} AS {body}")
