"""What becomes of bans between the judge and the published table: verdicts, the valve, shadow, policy."""

import datetime
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.pipeline import nightly
from jobs.pipeline.nightly import Options, Outcome
from jobs.publish.layout import table_path
from jobs.simulate import SimulateResult, simulate

LAST = datetime.date(2026, 3, 10)
DAY = datetime.timedelta(days=1)
FLAGGED_BEFORE = ("night_count", "ban_night_count", "idle_days")
RULES_ALONE = (
    '[score]\nmode = "off"\n[rules.pressed_together]\nmode = "off"\n[rules.ring]\nmode = "off"\n'
)
HELD = "[valve]\nmin_ban_count = 0\nmax_ban_share = 0.0\n"

Run = Callable[..., Outcome]


@pytest.fixture(scope="module", name="world")
def _world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SimulateResult]:
    folder = tmp_path_factory.mktemp("world") / "input"
    return folder, simulate(folder, date=LAST, seed=3, account_count=200, days=3)


@pytest.fixture(name="run")
def _run(world: tuple[Path, SimulateResult], tmp_path: Path) -> Run:
    def run(policy: str = "", **changes: Any) -> Outcome:
        path = tmp_path / "policy.toml"
        path.write_text(policy)
        options = Options(
            date=LAST,
            input=world[0],
            output=tmp_path / "output",
            warehouse=tmp_path / "warehouse.duckdb",
            policy=path,
        )
        return nightly.run(replace(options, **changes))

    return run


def flags(
    tmp_path: Path, table: str = "flags", date: datetime.date = LAST
) -> dict[str, dict[str, Any]]:
    """Return the published flags by account."""
    rows = pq.read_table(
        table_path(tmp_path / "output", table, date), partitioning=None
    ).to_pylist()
    return {row["account_id"]: row for row in rows}


def account(world: tuple[Path, SimulateResult], archetype: str) -> str:
    """Return the planted account of an archetype."""
    (planted,) = (item for item in world[1].planted if item.archetype == archetype)
    return str(planted.accounts[0])


def decide(
    folder: Path, rows: list[tuple[str, str, datetime.datetime]], date: datetime.date
) -> None:
    """Write a partition of verdicts."""
    path = folder / "verdicts" / f"date={date}" / "part-9.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = list(zip(*rows, strict=True))
    table = pa.table(
        {
            "account_id": columns[0],
            "verdict": columns[1],
            "decided_at": pa.array(columns[2], pa.timestamp("us", "UTC")),
        }
    )
    pq.write_table(table, path)


def instant(date: datetime.date, hour: int = 12) -> datetime.datetime:
    return datetime.datetime.combine(date, datetime.time(hour), datetime.UTC)


VERDICTS: dict[str, tuple[list[tuple[str, int]], str]] = {
    "fresh_burst": ([("legitimate", 1)], "review"),
    "fresh_burst_midnight": ([("legitimate", 29)], "review"),
    "group_maker": ([("legitimate", 31)], "ban"),
    "group_maker_empty": ([("legitimate", 5), ("spam", 2)], "ban"),
    "mass_adder": ([("spam", 5), ("legitimate", 2)], "review"),
    "mass_adder_midnight": ([("spam", 1)], "ban"),
    "relay_maker": ([], "ban"),
}


def test_a_legitimate_verdict_turns_bans_into_review_for_thirty_days(
    run: Run, world: tuple[Path, SimulateResult], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(world[0], tmp_path / "judged"))
    by_day: dict[int, list[tuple[str, str, datetime.datetime]]] = {}
    for archetype, (history, _) in VERDICTS.items():
        for verdict, days in history:
            row = (account(world, archetype), verdict, instant(LAST - days * DAY))
            by_day.setdefault(days, []).append(row)
    for days, rows in by_day.items():
        decide(folder, rows, LAST - days * DAY)
    run(input=folder)
    found = {archetype: flags(tmp_path)[account(world, archetype)] for archetype in VERDICTS}
    assert {archetype: flag["decision"] for archetype, flag in found.items()} == {
        archetype: decision for archetype, (_, decision) in VERDICTS.items()
    }
    assert {archetype: flag["suppressed_by"] for archetype, flag in found.items()} == {
        archetype: "verdict" if decision == "review" else None
        for archetype, (_, decision) in VERDICTS.items()
    }


