"""Hold the accounts and days that behaviours are planted among, and the planted accounts."""

from dataclasses import dataclass, field

import numpy as np

from jobs.simulate.clock import DAY, HOUR, MINUTE, Ints
from jobs.simulate.distinct import distinct, smallest
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.population import Population
from jobs.simulate.registration import Registry
from jobs.simulate.simulated_logs import SimulatedLogs

BYSTANDER = "bystander"

_OLDEST_DAYS = 2000


@dataclass(frozen=True)
class Role:
    """The archetype that an account was planted as."""

    account: int
    archetype: str
    is_spam: bool


@dataclass(frozen=True)
class MembershipList:
    """Members of groups that existed before the first day: one row per membership."""

    groups: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    members: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Room:
    """A group that accounts join by link: its members, the admins first.

    `patience` is the median time, in microseconds, after which its admins remove an account.
    """

    group: int
    members: Ints
    admin_count: int
    patience: int

    @property
    def admins(self) -> Ints:
        """Return the members that remove accounts."""
        return self.members[: self.admin_count]


@dataclass(frozen=True)
class TargetPool:
    """The accounts that planted ones may approach; neighbours in its order know each other.

    One account approaches at most `share` of them; more targets are new accounts (bystanders).
    """

    accounts: Ints
    share: float


