"""Set up the world to plant into: a simulated population, or a user's own logs."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from jobs.contract.errors import InputMissing, WrongUsage
from jobs.simulate.clock import DAY, Ints, midnight
from jobs.simulate.existing_logs import NEEDED, ExistingLogs, LogStyle, read_existing_logs
from jobs.simulate.generated_logs import generate_accounts, generate_contacts
from jobs.simulate.group_activity import GroupActivity
from jobs.simulate.ordinary_activity import OrdinaryActivity
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.population import make_population
from jobs.simulate.registration import PLACES, Place, Registry
from jobs.simulate.simulated_logs import DEFAULTS, SimulatedLogs
from jobs.simulate.world import MembershipList, TargetPool, World

GENERATED_LOGS = ("accounts", "contacts")

# Days up to the planted one on which established accounts write to their contacts.
_LIFE_DAYS = 14


@dataclass(frozen=True)
class Simulation:
    """A world, and what is needed to write it: existing ids, log styles, ordinary accounts."""

    world: World
    styles: Mapping[str, LogStyle]
    residents: Ints
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    event_examples: tuple[str, ...] = ()
    event_count: int = 0
    ordinary_activity: OrdinaryActivity | None = None


def simulate_population(
    rng: np.random.Generator,
    parameters: WorldParameters,
    last_on: dt.date,
    account_count: int,
    day_count: int,
) -> Simulation:
    """Return a simulated population, before its days are simulated."""
    logs = SimulatedLogs()
    registry = Registry(logs, PLACES, parameters.family_share)
    days = tuple(midnight(last_on) - back * DAY for back in reversed(range(day_count)))
    population = make_population(logs, registry, rng, parameters, account_count, days)
    group_activity = GroupActivity(logs, rng, population)
    group_activity.start(days[0])
    target_pool = TargetPool(population.established(days[0]), 0.9)
    first_on = last_on - dt.timedelta(days=day_count - 1)
    styles = {log: LogStyle(first_on) for log in DEFAULTS}
    active = group_activity.active
    memberships = MembershipList(np.repeat(active.groups, active.sizes), active.members)
    world = World(logs, registry, target_pool, days, rng, parameters, population, memberships)
    ordinary_activity = OrdinaryActivity(logs, rng, population, group_activity)
    return Simulation(world, styles, population.accounts, ordinary_activity=ordinary_activity)


def read_population(
    rng: np.random.Generator,
    parameters: WorldParameters,
    folder: Path,
    date: dt.date | None,
    make_up: Collection[str],
) -> Simulation:
    """Return the world of the logs in a folder, with optional logs generated if asked."""
    found = read_existing_logs(folder, with_messages="contacts" in make_up)
    for log in make_up:
        if log in found.partitions:
            raise WrongUsage(f"{folder / log} exists; leave out --make-up {log}")
    last_on = date or max(found.partitions["membership_events"])
    for log in NEEDED:
        if last_on not in found.partitions[log]:
            path = folder / log / f"date={last_on}"
            raise InputMissing(f"{path}: no files for this date; choose one that both logs have")
    ids = {entity: tuple(sorted(texts)) for entity, texts in found.ids.items()}
    logs = SimulatedLogs()
    accounts = logs.new_numbers("account", len(ids["account"]))
    registry = Registry(logs, _places(found), parameters.family_share)
    styles = _styles(found, make_up, last_on)
    if "accounts" in make_up:
        first_day = midnight(styles["accounts"].first_on)
        generate_accounts(registry, rng, parameters, accounts, first_day)
    if "contacts" in make_up:
        found.owners |= generate_contacts(logs, rng, ids["account"], found.first_messages)
    days = _days(found, last_on)
    target_pool = TargetPool(accounts[_approachable(found, ids["account"], styles, days[0])], 0.5)
    no_one = np.zeros(0, dtype=np.int64)
    world = World(logs, registry, target_pool, days, rng, parameters)
    return Simulation(world, styles, no_one, ids, found.event_examples, found.event_count)


def _styles(found: ExistingLogs, make_up: Collection[str], last_on: dt.date) -> dict[str, LogStyle]:
    first_on = min(min(found.partitions[log]) for log in NEEDED)
    return {**found.styles, **{log: LogStyle(min(first_on, last_on)) for log in make_up}}


def _days(found: ExistingLogs, last_on: dt.date) -> tuple[int, ...]:
    near = (last_on - dt.timedelta(days=back) for back in reversed(range(_LIFE_DAYS)))
    return tuple(midnight(day) for day in near if day in found.partitions["message_edges"])


def _places(found: ExistingLogs) -> tuple[Place, ...]:
    """Return the places of existing accounts; with fewer than two, simulated places too."""
    places = tuple(
        Place(country, prefix, float(count))
        for (country, prefix), count in sorted(found.homes.items())
    )
    return places if len({place.country for place in places}) > 1 else (*places, *PLACES)


def _approachable(
    found: ExistingLogs,
    accounts: tuple[str, ...],
    styles: Mapping[str, LogStyle],
    first_day: int,
) -> list[int]:
    """Return the accounts registered before the first day that have an address book.

    A target without an address book is unknown, and counts for no ban.
    """
    return [
        number
        for number, account in enumerate(accounts)
        if found.registered_at.get(account, first_day - 1) < first_day
        and ("contacts" not in styles or account in found.owners)
    ]
