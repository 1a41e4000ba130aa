"""Plant accounts that post in many groups at once: taken-over ones, announcers, bots, channels."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account, times_of_day
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.rooms import (
    after,
    change,
    choose_rooms,
    groups_of,
    make_room,
    old_friends,
    one_of_each,
    write,
)
from jobs.simulate.visits import manner, report_stays, stay
from jobs.simulate.world import Room, World

_OPENING, _CLOSING = 7 * HOUR, 22 * HOUR


def plant_hijacked_poster(world: World, draw: Draws) -> None:
    """Take over an account with friends and old groups, and post in most of these within minutes.

    Many of the groups remove it.
    """
    start = world.start_time(draw.rng, 0.5, 21, within=3 * HOUR)
    account = world.take_existing(draw.rng, "hijacked_poster", is_spam=True)
    if account is None:
        registered_at = start - acts.age(draw)
        account = established_account(world, draw, "hijacked_poster", registered_at, is_spam=True)
    _post_in_own_groups(world, draw, account, start)


def plant_announcer(world: World, draw: Draws) -> None:
    """Announce the same in all of one's groups within minutes, a wedding or a lost dog."""
    start = world.start_time(draw.rng, 6, 20, within=3 * HOUR)
    registered_at = start - acts.age(draw)
    account = established_account(world, draw, "announcer", registered_at, is_spam=False)
    _post_in_own_groups(world, draw, account, start)


