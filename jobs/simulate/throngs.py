"""Plant many accounts that come to a group within minutes: raids, and honest crowds."""

from dataclasses import replace

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.rooms import after, change, choose_rooms, write
from jobs.simulate.visits import Manner, join, manner, report_stays, stay, visit, write_to_members
from jobs.simulate.world import Room, World


def plant_raid(world: World, draw: Draws) -> None:
    """Let many accounts join the same group or groups within minutes and post; most are removed."""
    raiders, rooms, joined_at = _assemble(world, draw, "raider")
    way = manner(draw)
    for raider, at in zip(raiders, joined_at, strict=True):
        stays = visit(
            world, draw, way, int(raider), rooms, _one_after_another(draw, rooms, int(at))
        )
        report_stays(world, draw, stays, draw.count("report_count"))


def plant_quiet_raid(world: World, draw: Draws) -> None:
    """Let many accounts join the same group within minutes, read, and write to its members."""
    raiders, rooms, joined_at = _assemble(world, draw, "quiet_raider")
    way = manner(draw)
    for raider, at in zip(raiders, joined_at, strict=True):
        visit(world, draw, way, int(raider), rooms, _one_after_another(draw, rooms, int(at)))
        start = int(at) + draw.time("reading_minutes", MINUTE)
        count = draw.count("stranger_count")
        write_to_members(world, draw, int(raider), rooms, start, count)


def plant_spam_lead(world: World, draw: Draws) -> None:
    """Let an account join a group and add many of its own, which post and are removed soon."""
    _lead(world, draw, "spam_lead", "spam_follower", is_spam=True)


def plant_class_speaker(world: World, draw: Draws) -> None:
    """Let a student join a group and add a class to it, who greet and stay."""
    _lead(world, draw, "class_speaker", "class_member", is_spam=False)


def plant_event_guests(world: World, draw: Draws) -> None:
    """Let the guests of an event join its group by link within minutes; many greet."""
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 7, 20, within=within + 2 * HOUR)
    count = draw.count("guest_count")
    guests = world.take_residents(draw.rng, "event_guest", count, is_spam=False)
    age = np.exp(draw.rng.uniform(np.log(2), np.log(1500), size=count - len(guests))) * DAY
    made = _register(world, draw, "event_guest", start - age.astype(np.int64), is_spam=False)
    _welcome(world, draw, "event_host", np.concatenate([guests, made]), start, within)


def plant_campus_group(world: World, draw: Draws) -> None:
    """Let first-year students join a group from one network within minutes, and chat."""
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 7, 19, within=within + 2 * HOUR)
    count = draw.count("guest_count")
    oldest = draw.time("age_days", DAY)
    registered_at = start - 10 * MINUTE - (draw.rng.random(count) ** 2 * oldest).astype(np.int64)
    network = int(world.logs.new_numbers("network", 1)[0])
    students = _register(
        world, draw, "campus_student", registered_at, is_spam=False, network=network
    )
    for student in students:
        known = draw.some(count, draw.share("acquainted_share") / 4)
        friends = np.setdiff1d(students[known], [student])
        world.add_as_contact(int(student), friends, start)
    _welcome(world, draw, "campus_tutor", students, start, within)


def _assemble(world: World, draw: Draws, archetype: str) -> tuple[Ints, list[Room], Ints]:
    """Return accounts that act together, the groups that they join, and when each does."""
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 0.5, 20, within=within + 2 * HOUR)
    accounts = _squad(world, draw, archetype, draw.count("member_count"), start)
    rooms = choose_rooms(world, draw, int(accounts[0]), draw.count("group_count"))
    patience = draw.time("patience_minutes", MINUTE)
    joined_at = spread(draw.rng, len(accounts), start, within)
    return accounts, [replace(room, patience=patience) for room in rooms], joined_at


def _squad(world: World, draw: Draws, archetype: str, count: int, start: int) -> Ints:
    """Return new accounts without history: young ones, old dormant ones, or both."""
    is_old = draw.rng.random(count) < np.round(draw.share("dormant_share") * 2) / 2
    age = np.where(
        is_old,
        np.exp(draw.rng.uniform(np.log(60), np.log(900), size=count)),
        draw.share("young_days") * draw.rng.uniform(0.05, 1.0, size=count),
    )
    registered_at = start - MINUTE - (age * DAY).astype(np.int64)
    network = None
    if draw.rng.random() < draw.share("one_network_share"):
        network = int(world.logs.new_numbers("network", 1)[0])
    return _register(world, draw, archetype, registered_at, is_spam=True, network=network)


def _register(
    world: World,
    draw: Draws,
    archetype: str,
    registered_at: Ints,
    *,
    is_spam: bool,
    network: int | None = None,
) -> Ints:
    accounts = [world.new_account(archetype, is_spam=is_spam) for _ in registered_at]
    for account, at in zip(accounts, registered_at, strict=True):
        world.registry.register_one(draw.rng, account, int(at), network=network)
    return np.array(accounts, dtype=np.int64)


