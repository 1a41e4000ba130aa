"""The rows of the accounts log: where, on what and how suspiciously an account registered."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.clock import Ints
from jobs.simulate.ledger import Ledger

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """A country that phones come from, with the share of accounts that live there."""

    country: str
    prefix: str
    share: float
    hours_from_utc: float = 0.0


PLACES = (
    Place("BR", "5511", 0.26, -3),
    Place("DE", "4915", 0.16, 1),
    Place("IN", "9198", 0.28, 5.5),
    Place("MX", "5255", 0.14, -6),
    Place("NG", "2348", 0.16, 1),
)

# People travel, so a foreign network alone says little.
_ABROAD_SHARE = 0.03
_SHARED_DEVICE_SHARE = 0.06
_UNRATED_SHARE = 0.04


@dataclass(frozen=True)
class Registry:
    """Registers accounts of one world: where its people live, and what they register from."""

    ledger: Ledger
    places: tuple[Place, ...] = PLACES

    def residence(self, rng: np.random.Generator, count: int) -> Ints:
        """Return which of the places each of so many accounts lives in."""
        shares = np.array([place.share for place in self.places])
        return rng.choice(len(self.places), size=count, p=shares / shares.sum()).astype(np.int64)

    def register_ordinary(
        self, rng: np.random.Generator, accounts: Ints, registered_at: Ints, residence: Ints
    ) -> None:
        """Register people of every day: a few travel, share a phone, or look odd for no reason."""
        count = len(accounts)
        types = rng.choice(["consumer", "business", "api"], size=count, p=[0.95, 0.045, 0.005])
        abroad = rng.random(count) < _ABROAD_SHARE
        devices = self.ledger.numbers("device", count)
        shared = rng.random(count) < _SHARED_DEVICE_SHARE
        devices[shared] = devices[np.maximum(np.flatnonzero(shared) - 1, 0)]
        networks = self.ledger.numbers("network", count // 3 + 1)
        self.record(
            accounts,
            registered_at,
            types.tolist(),
            residence,
            np.where(abroad, (residence + 1) % len(self.places), residence),
            devices,
            networks[_lopsided(rng, len(networks), count)],
            np.where(rng.random(count) < _UNRATED_SHARE, np.nan, rng.beta(1.4, 9.0, size=count)),
        )

    def register_one(
        self,
        rng: np.random.Generator,
        account: int,
        registered_at: int,
        *,
        account_type: str = "consumer",
        risk: float | None = None,
        is_abroad: bool = False,
        device: int | None = None,
        network: int | None = None,
    ) -> None:
        """Register an account; what is not said is as unsuspicious as with most people."""
        home = self.residence(rng, 1)
        away = (home + 1 + rng.integers(max(len(self.places) - 1, 1))) % len(self.places)
        self.record(
            np.array([account]),
            np.array([registered_at]),
            [account_type],
            home,
            away if is_abroad else home,
            self.ledger.numbers("device", 1) if device is None else np.array([device]),
            self._network(rng) if network is None else np.array([network]),
            np.array([rng.beta(1.4, 9.0) if risk is None else risk]),
        )

    def _network(self, rng: np.random.Generator) -> Ints:
        """Return a network that others use as well, once there are any."""
        known = self.ledger.handed_out("network")
        return rng.integers(known, size=1) if known else self.ledger.numbers("network", 1)

    def record(
        self,
        accounts: Ints,
        registered_at: Ints,
        types: Sequence[str],
        phone_home: Ints,
        network_home: Ints,
        devices: Ints,
        networks: Ints,
        risks: Floats,
    ) -> None:
        """Append rows of the accounts log."""
        countries = np.array([place.country for place in self.places])
        prefixes = np.array([place.prefix for place in self.places])
        self.ledger.record(
            "accounts",
            account_id=accounts,
            registered_at=registered_at,
            account_type=types,
            phone_country=countries[phone_home],
            network_country=countries[network_home],
            phone_prefix=prefixes[phone_home],
            device_id=devices,
            network_id=networks,
            registration_risk=np.round(np.minimum(risks, 1.0), 3),
        )


def _lopsided(rng: np.random.Generator, choices: int, count: int) -> Ints:
    """Return positions of which the first come up far more often, as carriers' networks do."""
    return np.floor(choices * rng.random(count) ** 3).astype(np.int64)