def plant_helper_bot(world: World, draw: Draws) -> None:
    """Let admins add a bot to many groups, in all of which it answers commands."""
    kind = "api" if draw.rng.random() < draw.share("api_share") else "business"
    account = world.new_account("helper_bot", is_spam=False)
    registered_at = world.days[0] - acts.age(draw)
    world.registry.register_one(draw.rng, account, registered_at, account_type=kind)
    rooms = choose_rooms(world, draw, account, draw.count("group_count"))
    since = _be_added(world, draw, account, rooms)
    groups, rate = groups_of(rooms), draw.share("commands_a_day")
    times = draw.rng.poisson(rate * (world.end - since) / DAY)
    place = np.repeat(np.arange(len(rooms)), times)
    room = world.end - MINUTE - since[place]
    asked_at = since[place] + (draw.rng.random(len(place)) * np.maximum(room, 1)).astype(np.int64)
    members = one_of_each(draw.rng, [rooms[row] for row in place], admins=False)
    is_asked = draw.rng.random(len(place)) < draw.share("asked_share")
    write(world, asked_at[is_asked], members[is_asked], groups[place[is_asked]])
    wait = draw.rng.integers(SECOND // 5, 4 * SECOND, size=len(place))
    write(world, asked_at + wait, account, groups[place])
    removed = draw.some(len(rooms), draw.share("removed_share"))
    # Not before its last answer.
    gone_at = np.full(len(removed), world.end - MINUTE // 2)
    admins = one_of_each(draw.rng, [rooms[row] for row in removed], admins=True)
    change(world, "remove", gone_at, groups[removed], admins, account)
    report_count = draw.count("report_count")
    acts.report(world, draw, account, members, asked_at, report_count)


def plant_news_channel(world: World, draw: Draws) -> None:
    """Post the news in dozens of one's own groups, hour after hour."""
    kind = "business" if draw.rng.random() < draw.share("business_share") else "consumer"
    account = world.new_account("news_channel", is_spam=False)
    registered_at = world.days[0] - acts.age(draw)
    world.registry.register_one(draw.rng, account, registered_at, account_type=kind)
    sizes = [draw.count("member_count") for _ in range(draw.count("group_count"))]
    rooms = [make_room(world, draw.rng, size, owner=account) for size in sizes]
    groups = groups_of(rooms)
    every = draw.time("every_hours", HOUR)
    forward_share = draw.share("forward_share")
    for day in world.days[-draw.count("day_count") :]:
        for start in range(day + _OPENING, day + _CLOSING, every):
            at = spread(draw.rng, len(rooms), start, draw.time("run_minutes", MINUTE))
            is_forward = bool(draw.rng.random() < forward_share)
            write(world, at, account, draw.rng.permutation(groups), is_forward=is_forward)
        _subscribe(world, draw, rooms, day)
    readers = one_of_each(draw.rng, rooms, admins=False)
    readers = readers[readers != account]
    since = np.full(len(readers), world.today + _OPENING)
    acts.report(world, draw, account, readers, since, draw.count("report_count"))


def _post_in_own_groups(world: World, draw: Draws, account: int, start: int) -> None:
    """Let an account post in its groups within minutes; it also wrote there on earlier days."""
    rooms = _own_rooms(world, draw, account, draw.count("group_count"))
    _live_in(world, draw, account, rooms)
    way = manner(draw)
    posted_at = spread(draw.rng, len(rooms), start, draw.time("run_minutes", MINUTE))
    stays = stay(world, draw, way, account, rooms, posted_at, posted_at)
    report_stays(world, draw, stays, draw.count("report_count"))
    friends = old_friends(world, draw, account, draw.count("friend_count"))
    if draw.rng.random() < draw.share("friends_share"):
        sent_at = spread(draw.rng, len(friends), int(posted_at[-1]) + SECOND, 20 * MINUTE)
        acts.message(world, account, friends, sent_at, is_forward=way.forward_share > 0.5)
        acts.reply(world, draw, account, friends, sent_at, draw.share("replied_share"))


def _own_rooms(world: World, draw: Draws, account: int, count: int) -> list[Room]:
    """Return groups that the account is a member of: its old groups, and public ones."""
    own = np.unique(world.old_memberships.groups[world.old_memberships.members == account])
    rooms = []
    for group in draw.rng.permutation(own)[:count]:
        members = world.old_memberships.members[world.old_memberships.groups == group]
        others = members[members != account]
        if len(others):
            rooms.append(Room(int(group), others, 1, draw.time("patience_minutes", MINUTE)))
    return rooms + choose_rooms(world, draw, account, count - len(rooms))


def _live_in(world: World, draw: Draws, account: int, rooms: list[Room]) -> None:
    """Let an account write in its groups on earlier days; it joins some of them only then."""
    days = np.array(world.days[:-1])
    if not len(days):
        return
    is_seen = draw.rng.random(len(rooms)) < draw.share("seen_joining_share")
    joined_on = np.where(is_seen, draw.rng.choice(days, size=len(rooms)), days[0])
    old = np.isin(
        groups_of(rooms), world.old_memberships.groups[world.old_memberships.members == account]
    )
    joined_at = joined_on + np.minimum(times_of_day(draw.rng, len(rooms), 0.0), 22 * HOUR)
    new = np.flatnonzero(is_seen & ~old)
    change(world, "join", joined_at[new], groups_of(rooms)[new], account, account)
    posts = draw.rng.poisson(draw.share("posts_a_day"), size=(len(rooms), len(days)))
    place, day = (np.repeat(axis.ravel(), posts.ravel()) for axis in np.indices(posts.shape))
    at = days[day] + times_of_day(draw.rng, len(place), 0.0)
    kept = (at > joined_at[place]) | ~is_seen[place]
    write(world, at[kept], account, groups_of(rooms)[place[kept]])


def _be_added(world: World, draw: Draws, account: int, rooms: list[Room]) -> Ints:
    """Let admins add an account to groups, some before the first day; return the times."""
    is_seen = draw.rng.random(len(rooms)) < draw.share("seen_adding_share")
    day = draw.rng.choice(np.array(world.days), size=len(rooms))
    at = day + np.minimum(times_of_day(draw.rng, len(rooms), 0.0), 22 * HOUR)
    admins = one_of_each(draw.rng, rooms, admins=True)
    change(world, "add", at[is_seen], groups_of(rooms)[is_seen], admins[is_seen], account)
    since: Ints = np.where(is_seen, at + SECOND, world.days[0] + SECOND)
    return since


def _subscribe(world: World, draw: Draws, rooms: list[Room], day: int) -> None:
    """Let people join groups by link within a day; some of them leave again."""
    count = draw.count("subscribers_a_day")
    place = draw.rng.integers(len(rooms), size=count)
    people = world.strangers(draw.rng, int(rooms[0].members[0]), count)
    is_new = np.array(
        [who not in rooms[row].members for who, row in zip(people, place, strict=True)]
    )
    people, groups = people[is_new], groups_of(rooms)[place[is_new]]
    at = day + np.minimum(times_of_day(draw.rng, len(people), 0.0), 22 * HOUR)
    change(world, "join", at, groups, people, people)
    leaving = draw.some(len(people), draw.share("unsubscribed_share"))
    gone_at = after(draw.rng, at[leaving] + SECOND, day + DAY, 3.0 * HOUR)
    change(world, "leave", gone_at, groups[leaving], people[leaving], people[leaving])
