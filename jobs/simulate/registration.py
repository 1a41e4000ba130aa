"""Record registrations: country, device, network and risk of each account."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.clock import Ints
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.simulated_logs import Column, SimulatedLogs

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Place:
    """A country of phone numbers, with its share of the accounts."""

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


@dataclass(frozen=True)
class Registry:
    """Registers the accounts of one world at its places."""

    logs: SimulatedLogs
    places: tuple[Place, ...] = PLACES
    family_share: float = 0.0

    def residence(self, rng: np.random.Generator, count: int) -> Ints:
        """Return the place of each of `count` accounts, by number."""
        shares = np.array([place.share for place in self.places])
        return rng.choice(len(self.places), size=count, p=shares / shares.sum()).astype(np.int64)

    def register_ordinary(
        self,
        rng: np.random.Generator,
        parameters: WorldParameters,
        accounts: Ints,
        registered_at: Ints,
        residence: Ints,
        shops: Ints | None = None,
    ) -> None:
        """Register ordinary accounts; a few are abroad, share a device or have a high risk.

        Accounts of one shop (`shops`, -1: none) register from its network.
        """
        count = len(accounts)
        types = rng.choice(["consumer", "business", "api"], size=count, p=[0.95, 0.045, 0.005])
        abroad = rng.random(count) < parameters.abroad_share
        devices = self.logs.new_numbers("device", count)
        shared = rng.random(count) < parameters.family_share
        devices[shared] = devices[np.maximum(np.flatnonzero(shared) - 1, 0)]
        known = self.logs.new_numbers("network", count // 3 + 1)
        networks = known[_skewed(rng, len(known), count, parameters.carrier_skew)]
        if shops is not None:
            sold = shops >= 0
            networks[sold] = rng.choice(known, size=int(shops.max(initial=-1)) + 1)[shops[sold]]
        risks = rng.beta(parameters.risk_alpha, parameters.risk_beta, size=count)
        self.record(
            accounts,
            registered_at,
            types,
            residence,
            np.where(abroad, (residence + 1) % len(self.places), residence),
            devices,
            networks,
            np.where(rng.random(count) < parameters.unrated_share, np.nan, risks),
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
        home: int | None = None,
    ) -> None:
        """Register one account; values that are not given are ordinary ones."""
        lives = self.residence(rng, 1) if home is None else np.array([home])
        away = (lives + 1 + rng.integers(max(len(self.places) - 1, 1))) % len(self.places)
        self.record(
            np.array([account]),
            np.array([registered_at]),
            [account_type],
            lives,
            away if is_abroad else lives,
            self._device(rng) if device is None else np.array([device]),
            self._network(rng) if network is None else np.array([network]),
            np.array([rng.beta(1.4, 9.0) if risk is None else risk]),
        )

    def _device(self, rng: np.random.Generator) -> Ints:
        """Return a new device, or with probability `family_share` one in use."""
        known = self.logs.issued_count("device")
        is_shared = rng.random() < self.family_share and known > 0
        return rng.integers(known, size=1) if is_shared else self.logs.new_numbers("device", 1)

    def _network(self, rng: np.random.Generator) -> Ints:
        """Return a network in use, or a new one if there is none."""
        known = self.logs.issued_count("network")
        return rng.integers(known, size=1) if known else self.logs.new_numbers("network", 1)

    def record(
        self,
        accounts: Ints,
        registered_at: Ints,
        types: Sequence[str] | Column,
        phone_home: Ints,
        network_home: Ints,
        devices: Ints,
        networks: Ints,
        risks: Floats,
    ) -> None:
        """Append rows of the accounts log."""
        countries = np.array([place.country for place in self.places])
        prefixes = np.array([place.prefix for place in self.places])
        self.logs.record(
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


def _skewed(rng: np.random.Generator, choices: int, count: int, skew: float) -> Ints:
    """Return places drawn with a skew towards the first, like the networks of carriers."""
    return np.floor(choices * rng.random(count) ** skew).astype(np.int64)
