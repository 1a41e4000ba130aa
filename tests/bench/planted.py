"""The few blatant spammers of a benchmark day, so that a night has flags to publish."""

from __future__ import annotations

import numpy as np

from tests.bench.population import (
    DAY,
    HOUR,
    SECOND,
    Ints,
    Population,
    stream,
)
from tests.bench.traffic import ADD, CREATE, LEAVE, NOBODY, Rows, joined, memberships, taken

GROUPS_PER_ACCOUNT = 40


def strangers(population: Population, rng: np.random.Generator, count: int) -> Ints:
    """Return distinct accounts; none of them lists a planted one."""
    crowd = population.size.account_count - population.planted_count
    return population.planted_count + rng.choice(crowd, count, replace=False)


def sent(at: Ints, sender: int, recipient: Ints, forward: int = 0) -> Rows:
    """Return one-to-one messages of one account."""
    return {
        "at": at,
        "sender": np.full(len(at), sender),
        "recipient": recipient,
        "group": np.full(len(at), NOBODY),
        "message_count": np.ones(len(at), dtype=np.int64),
        "forward": np.full(len(at), forward),
    }


def planted_messages(population: Population, day: int) -> Rows:
    """Return 150 messages in 12 s, 80 to strangers in 6 h, and four rounds of eight forwards."""
    rng = stream(population.seed, 1, day)
    noon = population.start + day * DAY + 12 * HOUR
    parts = []
    for account in population.planted(day, "burst"):
        at = noon + np.arange(150) * 12 * SECOND // 150
        parts.append(sent(at, account, strangers(population, rng, 150)))
    for account in population.planted(day, "stranger"):
        at = noon + np.sort(rng.integers(0, 6 * HOUR, 80))
        parts.append(sent(at, account, strangers(population, rng, 80)))
    for account in population.planted(day, "forwarder"):
        at = noon + np.repeat(np.arange(4) * HOUR, 8) + np.tile(np.arange(8) * 2 * SECOND, 4)
        parts.append(sent(at, account, strangers(population, rng, 32), forward=1))
    return joined(parts)


def filled_groups(
    population: Population, rng: np.random.Generator, maker: int, made_at: Ints, guests: int
) -> Rows:
    """Return groups of one maker, filled at once with strangers, a third of whom soon leave."""
    first = len(population.group_home) + maker * GROUPS_PER_ACCOUNT
    group = first + np.arange(len(made_at))
    actor = np.full(len(group), maker)
    made = memberships(made_at, group, actor, actor, CREATE)
    rows = taken(made, np.repeat(np.arange(len(group)), guests))
    account = strangers(population, rng, len(rows["at"]))
    at = rows["at"] + SECOND + rng.integers(0, 60 * SECOND, len(account))
    added = memberships(at, rows["group"], rows["actor"], account, ADD)
    gone = taken(added, rng.random(len(account)) < 0.33)
    left_at = gone["at"] + rng.integers(60 * SECOND, 3 * HOUR, len(gone["at"]))
    left = memberships(left_at, gone["group"], gone["account"], gone["account"], LEAVE)
    return joined([made, added, left])


def planted_memberships(population: Population, day: int) -> Rows:
    """Return makers of 40 groups in half an hour, and adders of 1,500 strangers in five hours."""
    rng = stream(population.seed, 2, day)
    noon = population.start + day * DAY + 12 * HOUR
    parts = []
    for account in population.planted(day, "maker"):
        made_at = noon + np.arange(GROUPS_PER_ACCOUNT) * 45 * SECOND
        parts.append(filled_groups(population, rng, account, made_at, 4))
    for account in population.planted(day, "adder"):
        made_at = noon + np.arange(12) * 25 * 60 * SECOND
        parts.append(filled_groups(population, rng, account, made_at, 125))
    return joined(parts)
