"""The people and days that a behaviour is planted among, and who is planted."""

from dataclasses import dataclass, field

import numpy as np

from jobs.simulate.clock import DAY, HOUR, MINUTE, Ints
from jobs.simulate.ledger import Ledger
from jobs.simulate.registration import Registry

BYSTANDER = "bystander"

_OLDEST_DAYS = 2000


@dataclass(frozen=True)
class Role:
    """What a made-up account was planted as."""

    account: int
    archetype: str
    is_spam: bool


@dataclass(frozen=True)
class Crowd:
    """The accounts that may be approached, in an order in which neighbours know each other.

    At most `share` of them is approached by one account; who is missing is made up.
    """

    accounts: Ints
    share: float


@dataclass
class Stage:
    """One world while behaviours are planted into it.

    `days` are the midnights of the days with ordinary traffic, ascending, the last of them the day
    that the planted limits are passed on.
    """

    ledger: Ledger
    registry: Registry
    crowd: Crowd
    days: tuple[int, ...]
    rng: np.random.Generator
    cast: list[Role] = field(default_factory=list)
    _bystanders: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    _knowing: dict[int, Ints] = field(default_factory=dict)

    @property
    def today(self) -> int:
        """The midnight that begins the day of the planted acts."""
        return self.days[-1]

    @property
    def end(self) -> int:
        """The midnight that ends it."""
        return self.today + DAY

    def enlist(self, archetype: str, *, is_spam: bool) -> int:
        """Return a new account that plays the archetype."""
        account = int(self.ledger.numbers("account", 1)[0])
        self.cast.append(Role(account, archetype, is_spam))
        return account

    def moment(
        self, rng: np.random.Generator, from_hour: float, to_hour: float, *, within: int = 0
    ) -> int:
        """Return a start between two hours of today that leaves room for what follows."""
        latest = min(to_hour * HOUR, DAY - within - 5 * MINUTE)
        return self.today + int(rng.uniform(from_hour * HOUR, max(latest, from_hour * HOUR + 1)))

    def befriend(self, account: int, people: Ints, since: int) -> None:
        """Let the people's address books list the account from that instant's day on."""
        if len(people):
            self.ledger.record("contacts", day=since // DAY, owner_id=people, contact_id=account)
        self._knowing[account] = np.union1d(self._known_by(account), people)

    def strangers(self, rng: np.random.Generator, account: int, count: int) -> Ints:
        """Return that many different accounts, drawn evenly, who don't list the account."""
        known = self._known_by(account)
        pool = self.crowd.accounts[~np.isin(self.crowd.accounts, known)]
        drawn = rng.choice(pool, size=min(count, self._limit(len(pool))), replace=False)
        return self._complete(rng, drawn, count, known)

    def neighbours(self, rng: np.random.Generator, account: int, count: int) -> Ints:
        """Return that many different accounts who live door to door and don't list the account."""
        known = self._known_by(account)
        pool = self.crowd.accounts[~np.isin(self.crowd.accounts, known)]
        taken = min(count, self._limit(len(pool)))
        first = int(rng.integers(len(pool) - taken + 1))
        return self._complete(rng, pool[first : first + taken], count, known)

    def _limit(self, pool_size: int) -> int:
        return int(self.crowd.share * pool_size)

    def _known_by(self, account: int) -> Ints:
        return self._knowing.get(account, np.zeros(0, dtype=np.int64))

    def _complete(self, rng: np.random.Generator, drawn: Ints, count: int, known: Ints) -> Ints:
        wanted = count - len(drawn)
        free = self._bystanders[~np.isin(self._bystanders, known)]
        if len(free) < wanted:
            free = np.concatenate([free, self._make_bystanders(wanted - len(free))])
        return rng.permutation(np.concatenate([drawn, rng.permutation(free)[:wanted]]))

    def _make_bystanders(self, count: int) -> Ints:
        """Make accounts that nobody has seen before: registered long ago, with address books."""
        made = self.ledger.numbers("account", count)
        self.cast.extend(Role(int(account), BYSTANDER, False) for account in made)
        age = self.rng.uniform(30, _OLDEST_DAYS, size=count) * DAY
        registered_at = self.days[0] - age.astype(np.int64)
        residence = self.registry.residence(self.rng, count)
        self.registry.register_ordinary(self.rng, made, registered_at, residence)
        owners = np.repeat(made, self.rng.geometric(0.4, size=count))
        listed = np.concatenate([made, self.crowd.accounts])
        drawn = self.rng.integers(len(listed), size=len(owners))
        # Who drew himself takes the next one: an account that owns no address book is unknown.
        drawn = np.where(listed[drawn] == owners, (drawn + 1) % len(listed), drawn)
        pairs = np.unique(np.column_stack([owners, listed[drawn]]), axis=0)
        self.ledger.record(
            "contacts", day=self.days[0] // DAY, owner_id=pairs[:, 0], contact_id=pairs[:, 1]
        )
        self._bystanders = np.concatenate([self._bystanders, made])
        return made
