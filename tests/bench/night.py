"""Times `groupspam run` on made-up days against one scan of the same input, stage by stage."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import statistics
import sys
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.population import SIZES
from tests.bench.scan import Cost, child_cost, scan_cost
from tests.bench.world import last_day

DONE, BANS_HELD = 0, 3
# The machine drifts between a scan and the night after it: so as many follow.
SCANS_BEFORE = SCANS_AFTER = 3
MOST_SCANS, MOST_GIGABYTES, MOST_GROWTH = 25.0, 4.5, 12.0


@dataclass(frozen=True)
class Stage:
    """One step of a night as its manifest tells it; None where it does not."""

    name: str
    rows: int | None
    seconds: float | None
    cpu_seconds: float | None


@dataclass(frozen=True)
class Night:
    """A night and its yardstick on one size."""

    size: str
    scan_cpu_seconds: float
    scan_range: tuple[float, float]
    cpu_seconds: float
    wall_seconds: float
    peak_gigabytes: float
    exit_code: int
    stages: list[Stage]

    @property
    def scans(self) -> float:
        """Return the whole as a multiple of the scan."""
        return self.cpu_seconds / self.scan_cpu_seconds


def cached_world(cache: Path, size: str, seed: int, days: int) -> Path:
    """Return a world's folder, making it where it is missing or was made by other code."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    sources = [
        file for file in sources if file.stem not in ("scan", "night", "rings", "test_world")
    ]
    maker = hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:8]
    world = cache / f"world-{size}-{seed}-{days}-{maker}"
    if not world.exists():
        half = world.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        options = ["--size", size, "--seed", str(seed), "--days", str(days)]
        made = child_cost([sys.executable, "-m", "tests.bench.world", str(half), *options])
        if made.exit_code != DONE:
            raise SystemExit(f"no world made: the generator ended with {made.exit_code}")
        half.rename(world)
    return world


def program() -> list[str]:
    """Return the command of this environment's groupspam."""
    script = Path(sys.executable).parent / "groupspam"
    return [str(script)] if script.exists() else [sys.executable, "-I", "-m", "jobs"]


def run_night(options: argparse.Namespace, world: Path, scratch: Path) -> Cost:
    """Run the world's last date into fresh folders and return its price."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    command = options.command or program()
    arguments = {
        "--date": str(last_day(options.days)),
        "--input": str(world),
        "--output": str(scratch / "out"),
        "--warehouse": str(scratch / "groupspam.duckdb"),
        "--memory-limit": options.memory_limit,
        "--threads": str(options.threads),
    }
    flat = [word for pair in arguments.items() for word in pair]
    cost = child_cost([*command, "run", *flat])
    if cost.exit_code not in (DONE, BANS_HELD):
        raise SystemExit(f"the night ended with {cost.exit_code}: {' '.join([*command, *flat])}")
    return cost


def warm_up(options: argparse.Namespace) -> None:
    """Run the smallest night once, so that kernels are compiled before any is timed."""
    world = cached_world(options.cache, "XS", options.seed, options.days)
    run_night(options, world, options.cache / "night-XS")


def read_stages(manifest: dict[str, Any]) -> list[Stage]:
    """Return the stages of a manifest, given as a list or by name."""
    stages = manifest.get("stages") or []
    if isinstance(stages, dict):
        stages = [{"name": name, **values} for name, values in stages.items()]
    return [
        Stage(
            name=str(stage.get("name", "?")),
            rows=stage.get("rows"),
            seconds=stage.get("seconds"),
            cpu_seconds=stage.get("cpu_seconds"),
        )
        for stage in stages
    ]


def measure(options: argparse.Namespace, size: str) -> Night:
    """Return what a night on one size costs, and the scans right before and after it."""
    world = cached_world(options.cache, size, options.seed, options.days)
    scan = partial(scan_cost, world, options.threads, options.memory_limit)
    scans = [scan() for _ in range(SCANS_BEFORE)]
    cost = run_night(options, world, options.cache / f"night-{size}")
    scans += [scan() for _ in range(SCANS_AFTER)]
    if any(scan.exit_code != DONE for scan in scans):
        raise SystemExit("the scan failed")
    seconds = [scan.cpu_seconds for scan in scans]
    manifest = json.loads(Path(cost.output.strip().splitlines()[-1]).read_text())
    return Night(
        size=size,
        scan_cpu_seconds=statistics.median(seconds),
        scan_range=(min(seconds), max(seconds)),
        cpu_seconds=cost.cpu_seconds,
        wall_seconds=cost.wall_seconds,
        peak_gigabytes=cost.peak_gigabytes,
        exit_code=cost.exit_code,
        stages=read_stages(manifest),
    )


def figure(value: float | None, form: str = ".2f") -> str:
    """Return a number as text, a dash where there is none."""
    return "-" if value is None else format(value, form)


def stage_row(name: str, nights: list[Night]) -> list[str]:
    """Return one stage's cells: rows, CPU seconds and scans of each night."""
    cells = [name]
    for night in nights:
        stage = next((stage for stage in night.stages if stage.name == name), None)
        cpu = stage.cpu_seconds if stage else None
        scans = None if cpu is None else cpu / night.scan_cpu_seconds
        rows = stage.rows if stage else None
        cells += [figure(rows, ",d"), figure(cpu), figure(scans)]
    return cells


