"""Plants rings of known shape into simulated worlds; tells how much of them a night finds."""

from __future__ import annotations

import argparse
import datetime
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

import duckdb

from jobs.pipeline import nightly
from jobs.pipeline.nightly import Options
from jobs.publish.layout import table_path
from jobs.simulate import simulate

DATE = datetime.date(2026, 3, 11)
DAYS = 7
RINGS_A_WORLD = 2
# A ring that is less sure has nobody reviewed.
REVIEWED = 0.9

# How a ring hides: all on one day, over the week, over the week beside honest adds and among
# members who list each other, among others who add the same bots, or behind members who add one
# another and answer, as content strangers do.
FORMS: dict[str, dict[str, float]] = {
    "day": {"day_count": 1, "friend_count": 0.5, "acquainted_share": 0.0},
    "week": {"day_count": DAYS, "friend_count": 0.5, "acquainted_share": 0.0},
    "camouflaged": {"day_count": DAYS, "friend_count": 20, "acquainted_share": 0.3},
    "bots": {"day_count": DAYS, "friend_count": 0.5, "acquainted_share": 0.0, "bot_count": 6},
    "divided": {
        "day_count": DAYS,
        "friend_count": 0.5,
        "acquainted_share": 0.0,
        "dividing_share": 1,
        "common_group_count": 6,
    },
    "vouching": {"day_count": 1, "friend_count": 0.5, "acquainted_share": 0.0, "vouching_share": 1},
    "40 friends, day": {"day_count": 1, "listing_count": 40, "acquainted_share": 0.3},
    "40 friends, week": {"day_count": DAYS, "listing_count": 40, "acquainted_share": 0.3},
    "120 friends, day": {"day_count": 1, "listing_count": 120, "friend_wrote_share": 0.6},
    "120 friends, week": {"day_count": DAYS, "listing_count": 120, "friend_wrote_share": 0.6},
    "accomplices, day": {"day_count": 1, "accomplice_count": 8, "friend_wrote_share": 1},
    "accomplices, week": {"day_count": DAYS, "accomplice_count": 8, "friend_wrote_share": 1},
    "random adds, day": {"day_count": 1, "random_count": 40},
    "random adds, week": {"day_count": DAYS, "random_count": 40},
}
# Members, adds of each, victims: where a ring can be told from chance, and where it fades.
PLAIN = ((12, 60, 200), (30, 30, 360), (50, 40, 600), (60, 30, 360), (100, 50, 2000))
FAINT = (
    (8, 60, 200),
    (20, 30, 360),
    (30, 30, 600),
    (60, 25, 600),
    (30, 30, 1000),
    (100, 30, 1000),
    (100, 30, 2000),
)
# The same of rings that divide their victims among themselves.
DIVIDED = ((12, 30, 360), (30, 25, 750), (60, 25, 1500))
CAMOUFLAGED = ((15, 40, 180), (40, 40, 480), (120, 45, 1200))
SHAPES = {
    "week": (*PLAIN, *FAINT, *CAMOUFLAGED),
    "day": (*PLAIN, *CAMOUFLAGED),
    "divided": DIVIDED,
    **dict.fromkeys([form for form in FORMS if "," in form], CAMOUFLAGED),
}
# Honest people who act together: how often each kind is planted.
LOOK_ALIKES = {"teachers": 4, "rollout": 4, "fan_club": 4, "family": 4}

_FOUND = """
WITH member AS (
    SELECT
        account_id,
        bool_or(archetype = 'ring_member') OVER (PARTITION BY ring_id) AS is_planted
    FROM read_parquet($members) AS member
    INNER JOIN read_parquet($rings) AS ring USING (ring_id)
    INNER JOIN read_parquet($truth) AS truth USING (account_id)
    WHERE score >= $least
)
SELECT
    count(*) FILTER (WHERE archetype = 'ring_member'),
    count(*) FILTER (WHERE archetype = 'ring_member' AND member.account_id IS NOT NULL),
    count(*) FILTER (WHERE archetype = 'ring_member' AND flag.account_id IS NOT NULL),
    count(*) FILTER (WHERE archetype <> 'ring_member' AND member.is_planted),
    count(*) FILTER (WHERE NOT is_spam AND member.account_id IS NOT NULL),
    count(*) FILTER (WHERE NOT is_spam AND member.account_id IS NOT NULL AND flag.account_id IS NOT NULL)
FROM read_parquet($truth) AS truth
LEFT JOIN member USING (account_id)
LEFT JOIN (
    SELECT account_id FROM read_parquet($flags) WHERE decision IN ('ban', 'review')
) AS flag USING (account_id)
"""


