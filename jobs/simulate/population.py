"""A made-up population: communities, registrations, address books that grow."""

from dataclasses import dataclass

import numpy as np

from jobs.simulate.clock import DAY, Ints
from jobs.simulate.ledger import Ledger
from jobs.simulate.registration import Floats, Registry

_OLDEST_DAYS = 2000
_NEWCOMER_SHARE = 0.015
_BOOKLESS_SHARE = 0.03
_FAR_SHARE = 0.15
_MUTUAL_SHARE = 0.75


@dataclass(frozen=True)
class Population:
    """Accounts in the order of their communities; `owners`, `contacts` are who lists whom."""

    accounts: Ints
    community: Ints
    registered_at: Ints
    hours_from_utc: Floats
    owners: Ints
    contacts: Ints

    def settled(self, since: int) -> Ints:
        """Return who had registered by then and has an address book."""
        has_book = np.isin(self.accounts, self.owners)
        return self.accounts[has_book & (self.registered_at < since)]


def settle(
    ledger: Ledger,
    registry: Registry,
    rng: np.random.Generator,
    account_count: int,
    days: tuple[int, ...],
) -> Population:
    """Make a population that lives on the given days (midnights, ascending)."""
    accounts = ledger.numbers("account", account_count)
    registered_at = _registrations(rng, account_count, days)
    residence = registry.residence(rng, account_count)
    registry.register_ordinary(rng, accounts, registered_at, residence)
    community = _communities(rng, account_count)
    owners, contacts = _address_books(rng, accounts, community)
    listed_at = np.maximum(registered_at[owners], registered_at[contacts])
    late = rng.random(len(owners)) < 0.04
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
    zones = np.array([place.hours_from_utc for place in registry.places])
    return Population(accounts, community, registered_at, zones[residence], owners, contacts)


def _registrations(rng: np.random.Generator, count: int, days: tuple[int, ...]) -> Ints:
    age = np.exp(rng.uniform(np.log(5), np.log(_OLDEST_DAYS), size=count)) * DAY
    registered_at = days[0] - age.astype(np.int64)
    new = rng.random(count) < _NEWCOMER_SHARE
    span = days[-1] + DAY - days[0]
    registered_at[new] = days[0] + (rng.random(int(new.sum())) * span).astype(np.int64)
    return registered_at


def _communities(rng: np.random.Generator, count: int) -> Ints:
    """Return each account's community, ascending; sizes are heavy-tailed."""
    sizes = np.maximum(np.exp(rng.normal(np.log(25), 1.0, size=count // 8 + 1)), 3).astype(np.int64)
    sizes[-1] += max(count - int(sizes.sum()), 0)
    return np.repeat(np.arange(len(sizes)), sizes)[:count]


def _address_books(rng: np.random.Generator, accounts: Ints, community: Ints) -> tuple[Ints, Ints]:
    """Return pairs owner, contact: mostly of one's community, most of them mutual."""
    count = len(accounts)
    degree = np.clip(np.exp(rng.normal(np.log(7), 0.9, size=count)), 1, 150).astype(np.int64)
    owners = np.repeat(accounts, degree)
    first = np.searchsorted(community, community)
    size = np.bincount(community)[community]
    near = first[owners] + (rng.random(len(owners)) * size[owners]).astype(np.int64)
    far = rng.integers(count, size=len(owners))
    contacts = accounts[np.where(rng.random(len(owners)) < _FAR_SHARE, far, near)]
    mutual = rng.random(len(owners)) < _MUTUAL_SHARE
    pairs = np.column_stack(
        [
            np.concatenate([owners, contacts[mutual]]),
            np.concatenate([contacts, owners[mutual]]),
        ]
    )
    bookless = accounts[rng.random(count) < _BOOKLESS_SHARE]
    pairs = pairs[(pairs[:, 0] != pairs[:, 1]) & ~np.isin(pairs[:, 0], bookless)]
    pairs = np.unique(pairs, axis=0)
    return pairs[:, 0], pairs[:, 1]