def _one_after_another(draw: Draws, rooms: list[Room], at: int) -> Ints:
    """Return when an account joins groups from an instant on, seconds or minutes apart."""
    gaps = draw.rng.integers(2 * SECOND, 90 * SECOND, size=len(rooms))
    return at + np.cumsum(gaps) - gaps[:1]


def _lead(world: World, draw: Draws, lead: str, follower: str, *, is_spam: bool) -> None:
    """Let an account join a group by link and add its followers, who post there."""
    start = world.start_time(draw.rng, 0.5, 20, within=3 * HOUR)
    leader = established_account(world, draw, lead, start - acts.age(draw), is_spam=is_spam)
    count = draw.count("member_count")
    if is_spam:
        members = _squad(world, draw, follower, count, start)
    else:
        members = world.take_residents(draw.rng, follower, count // 2, is_spam=False)
        age = np.exp(draw.rng.uniform(np.log(0.5), np.log(400), size=count - len(members))) * DAY
        made = _register(world, draw, follower, start - age.astype(np.int64), is_spam=False)
        members = np.concatenate([members, made])
    listing = members[draw.some(len(members), draw.share("acquainted_share"))]
    known = world.friends(draw.rng, leader, len(world.target_pool.accounts))
    world.add_as_contact(leader, np.setdiff1d(listing, known), start)
    _bring_in(world, draw, leader, members, start)


def _bring_in(world: World, draw: Draws, leader: int, members: Ints, start: int) -> None:
    way = manner(draw)
    patience = draw.time("patience_minutes", MINUTE)
    for room in choose_rooms(world, draw, leader, draw.count("group_count")):
        lively = replace(room, patience=patience)
        join(world, leader, [lively], np.array([start]))
        first = start + draw.time("waiting_seconds", SECOND)
        new = members[~np.isin(members, room.members)]
        at = spread(draw.rng, len(new), first, draw.time("adding_minutes", MINUTE))
        change(world, "add", at, np.full(len(new), room.group), leader, new)
        for member, instant in zip(new, at, strict=True):
            stays = stay(world, draw, way, int(member), [lively], np.array([instant]))
            report_stays(world, draw, stays, draw.count("report_count"))
        lead_way = replace(
            way,
            posted_share=draw.share("lead_posted_share"),
            removed_silent_share=draw.share("lead_removed_share"),
        )
        _answer_for_it(world, draw, lead_way, leader, lively, int(at[-1]))
        start = int(at[-1]) + MINUTE


def _answer_for_it(
    world: World, draw: Draws, way: Manner, leader: int, room: Room, since: int
) -> None:
    """Let the account that added others post, be removed and be reported."""
    is_removed = draw.rng.random() < way.removed_silent_share
    share = float(is_removed)
    fated = replace(way, removed_share=share, removed_silent_share=share)
    stay(world, draw, fated, leader, [room], np.array([since + SECOND]))
    people = room.members[room.members != leader]
    reported_at = np.full(len(people), since)
    acts.report(world, draw, leader, people, reported_at, draw.count("lead_report_count"))


def _welcome(
    world: World, draw: Draws, archetype: str, guests: Ints, start: int, within: int
) -> None:
    """Let guests join a host's new group by link and greet; a few are removed and added again."""
    host_age = draw.time("host_age_days", DAY)
    host = established_account(world, draw, archetype, start - host_age, is_spam=False)
    made_at = start - draw.time("made_before_hours", HOUR)
    group = int(acts.make_groups(world, host, np.array([made_at]))[0])
    guests = draw.rng.permutation(guests[guests != host])
    at = spread(draw.rng, len(guests), start, within)
    groups = np.full(len(guests), group)
    change(world, "join", at, groups, guests, guests)
    order = draw.rng.permutation(len(guests))
    removed = order[: round(draw.share("removed_share") * len(guests))]
    removed_at = after(draw.rng, at[removed] + SECOND, world.end - HOUR, 9.0 * MINUTE)
    change(world, "remove", removed_at, groups[removed], host, guests[removed])
    back = draw.some(len(removed), draw.share("readded_share"))
    back_at = after(draw.rng, removed_at[back] + SECOND, world.end, 5.0 * MINUTE)
    change(world, "add", back_at, groups[back], host, guests[removed[back]])
    staying = order[len(removed) :]
    chosen = staying[: round(draw.share("posted_share") * len(guests))]
    rows = np.repeat(chosen, draw.rng.integers(1, draw.count("post_count") + 1, size=len(chosen)))
    sent_at = after(draw.rng, at[rows], world.end, draw.time("post_wait_seconds", SECOND), 1.4)
    write(world, sent_at, guests[rows], groups[rows])
    last = np.zeros(len(guests), dtype=np.int64)
    np.maximum.at(last, rows, sent_at)
    leaving = staying[draw.some(len(staying), draw.share("left_share"))]
    since = np.maximum(last, at)[leaving] + SECOND
    left_at = after(draw.rng, np.minimum(since, world.end - 2), world.end, 2.0 * HOUR)
    change(world, "leave", left_at, groups[leaving], guests[leaving], guests[leaving])
