"""Record the earlier days of services, which do each day what they do today."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import record_conversations, times_of_day
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.world import World

_THANKS_SHARE = 0.05


def days_before(world: World, registered_at: int) -> list[int]:
    """Return the midnights of the earlier days on which the account was registered."""
    return [day for day in world.days[:-1] if day > registered_at]


def notify(world: World, draw: Draws, account: int, people: Ints, registered_at: int) -> None:
    """Let a service write to some of its recipients on each earlier day; a few answer."""
    for day in days_before(world, registered_at):
        reached = draw.rng.permutation(people)[: draw.rng.integers(1, len(people) + 1)]
        start = day + int(draw.rng.uniform(6, 20) * HOUR)
        sent_at = spread(draw.rng, len(reached), start, int(draw.rng.integers(10, 90)) * MINUTE)
        acts.message(world, account, reached, sent_at)
        acts.reply(world, draw, account, reached, sent_at, _THANKS_SHARE)


def serve(
    world: World, draw: Draws, desk: int, customers: Ints, opening: int, thanked_share: float
) -> None:
    """Let customers write to a support desk, which answers; some reply."""
    asked_at = spread(draw.rng, len(customers), opening, draw.time("within_hours", HOUR))
    written_at = acts.reply(world, draw, desk, customers, asked_at, 1.0, median=2 * MINUTE)
    answered_at = delays(draw.rng, written_at + 5 * SECOND, world.end, median=4 * MINUTE)
    acts.message(world, desk, customers, answered_at)
    acts.reply(world, draw, desk, customers, answered_at, thanked_share)


def chat_among(world: World, draw: Draws, people: Ints) -> None:
    """Record conversations of people without address books on all days."""
    for day in world.days:
        talks = draw.rng.poisson(draw.rng.gamma(0.5, 1.5, size=len(people)))
        first = np.repeat(people, talks)
        # The partner is one of the next ten on a circle, so never the account itself.
        place = np.repeat(np.arange(len(people)), talks)
        step = draw.rng.integers(1, min(10, len(people) - 1) + 1, size=len(first))
        second = people[(place + step) % len(people)]
        starts = day + np.minimum(times_of_day(draw.rng, len(first), 0.0), DAY - HOUR)
        record_conversations(world.logs, draw.rng, world.parameters, first, second, starts)
