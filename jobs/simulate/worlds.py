"""The two worlds that behaviours are planted into: a made-up one, and a user's own logs."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from jobs.contract.errors import InputMissing, WrongUsage
from jobs.simulate.clock import DAY, Ints, midnight
from jobs.simulate.everyday import Everyday
from jobs.simulate.gatherings import Gatherings
from jobs.simulate.ledger import DEFAULTS, Ledger
from jobs.simulate.makeup import make_up_accounts, make_up_contacts
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.population import settle
from jobs.simulate.registration import PLACES, Place, Registry
from jobs.simulate.stage import Crowd, Roll, Stage
from jobs.simulate.surroundings import NEEDED, LogStyle, Surroundings, survey

MAKE_UP = ("accounts", "contacts")

# Days before the planted one on which aged accounts chat with their friends.
_LIFE_DAYS = 14


@dataclass(frozen=True)
class World:
    """A stage, and what is needed to write it: existing ids, log styles, ordinary residents."""

    stage: Stage
    styles: Mapping[str, LogStyle]
    residents: Ints
    ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    event_examples: tuple[str, ...] = ()
    event_count: int = 0
    everyday: Everyday | None = None


def make_world(
    rng: np.random.Generator,
    parameters: WorldParameters,
    last_on: dt.date,
    account_count: int,
    day_count: int,
) -> World:
    """Return a made-up population, before its everyday life has passed."""
    ledger = Ledger()
    registry = Registry(ledger, PLACES, parameters.family_share)
    days = tuple(midnight(last_on) - back * DAY for back in reversed(range(day_count)))
    population = settle(ledger, registry, rng, parameters, account_count, days)
    gatherings = Gatherings(ledger, rng, population)
    gatherings.begin(days[0])
    crowd = Crowd(population.settled(days[0]), 0.9)
    first_on = last_on - dt.timedelta(days=day_count - 1)
    styles = {log: LogStyle(first_on) for log in DEFAULTS}
    alive = gatherings.alive
    roll = Roll(np.repeat(alive.groups, alive.sizes), alive.members)
    stage = Stage(ledger, registry, crowd, days, rng, parameters, population, roll)
    everyday = Everyday(ledger, rng, population, gatherings)
    return World(stage, styles, population.accounts, everyday=everyday)


def find_world(
    rng: np.random.Generator,
    parameters: WorldParameters,
    folder: Path,
    date: dt.date | None,
    make_up: Collection[str],
) -> World:
    """Return the world of the logs in the folder, with optional logs made up where asked."""
    around = survey(folder, with_messages="contacts" in make_up)
    for log in make_up:
        if log in around.partitions:
            raise WrongUsage(f"{folder / log} exists; leave out --make-up {log}")
    last_on = date or max(around.partitions["membership_events"])
    for log in NEEDED:
        if last_on not in around.partitions[log]:
            path = folder / log / f"date={last_on}"
            raise InputMissing(f"{path}: no files for this date; choose one that both logs have")
    ids = {noun: tuple(sorted(texts)) for noun, texts in around.ids.items()}
    ledger = Ledger()
    accounts = ledger.numbers("account", len(ids["account"]))
    registry = Registry(ledger, _places(around), parameters.family_share)
    styles = _styles(around, make_up, last_on)
    if "accounts" in make_up:
        first_day = midnight(styles["accounts"].first_on)
        make_up_accounts(registry, rng, parameters, accounts, first_day)
    if "contacts" in make_up:
        around.owners |= make_up_contacts(ledger, rng, ids["account"], around.first_messages)
    days = _days(around, last_on)
    crowd = Crowd(accounts[_approachable(around, ids["account"], styles, days[0])], 0.5)
    no_one = np.zeros(0, dtype=np.int64)
    stage = Stage(ledger, registry, crowd, days, rng, parameters)
    return World(stage, styles, no_one, ids, around.event_examples, around.event_count)


def _styles(
    around: Surroundings, make_up: Collection[str], last_on: dt.date
) -> dict[str, LogStyle]:
    first_on = min(min(around.partitions[log]) for log in NEEDED)
    return {**around.styles, **{log: LogStyle(min(first_on, last_on)) for log in make_up}}


def _days(around: Surroundings, last_on: dt.date) -> tuple[int, ...]:
    near = (last_on - dt.timedelta(days=back) for back in reversed(range(_LIFE_DAYS)))
    return tuple(midnight(day) for day in near if day in around.partitions["message_edges"])


def _places(around: Surroundings) -> tuple[Place, ...]:
    """Return where the existing accounts live; with fewer than two places, made-up ones too."""
    found = tuple(
        Place(country, prefix, float(count))
        for (country, prefix), count in sorted(around.homes.items())
    )
    return found if len({place.country for place in found}) > 1 else (*found, *PLACES)


def _approachable(
    around: Surroundings,
    accounts: tuple[str, ...],
    styles: Mapping[str, LogStyle],
    first_day: int,
) -> list[int]:
    """Return who had registered before the first day, and owns an address book if there are any.

    A target without an address book is unknown, and counts for no ban.
    """
    return [
        number
        for number, account in enumerate(accounts)
        if around.registered_at.get(account, first_day - 1) < first_day
        and ("contacts" not in styles or account in around.owners)
    ]
