"""Plant spam that creates groups and adds or invites strangers."""

from collections.abc import Callable

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.world import World


def plant_group_maker(world: World, draw: Draws) -> None:
    """Create many groups within an hour and add a few strangers to each."""
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 1, 22, within=within)
    maker = established_account(world, draw, "group_maker", start - acts.age(draw), is_spam=True)
    group_count = draw.count("group_count")
    strangers = world.strangers(draw.rng, maker, group_count * draw.count("adds_per_group"))
    adds = acts.add_to_new_groups(world, draw, maker, strangers, group_count, start, within)
    acts.post(world, draw, adds, draw.share("posted_share"))
    acts.record_responses(world, draw, adds, draw.share("gone_share"), "leave", median=15 * MINUTE)


def plant_group_maker_empty(world: World, draw: Draws) -> None:
    """Create many groups within an hour in the first days, and add nobody."""
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 1, 22, within=within)
    maker = established_account(
        world, draw, "group_maker_empty", start - acts.age(draw), is_spam=True
    )
    acts.make_groups(world, maker, spread(draw.rng, draw.count("group_count"), start, within))


def plant_mass_adder(world: World, draw: Draws) -> None:
    """Add more than a thousand strangers within a day."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 0.5, 6, within=within + 2 * HOUR)
    adder = established_account(world, draw, "mass_adder", start - acts.age(draw), is_spam=True)
    strangers = world.strangers(draw.rng, adder, draw.count("stranger_count"))
    add_strangers(world, draw, adder, strangers, start, within)


def plant_mass_adder_midnight(world: World, draw: Draws) -> None:
    """Add more than a thousand strangers across midnight, but fewer on either day."""
    before, after = draw.count("before_count"), draw.count("after_count")
    start = world.today - draw.time("before_hours", HOUR)
    adder = established_account(
        world, draw, "mass_adder_midnight", start - acts.age(draw), is_spam=True
    )
    strangers = world.strangers(draw.rng, adder, before + after)
    evening = world.today - start - MINUTE
    add_strangers(world, draw, adder, strangers[:before], start, evening)
    morning = draw.time("after_hours", HOUR)
    add_strangers(world, draw, adder, strangers[before:], world.today + MINUTE, morning)


def plant_stranger_adder(world: World, draw: Draws) -> None:
    """Add hundreds of strangers, who leave or stay silent."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 0.5, 14, within=within + 2 * HOUR)
    adder = established_account(world, draw, "stranger_adder", start - acts.age(draw), is_spam=True)
    strangers = world.strangers(draw.rng, adder, draw.count("stranger_count"))
    add_strangers(world, draw, adder, with_friends(world, draw, adder, strangers), start, within)


def plant_slow_adder(world: World, draw: Draws) -> None:
    """Add strangers slowly: some on each of many days."""
    _approach_daily(world, draw, "slow_adder", add_strangers)


def plant_relay(world: World, draw: Draws) -> None:
    """Create many groups within an hour; another account is promoted and adds strangers."""
    within = draw.time("within_minutes", MINUTE)
    adding = draw.time("adding_hours", HOUR)
    start = world.start_time(draw.rng, 0.5, 12, within=within + adding + 2 * HOUR)
    maker = established_account(world, draw, "relay_maker", start - acts.age(draw), is_spam=True)
    adder = established_account(world, draw, "relay_adder", start - acts.age(draw), is_spam=True)
    if draw.rng.random() < draw.share("acquainted_share"):
        world.add_as_contact(maker, np.array([adder]), start)
    made_at = spread(draw.rng, draw.count("group_count"), start, within)
    groups = acts.make_groups(world, maker, made_at)
    let_in_at = made_at + draw.rng.integers(SECOND, 5 * SECOND, size=len(groups))
    entry = acts.Adds(maker, groups, np.full(len(groups), adder), let_in_at)
    acts.record_adds(world, entry)
    handed = draw.some(len(groups), draw.share("promoted_share"))
    promoted_at = let_in_at[handed] + draw.rng.integers(2 * SECOND, MINUTE, size=len(handed))
    acts.record_adds(
        world,
        acts.Adds(maker, groups[handed], np.full(len(handed), adder), promoted_at),
        action="promote",
    )
    strangers = world.strangers(draw.rng, adder, draw.count("stranger_count"))
    start = int(promoted_at.max()) + MINUTE
    adds = acts.add_to_groups(world, draw, adder, strangers, groups[handed], start, adding)
    _record_reactions(world, draw, adds)


