"""Spam that makes groups, and adds or invites those who don't know it."""

from collections.abc import Callable

import numpy as np

from jobs.simulate import acts
from jobs.simulate.clock import HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.life import settle_in
from jobs.simulate.stage import Stage


def plant_group_maker(stage: Stage, draw: Draws) -> None:
    """Make many groups within the hour and add a few strangers to each."""
    within = draw.time("within_minutes", MINUTE)
    start = stage.moment(draw.rng, 1, 22, within=within)
    maker = settle_in(stage, draw, "group_maker", start - acts.age(draw), is_spam=True)
    group_count = draw.count("group_count")
    strangers = stage.strangers(draw.rng, maker, group_count * draw.count("adds_per_group"))
    gathering = acts.gather(stage, draw, maker, strangers, group_count, start, within)
    acts.post(stage, draw, gathering, draw.share("posted_share"))
    acts.respond(stage, draw, gathering, draw.share("gone_share"), "leave", median=15 * MINUTE)


def plant_group_maker_empty(stage: Stage, draw: Draws) -> None:
    """Make many groups within the hour in the first days, and add nobody."""
    within = draw.time("within_minutes", MINUTE)
    start = stage.moment(draw.rng, 1, 22, within=within)
    maker = settle_in(stage, draw, "group_maker_empty", start - acts.age(draw), is_spam=True)
    acts.make_groups(stage, maker, spread(draw.rng, draw.count("group_count"), start, within))


def plant_mass_adder(stage: Stage, draw: Draws) -> None:
    """Add more than a thousand strangers in the course of the day."""
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 0.5, 6, within=within + 2 * HOUR)
    adder = settle_in(stage, draw, "mass_adder", start - acts.age(draw), is_spam=True)
    strangers = stage.strangers(draw.rng, adder, draw.count("stranger_count"))
    add_strangers(stage, draw, adder, strangers, start, within)


def plant_mass_adder_midnight(stage: Stage, draw: Draws) -> None:
    """Add more than a thousand strangers over midnight, but fewer on either day."""
    before, after = draw.count("before_count"), draw.count("after_count")
    start = stage.today - draw.time("before_hours", HOUR)
    adder = settle_in(stage, draw, "mass_adder_midnight", start - acts.age(draw), is_spam=True)
    strangers = stage.strangers(draw.rng, adder, before + after)
    evening = stage.today - start - MINUTE
    add_strangers(stage, draw, adder, strangers[:before], start, evening)
    morning = draw.time("after_hours", HOUR)
    add_strangers(stage, draw, adder, strangers[before:], stage.today + MINUTE, morning)


def plant_stranger_adder(stage: Stage, draw: Draws) -> None:
    """Add some hundred strangers, who leave or stay silent."""
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 0.5, 14, within=within + 2 * HOUR)
    adder = settle_in(stage, draw, "stranger_adder", start - acts.age(draw), is_spam=True)
    strangers = stage.strangers(draw.rng, adder, draw.count("stranger_count"))
    add_strangers(stage, draw, adder, with_friends(stage, draw, adder, strangers), start, within)


def plant_slow_adder(stage: Stage, draw: Draws) -> None:
    """Add some strangers on each of many days, and never many on one."""
    _day_after_day(stage, draw, "slow_adder", add_strangers)


def plant_relay(stage: Stage, draw: Draws) -> None:
    """Make many groups within the hour and hand them to another account, who adds strangers."""
    within = draw.time("within_minutes", MINUTE)
    adding = draw.time("adding_hours", HOUR)
    start = stage.moment(draw.rng, 0.5, 12, within=within + adding + 2 * HOUR)
    maker = settle_in(stage, draw, "relay_maker", start - acts.age(draw), is_spam=True)
    adder = settle_in(stage, draw, "relay_adder", start - acts.age(draw), is_spam=True)
    if draw.rng.random() < draw.share("acquainted_share"):
        stage.befriend(maker, np.array([adder]), start)
    made_at = spread(draw.rng, draw.count("group_count"), start, within)
    groups = acts.make_groups(stage, maker, made_at)
    let_in_at = made_at + draw.rng.integers(SECOND, 5 * SECOND, size=len(groups))
    entry = acts.Gathering(maker, groups, np.full(len(groups), adder), let_in_at)
    acts.add(stage, entry)
    handed = draw.some(len(groups), draw.share("promoted_share"))
    promoted_at = let_in_at[handed] + draw.rng.integers(2 * SECOND, MINUTE, size=len(handed))
    acts.add(
        stage,
        acts.Gathering(maker, groups[handed], np.full(len(handed), adder), promoted_at),
        action="promote",
    )
    strangers = stage.strangers(draw.rng, adder, draw.count("stranger_count"))
    start = int(promoted_at.max()) + MINUTE
    gathering = acts.fill(stage, draw, adder, strangers, groups[handed], start, adding)
    _annoy(stage, draw, gathering)