def table(rows: list[list[str]]) -> list[str]:
    """Return rows as an aligned Markdown table, the first as its head."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "| " + " | ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) + " |"
        for row in rows
    ]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return [lines[0], "| " + " | ".join(rule) + " |", *lines[1:]]


def stage_table(nights: list[Night]) -> list[str]:
    """Return the table of stages, in the order of the last night."""
    head = ["stage"]
    whole = ["whole night"]
    for night in nights:
        head += [f"{night.size} rows", "CPU s", "x scan"]
        whole += ["", figure(night.cpu_seconds), figure(night.scans)]
    names = list(dict.fromkeys(stage.name for night in reversed(nights) for stage in night.stages))
    return table([head, *(stage_row(name, nights) for name in names), whole])


def summary_table(nights: list[Night]) -> list[str]:
    """Return one row a size: scan, night, multiple, peak, growth from the size before."""
    head = ["size", "scan CPU s", "from", "to", "night CPU s", "x scan", "wall s", "peak GB"]
    rows = [[*head, "growth"]]
    former = None
    for night in nights:
        growth = night.cpu_seconds / former.cpu_seconds if former else None
        numbers = [night.scan_cpu_seconds, *night.scan_range, night.cpu_seconds, night.scans]
        numbers += [night.wall_seconds, night.peak_gigabytes]
        rows.append([night.size, *map(figure, numbers), figure(growth)])
        former = night
    return table(rows)


def goals(nights: list[Night]) -> list[str]:
    """Return a line for each goal that the sizes run can tell of."""
    by_size = {night.size: night for night in nights}
    found: list[tuple[str, float, float]] = []
    if large := by_size.get("M"):
        found.append(("night at M, x scan", large.scans, MOST_SCANS))
        found.append(("peak at M, GB", large.peak_gigabytes, MOST_GIGABYTES))
        if small := by_size.get("S"):
            growth = large.cpu_seconds / small.cpu_seconds
            found.append(("growth S to M, CPU", growth, MOST_GROWTH))
    return [
        f"- {what}: {value:.2f}, to reach <= {most:g}: {'met' if value <= most else 'MISSED'}"
        for what, value, most in found
    ]


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.night", description=__doc__)
    parser.add_argument("--size", choices=SIZES, action="append", help="give two to see growth")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--days", type=int, default=1, help="days of input; the last one is run")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory-limit", default="3GB")
    parser.add_argument("--cache", type=Path, default=Path(".bench"))
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--markdown", type=Path, help="write the tables here")
    parser.add_argument("--command", nargs="+", help="the program to time instead of groupspam")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> None:
    """Time the nights named on the command line and print the tables."""
    options = parse(arguments)
    options.cache.mkdir(parents=True, exist_ok=True)
    warm_up(options)
    nights = [measure(options, size) for size in dict.fromkeys(options.size or ["S"])]
    parts = [summary_table(nights), stage_table(nights), goals(nights)]
    text = "\n\n".join("\n".join(part) for part in parts if part) + "\n"
    print(text, end="")
    if options.markdown:
        options.markdown.write_text(text)
    if options.json:
        documents = [{**asdict(night), "scans": night.scans} for night in nights]
        options.json.write_text(json.dumps(documents, indent=2) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