@dataclass
class World:
    """A world while behaviours are planted into it.

    `days` are the midnights of the days with ordinary traffic, ascending; on the last, planted
    accounts pass the limits. `population` is None if the world is a user's own logs. `rooms` are
    the public groups of the world; the first kind that needs them makes them.
    """

    logs: SimulatedLogs
    registry: Registry
    target_pool: TargetPool
    days: tuple[int, ...]
    rng: np.random.Generator
    parameters: WorldParameters
    population: Population | None = None
    old_memberships: MembershipList = field(default_factory=MembershipList)
    rooms: tuple[Room, ...] = ()
    roles: list[Role] = field(default_factory=list)
    _bystanders: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _contact_owners: dict[int, Ints] = field(default_factory=dict)

    @property
    def today(self) -> int:
        """The midnight at the start of the last day."""
        return self.days[-1]

    @property
    def end(self) -> int:
        """The midnight at the end of the last day."""
        return self.today + DAY

    def new_account(self, archetype: str, *, is_spam: bool) -> int:
        """Return a new account with the archetype as its role."""
        account = int(self.logs.new_numbers("account", 1)[0])
        self.roles.append(Role(account, archetype, is_spam))
        return account

    def take_resident(
        self, rng: np.random.Generator, archetype: str, registered_at: int, *, is_spam: bool
    ) -> int | None:
        """Return an account of the population for the archetype; None if there is none.

        It registered at about this time and has no other role.
        """
        taken = [role.account for role in self.roles]
        free = self.target_pool.accounts[~np.isin(self.target_pool.accounts, taken)]
        if self.population is None or not len(free):
            return None
        age = np.log(np.maximum(self.end - self.population.registered_at[free], 1))
        distance = np.abs(age - np.log(max(self.end - registered_at, 1)))
        account = int(rng.choice(free[smallest(distance, max(len(free) // 50, 1))]))
        self.roles.append(Role(account, archetype, is_spam))
        self._contact_owners[account] = distinct(self.population.owners_with(account))
        return account

    def take_residents(
        self, rng: np.random.Generator, archetype: str, count: int, *, is_spam: bool
    ) -> Ints:
        """Return at most `count` accounts of the population for the archetype."""
        if self.population is None:
            return np.zeros(0, dtype=np.int64)
        taken = np.array([role.account for role in self.roles], dtype=np.int64)
        free = self.target_pool.accounts[~np.isin(self.target_pool.accounts, taken)]
        chosen = rng.choice(free, size=min(count, len(free)), replace=False)
        self.roles.extend(Role(int(account), archetype, is_spam) for account in chosen)
        return chosen

    def take_existing(
        self, rng: np.random.Generator, archetype: str, *, is_spam: bool
    ) -> int | None:
        """Return an account of the existing logs for the archetype; None if there is none."""
        taken = [role.account for role in self.roles]
        free = self.target_pool.accounts[~np.isin(self.target_pool.accounts, taken)]
        if self.population is not None or not len(free):
            return None
        account = int(rng.choice(free))
        self.roles.append(Role(account, archetype, is_spam))
        return account

    def start_time(
        self, rng: np.random.Generator, from_hour: float, to_hour: float, *, within: int = 0
    ) -> int:
        """Return a time between two hours of the last day, at least `within` before its end."""
        latest = min(to_hour * HOUR, DAY - within - 5 * MINUTE)
        return self.today + int(rng.uniform(from_hour * HOUR, max(latest, from_hour * HOUR + 1)))

    def add_as_contact(self, account: int, people: Ints, since: int | Ints) -> None:
        """Record that the people have the account as a contact, from the day of `since` on."""
        if len(people):
            day = np.asarray(since) // DAY
            self.logs.record("contacts", day=day, owner_id=people, contact_id=account)
        self._contact_owners[account] = np.union1d(self._owners_with(account), people)

    def strangers(self, rng: np.random.Generator, account: int, count: int) -> Ints:
        """Return `count` different accounts that do not have the account as a contact.

        Half of the lists are drawn uniformly, the others from a few whole communities (scraped).
        """
        pool = self._non_contacts(account)
        taken = min(count, self._max_drawn(len(pool)))
        if rng.random() < 0.5 or taken == 0:
            drawn = rng.choice(pool, size=taken, replace=False)
        else:
            length = int(rng.integers(8, 80))
            starts = rng.permutation(len(pool))[: taken // length + 1]
            places = (starts[:, None] + np.arange(length)).ravel() % len(pool)
            order = np.unique(places, return_index=True)[1]
            places = places[np.sort(order)][:taken]
            is_left = np.ones(len(pool), dtype=np.bool_)
            is_left[places] = False
            rest = np.flatnonzero(is_left)
            more = rng.choice(rest, size=taken - len(places), replace=False)
            drawn = pool[np.concatenate([places, more])]
        return self._with_bystanders(rng, drawn, count, self._owners_with(account))

    def bookless(self, count: int) -> Ints:
        """Return `count` new accounts, registered long ago, without address books."""
        return self._make_bystanders(count, with_books=False)

    def neighbours(
        self, rng: np.random.Generator, account: int, count: int, *, found: int | None = None
    ) -> Ints:
        """Return `count` adjacent accounts that do not have the account as a contact.

        They are near `around` if it is given, else near the account.
        """
        pool = self._non_contacts(account)
        taken = min(count, self._max_drawn(len(pool)))
        first = int(rng.integers(len(pool) - taken + 1))
        centre = account if found is None else found
        if self.population is not None and centre < len(self.population.accounts):
            # Accounts of one community have adjacent numbers.
            home = int(np.searchsorted(pool, centre)) - taken // 2
            first = min(max(home, 0), len(pool) - taken)
        return self._with_bystanders(
            rng, pool[first : first + taken], count, self._owners_with(account)
        )

    def friends(self, rng: np.random.Generator, account: int, count: int) -> Ints:
        """Return at most `count` accounts that have the account as a contact."""
        people = self._owners_with(account)
        return rng.choice(people, size=min(count, len(people)), replace=False)

    def old_groups(self, rng: np.random.Generator, account: int, count: int) -> Ints:
        """Return `count` groups that existed before: the account's own, then any others.

        With a user's own logs, the groups are new numbers without a creation event.
        """
        own = rng.permutation(self.old_memberships.groups[self.old_memberships.members == account])[
            :count
        ]
        wanted = count - len(own)
        if not len(self.old_memberships.groups):
            return self.logs.new_numbers("group", wanted)
        return np.concatenate([own, rng.choice(self.old_memberships.groups, size=wanted)])

    def planted_contacts(self) -> tuple[Ints, Ints]:
        """Return owners and contacts of the entries about planted accounts."""
        owners = list(self._contact_owners.values())
        contacts = [
            np.full(len(people), account) for account, people in self._contact_owners.items()
        ]
        nobody = np.zeros(0, dtype=np.int64)
        return np.concatenate([nobody, *owners]), np.concatenate([nobody, *contacts])

    def _non_contacts(self, account: int) -> Ints:
        known = np.append(self._owners_with(account), account)
        return self.target_pool.accounts[~np.isin(self.target_pool.accounts, known)]

    def _max_drawn(self, pool_size: int) -> int:
        return int(self.target_pool.share * pool_size)

    def _owners_with(self, account: int) -> Ints:
        return self._contact_owners.get(account, np.zeros(0, dtype=np.int64))

    def _with_bystanders(
        self, rng: np.random.Generator, drawn: Ints, count: int, known: Ints
    ) -> Ints:
        wanted = count - len(drawn)
        free = self._bystanders[~np.isin(self._bystanders, known)]
        if len(free) < wanted:
            free = np.concatenate([free, self._make_bystanders(max(wanted - len(free), 2))])
        return rng.permutation(np.concatenate([drawn, rng.permutation(free)[:wanted]]))

    def _make_bystanders(self, count: int, *, with_books: bool = True) -> Ints:
        """Return new accounts, registered long ago."""
        made = self.logs.new_numbers("account", count)
        self.roles.extend(Role(int(account), BYSTANDER, False) for account in made)
        age = self.rng.uniform(30, _OLDEST_DAYS, size=count) * DAY
        registered_at = self.days[0] - age.astype(np.int64)
        residence = self.registry.residence(self.rng, count)
        self.registry.register_ordinary(self.rng, self.parameters, made, registered_at, residence)
        if not with_books:
            return made
        owners = np.repeat(made, self.rng.geometric(0.4, size=count))
        # They have only each other as contacts, so that entries about other accounts stay complete.
        listed = made
        drawn = self.rng.integers(len(listed), size=len(owners))
        # An account that drew itself takes the next: without an address book it would be unknown.
        drawn = np.where(listed[drawn] == owners, (drawn + 1) % len(listed), drawn)
        pairs = np.unique(np.column_stack([owners, listed[drawn]]), axis=0)
        self.logs.record(
            "contacts", day=self.days[0] // DAY, owner_id=pairs[:, 0], contact_id=pairs[:, 1]
        )
        self._bystanders = np.concatenate([self._bystanders, made])
        return made
