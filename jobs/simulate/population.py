"""Simulate a population: communities, registrations, and address books that grow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.clock import DAY, HOUR, Ints
from jobs.simulate.distinct import distinct
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.registration import Floats, Registry
from jobs.simulate.simulated_logs import SimulatedLogs

Flags = NDArray[np.bool_]

_YOUNGEST_DAYS = 5


@dataclass(frozen=True)
class Population:
    """Accounts in the order of their communities, and the pairs of owner and contact.

    One value per account: `conversation_rates`, conversations that it starts per day;
    `canvass_rates`, strangers that it writes to per day; `answer_shares`, the share of them that
    answer; `community_starts` and `community_sizes`, its community. `by_contact` sorts the pairs by
    contact.
    """

    parameters: WorldParameters
    accounts: Ints
    registered_at: Ints
    hours_from_utc: Floats
    owners: Ints
    contacts: Ints
    by_contact: Ints
    community_starts: Ints
    community_sizes: Ints
    conversation_rates: Floats
    canvass_rates: Floats
    answer_shares: Floats

    def established(self, since: int) -> Ints:
        """Return the accounts that had registered by then and have an address book."""
        has_book = np.zeros(len(self.accounts), dtype=np.bool_)
        has_book[self.owners] = True
        return self.accounts[has_book & (self.registered_at < since)]

    def owners_with(self, account: int) -> Ints:
        """Return the accounts that have the account as a contact by the last day."""
        bounds = [account, account + 1]
        first, end = np.searchsorted(self.contacts, bounds, sorter=self.by_contact)
        return self.owners[self.by_contact[first:end]]

    def has_contact(self, owners: Ints, contacts: Ints) -> Flags:
        """Return whether each owner has the contact."""
        count = len(self.accounts)
        keys = self.owners * count + self.contacts
        wanted = owners * count + contacts
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        found: Flags = keys[place] == wanted
        return found

    def community_members(self, rng: np.random.Generator, accounts: Ints) -> Ints:
        """Return a random member of each account's community, possibly the account itself."""
        steps = rng.random(len(accounts)) * self.community_sizes[accounts]
        return self.community_starts[accounts] + steps.astype(np.int64)


def make_population(
    logs: SimulatedLogs,
    registry: Registry,
    rng: np.random.Generator,
    parameters: WorldParameters,
    account_count: int,
    days: tuple[int, ...],
) -> Population:
    """Return a population of the given days (midnights, ascending)."""
    accounts = logs.new_numbers("account", account_count)
    registered_at = _registrations(rng, parameters, account_count, days)
    shops = _shops(rng, parameters, registered_at)
    residence = registry.residence(rng, account_count)
    registry.register_ordinary(rng, parameters, accounts, registered_at, residence, shops)
    community_starts, community_sizes = _communities(rng, parameters, account_count)
    owners, contacts = _address_books(rng, parameters, community_starts, community_sizes)
    _record_books(logs, rng, parameters, registered_at, owners, contacts, days)
    zones = np.array([place.hours_from_utc for place in registry.places])
    conversation_rates = lognormal(
        rng, parameters.talk_median, parameters.talk_sigma, account_count
    )
    conversation_rates[rng.random(account_count) < parameters.dormant_share] *= 0.02
    canvass_rates = lognormal(
        rng, parameters.canvassed_median, parameters.canvassed_sigma, account_count
    )
    canvass_rates[rng.random(account_count) >= parameters.canvasser_share] = 0.0
    return Population(
        parameters=parameters,
        accounts=accounts,
        registered_at=registered_at,
        hours_from_utc=zones[residence],
        owners=owners,
        contacts=contacts,
        by_contact=np.argsort(contacts, kind="stable"),
        community_starts=community_starts,
        community_sizes=community_sizes,
        conversation_rates=np.minimum(conversation_rates, parameters.talk_most),
        canvass_rates=np.minimum(canvass_rates, parameters.canvassed_most),
        answer_shares=rng.beta(parameters.answer_alpha, parameters.answer_beta, size=account_count),
    )


def lognormal(rng: np.random.Generator, median: float, sigma: float, count: int) -> Floats:
    """Return lognormal numbers."""
    drawn: Floats = median * np.exp(sigma * rng.standard_normal(count))
    return drawn