def plant_inviter(world: World, draw: Draws) -> None:
    """Invite hundreds of strangers; few accept."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 0.5, 14, within=within + 2 * HOUR)
    inviter = established_account(world, draw, "inviter", start - acts.age(draw), is_spam=True)
    strangers = world.strangers(draw.rng, inviter, draw.count("stranger_count"))
    _invite(world, draw, inviter, with_friends(world, draw, inviter, strangers), start, within)


def plant_slow_inviter(world: World, draw: Draws) -> None:
    """Invite strangers slowly: some on each of many days."""
    _approach_daily(world, draw, "slow_inviter", _invite)


def with_friends(world: World, draw: Draws, account: int, strangers: Ints) -> Ints:
    """Return the strangers, mixed with a few people that have the account as a contact."""
    friends = world.friends(draw.rng, account, draw.count("friend_count"))
    return draw.rng.permutation(np.concatenate([strangers, friends]))


def add_strangers(
    world: World,
    draw: Draws,
    adder: int,
    strangers: Ints,
    start: int,
    within: int,
    groups: Ints | None = None,
) -> None:
    """Add strangers to groups, new ones if none are given; they leave, write and report."""
    if groups is None:
        count, old_share = draw.count("group_count"), draw.share("old_group_share")
        adds = acts.add_to_new_groups(
            world, draw, adder, strangers, count, start, within, old_share=old_share
        )
    else:
        adds = acts.add_to_groups(world, draw, adder, strangers, groups, start, within)
    acts.post(world, draw, adds, draw.share("posted_share"))
    _record_reactions(world, draw, adds)


def _approach_daily(
    world: World,
    draw: Draws,
    archetype: str,
    approach: Callable[[World, Draws, int, Ints, int, int], None],
) -> None:
    """Let an account approach hundreds of strangers, divided among the last days."""
    days = world.days[-draw.count("day_count") :]
    count = min(draw.count("stranger_count"), len(days) * draw.count("max_per_day"))
    account = established_account(world, draw, archetype, days[0] - acts.age(draw), is_spam=True)
    strangers = world.strangers(draw.rng, account, count)
    people = with_friends(world, draw, account, strangers)
    for day, chunk in zip(days, np.array_split(people, len(days)), strict=True):
        start, within = day + draw.time("from_hour", HOUR), draw.time("within_hours", HOUR)
        approach(world, draw, account, chunk, start, within)


def _invite(world: World, draw: Draws, inviter: int, people: Ints, start: int, within: int) -> None:
    """Invite people to new groups; few accept."""
    invitation = acts.add_to_new_groups(
        world, draw, inviter, people, draw.count("group_count"), start, within, action="invite"
    )
    acts.answer_invites(
        world, draw, invitation, draw.share("accepted_share"), draw.share("declined_share")
    )


def _record_reactions(world: World, draw: Draws, adds: acts.Adds) -> None:
    """Record that some members leave, a few write in the group, and a few report the actor."""
    acts.record_responses(world, draw, adds, draw.share("gone_share"), "leave", median=25 * MINUTE)
    acts.write_in_group(world, draw, adds, draw.share("wrote_share"))
    acts.report(
        world,
        draw,
        adds.actor,
        adds.members,
        adds.added_at,
        draw.count("report_count"),
    )
