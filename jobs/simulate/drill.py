"""The simulation from beginning to end: a world, what is planted in it, and its files."""

import datetime as dt
import shutil
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from jobs.contract.errors import OutputFailed, WrongUsage
from jobs.simulate.clock import DAY, day_of
from jobs.simulate.distinct import among, distinct
from jobs.simulate.draws import Draws
from jobs.simulate.kinds import KINDS
from jobs.simulate.ledger import DEFAULTS
from jobs.simulate.names import ListedNames, MixedNames, Namer, Names
from jobs.simulate.scenario import Scenario, read_scenario
from jobs.simulate.stage import BYSTANDER, Role, Stage
from jobs.simulate.surroundings import TIMES
from jobs.simulate.verdicts import decide
from jobs.simulate.worlds import MAKE_UP, World, find_world, make_world
from jobs.simulate.write import (
    Naming,
    copy_log,
    every_day,
    log_tables,
    write_partition,
    write_truth,
)

TRUTH = "truth.parquet"
ORDINARY = "ordinary"

_DEFAULT_DATE = dt.date(2026, 3, 11)
_MIN_ACCOUNT_COUNT = 100
_MIN_DAY_COUNT = 2
_EXAMPLE_COUNT = 2000


@dataclass(frozen=True)
class Planted:
    """The accounts that were planted as one archetype."""

    archetype: str
    is_spam: bool
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class SimulateResult:
    """What was written: dates with rows, rows added to each log, and who was planted among whom."""

    dates: tuple[dt.date, ...]
    row_counts: Mapping[str, int]
    planted: tuple[Planted, ...]
    account_count: int

    @property
    def spam_share(self) -> float:
        """Return the planted spam's share of all accounts."""
        spam_count = sum(len(planted.accounts) for planted in self.planted if planted.is_spam)
        return spam_count / self.account_count


def simulate(
    out: Path,
    *,
    into: Path | None = None,
    date: dt.date | None = None,
    seed: int = 0,
    account_count: int = 2000,
    days: int = 3,
    make_up: Sequence[str] = (),
    each: int = 1,
    scenario: Path | None = None,
) -> SimulateResult:
    """Write logs with planted spam and innocents to a new folder, and the truth beside them.

    Args:
        out: the folder to write; it must not exist, or be empty.
        into: a folder with logs to plant into; without it a population is made up.
        date: the day on which limits are passed; by default the last one of `into`.
        seed: the same seed gives the same bytes.
        account_count: people in the made-up population.
        days: days that it lives, the last of them `date`.
        make_up: optional logs that `into` lacks and that are to be made up: accounts, contacts.
        each: how often each kind is planted, times the scenario's count of it.
        scenario: a file that overlays the packaged scenario.

    Raises:
        PolicyInvalid: if the scenario names an unknown key or a value that makes no sense.
        WrongUsage: if the arguments contradict each other.
        InputMissing: if `into` lacks a needed log, or the date in it.
        InputRejected: if a file of `into` cannot be read.
        OutputFailed: if `out` holds something already or cannot be written.
    """
    _check(out, into, account_count, days, make_up, each)
    plan = read_scenario(scenario)
    rng = np.random.default_rng([seed, 0])
    if into is None:
        world = make_world(rng, plan.world, date or _DEFAULT_DATE, account_count, days)
    else:
        world = find_world(rng, plan.world, into, date, make_up)
    _plant(world.stage, plan, seed, each)
    decide(world.stage, np.random.default_rng([seed, 3]))
    if world.everyday is not None:
        world.everyday.gatherings.remember(*world.stage.entries())
    naming = _name(world, np.random.default_rng([seed, 2]))
    is_new = not out.exists()
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _write(out, into, world, naming)
    except BaseException as error:
        _empty(out, is_new)
        if not isinstance(error, OSError):
            raise
        raise OutputFailed(f"{out}: cannot be written ({error.strerror or error})") from error


def _empty(out: Path, is_new: bool) -> None:
    """Take away what a failed simulation has written: half a world looks like a whole one."""
    with suppress(OSError):
        for path in [out] if is_new else list(out.iterdir()):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()


def _check(
    out: Path,
    into: Path | None,
    account_count: int,
    days: int,
    make_up: Sequence[str],
    each: int,
) -> None:
    if days < _MIN_DAY_COUNT:
        raise WrongUsage(f"{days} days are too few: some kinds act over midnight; name 2 or more")
    if account_count < _MIN_ACCOUNT_COUNT or each < 1:
        raise WrongUsage(f"name {_MIN_ACCOUNT_COUNT} accounts or more, and each kind at least once")
    if unknown := set(make_up) - set(MAKE_UP):
        raise WrongUsage(f"{min(unknown)} cannot be made up; name one of {', '.join(MAKE_UP)}")
    if make_up and into is None:
        raise WrongUsage("a made-up population has every log; --make-up goes with --into only")
    if into is not None and into.resolve() in (out.resolve(), *out.resolve().parents):
        raise WrongUsage(f"{out} lies in the input {into}; name a folder outside of it")
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise OutputFailed(f"{out} is not an empty folder; name a new one, nothing is overwritten")


