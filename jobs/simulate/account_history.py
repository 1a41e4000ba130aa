"""Give planted accounts an earlier history: contacts, address books and conversations."""

import numpy as np

from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints
from jobs.simulate.draws import Draws
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.registration import Floats
from jobs.simulate.simulated_logs import SimulatedLogs
from jobs.simulate.world import World

_REPLY_GAP_SECONDS = 35.0

# Younger accounts are newcomers; few of these have a history.
_RESIDENT_AGE = 10 * DAY

# Peaks of the day: share of the conversations, local hour, standard deviation in hours.
_PEAKS = ((0.3, 12.5, 2.5), (0.55, 19.5, 2.4), (0.15, 15.5, 5.0))


def record_conversations(
    logs: SimulatedLogs,
    rng: np.random.Generator,
    parameters: WorldParameters,
    first: Ints,
    second: Ints,
    starts: Ints,
) -> None:
    """Record one conversation for each pair: mostly short, in turns."""
    lengths = np.minimum(rng.geometric(parameters.talk_end_share, size=len(starts)), 60)
    conversation = np.repeat(np.arange(len(starts)), lengths)
    opening = np.cumsum(lengths) - lengths
    gaps = np.exp(rng.normal(np.log(_REPLY_GAP_SECONDS), 1.3, size=len(conversation)))
    gaps[opening] = 0.0
    passed = np.cumsum(np.minimum(gaps, 3600.0) + 0.4)
    sent_at = starts[conversation] + ((passed - passed[opening][conversation]) * SECOND).astype(
        np.int64
    )
    turns = np.cumsum(rng.random(len(conversation)) < parameters.turn_share)
    is_first = (turns - turns[opening][conversation]) % 2 == 0
    logs.record(
        "message_edges",
        sent_at=sent_at,
        sender_id=np.where(is_first, first[conversation], second[conversation]),
        recipient_id=np.where(is_first, second[conversation], first[conversation]),
    )


def times_of_day(rng: np.random.Generator, count: int, hours_from_utc: Floats | float) -> Ints:
    """Return times after midnight UTC that follow the daily rhythm of the local time zone."""
    shares, hours, widths = (np.array(values) for values in zip(*_PEAKS, strict=True))
    peak = rng.choice(len(_PEAKS), size=count, p=shares)
    local = rng.normal(hours[peak], widths[peak])
    return np.floor(((local - hours_from_utc) % 24.0) * HOUR).astype(np.int64)


def established_account(
    world: World, draw: Draws, archetype: str, registered_at: int, *, is_spam: bool
) -> int:
    """Return an account that registered at about this time and has a history.

    It is one of the population if possible. An account younger than a day is new and has none.
    """
    is_settled = world.today - registered_at > DAY
    if is_settled and world.today - registered_at > _RESIDENT_AGE:
        resident = world.take_resident(draw.rng, archetype, registered_at, is_spam=is_spam)
        if resident is not None:
            return resident
    account = world.new_account(archetype, is_spam=is_spam)
    world.registry.register_one(draw.rng, account, registered_at)
    if is_settled:
        add_history(world, draw, account, registered_at)
    return account


def add_history(world: World, draw: Draws, account: int, registered_at: int) -> Ints:
    """Give the account mutual contacts and conversations with them; return the contacts."""
    friends = world.neighbours(draw.rng, account, int(draw.rng.integers(3, 15)))
    since = registered_at + int(draw.rng.uniform(0.02, 0.5) * (world.today - registered_at))
    world.add_as_contact(account, friends, since)
    world.logs.record("contacts", day=since // DAY, owner_id=account, contact_id=friends)
    _record_talk(world, draw, account, friends, registered_at)
    return friends


def _record_talk(
    world: World, draw: Draws, account: int, friends: Ints, registered_at: int
) -> None:
    rate = float(np.exp(draw.rng.normal(0.0, 0.8)))
    counts = np.minimum(draw.rng.poisson(rate, size=len(world.days)), 12)
    starts = np.repeat(np.array(world.days), counts)
    starts = starts + times_of_day(draw.rng, len(starts), 0.0)
    starts = starts[(starts > registered_at + 10 * MINUTE) & (starts < world.end - HOUR)]
    partners = draw.rng.choice(friends, size=len(starts))
    opens = draw.rng.random(len(starts)) < 0.5
    record_conversations(
        world.logs,
        draw.rng,
        world.parameters,
        np.where(opens, account, partners),
        np.where(opens, partners, account),
        starts,
    )
