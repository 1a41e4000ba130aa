"""Run a simulation: set up a world, plant accounts, write the logs."""

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
from jobs.simulate.existing_logs import TIMES
from jobs.simulate.kinds import KINDS
from jobs.simulate.names import ListedNames, MixedNames, Namer, Names
from jobs.simulate.scenario import Scenario, read_scenario
from jobs.simulate.setup import GENERATED_LOGS, Simulation, read_population, simulate_population
from jobs.simulate.simulated_logs import DEFAULTS
from jobs.simulate.verdicts import record_verdicts
from jobs.simulate.world import BYSTANDER, Role, World
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
    """The accounts planted as one archetype."""

    archetype: str
    is_spam: bool
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class SimulateResult:
    """The result: dates with rows, rows added to each log, planted accounts, all accounts."""

    dates: tuple[dt.date, ...]
    row_counts: Mapping[str, int]
    planted: tuple[Planted, ...]
    account_count: int

    @property
    def spam_share(self) -> float:
        """Return the share of planted spam among all accounts."""
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
    """Write logs with planted spam and innocents to a new folder, with the truth.

    Args:
        out: the folder to write; it must not exist, or be empty.
        into: a folder with logs to plant into; without it a population is simulated.
        date: the day on which limits are passed; by default the last one of `into`.
        seed: the same seed gives the same bytes.
        account_count: number of people in the simulated population.
        days: number of simulated days; the last is `date`.
        make_up: logs to simulate because `into` lacks them: accounts, contacts.
        each: multiplies the scenario's count of each kind.
        scenario: a file that overlays the packaged scenario.

    Raises:
        PolicyInvalid: if the scenario has an unknown key or an invalid value.
        WrongUsage: if the arguments contradict each other.
        InputMissing: if `into` lacks a needed log, or the date in it.
        InputRejected: if a file of `into` cannot be read.
        OutputFailed: if `out` is not empty or cannot be written.
    """
    _check(out, into, account_count, days, make_up, each)
    plan = read_scenario(scenario)
    rng = np.random.default_rng([seed, 0])
    if into is None:
        simulation = simulate_population(
            rng, plan.parameters, date or _DEFAULT_DATE, account_count, days
        )
    else:
        simulation = read_population(rng, plan.parameters, into, date, make_up)
    _plant(simulation.world, plan, seed, each)
    record_verdicts(simulation.world, np.random.default_rng([seed, 3]))
    if simulation.ordinary_activity is not None:
        simulation.ordinary_activity.group_activity.note_contacts(
            *simulation.world.planted_contacts()
        )
    naming = _name(simulation, np.random.default_rng([seed, 2]))
    is_new = not out.exists()
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _write(out, into, simulation, naming)
    except BaseException as error:
        _empty(out, is_new)
        if not isinstance(error, OSError):
            raise
        raise OutputFailed(f"{out}: cannot be written ({error.strerror or error})") from error


def _empty(out: Path, is_new: bool) -> None:
    """Delete the files of a failed simulation, as incomplete logs could be taken for complete."""
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
    if unknown := set(make_up) - set(GENERATED_LOGS):
        raise WrongUsage(
            f"{min(unknown)} cannot be made up; name one of {', '.join(GENERATED_LOGS)}"
        )
    if make_up and into is None:
        raise WrongUsage("a simulated population has every log; --make-up goes with --into only")
    if into is not None and into.resolve() in (out.resolve(), *out.resolve().parents):
        raise WrongUsage(f"{out} lies in the input {into}; name a folder outside of it")
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise OutputFailed(f"{out} is not an empty folder; name a new one, nothing is overwritten")


def _plant(world: World, plan: Scenario, seed: int, each: int) -> None:
    """Plant each kind for which the world has enough days.

    Each has its own random generator, so that one more kind changes none of the others.
    """
    for kind in [kind for kind in KINDS if len(world.days) >= kind.min_days]:
        for copy in range(each * plan.counts[kind.name]):
            rng = np.random.default_rng([seed, 1, zlib.crc32(kind.name.encode()), copy])
            kind.plant(world, Draws(plan.ranges[kind.name], rng))


