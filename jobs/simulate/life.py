"""A life before: friends, address books and chatter, so that nobody planted comes from nowhere."""

import numpy as np

from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints
from jobs.simulate.draws import Draws
from jobs.simulate.ledger import Ledger
from jobs.simulate.parameters import WorldParameters
from jobs.simulate.registration import Floats
from jobs.simulate.stage import Stage

_REPLY_GAP_SECONDS = 35.0

# Younger accounts are among the newcomers; few of these have an earlier life.
_RESIDENT_AGE = 10 * DAY

# Share of the day's conversations that peak around each local hour, and how wide the peak is.
_PEAKS = ((0.3, 12.5, 2.5), (0.55, 19.5, 2.4), (0.15, 15.5, 5.0))


def converse(
    ledger: Ledger,
    rng: np.random.Generator,
    world: WorldParameters,
    first: Ints,
    second: Ints,
    starts: Ints,
) -> None:
    """Record a conversation of each pair: mostly short, now and then long, by turns."""
    lengths = np.minimum(rng.geometric(world.talk_end_share, size=len(starts)), 60)
    talk = np.repeat(np.arange(len(starts)), lengths)
    opening = np.cumsum(lengths) - lengths
    gaps = np.exp(rng.normal(np.log(_REPLY_GAP_SECONDS), 1.3, size=len(talk)))
    gaps[opening] = 0.0
    passed = np.cumsum(np.minimum(gaps, 3600.0) + 0.4)
    sent_at = starts[talk] + ((passed - passed[opening][talk]) * SECOND).astype(np.int64)
    turns = np.cumsum(rng.random(len(talk)) < world.turn_share)
    is_first = (turns - turns[opening][talk]) % 2 == 0
    ledger.record(
        "message_edges",
        sent_at=sent_at,
        sender_id=np.where(is_first, first[talk], second[talk]),
        recipient_id=np.where(is_first, second[talk], first[talk]),
    )


def day_rhythm(rng: np.random.Generator, count: int, hours_from_utc: Floats | float) -> Ints:
    """Return instants after midnight in UTC, as busy as the hour is where people live."""
    shares, hours, widths = (np.array(values) for values in zip(*_PEAKS, strict=True))
    peak = rng.choice(len(_PEAKS), size=count, p=shares)
    local = rng.normal(hours[peak], widths[peak])
    return np.floor(((local - hours_from_utc) % 24.0) * HOUR).astype(np.int64)


def settle_in(
    stage: Stage, draw: Draws, archetype: str, registered_at: int, *, is_spam: bool
) -> int:
    """Return an account that registered about then and has a life: a resident, if there are any.

    Younger ones than a day have had no time to make friends, and are new.
    """
    is_settled = stage.today - registered_at > DAY
    if is_settled and stage.today - registered_at > _RESIDENT_AGE:
        resident = stage.resident(draw.rng, archetype, registered_at, is_spam=is_spam)
        if resident is not None:
            return resident
    account = stage.enlist(archetype, is_spam=is_spam)
    stage.registry.register_one(draw.rng, account, registered_at)
    if is_settled:
        live(stage, draw, account, registered_at)
    return account


def live(stage: Stage, draw: Draws, account: int, registered_at: int) -> Ints:
    """Give the account friends who list it and whom it lists, and talk with them; return them."""
    friends = stage.neighbours(draw.rng, account, int(draw.rng.integers(3, 15)))
    since = registered_at + int(draw.rng.uniform(0.02, 0.5) * (stage.today - registered_at))
    stage.befriend(account, friends, since)
    stage.ledger.record("contacts", day=since // DAY, owner_id=account, contact_id=friends)
    _talk(stage, draw, account, friends, registered_at)
    return friends


def _talk(stage: Stage, draw: Draws, account: int, friends: Ints, registered_at: int) -> None:
    rate = float(np.exp(draw.rng.normal(0.0, 0.8)))
    counts = np.minimum(draw.rng.poisson(rate, size=len(stage.days)), 12)
    starts = np.repeat(np.array(stage.days), counts)
    starts = starts + day_rhythm(draw.rng, len(starts), 0.0)
    starts = starts[(starts > registered_at + 10 * MINUTE) & (starts < stage.end - HOUR)]
    partners = draw.rng.choice(friends, size=len(starts))
    opens = draw.rng.random(len(starts)) < 0.5
    converse(
        stage.ledger,
        draw.rng,
        stage.world,
        np.where(opens, account, partners),
        np.where(opens, partners, account),
        starts,
    )