@dataclass(frozen=True, order=True)
class Trial:
    """One world: the shape of its rings (members, adds of each, victims), their form, its seed.

    It is made up, of so many accounts, or a copy of real logs.
    """

    form: str
    shape: tuple[int, int, int]
    seed: int
    account_count: int
    logs: Path | None


@dataclass(frozen=True)
class Found:
    """Of one world: who was planted in rings, who of them is in one, and at review or ban.

    Others in rings of theirs; innocents in any ring, and those of them at review or ban.
    """

    member_count: int
    found_count: int
    flagged_count: int
    other_count: int
    innocent_count: int
    wronged_count: int


def scenario(trial: Trial) -> str:
    """Return the scenario of a trial, to overlay the packaged one."""
    if trial.form == "look-alikes":
        tables = [f"[kinds.{kind}]\ncount = {count}\n" for kind, count in LOOK_ALIKES.items()]
        return "\n".join(tables)
    names = ("member_count", "adds_each", "victim_count")
    values = {**dict(zip(names, trial.shape, strict=True)), **FORMS[trial.form]}
    lines = [f"{name} = [{value}, {value}]" for name, value in values.items()]
    return "\n".join(["[kinds.ring]", f"count = {RINGS_A_WORLD}", *lines]) + "\n"


def run(trial: Trial, root: Path) -> Found:
    """Make the world of a trial, run its night, and hold its rings against the truth."""
    folder = root / f"{trial.form}-{'-'.join(map(str, trial.shape))}-{trial.seed}"
    folder.mkdir(parents=True)
    overlay, world, output = folder / "scenario.toml", folder / "input", folder / "output"
    overlay.write_text(scenario(trial))
    if trial.logs:
        made = simulate(
            world,
            into=trial.logs,
            seed=trial.seed,
            make_up=("accounts", "contacts"),
            scenario=overlay,
        )
    else:
        made = simulate(
            world,
            date=DATE,
            seed=trial.seed,
            account_count=trial.account_count,
            days=DAYS,
            scenario=overlay,
        )
    date = max(made.dates)
    night = Options(date, world, output, folder / "night.duckdb", threads=1, allow_missing=True)
    nightly.run(night)
    values = {
        "truth": str(world / "truth.parquet"),
        "members": str(table_path(output, "ring_members", date)),
        "rings": str(table_path(output, "rings", date)),
        "flags": str(table_path(output, "flags", date)),
        "least": REVIEWED,
    }
    with duckdb.connect() as connection:
        (row,) = connection.execute(_FOUND, values).fetchall()
    shutil.rmtree(folder)
    return Found(*row)


def trials(options: argparse.Namespace) -> Iterator[Trial]:
    """Give the trials of all forms, shapes and seeds."""
    for seed in range(options.first_seed, options.first_seed + options.seeds):
        for form in options.forms or FORMS:
            for shape in SHAPES.get(form, PLAIN):
                yield Trial(form, shape, seed, options.accounts, options.into)
        yield Trial("look-alikes", (0, 0, 0), seed, options.accounts, options.into)


def rows(found: Sequence[tuple[Trial, Found]]) -> Iterator[str]:
    """Give the lines of the table, a form and shape each, all seeds together."""
    yield (
        "| form | members, adds, victims | mn/V | n²/V | found | flagged | of | others "
        "| innocents | flagged |"
    )
    yield "| --- | --- |" + " ---: |" * 8
    ordered = sorted(found, key=lambda item: item[0])
    for (form, shape), group in groupby(ordered, lambda item: (item[0].form, item[0].shape)):
        results = [result for _, result in group]
        planted = sum(result.member_count for result in results)
        share = sum(result.found_count for result in results) / max(planted, 1)
        flagged = sum(result.flagged_count for result in results) / max(planted, 1)
        others = sum(result.other_count for result in results)
        innocents = sum(result.innocent_count for result in results)
        wronged = sum(result.wronged_count for result in results)
        m, n, v = shape
        density = f"{m * n / v:.1f} | {n * n / v:.1f}" if v else "- | -"
        yield (
            f"| {form} | {m}, {n}, {v:,} | {density} | {share:.3f} | {flagged:.3f} | {planted:,} "
            f"| {others} | {innocents} | {wronged} |"
        )


def main() -> None:
    """Run all trials and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument("--into", type=Path, help="plant into a copy of these logs")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--forms", nargs="+", choices=FORMS, help="only these forms")
    options = parser.parse_args()
    planned = list(trials(options))
    with (
        tempfile.TemporaryDirectory(prefix="groupspam-rings-") as folder,
        ProcessPoolExecutor(options.processes) as pool,
    ):
        found = pool.map(partial(run, root=Path(folder)), planned)
        print("\n".join(rows(list(zip(planned, found, strict=True)))))


if __name__ == "__main__":
    main()
