"""The days before of accounts that are no people: what they do today, they have done before."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import record_conversations, times_of_day
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.world import World

_THANKS_SHARE = 0.05


def days_before(world: World, registered_at: int) -> list[int]:
    """Return the midnights of the days before today that the account has seen from the start."""
    return [day for day in world.days[:-1] if day > registered_at]


def notify(world: World, draw: Draws, account: int, people: Ints, registered_at: int) -> None:
    """Let a program write to some of its people on each day before, calmly; a few answer."""
    for day in days_before(world, registered_at):
        reached = draw.rng.permutation(people)[: draw.rng.integers(1, len(people) + 1)]
        start = day + int(draw.rng.uniform(6, 20) * HOUR)
        sent_at = spread(draw.rng, len(reached), start, int(draw.rng.integers(10, 90)) * MINUTE)
        acts.message(world, account, reached, sent_at)
        acts.reply(world, draw, account, reached, sent_at, _THANKS_SHARE)


def serve(
    world: World, draw: Draws, desk: int, customers: Ints, opening: int, thanked_share: float
) -> None:
    """Let customers ask a desk in the course of a day, which answers; some say thanks."""
    asked_at = spread(draw.rng, len(customers), opening, draw.time("within_hours", HOUR))
    written_at = acts.reply(world, draw, desk, customers, asked_at, 1.0, median=2 * MINUTE)
    answered_at = delays(draw.rng, written_at + 5 * SECOND, world.end, median=4 * MINUTE)
    acts.message(world, desk, customers, answered_at)
    acts.reply(world, draw, desk, customers, answered_at, thanked_share)


def chat_among(world: World, draw: Draws, people: Ints) -> None:
    """Let people without address books talk with each other on all days, a few of them often."""
    for day in world.days:
        talks = draw.rng.poisson(draw.rng.gamma(0.5, 1.5, size=len(people)))
        first = np.repeat(people, talks)
        # A step to one of the next ten, round the circle: nobody talks with himself.
        place = np.repeat(np.arange(len(people)), talks)
        step = draw.rng.integers(1, min(10, len(people) - 1) + 1, size=len(first))
        second = people[(place + step) % len(people)]
        starts = day + np.minimum(times_of_day(draw.rng, len(first), 0.0), DAY - HOUR)
        record_conversations(world.logs, draw.rng, world.parameters, first, second, starts)
