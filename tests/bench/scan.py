"""The yardstick: the price of reading every column of every row of the input once."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class Cost:
    """What a child process took, all of its threads together."""

    exit_code: int
    cpu_seconds: float
    wall_seconds: float
    peak_gigabytes: float
    output: str


def child_cost(command: list[str]) -> Cost:
    """Run a command to its end and return its price; its standard error passes through.

    A child's peak is never below this process's own at its start: so nothing large is done here.
    """
    began = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        duplicate = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        child = os.posix_spawn(command[0], command, os.environ, file_actions=duplicate)
        _, status, usage = os.wait4(child, 0)
        wall_seconds = time.perf_counter() - began
        output.seek(0)
        text = output.read().decode()
    return Cost(
        exit_code=os.waitstatus_to_exitcode(status),
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        wall_seconds=wall_seconds,
        peak_gigabytes=usage.ru_maxrss * 1_024 / 1e9,
        output=text,
    )


def hash_log(connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """Return the rows of a log, having read every one of its values."""
    # A sum of hashes, because counts and extremes would come from the files' statistics.
    query = """
        SELECT count(*), sum(hash(*COLUMNS(*)))
        FROM read_parquet($files, hive_partitioning = false)
    """
    files = [str(file) for file in sorted(folder.rglob("*.parquet"))]
    return int(connection.execute(query, {"files": files}).fetchall()[0][0])


def scan_world(world: Path, threads: int, memory_limit: str) -> dict[str, int]:
    """Return the rows of each log, having hashed all of them."""
    with duckdb.connect(config={"threads": threads, "memory_limit": memory_limit}) as connection:
        logs = sorted(folder for folder in world.iterdir() if folder.is_dir())
        return {folder.name: hash_log(connection, folder) for folder in logs}


def scan_cost(world: Path, threads: int, memory_limit: str) -> Cost:
    """Return the price of a scan in a fresh process."""
    options = ["--threads", str(threads), "--memory-limit", memory_limit, "--inside"]
    return child_cost([sys.executable, "-m", "tests.bench.scan", str(world), *options])


def main(arguments: list[str]) -> None:
    """Scan a world from the command line and print what it took."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scan", description=__doc__)
    parser.add_argument("world", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory-limit", default="3GB")
    parser.add_argument("--inside", action="store_true", help="scan in this process, print rows")
    options = parser.parse_args(arguments)
    if options.inside:
        print(json.dumps(scan_world(options.world, options.threads, options.memory_limit)))
        return
    cost = scan_cost(options.world, options.threads, options.memory_limit)
    if cost.exit_code:
        raise SystemExit(cost.exit_code)
    print(
        f"{cost.cpu_seconds:.2f} CPU s, {cost.wall_seconds:.2f} s, {cost.peak_gigabytes:.2f} GB,"
        f" rows {cost.output.strip()}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