def _plant(stage: Stage, plan: Scenario, seed: int, each: int) -> None:
    """Plant every kind that the world has days for.

    Each is planted from chance of its own: one kind more changes none of the others.
    """
    for kind in [kind for kind in KINDS if len(stage.days) >= kind.min_days]:
        for copy in range(each * plan.counts[kind.name]):
            rng = np.random.default_rng([seed, 1, zlib.crc32(kind.name.encode()), copy])
            kind.plant(stage, Draws(plan.ranges[kind.name], rng))


def _name(world: World, rng: np.random.Generator) -> Naming:
    ledger = world.stage.ledger
    nouns: dict[str, Names] = {}
    for noun in ("account", "group", "device", "network"):
        existing = world.ids.get(noun, ())
        if world.everyday is not None:
            nouns[noun] = MixedNames(rng)
            continue
        # Only accounts are numbered from those that exist; the rest is drawn anew.
        numbered = existing if noun == "account" else ()
        count = ledger.handed_out(noun) - len(numbered)
        fresh = Namer(rng, _some(existing), existing).names(count)
        nouns[noun] = ListedNames(np.concatenate([np.array(numbered, dtype=np.str_), fresh]))
    if world.everyday is not None:
        return Naming(nouns, ledger, MixedNames(rng))
    return Naming(nouns, ledger, Namer(rng, world.event_examples, unseen_count=world.event_count))


def _some(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return examples from the whole range: the first ones of sorted ids begin alike."""
    return ids[:: len(ids) // _EXAMPLE_COUNT + 1]


def _write(out: Path, into: Path | None, world: World, naming: Naming) -> SimulateResult:
    dates: set[dt.date] = set()
    counts = dict.fromkeys(world.styles, 0)
    for log in DEFAULTS:
        if into is not None and (into / log).is_dir():
            copy_log(into / log, out / log)
    for until in _stretches(world):
        for log, style in world.styles.items():
            tables = _tables(world, log, until, naming)
            if into is not None and not (into / log).is_dir():
                tables = every_day(tables, day_of(world.stage.today))
            for date, table in tables.items():
                folder = out / log / f"date={date}"
                write_partition(folder, table, has_success=style.has_success)
                dates |= {date} if len(table) else set()
                counts[log] += len(table)
    truth = [(name, role.archetype, role.is_spam) for name, role in _named_cast(world, naming)]
    played = distinct(np.array([role.account for role in world.stage.cast], dtype=np.int64))
    is_ordinary = ~among(played, world.residents)
    ordinary = naming.texts("account_id", world.residents[is_ordinary])
    write_truth(out / TRUTH, truth, ordinary, ORDINARY)
    planted = _planted(world.stage, truth)
    account_count = naming.ledger.handed_out("account")
    return SimulateResult(tuple(sorted(dates)), counts, planted, account_count)


def _stretches(world: World) -> Iterator[int]:
    """Let the days pass and yield where each ends; into existing logs all is written at once."""
    if world.everyday is None:
        yield world.stage.end
        return
    for day in world.stage.days:
        world.everyday.pass_day(day)
        yield day + DAY


def _tables(world: World, log: str, until: int, naming: Naming) -> dict[dt.date, pa.Table]:
    """Return the log's rows up to that instant which have not been written yet."""
    stage = world.stage
    column, end = ("day", until // DAY) if log == "contacts" else (TIMES[log], until)
    days = frozenset({*stage.days, stage.today - DAY})
    rows = stage.ledger.take(log, column, end)
    return log_tables(log, rows, world.styles[log], naming, days)


def _named_cast(world: World, naming: Naming) -> Iterator[tuple[str, Role]]:
    accounts = np.array([role.account for role in world.stage.cast], dtype=np.int64)
    names = naming.texts("account_id", accounts).to_pylist()
    return zip(names, world.stage.cast, strict=True)


def _planted(stage: Stage, truth: list[tuple[str, str, bool]]) -> tuple[Planted, ...]:
    """Return who was planted, archetypes in the order of their first account, bystanders last."""
    roles = sorted(
        {(role.archetype, role.is_spam): None for role in stage.cast},
        key=lambda role: role[0] == BYSTANDER,
    )
    return tuple(
        Planted(archetype, is_spam, tuple(a for a, name, _ in truth if name == archetype))
        for archetype, is_spam in roles
    )
