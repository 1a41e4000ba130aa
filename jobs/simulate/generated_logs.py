"""Generate registrations and address books for accounts of logs that lack them."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np

from jobs.simulate.clock import DAY, Ints, midnight
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.registration import Registry
from jobs.simulate.simulated_logs import SimulatedLogs

_AGE_DAYS = (60, 2000)
_SENDER_LISTS_SHARE = 0.9
_RECIPIENT_LISTS_SHARE = 0.5
_BEFORE_SHARE = 0.6


def generate_accounts(
    registry: Registry,
    rng: np.random.Generator,
    parameters: WorldParameters,
    accounts: Ints,
    first_day: int,
) -> None:
    """Register the accounts well before the first day."""
    age = (rng.uniform(*_AGE_DAYS, size=len(accounts)) * DAY).astype(np.int64)
    residence = registry.residence(rng, len(accounts))
    registry.register_ordinary(rng, parameters, accounts, first_day - age, residence)


def generate_contacts(
    logs: SimulatedLogs,
    rng: np.random.Generator,
    accounts: Sequence[str],
    first_messages: Mapping[tuple[str, str], dt.date],
) -> set[str]:
    """Record contacts of accounts that exchange messages; return the owners of address books.

    Most senders have the recipient as a contact, and so do recipients who answer; of the others
    half do. Some pairs are contacts from before the logs begin, the others from the day of their
    first message.
    """
    number = {account: position for position, account in enumerate(accounts)}
    pairs = sorted(pair for pair in first_messages if pair[0] != pair[1])
    listings: dict[tuple[str, str], dt.date] = {}
    earliest = min(first_messages.values(), default=dt.date.min)
    for sender, recipient in pairs:
        known_on = earliest if rng.random() < _BEFORE_SHARE else first_messages[sender, recipient]
        if rng.random() < _SENDER_LISTS_SHARE:
            listings.setdefault((sender, recipient), known_on)
        answered = (recipient, sender) in first_messages
        if not answered and rng.random() < _RECIPIENT_LISTS_SHARE:
            listings.setdefault((recipient, sender), known_on)
    logs.record(
        "contacts",
        day=np.array([midnight(day) // DAY for day in listings.values()], dtype=np.int64),
        owner_id=np.array([number[owner] for owner, _ in listings], dtype=np.int64),
        contact_id=np.array([number[contact] for _, contact in listings], dtype=np.int64),
    )
    return {owner for owner, _ in listings}