def _name(simulation: Simulation, rng: np.random.Generator) -> Naming:
    logs = simulation.world.logs
    entities: dict[str, Names] = {}
    for entity in ("account", "group", "device", "network"):
        existing = simulation.ids.get(entity, ())
        if simulation.ordinary_activity is not None:
            entities[entity] = MixedNames(rng)
            continue
        # The first account numbers are the existing accounts; all other ids are new.
        numbered = existing if entity == "account" else ()
        count = logs.issued_count(entity) - len(numbered)
        fresh = Namer(rng, _some(existing), existing).names(count)
        entities[entity] = ListedNames(np.concatenate([np.array(numbered, dtype=np.str_), fresh]))
    if simulation.ordinary_activity is not None:
        return Naming(entities, logs, MixedNames(rng))
    return Naming(
        entities, logs, Namer(rng, simulation.event_examples, unseen_count=simulation.event_count)
    )


def _some(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return examples from the whole range, as the first of sorted ids are too similar."""
    return ids[:: len(ids) // _EXAMPLE_COUNT + 1]


def _write(out: Path, into: Path | None, simulation: Simulation, naming: Naming) -> SimulateResult:
    dates: set[dt.date] = set()
    counts = dict.fromkeys(simulation.styles, 0)
    for log in DEFAULTS:
        if into is not None and (into / log).is_dir():
            copy_log(into / log, out / log)
    for until in _periods(simulation):
        for log, style in simulation.styles.items():
            tables = _tables(simulation, log, until, naming)
            if into is not None and not (into / log).is_dir():
                tables = every_day(tables, day_of(simulation.world.today))
            for date, table in tables.items():
                folder = out / log / f"date={date}"
                write_partition(folder, table, has_success=style.has_success)
                dates |= {date} if len(table) else set()
                counts[log] += len(table)
    truth = [
        (name, role.archetype, role.is_spam) for name, role in _named_roles(simulation, naming)
    ]
    accounts = distinct(np.array([role.account for role in simulation.world.roles], dtype=np.int64))
    is_ordinary = ~among(accounts, simulation.residents)
    ordinary = naming.texts("account_id", simulation.residents[is_ordinary])
    write_truth(out / TRUTH, truth, ordinary, ORDINARY)
    planted = _planted(simulation.world, truth)
    account_count = naming.logs.issued_count("account")
    return SimulateResult(tuple(sorted(dates)), counts, planted, account_count)


def _periods(simulation: Simulation) -> Iterator[int]:
    """Simulate day by day and yield the end of each; with existing logs, one period."""
    if simulation.ordinary_activity is None:
        yield simulation.world.end
        return
    for day in simulation.world.days:
        simulation.ordinary_activity.record_day(day)
        yield day + DAY


def _tables(
    simulation: Simulation, log: str, until: int, naming: Naming
) -> dict[dt.date, pa.Table]:
    """Return the log's rows before an instant that are not written yet."""
    world = simulation.world
    column, end = ("day", until // DAY) if log == "contacts" else (TIMES[log], until)
    days = frozenset({*world.days, world.today - DAY})
    rows = world.logs.take(log, column, end)
    return log_tables(log, rows, simulation.styles[log], naming, days)


def _named_roles(simulation: Simulation, naming: Naming) -> Iterator[tuple[str, Role]]:
    accounts = np.array([role.account for role in simulation.world.roles], dtype=np.int64)
    names = naming.texts("account_id", accounts).to_pylist()
    return zip(names, simulation.world.roles, strict=True)


def _planted(world: World, truth: list[tuple[str, str, bool]]) -> tuple[Planted, ...]:
    """Return the planted accounts, archetypes in the order of planting, bystanders last."""
    roles = sorted(
        {(role.archetype, role.is_spam): None for role in world.roles},
        key=lambda role: role[0] == BYSTANDER,
    )
    return tuple(
        Planted(archetype, is_spam, tuple(a for a, name, _ in truth if name == archetype))
        for archetype, is_spam in roles
    )