def test_the_valve_holds_every_ban_until_they_are_released(run: Run, tmp_path: Path) -> None:
    free = run()
    assert free.held is None
    banned = {name for name, flag in flags(tmp_path).items() if flag["decision"] == "ban"}
    held = run(HELD)
    assert held.held is not None
    assert "max_ban_share" in held.held
    for name, flag in flags(tmp_path).items():
        assert flag["decision"] != "ban"
        assert flag["suppressed_by"] == ("valve" if name in banned else None)
    released = run(HELD, release_bans="looked at each")
    assert released.held is None
    assert banned == {name for name, flag in flags(tmp_path).items() if flag["decision"] == "ban"}
    valve = json.loads(released.manifest.read_text())["valve"]
    assert valve["released_because"] == "looked at each"
    assert valve["reason"]


def test_a_rule_in_shadow_flags_apart_and_a_rule_that_is_off_not_at_all(
    run: Run, world: tuple[Path, SimulateResult], tmp_path: Path
) -> None:
    run(
        RULES_ALONE
        + '[rules.stranger_add_burst]\nmode = "shadow"\n[rules.fresh_burst]\nmode = "off"\n'
    )
    adder, burst = account(world, "mass_adder"), account(world, "fresh_burst")
    assert flags(tmp_path)[adder]["rules"] == ["stranger_add"]
    assert flags(tmp_path, "shadow_flags")[adder]["rules"] == ["stranger_add_burst"]
    assert flags(tmp_path, "shadow_flags")[adder]["decision"] == "ban"
    assert flags(tmp_path, "shadow_flags")[adder]["first_flagged_on"] == LAST
    assert "fresh_burst" not in flags(tmp_path)[burst]["rules"]


def test_a_rule_may_differ_by_account_type(
    run: Run, world: tuple[Path, SimulateResult], tmp_path: Path
) -> None:
    run(
        RULES_ALONE
        + '[rules.stranger_add_burst.for.consumer]\ndecision = "watch"\n[rules.stranger_add]\nmode = "off"\n'
    )
    assert flags(tmp_path)[account(world, "mass_adder")]["decision"] == "watch"


def test_the_first_night_that_flagged_an_account_is_remembered(run: Run, tmp_path: Path) -> None:
    tenth = (
        "[publish]\ndiagnostics = true\n"
        "[rules.stranger_add]\nwhen = { add_stranger_24h_max_count = '>= 1' }\n"
    )
    run(tenth, date=LAST - DAY)
    earlier = flags(tmp_path, date=LAST - DAY)
    run(tenth)
    later = flags(tmp_path)
    assert earlier.keys() & later.keys()
    for name, flag in later.items():
        assert flag["first_flagged_on"] == (LAST - DAY if name in earlier else LAST)
    signals = flags(tmp_path, "signals")
    for name in later:
        told = tuple(signals[name][f"flagged_{what}"] for what in FLAGGED_BEFORE)
        is_banned = name in earlier and earlier[name]["decision"] == "ban"
        assert told == ((1, is_banned, 1) if name in earlier else (None, None, None))


def test_a_rerun_names_the_later_nights_that_it_makes_stale(run: Run) -> None:
    run(date=LAST - DAY)
    run()
    assert json.loads(run(date=LAST - DAY).manifest.read_text())["stale_dates"] == []
    changed = "[rules.stranger_add]\nwhen = { add_stranger_24h_max_count = '>= 1' }\n"
    again = run(changed, date=LAST - DAY)
    assert json.loads(again.manifest.read_text())["stale_dates"] == [str(LAST)]


def test_a_rehearsal_says_whom_a_policy_would_hit_and_writes_nothing(
    run: Run, world: tuple[Path, SimulateResult], tmp_path: Path
) -> None:
    run(RULES_ALONE)
    before = {
        path: path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()
    }
    path = tmp_path / "new.toml"
    path.write_text(
        RULES_ALONE
        + '[rules.fresh_burst]\nmode = "off"\n[rules.fresh_stranger_messages]\nmode = "off"\n'
        '[rules.stranger_add_burst]\ndecision = "review"\n'
        "[rules.forward_fanout]\nwhen = { forward_fanout_count = '>= 1' }\n"
    )
    options = Options(LAST, world[0], tmp_path / "output", tmp_path / "warehouse.duckdb", path)
    changes = {change.account_id: change for change in nightly.dry_run(options)}
    burst, adder = account(world, "fresh_burst"), account(world, "mass_adder")
    assert (changes[burst].kind, changes[burst].was) == ("no longer flagged", "ban")
    assert (changes[adder].kind, changes[adder].becomes) == ("changed", "review")
    after = {path: path.read_bytes() for path in (tmp_path / "output").rglob("*") if path.is_file()}
    assert after == before
    same = tmp_path / "policy.toml"
    assert nightly.dry_run(replace(options, policy=same)) == []
    fresh = replace(options, policy=same, warehouse=tmp_path / "none" / "w.duckdb")
    assert nightly.dry_run(fresh) == []
    assert not (tmp_path / "none").exists()
