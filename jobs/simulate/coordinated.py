"""Plant coordinated accounts: spam rings, and organisers who add the same people together."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import HOUR, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.innocents import welcome
from jobs.simulate.spam_groups import add_strangers
from jobs.simulate.world import World


def plant_ring(world: World, draw: Draws) -> None:
    """Let many accounts add strangers, and a few friends, over several days.

    Each adds some of the same strangers, or the members divide the strangers and add them to the
    same groups. All members add bots that accounts outside the ring add too. To look accepted by
    their targets, members also add one another and answer, add accomplices who answer, and people
    who have them as contacts; to share less, they add strangers that no other member adds.
    """
    days = world.days[-draw.count("day_count") :]
    members = [
        established_account(world, draw, "ring_member", days[0] - acts.age(draw), is_spam=True)
        for _ in range(draw.count("member_count"))
    ]
    victims = world.strangers(draw.rng, members[0], draw.count("victim_count"))
    acquainted = draw.share("acquainted_share")
    bots = _bots(world, draw, days[-1])
    common = _common_groups(world, draw, members[0], days[0])
    parts = _parts(draw, victims, len(members))
    accomplices = _accomplices(world, draw, days[0])
    for place, member in enumerate(members):
        share = min(draw.count("adds_each"), len(victims)) / len(victims)
        chosen = parts[place] if parts else victims[draw.some(len(victims), share)]
        others = np.setdiff1d(members, [member])
        world.add_as_contact(member, others[draw.some(len(others), acquainted)], days[0])
        groups = draw.rng.choice(common, size=2) if len(common) else None
        for day, chunk in zip(
            days, np.array_split(draw.rng.permutation(chosen), len(days)), strict=True
        ):
            if len(chunk):
                start = day + draw.time("from_hour", HOUR)
                within = draw.time("within_hours", HOUR)
                add_strangers(world, draw, member, chunk, start, within, groups)
        _add_friends(world, draw, member, days[-1])
        _add_bots(world, draw, member, bots, days[-1])
        _camouflage(world, draw, member, accomplices, days)
    vouching = draw.share("vouching_share")
    for member in members:
        others = np.setdiff1d(members, [member])
        _vouch(world, draw, member, others[draw.some(len(others), vouching)], days[-1])


def _common_groups(world: World, draw: Draws, maker: int, start: int) -> Ints:
    """Return common groups, created by one account within an hour; empty if each has its own."""
    return acts.make_groups(
        world, maker, spread(draw.rng, draw.count("common_group_count"), start, HOUR)
    )


def _parts(draw: Draws, people: Ints, count: int) -> list[Ints]:
    """Return the part of the people for each of `count` accounts; empty if they are shared."""
    if draw.rng.random() >= draw.share("dividing_share"):
        return []
    return np.array_split(draw.rng.permutation(people), count)


def _vouch(world: World, draw: Draws, member: int, others: Ints, day: int) -> None:
    if len(others):
        start = day + draw.time("from_hour", HOUR)
        adds = acts.add_to_new_groups(world, draw, member, others, 1, start, HOUR)
        acts.write_in_group(world, draw, adds, 1.0)


def _bots(world: World, draw: Draws, day: int) -> Ints:
    """Return bots, after some innocent accounts added them to groups with mostly strangers."""
    count, user_count = draw.count("bot_count"), draw.count("bot_user_count")
    settled = [
        established_account(world, draw, "bot", day - acts.age(draw), is_spam=False)
        for _ in range(count)
    ]
    bots: Ints = np.array(settled, np.int64)
    for _ in range(user_count if count else 0):
        user = established_account(world, draw, "bot_user", day - acts.age(draw), is_spam=False)
        people = world.strangers(draw.rng, user, draw.count("bot_user_adds"))
        start = day + draw.time("from_hour", HOUR)
        listing = people[draw.some(len(people), draw.share("bot_user_listed_share"))]
        world.add_as_contact(user, listing, start)
        adds = acts.add_to_new_groups(world, draw, user, people, 1, start, HOUR)
        acts.record_responses(
            world, draw, adds, draw.share("bot_user_gone_share"), "leave", median=HOUR
        )
        acts.write_in_group(world, draw, adds, draw.share("bot_user_wrote_share"))
        _add_bots(world, draw, user, bots, day)
    return bots


def _add_bots(world: World, draw: Draws, account: int, bots: Ints, day: int) -> None:
    if len(bots):
        start = day + draw.time("from_hour", HOUR)
        acts.add_to_new_groups(world, draw, account, bots, 1, start, HOUR)


def _add_friends(world: World, draw: Draws, member: int, day: int) -> None:
    friends = world.friends(draw.rng, member, draw.count("friend_count"))
    if len(friends):
        start = day + draw.time("from_hour", HOUR)
        adds = acts.add_to_new_groups(world, draw, member, friends, 1, start, HOUR)
        acts.write_in_group(world, draw, adds, draw.share("friend_wrote_share"))


def _accomplices(world: World, draw: Draws, day: int) -> Ints:
    """Return accounts of the ring that approach nobody."""
    accounts = [
        established_account(world, draw, "ring_accomplice", day - acts.age(draw), is_spam=True)
        for _ in range(draw.count("accomplice_count"))
    ]
    return np.array(accounts, np.int64)


def _camouflage(
    world: World, draw: Draws, member: int, accomplices: Ints, days: tuple[int, ...]
) -> None:
    """Let a member add accomplices and people who have it as a contact, and random strangers."""
    listing = world.neighbours(draw.rng, member, draw.count("listing_count"))
    world.add_as_contact(member, listing, days[0])
    welcoming = np.concatenate([listing, accomplices])
    answered = draw.share("friend_wrote_share")
    others = world.strangers(draw.rng, member, draw.count("random_count"))
    for people, day in zip(
        np.array_split(draw.rng.permutation(welcoming), len(days)), days, strict=True
    ):
        if len(people):
            start = day + draw.time("from_hour", HOUR)
            adds = acts.add_to_new_groups(world, draw, member, people, 1, start, HOUR)
            acts.write_in_group(world, draw, adds, answered)
    for people, day in zip(np.array_split(others, len(days)), days, strict=True):
        if len(people):
            start = day + draw.time("from_hour", HOUR)
            add_strangers(world, draw, member, people, start, draw.time("within_hours", HOUR))


def plant_teachers(world: World, draw: Draws) -> None:
    """Let a school's teachers add the same parents on one evening; many are contacts of parents."""
    _organise(world, draw, "teacher")


