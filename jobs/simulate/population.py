"""A made-up population: communities, registrations, address books that grow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.clock import DAY, HOUR, Ints
from jobs.simulate.distinct import distinct
from jobs.simulate.ledger import Ledger
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.registration import Floats, Registry

Flags = NDArray[np.bool_]

_YOUNGEST_DAYS = 5


@dataclass(frozen=True)
class Population:
    """Accounts in the order of their communities; `owners`, `contacts` are who lists whom.

    `talks` is how many conversations each begins in a day, `canvassed` how many strangers he then
    writes to and `answered` what share of them answers; `first_mate` and `mates` say where his
    community begins, and how many it has.
    """

    world: WorldParameters
    accounts: Ints
    registered_at: Ints
    hours_from_utc: Floats
    owners: Ints
    contacts: Ints
    by_contact: Ints
    first_mate: Ints
    mates: Ints
    talks: Floats
    canvassed: Floats
    answered: Floats

    def settled(self, since: int) -> Ints:
        """Return who had registered by then and has an address book."""
        has_book = np.zeros(len(self.accounts), dtype=np.bool_)
        has_book[self.owners] = True
        return self.accounts[has_book & (self.registered_at < since)]

    def listers(self, account: int) -> Ints:
        """Return who lists the account, at the latest on the last day."""
        bounds = [account, account + 1]
        first, end = np.searchsorted(self.contacts, bounds, sorter=self.by_contact)
        return self.owners[self.by_contact[first:end]]

    def listed(self, owners: Ints, contacts: Ints) -> Flags:
        """Return for each pair whether the owner lists the contact."""
        count = len(self.accounts)
        keys = self.owners * count + self.contacts
        wanted = owners * count + contacts
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found: Flags = keys[place] == wanted
        return found

    def mates_of(self, rng: np.random.Generator, accounts: Ints) -> Ints:
        """Return for each account somebody of his community, himself not excepted."""
        steps = rng.random(len(accounts)) * self.mates[accounts]
        return self.first_mate[accounts] + steps.astype(np.int64)


def settle(
    ledger: Ledger,
    registry: Registry,
    rng: np.random.Generator,
    world: WorldParameters,
    account_count: int,
    days: tuple[int, ...],
) -> Population:
    """Make a population that lives on the given days (midnights, ascending)."""
    accounts = ledger.numbers("account", account_count)
    registered_at = _registrations(rng, world, account_count, days)
    shops = _shops(rng, world, registered_at)
    residence = registry.residence(rng, account_count)
    registry.register_ordinary(rng, world, accounts, registered_at, residence, shops)
    first_mate, mates = _communities(rng, world, account_count)
    owners, contacts = _address_books(rng, world, first_mate, mates)
    _record_books(ledger, rng, world, registered_at, owners, contacts, days)
    zones = np.array([place.hours_from_utc for place in registry.places])
    talks = tailed(rng, world.talk_median, world.talk_sigma, account_count)
    talks[rng.random(account_count) < world.dormant_share] *= 0.02
    canvassed = tailed(rng, world.canvassed_median, world.canvassed_sigma, account_count)
    canvassed[rng.random(account_count) >= world.canvasser_share] = 0.0
    return Population(
        world=world,
        accounts=accounts,
        registered_at=registered_at,
        hours_from_utc=zones[residence],
        owners=owners,
        contacts=contacts,
        by_contact=np.argsort(contacts, kind="stable"),
        first_mate=first_mate,
        mates=mates,
        talks=np.minimum(talks, world.talk_most),
        canvassed=np.minimum(canvassed, world.canvassed_most),
        answered=rng.beta(world.answer_alpha, world.answer_beta, size=account_count),
    )


def tailed(rng: np.random.Generator, median: float, sigma: float, count: int) -> Floats:
    """Return lognormal numbers, most of them small and a few far larger."""
    drawn: Floats = median * np.exp(sigma * rng.standard_normal(count))
    return drawn


def _registrations(
    rng: np.random.Generator, world: WorldParameters, count: int, days: tuple[int, ...]
) -> Ints:
    """Return ages that are even in their logarithm; newcomers register on the days themselves."""
    oldest = max(world.oldest_days, 2 * _YOUNGEST_DAYS)
    age = np.exp(rng.uniform(np.log(_YOUNGEST_DAYS), np.log(oldest), size=count)) * DAY
    registered_at = days[0] - age.astype(np.int64)
    new = rng.random(count) < world.newcomer_share
    span = days[-1] + DAY - days[0]
    registered_at[new] = days[0] + (rng.random(int(new.sum())) * span).astype(np.int64)
    return registered_at


def _shops(rng: np.random.Generator, world: WorldParameters, registered_at: Ints) -> Ints:
    """Let shops register the phones they sell within an hour; return each account's shop or -1."""
    count, phones = len(registered_at), int(world.shop_phones)
    shops = np.full(count, -1, dtype=np.int64)
    shop_count = int(count / max(world.people_per_shop, phones + 1.0))
    customers = rng.choice(count, size=(shop_count, phones), replace=False)
    for shop, people in enumerate(customers):
        shops[people] = shop
        registered_at[people] = registered_at[people[:1]] + rng.integers(HOUR, size=phones)
    return shops


