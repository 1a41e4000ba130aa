"""Makes worlds, runs a night on each, and keeps what is known and seen of every account."""

from __future__ import annotations

import datetime
import shutil
import zlib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jobs.pipeline import nightly
from jobs.pipeline.nightly import Options
from jobs.publish.layout import table_path
from jobs.simulate import simulate
from tests.bench.detection.plain import RAW_COUNTS, plain_rule, raw_counts

SCENARIOS = Path(__file__).parent / "scenarios"
DATE = datetime.date(2026, 3, 11)

# Everything is published and rules decide alone: evidence is weighed from the rows, many ways.
_POLICY = '[publish]\nsignals = "all"\n\n[score]\nmode = "off"\n\n[valve]\nmax_ban_share = 1.0\n'

_ROWS = """
SELECT
    truth.account_id,
    truth.archetype,
    truth.is_spam,
    $scenario AS scenario,
    $seed     AS seed,
    CASE flag.decision WHEN 'ban' THEN 3 WHEN 'review' THEN 2 WHEN 'watch' THEN 1 ELSE 0 END AS rank,
    (truth.account_id IN (SELECT account_id FROM plain))::BIGINT AS is_plain,
    count.* EXCLUDE (account_id),
    signal.* EXCLUDE (account_id)
FROM read_parquet($truth, hive_partitioning = false) AS truth
LEFT JOIN read_parquet($signals, hive_partitioning = false) AS signal USING (account_id)
LEFT JOIN read_parquet($flags, hive_partitioning = false) AS flag USING (account_id)
LEFT JOIN count USING (account_id)
ORDER BY truth.account_id
"""


@dataclass(frozen=True)
class Trial:
    """One world of a scenario, and the log, if any, that the night has to do without.

    It may have rings, and nights before the one that is judged.
    """

    scenario: str
    seed: int
    account_count: int
    days: int
    without: str = ""
    night_count: int = 1
    ring_count: int = 0

    @property
    def name(self) -> str:
        """A folder's name for it."""
        size = f"{self.account_count}x{self.days}"
        nights = f"{self.night_count}n" if self.night_count > 1 else ""
        rings = f"{self.ring_count}r" if self.ring_count else ""
        parts = [self.scenario, str(self.seed), size, self.without, nights, rings]
        return "-".join(filter(None, parts))

    @property
    def overlay(self) -> str:
        """What its world differs in from the packaged one."""
        text = (SCENARIOS / f"{self.scenario}.toml").read_text()
        return f"{text}\n[kinds.ring]\ncount = {self.ring_count}\n" if self.ring_count else text

    @property
    def nights(self) -> list[datetime.date]:
        """The dates of its nights, the judged one last."""
        return [DATE - datetime.timedelta(back) for back in reversed(range(self.night_count))]


def rows_of(trials: Sequence[Trial], cache: Path, processes: int) -> list[pa.Table]:
    """Return, for each trial, a row an account: truth, what rules decided, every signal."""
    with ProcessPoolExecutor(processes) as pool:
        paths = list(pool.map(_run, trials, [cache] * len(trials)))
    return [pq.read_table(path) for path in paths]


def _run(trial: Trial, cache: Path) -> Path:
    path = cache / f"{trial.name}.parquet"
    if not path.exists():
        folder = cache / f"{trial.name}.part"
        shutil.rmtree(folder, ignore_errors=True)
        counts = _live(trial, folder)
        pq.write_table(_judged(trial, folder, counts), path.with_suffix(".half"))
        path.with_suffix(".half").rename(path)
        shutil.rmtree(folder)
    return path


def _live(trial: Trial, folder: Path) -> pa.Table:
    """Make the world of a trial, and run its night; return the raw counts of its whole logs."""
    world, scenario = folder / "input", folder / "scenario.toml"
    folder.mkdir(parents=True)
    scenario.write_text(trial.overlay)
    simulate(
        world,
        date=DATE,
        # Worlds of one seed share their draws: two scenarios would plant the same accounts.
        seed=zlib.crc32(trial.scenario.encode()) % 1_000_000 + trial.seed,
        account_count=trial.account_count,
        days=trial.days,
        scenario=scenario,
    )
    counts = raw_counts(world, DATE)
    if trial.without:
        shutil.rmtree(world / trial.without)
    policy = folder / "policy.toml"
    policy.write_text(_POLICY)
    for date in trial.nights:
        nightly.run(
            Options(
                date=date,
                input=world,
                output=folder / "output",
                warehouse=folder / "warehouse.duckdb",
                policy=policy,
                memory_limit="3GB",
                threads=1,
            )
        )
    return counts


def _judged(trial: Trial, folder: Path, counts: pa.Table) -> pa.Table:
    values = {
        "truth": str(folder / "input" / "truth.parquet"),
        "signals": str(table_path(folder / "output", "signals", DATE)),
        "flags": str(table_path(folder / "output", "flags", DATE)),
        "scenario": trial.scenario,
        "seed": trial.seed,
    }
    plain = pa.table({"account_id": sorted(plain_rule(counts))})
    with duckdb.connect() as connection:
        connection.register("count", counts.rename_columns(["account_id", *RAW_COUNTS]))
        connection.register("plain", plain)
        return connection.sql(_ROWS, params=values).to_arrow_table()