def plant_rollout(world: World, draw: Draws) -> None:
    """Let a company's admins add all staff to groups; few have them as contacts, and few leave."""
    _organise(world, draw, "rollout_admin")


def plant_fan_club(world: World, draw: Draws) -> None:
    """Let the organisers of a fan club add fans who are strangers and write a lot."""
    _organise(world, draw, "fan_organiser")


def plant_family(world: World, draw: Draws) -> None:
    """Let some of a family add all relatives to groups; most have them as contacts."""
    _organise(world, draw, "relative")


def _organise(world: World, draw: Draws, archetype: str) -> None:
    """Let some accounts add the same people to groups within hours; most people stay."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 6, 19, within=within + 2 * HOUR)
    organisers = [
        established_account(world, draw, archetype, start - acts.age(draw), is_spam=False)
        for _ in range(draw.count("organiser_count"))
    ]
    people = world.strangers(draw.rng, organisers[0], draw.count("people_count"))
    common = _common_groups(world, draw, organisers[0], start - HOUR)
    parts = _parts(draw, people, len(organisers))
    for place, organiser in enumerate(organisers):
        share = draw.share("added_share")
        chosen = parts[place] if parts else people[draw.some(len(people), share)]
        listing = chosen[draw.some(len(chosen), draw.share("listed_share"))]
        world.add_as_contact(organiser, listing, start)
        if len(common):
            adds = acts.add_to_groups(world, draw, organiser, chosen, common, start, within)
        else:
            count = draw.count("group_count")
            adds = acts.add_to_new_groups(world, draw, organiser, chosen, count, start, within)
        acts.post(world, draw, adds, draw.share("posted_share"))
        welcome(world, draw, adds)
