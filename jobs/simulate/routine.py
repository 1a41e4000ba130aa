"""The days before of accounts that are no people: what they do today, they have done before."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.life import converse, day_rhythm
from jobs.simulate.stage import Stage

_THANKS_SHARE = 0.05


def days_before(stage: Stage, registered_at: int) -> list[int]:
    """Return the midnights of the days before today that the account has seen from the start."""
    return [day for day in stage.days[:-1] if day > registered_at]


def notify(stage: Stage, draw: Draws, account: int, people: Ints, registered_at: int) -> None:
    """Let a program write to some of its people on each day before, calmly; a few answer."""
    for day in days_before(stage, registered_at):
        reached = draw.rng.permutation(people)[: draw.rng.integers(1, len(people) + 1)]
        start = day + int(draw.rng.uniform(6, 20) * HOUR)
        sent_at = spread(draw.rng, len(reached), start, int(draw.rng.integers(10, 90)) * MINUTE)
        acts.message(stage, account, reached, sent_at)
        acts.reply(stage, draw, account, reached, sent_at, _THANKS_SHARE)


def serve(
    stage: Stage, draw: Draws, desk: int, customers: Ints, opening: int, thanked_share: float
) -> None:
    """Let customers ask a desk in the course of a day, which answers; some say thanks."""
    asked_at = spread(draw.rng, len(customers), opening, draw.time("within_hours", HOUR))
    written_at = acts.reply(stage, draw, desk, customers, asked_at, 1.0, median=2 * MINUTE)
    answered_at = delays(draw.rng, written_at + 5 * SECOND, stage.end, median=4 * MINUTE)
    acts.message(stage, desk, customers, answered_at)
    acts.reply(stage, draw, desk, customers, answered_at, thanked_share)


def chat_among(stage: Stage, draw: Draws, people: Ints) -> None:
    """Let people without address books talk with each other on all days, a few of them often."""
    for day in stage.days:
        talks = draw.rng.poisson(draw.rng.gamma(0.5, 1.5, size=len(people)))
        first = np.repeat(people, talks)
        # A step to one of the next ten, round the circle: nobody talks with himself.
        place = np.repeat(np.arange(len(people)), talks)
        step = draw.rng.integers(1, min(10, len(people) - 1) + 1, size=len(first))
        second = people[(place + step) % len(people)]
        starts = day + np.minimum(day_rhythm(draw.rng, len(first), 0.0), DAY - HOUR)
        converse(stage.ledger, draw.rng, stage.world, first, second, starts)