def _registrations(
    rng: np.random.Generator, parameters: WorldParameters, count: int, days: tuple[int, ...]
) -> Ints:
    """Return registration times: ages uniform in their logarithm, and newcomers on the days."""
    oldest = max(parameters.oldest_days, 2 * _YOUNGEST_DAYS)
    age = np.exp(rng.uniform(np.log(_YOUNGEST_DAYS), np.log(oldest), size=count)) * DAY
    registered_at = days[0] - age.astype(np.int64)
    new = rng.random(count) < parameters.newcomer_share
    span = days[-1] + DAY - days[0]
    registered_at[new] = days[0] + (rng.random(int(new.sum())) * span).astype(np.int64)
    return registered_at


def _shops(rng: np.random.Generator, parameters: WorldParameters, registered_at: Ints) -> Ints:
    """Let shops register phones within an hour; return the shop of each account, or -1."""
    count, phones = len(registered_at), int(parameters.shop_phones)
    shops = np.full(count, -1, dtype=np.int64)
    shop_count = int(count / max(parameters.people_per_shop, phones + 1.0))
    customers = rng.choice(count, size=(shop_count, phones), replace=False)
    for shop, people in enumerate(customers):
        shops[people] = shop
        registered_at[people] = registered_at[people[:1]] + rng.integers(HOUR, size=phones)
    return shops


def _communities(
    rng: np.random.Generator, parameters: WorldParameters, count: int
) -> tuple[Ints, Ints]:
    """Return the start and size of each account's community; sizes are lognormal."""
    drawn = lognormal(rng, parameters.community_median, parameters.community_sigma, count // 3 + 1)
    sizes = np.maximum(drawn, 3).astype(np.int64)
    ends = np.minimum(np.cumsum(sizes), count)
    ends[-1] = count
    ends = distinct(ends)
    sizes = np.diff(ends, prepend=0)
    return np.repeat(ends - sizes, sizes), np.repeat(sizes, sizes)


def _address_books(
    rng: np.random.Generator,
    parameters: WorldParameters,
    community_starts: Ints,
    community_sizes: Ints,
) -> tuple[Ints, Ints]:
    """Return pairs of owner and contact, mostly within a community, most of them mutual."""
    count = len(community_sizes)
    degree = np.clip(
        lognormal(rng, parameters.book_median, parameters.book_sigma, count),
        1,
        parameters.book_most,
    )
    owners = np.repeat(np.arange(count), degree.astype(np.int64))
    near = community_starts[owners] + (rng.random(len(owners)) * community_sizes[owners]).astype(
        np.int64
    )
    far = rng.integers(count, size=len(owners))
    contacts = np.where(rng.random(len(owners)) < parameters.far_share, far, near)
    mutual = rng.random(len(owners)) < parameters.mutual_share
    pairs = distinct(
        np.concatenate([owners * count + contacts, contacts[mutual] * count + owners[mutual]])
    )
    owners, contacts = np.divmod(pairs, count)
    bookless = rng.random(count) < parameters.bookless_share
    kept = (owners != contacts) & ~bookless[owners]
    return owners[kept], contacts[kept]


def _record_books(
    logs: SimulatedLogs,
    rng: np.random.Generator,
    parameters: WorldParameters,
    registered_at: Ints,
    owners: Ints,
    contacts: Ints,
    days: tuple[int, ...],
) -> None:
    """Record contacts from the day that both are registered, some later, and some removals."""
    listed_at = np.maximum(registered_at[owners], registered_at[contacts])
    late = rng.random(len(owners)) < parameters.late_entry_share
    listed_at[late] = np.maximum(listed_at[late], rng.choice(np.array(days), size=late.sum()))
    logs.record("contacts", day=listed_at // DAY, owner_id=owners, contact_id=contacts)
    old = np.flatnonzero(listed_at < days[-1])
    gone = rng.choice(old, size=len(old) // 200 if len(days) > 1 else 0, replace=False)
    logs.record(
        "contacts",
        day=days[-1] // DAY,
        owner_id=owners[gone],
        contact_id=contacts[gone],
        change="remove",
    )
