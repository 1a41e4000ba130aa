"""Who exists in a benchmark world: accounts, their address books and groups, from one seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SECOND = 1_000_000
HOUR = 3_600 * SECOND
DAY = 24 * HOUR
COUNTRIES = (("IN", 91), ("BR", 55), ("ID", 62), ("MX", 52), ("TR", 90), ("DE", 49), ("ES", 34))
# Spammers planted each day, and how old they are at its noon, when they act.
PLANTED_AGE = {
    "burst": HOUR // 2,
    "stranger": 8 * HOUR,
    "forwarder": 400 * DAY,
    "maker": 2 * DAY,
    "adder": 1 * DAY,
}
NEW_GROUP_EVENT_SHARE = 0.65
EVENTS_PER_NEW_GROUP = 8.5
BIRTHS_ONE_IN = 200  # accounts, a day after the first


@dataclass(frozen=True)
class Size:
    """Rows of a day; accounts and contacts are the stock of the first day."""

    message_count: int
    group_event_count: int
    contact_count: int
    account_count: int
    planted_per_kind: int


SIZES = {
    "XS": Size(50_000, 12_000, 18_000, 3_000, 1),
    "S": Size(5_000_000, 1_200_000, 1_800_000, 300_000, 3),
    "M": Size(50_000_000, 12_000_000, 18_000_000, 3_000_000, 3),
}


@dataclass(frozen=True)
class Population:
    """Accounts are indexes: the planted first, then the base, then those born on later days."""

    size: Size
    days: int
    seed: int
    start: int  # microseconds at the first day's midnight
    planted_count: int
    birth_day: npt.NDArray[np.int8]
    country: npt.NDArray[np.int8]
    registered_at: Ints
    account_text: pa.StringArray
    urn: npt.NDArray[np.int32]  # an account stands in it as often as it is active
    book_owner: npt.NDArray[np.int32]
    book_contact: npt.NDArray[np.int32]
    lister_offset: Ints  # of account a: lister[lister_offset[a]:lister_offset[a + 1]] list it
    lister: npt.NDArray[np.int32]
    group_home: npt.NDArray[np.int32]
    group_step: npt.NDArray[np.int32]
    group_size: npt.NDArray[np.int32]
    old_group_count: int
    new_group_count: int  # a day

    def draw(self, rng: np.random.Generator, day: int, count: int) -> Ints:
        """Return accounts that exist on the day, the active ones more often."""
        known = self.size.account_count + day * (self.size.account_count // BIRTHS_ONE_IN)
        places = np.searchsorted(self.urn, known)
        return self.urn[rng.integers(0, places, count)].astype(np.int64)

    def member(self, group: Ints, slot: Ints) -> Ints:
        """Return who holds a place in a group; neighbours by index, who tend to list each other."""
        crowd = self.size.account_count - self.planted_count
        place = self.group_home[group] - self.planted_count + slot * self.group_step[group]
        return np.asarray(self.planted_count + place % crowd, dtype=np.int64)

    def planted(self, day: int, kind: str) -> range:
        """Return the accounts planted for a day and kind."""
        per_kind = self.size.planted_per_kind
        first = (day * len(PLANTED_AGE) + list(PLANTED_AGE).index(kind)) * per_kind
        return range(first, first + per_kind)


def stream(seed: int, *keys: int) -> np.random.Generator:
    """Return a source of chance of its own, so that no part's draws move another's."""
    return np.random.default_rng([seed, *keys])


def hex_text(numbers: Ints) -> pa.StringArray:
    """Return 16 hex digits a number, scrambled by splitmix64: unique where the numbers are."""
    mixed = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    digits = np.frombuffer(b"".join(b"%02x" % byte for byte in range(256)), dtype=np.uint16)
    return fixed_width_text(digits[mixed.view(np.uint8)].view(np.uint8), 16)


def fixed_width_text(letters: npt.NDArray[np.uint8], width: int) -> pa.StringArray:
    """Return strings of one width from their letters laid end to end."""
    count = letters.size // width
    offsets = np.arange(count + 1, dtype=np.int32) * np.int32(width)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(letters))


def phone_text(country: npt.NDArray[np.int8]) -> pa.StringArray:
    """Return 13 digits an account: its country's code, then its index scrambled."""
    codes = np.array([code for _, code in COUNTRIES], dtype=np.int64)
    rest = (np.arange(len(country), dtype=np.int64) * 61_803_398_879 + 7_071_067_811) % 10**11
    number = codes[country] * 10**11 + rest
    powers = 10 ** np.arange(12, -1, -1, dtype=np.int64)
    letters = np.empty((len(country), 13), dtype=np.uint8)
    for place, power in enumerate(powers):
        letters[:, place] = number // power % 10 + ord("0")
    return fixed_width_text(letters.reshape(-1), 13)