def plant_inviter(stage: Stage, draw: Draws) -> None:
    """Invite some hundred strangers; few accept."""
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 0.5, 14, within=within + 2 * HOUR)
    inviter = settle_in(stage, draw, "inviter", start - acts.age(draw), is_spam=True)
    strangers = stage.strangers(draw.rng, inviter, draw.count("stranger_count"))
    _invite(stage, draw, inviter, with_friends(stage, draw, inviter, strangers), start, within)


def plant_slow_inviter(stage: Stage, draw: Draws) -> None:
    """Invite some strangers on each of many days, and never many on one."""
    _day_after_day(stage, draw, "slow_inviter", _invite)


def with_friends(stage: Stage, draw: Draws, account: int, strangers: Ints) -> Ints:
    """Return the strangers and, anywhere among them, a few of those who list the account."""
    friends = stage.friends(draw.rng, account, draw.count("friend_count"))
    return draw.rng.permutation(np.concatenate([strangers, friends]))


def add_strangers(
    stage: Stage,
    draw: Draws,
    adder: int,
    strangers: Ints,
    start: int,
    within: int,
    groups: Ints | None = None,
) -> None:
    """Add strangers to groups, its own if none are given, who leave, write and report."""
    if groups is None:
        count, old_share = draw.count("group_count"), draw.share("old_group_share")
        gathering = acts.gather(
            stage, draw, adder, strangers, count, start, within, old_share=old_share
        )
    else:
        gathering = acts.fill(stage, draw, adder, strangers, groups, start, within)
    acts.post(stage, draw, gathering, draw.share("posted_share"))
    _annoy(stage, draw, gathering)


def _day_after_day(
    stage: Stage,
    draw: Draws,
    archetype: str,
    approach: Callable[[Stage, Draws, int, Ints, int, int], None],
) -> None:
    """Let an account approach its part of some hundred strangers on each of the last days."""
    days = stage.days[-draw.count("day_count") :]
    count = min(draw.count("stranger_count"), len(days) * draw.count("max_per_day"))
    account = settle_in(stage, draw, archetype, days[0] - acts.age(draw), is_spam=True)
    strangers = stage.strangers(draw.rng, account, count)
    people = with_friends(stage, draw, account, strangers)
    for day, chunk in zip(days, np.array_split(people, len(days)), strict=True):
        start, within = day + draw.time("from_hour", HOUR), draw.time("within_hours", HOUR)
        approach(stage, draw, account, chunk, start, within)


def _invite(stage: Stage, draw: Draws, inviter: int, people: Ints, start: int, within: int) -> None:
    """Invite people to groups of its own; few accept."""
    invitation = acts.gather(
        stage, draw, inviter, people, draw.count("group_count"), start, within, action="invite"
    )
    acts.answer_invites(
        stage, draw, invitation, draw.share("accepted_share"), draw.share("declined_share")
    )


def _annoy(stage: Stage, draw: Draws, gathering: acts.Gathering) -> None:
    """Let some members leave, a few write in the group, and a few report who added them."""
    acts.respond(stage, draw, gathering, draw.share("gone_share"), "leave", median=25 * MINUTE)
    acts.write_in_group(stage, draw, gathering, draw.share("wrote_share"))
    acts.report(
        stage,
        draw,
        gathering.actor,
        gathering.members,
        gathering.added_at,
        draw.count("report_count"),
    )