def _communities(rng: np.random.Generator, world: WorldParameters, count: int) -> tuple[Ints, Ints]:
    """Return where each account's community begins and its size; sizes are heavy-tailed."""
    drawn = tailed(rng, world.community_median, world.community_sigma, count // 3 + 1)
    sizes = np.maximum(drawn, 3).astype(np.int64)
    ends = np.minimum(np.cumsum(sizes), count)
    ends[-1] = count
    ends = distinct(ends)
    sizes = np.diff(ends, prepend=0)
    return np.repeat(ends - sizes, sizes), np.repeat(sizes, sizes)


def _address_books(
    rng: np.random.Generator, world: WorldParameters, first_mate: Ints, mates: Ints
) -> tuple[Ints, Ints]:
    """Return pairs owner, contact: mostly of one's community, most of them mutual."""
    count = len(mates)
    degree = np.clip(tailed(rng, world.book_median, world.book_sigma, count), 1, world.book_most)
    owners = np.repeat(np.arange(count), degree.astype(np.int64))
    near = first_mate[owners] + (rng.random(len(owners)) * mates[owners]).astype(np.int64)
    far = rng.integers(count, size=len(owners))
    contacts = np.where(rng.random(len(owners)) < world.far_share, far, near)
    mutual = rng.random(len(owners)) < world.mutual_share
    pairs = distinct(
        np.concatenate([owners * count + contacts, contacts[mutual] * count + owners[mutual]])
    )
    owners, contacts = np.divmod(pairs, count)
    bookless = rng.random(count) < world.bookless_share
    kept = (owners != contacts) & ~bookless[owners]
    return owners[kept], contacts[kept]


def _record_books(
    ledger: Ledger,
    rng: np.random.Generator,
    world: WorldParameters,
    registered_at: Ints,
    owners: Ints,
    contacts: Ints,
    days: tuple[int, ...],
) -> None:
    """Write entries on the day that both have registered, a few late ones, and some removals."""
    listed_at = np.maximum(registered_at[owners], registered_at[contacts])
    late = rng.random(len(owners)) < world.late_entry_share
    listed_at[late] = np.maximum(listed_at[late], rng.choice(np.array(days), size=late.sum()))
    ledger.record("contacts", day=listed_at // DAY, owner_id=owners, contact_id=contacts)
    old = np.flatnonzero(listed_at < days[-1])
    gone = rng.choice(old, size=len(old) // 200 if len(days) > 1 else 0, replace=False)
    ledger.record(
        "contacts",
        day=days[-1] // DAY,
        owner_id=owners[gone],
        contact_id=contacts[gone],
        change="remove",
    )