def draw_urn(
    rng: np.random.Generator, account_count: int, planted_count: int
) -> npt.NDArray[np.int32]:
    """Return each account as often as its lognormal activity says; the planted never."""
    weight = rng.lognormal(0.0, 1.5, account_count) * 3
    weight[:planted_count] = 0
    places = np.floor(weight + rng.random(account_count)).astype(np.int64)
    places[:planted_count] = 0
    return np.repeat(np.arange(account_count, dtype=np.int32), places)


def draw_book(
    rng: np.random.Generator, urn: npt.NDArray[np.int32], account_count: int, wanted: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """Return distinct (owner, contact) pairs by owner: mostly neighbours and mutual, some hubs."""
    planted_count = int(urn[0])
    crowd = account_count - planted_count
    one = urn[rng.integers(0, len(urn), wanted)].astype(np.int64)
    near = planted_count + (one - planted_count + np.rint(rng.laplace(0, 15, wanted))) % crowd
    far = urn[rng.integers(0, len(urn), wanted)]
    other = np.where(rng.random(wanted) < 0.75, near, far).astype(np.int64)
    mutual = rng.random(wanted) < 0.6
    owner = np.concatenate([one, other[mutual]])
    contact = np.concatenate([other, one[mutual]])
    key = np.unique((owner * account_count + contact)[owner != contact])
    if len(key) < wanted:
        raise ValueError(
            f"only {len(key)} pairs of {wanted}: too few accounts for so many contacts"
        )
    key = np.delete(key, rng.choice(len(key), len(key) - wanted, replace=False))
    return (key // account_count).astype(np.int32), (key % account_count).astype(np.int32)


def draw_registrations(
    rng: np.random.Generator, birth_day: npt.NDArray[np.int8], start: int, planted_count: int
) -> Ints:
    """Return instants: years back for most, in the last three days for 3 %, or on the birth day."""
    count = len(birth_day)
    age = (rng.beta(1.1, 1.6, count) * 6 * 365 * DAY).astype(np.int64)
    fresh = rng.random(count) < 0.03
    registered = np.where(fresh, start - rng.integers(-DAY, 2 * DAY, count), start - age)
    later = start + birth_day.astype(np.int64) * DAY + rng.integers(0, DAY, count)
    registered = np.where(birth_day > 0, later, registered).astype(np.int64)
    ages = np.array(list(PLANTED_AGE.values()), dtype=np.int64)
    noon = start + birth_day[:planted_count].astype(np.int64) * DAY + 12 * HOUR
    per_kind = planted_count // (len(ages) * (int(birth_day[:planted_count].max()) + 1))
    turn = np.arange(planted_count) // per_kind % len(ages)
    registered[:planted_count] = noon - ages[turn]
    return registered


def draw_population(size: Size, seed: int, days: int, start: int) -> Population:
    """Return the whole population of a world."""
    rng = stream(seed, 0)
    planted_count = days * len(PLANTED_AGE) * size.planted_per_kind
    born_daily = size.account_count // BIRTHS_ONE_IN
    account_count = size.account_count + (days - 1) * born_daily
    birth_day = np.zeros(account_count, dtype=np.int8)
    birth_day[size.account_count :] = np.repeat(np.arange(1, days), born_daily)
    birth_day[:planted_count] = np.repeat(np.arange(days), planted_count // days)
    country = rng.choice(len(COUNTRIES), account_count).astype(np.int8)
    urn = draw_urn(rng, account_count, planted_count)
    owner, contact = draw_book(rng, urn, account_count, size.contact_count)
    by_contact = np.argsort(contact, kind="stable")
    degree = np.bincount(contact, minlength=account_count)
    new_groups = int(size.group_event_count * NEW_GROUP_EVENT_SHARE / EVENTS_PER_NEW_GROUP)
    old_groups = max(size.account_count // 3, 1)
    group_count = old_groups + days * new_groups
    base_urn = urn[: np.searchsorted(urn, size.account_count)]
    return Population(
        size=size,
        days=days,
        seed=seed,
        start=start,
        planted_count=planted_count,
        birth_day=birth_day,
        country=country,
        registered_at=draw_registrations(rng, birth_day, start, planted_count),
        account_text=phone_text(country),
        urn=urn,
        book_owner=owner,
        book_contact=contact,
        lister_offset=np.concatenate([[0], np.cumsum(degree)]).astype(np.int64),
        lister=owner[by_contact],
        group_home=base_urn[rng.integers(0, len(base_urn), group_count)],
        group_step=rng.integers(1, 4, group_count).astype(np.int32),
        group_size=np.clip(rng.lognormal(1.6, 1.0, group_count), 2, 1_024).astype(np.int32),
        old_group_count=old_groups,
        new_group_count=new_groups,
    )
