"""Plant admins that change groups at once: takeovers, closings, moves, handovers, moderators."""

from dataclasses import replace

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account, times_of_day
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.rooms import (
    after,
    change,
    choose_rooms,
    converse_in,
    groups_of,
    make_room,
    one_of_each,
    write,
)
from jobs.simulate.visits import join, manner, newcomer, report_stays, visit
from jobs.simulate.world import Room, World


def plant_takeover(world: World, draw: Draws) -> None:
    """Take over an admin of long standing, and with it the groups.

    The other admins are demoted or removed. Then the members are removed, or new accounts are
    promoted and strangers are added and invited.
    """
    start = world.start_time(draw.rng, 0.5, 19, within=4 * HOUR)
    admin, rooms = _keep_groups(world, draw, "takeover", start, is_spam=True)
    at = _depose(world, draw, admin, rooms, start)
    if draw.rng.random() < draw.share("emptying_share"):
        _empty(world, draw, admin, rooms, at)
    else:
        _open_to_strangers(world, draw, admin, rooms, at)
    _object(world, draw, admin, rooms, at)


def plant_closing_owner(world: World, draw: Draws) -> None:
    """Announce that one's groups close, and then remove the members."""
    start = world.start_time(draw.rng, 6, 17, within=5 * HOUR)
    owner, rooms = _keep_groups(world, draw, "closing_owner", start, is_spam=False)
    announced = [rooms[place] for place in draw.some(len(rooms), draw.share("announced_share"))]
    at = start + draw.time("notice_minutes", MINUTE)
    _announce(world, draw, owner, announced, start, at)
    at = _depose(world, draw, owner, rooms, at)
    _empty(world, draw, owner, rooms, at)
    _object(world, draw, owner, rooms, at)


def plant_group_move(world: World, draw: Draws) -> None:
    """Move groups to new links: most members join within minutes, and the old ones are emptied."""
    start = world.start_time(draw.rng, 6, 17, within=5 * HOUR)
    admin, rooms = _keep_groups(world, draw, "group_move", start, is_spam=False)
    made_at = spread(draw.rng, len(rooms), start, 10 * MINUTE)
    groups = acts.make_groups(world, admin, made_at)
    write(world, made_at + 20 * SECOND, admin, groups_of(rooms))
    for room, group, opened_at in zip(rooms, groups, made_at, strict=True):
        others = draw.rng.permutation(room.members[1:])
        coming = others[: round(draw.share("moved_share") * len(others))]
        within = draw.time("within_minutes", MINUTE)
        at = spread(draw.rng, len(coming), int(opened_at) + MINUTE, within)
        change(world, "join", at, np.full(len(coming), group), coming, coming)
        late = others[len(coming) :]
        late = late[draw.some(len(late), draw.share("late_added_share"))]
        added_at = spread(draw.rng, len(late), int(opened_at) + within + HOUR, 20 * MINUTE)
        change(world, "add", added_at, np.full(len(late), group), admin, late)
        greeting = draw.some(len(coming), draw.share("posted_share"))
        sent_at = after(draw.rng, at[greeting] + SECOND, world.end, 20.0 * MINUTE)
        write(world, sent_at, coming[greeting], np.full(len(greeting), group))
    emptied_at = start + draw.time("notice_minutes", MINUTE) + 10 * MINUTE
    _empty(world, draw, admin, rooms, emptied_at)
    _object(world, draw, admin, rooms, emptied_at)


def plant_handover(world: World, draw: Draws) -> None:
    """Hand one's groups over to members, who add and invite some more people."""
    start = world.start_time(draw.rng, 6, 18, within=4 * HOUR)
    owner, rooms = _keep_groups(world, draw, "handover", start, is_spam=False)
    _announce(world, draw, owner, rooms, start, world.end)
    for room in rooms:
        heirs = draw.rng.permutation(room.members[room.admin_count :])[: draw.count("heir_count")]
        at = spread(draw.rng, len(heirs), start + 20 * MINUTE, draw.time("heir_minutes", MINUTE))
        change(world, "promote", at, np.full(len(heirs), room.group), owner, heirs)
        for heir, since in zip(heirs, at, strict=True):
            people = world.neighbours(draw.rng, int(heir), draw.count("new_count"))
            people = people[~np.isin(people, room.members)]
            added_at = spread(draw.rng, len(people), int(since) + 5 * MINUTE, HOUR)
            group = np.full(len(people), room.group)
            adds = acts.Adds(int(heir), group, people, added_at)
            acts.record_adds(world, adds)
            acts.write_in_group(world, draw, adds, draw.share("wrote_share"))
    leaving = [rooms[place] for place in draw.some(len(rooms), draw.share("left_share"))]
    left_at = spread(draw.rng, len(leaving), start + 2 * HOUR, 10 * MINUTE)
    change(world, "leave", left_at, groups_of(leaving), owner, owner)
    _object(world, draw, owner, rooms, start)


def plant_moderator(world: World, draw: Draws) -> None:
    """Join the groups of a community and remove accounts, some of which are spam and report it."""
    days = np.array(world.days[-draw.count("day_count") :])
    start = int(days[0]) + draw.time("from_hour", HOUR)
    account = established_account(world, draw, "moderator", start - acts.age(draw), is_spam=False)
    rooms = choose_rooms(world, draw, account, draw.count("group_count"))
    joined_at = spread(draw.rng, len(rooms), start, draw.time("joining_hours", HOUR))
    join(world, account, rooms, joined_at)
    let_in = draw.some(len(rooms), draw.share("promoted_share"))
    promoters = one_of_each(draw.rng, rooms, admins=True)
    promoted_at = after(draw.rng, joined_at[let_in] + SECOND, world.end, 5.0 * MINUTE)
    change(world, "promote", promoted_at, groups_of(rooms)[let_in], promoters[let_in], account)
    posting = draw.some(len(rooms), draw.share("greeted_share"))
    sent_at = after(draw.rng, joined_at[posting] + SECOND, world.end, 30.0 * MINUTE)
    write(world, sent_at, account, groups_of(rooms)[posting])
    begin = int(joined_at[-1]) + 10 * MINUTE
    kept = [
        replace(room, members=np.append(account, room.members), admin_count=1) for room in rooms
    ]
    removed = _remove_adverts(world, draw, account, kept, begin)
    spam = _remove_spam(world, draw, kept, max(begin, world.today))
    since = np.full(len(spam) + len(removed), world.end - 2 * HOUR)
    angry = np.concatenate([spam, removed])
    acts.report(world, draw, account, angry, since, draw.count("report_count"))


def _keep_groups(
    world: World, draw: Draws, archetype: str, start: int, *, is_spam: bool
) -> tuple[int, list[Room]]:
    """Return an admin and its old groups, with their earlier activity."""
    account = world.take_existing(draw.rng, archetype, is_spam=is_spam) if is_spam else None
    if account is None:
        account = established_account(
            world, draw, archetype, start - acts.age(draw), is_spam=is_spam
        )
    sizes = [draw.count("member_count") for _ in range(draw.count("group_count"))]
    rooms = [make_room(world, draw.rng, size, owner=account) for size in sizes]
    days = np.array(world.days[:-1])
    if not len(days):
        return account, rooms
    converse_in(world, draw.rng, rooms, draw.share("talk_a_day"), days)
    _tend(world, draw, account, rooms, days)
    return account, rooms


def _tend(world: World, draw: Draws, admin: int, rooms: list[Room], days: Ints) -> None:
    """Let an admin promote others and add members on earlier days."""
    for room in rooms:
        day = int(draw.rng.choice(days)) + 8 * HOUR
        others = room.admins[1:]
        if draw.rng.random() < draw.share("seen_promoting_share"):
            at = spread(draw.rng, len(others), day, HOUR)
            change(world, "promote", at, np.full(len(others), room.group), admin, others)
        plain = room.members[room.admin_count :]
        seen = plain[draw.some(len(plain), draw.share("seen_joining_share"))]
        on = draw.rng.choice(days, size=len(seen))
        at = on + np.minimum(times_of_day(draw.rng, len(seen), 0.0), 23 * HOUR)
        is_added = draw.rng.random(len(seen)) < 0.5
        group = np.full(len(seen), room.group)
        change(world, "add", at[is_added], group[is_added], admin, seen[is_added])
        joining = seen[~is_added]
        change(world, "join", at[~is_added], group[~is_added], joining, joining)


def _announce(
    world: World, draw: Draws, owner: int, rooms: list[Room], start: int, until: int
) -> None:
    """Let an owner announce a change in the groups, and let some members answer before it."""
    at = spread(draw.rng, len(rooms), start, min(10 * MINUTE, (until - start) // 2))
    write(world, at, owner, groups_of(rooms))
    for room, said_at in zip(rooms, at, strict=True):
        others = room.members[1:]
        answering = others[draw.some(len(others), draw.share("farewell_share"))]
        since = np.full(len(answering), said_at + SECOND)
        answered_at = after(draw.rng, since, until, 6.0 * MINUTE)
        write(world, answered_at, answering, np.full(len(answering), room.group))


def _depose(world: World, draw: Draws, admin: int, rooms: list[Room], start: int) -> int:
    """Let an admin demote the other admins and remove some; return the time after the last."""
    at = start
    for room in rooms:
        others = room.admins[1:]
        demoted = others[draw.some(len(others), draw.share("demoted_share"))]
        demoted_at = spread(draw.rng, len(demoted), at, max(len(demoted), 1) * 20 * SECOND)
        group = np.full(len(demoted), room.group)
        change(world, "demote", demoted_at, group, admin, demoted)
        is_removed = draw.rng.random(len(demoted)) < draw.share("admins_removed_share")
        gone_at = demoted_at[is_removed] + draw.rng.integers(SECOND, 30 * SECOND)
        change(world, "remove", gone_at, group[is_removed], admin, demoted[is_removed])
        at += (len(demoted) + 1) * 40 * SECOND
    return at


def _empty(world: World, draw: Draws, admin: int, rooms: list[Room], start: int) -> None:
    """Let an admin remove the members of its groups, group after group."""
    share = draw.share("members_removed_share")
    gone = [room.members[room.admin_count :] for room in rooms]
    gone = [draw.rng.permutation(people)[: round(share * len(people))] for people in gone]
    groups = np.repeat(groups_of(rooms), [len(people) for people in gone])
    within = min(draw.time("removing_minutes", MINUTE), world.end - 2 * MINUTE - start)
    at = spread(draw.rng, len(groups), start, within)
    change(world, "remove", at, groups, admin, np.concatenate(gone))


def _open_to_strangers(
    world: World, draw: Draws, admin: int, rooms: list[Room], start: int
) -> None:
    """Let an admin add and promote new accounts; all of them add or invite strangers."""
    helpers = [
        newcomer(
            world, draw, "takeover_helper", start - draw.time("helper_days", DAY), is_spam=True
        )
        for _ in range(draw.count("helper_count"))
    ]
    for room in rooms:
        group = np.full(len(helpers), room.group)
        at = spread(draw.rng, len(helpers), start, 3 * MINUTE)
        change(world, "add", at, group, admin, np.array(helpers))
        change(world, "promote", at + 5 * SECOND, group, admin, np.array(helpers))
    is_invite = draw.rng.random() < 0.5
    within = draw.time("strangers_hours", HOUR)
    for actor in [admin, *helpers]:
        strangers = world.strangers(draw.rng, actor, draw.count("stranger_count"))
        at = spread(draw.rng, len(strangers), start + 5 * MINUTE, within)
        chosen = np.sort(draw.rng.choice(groups_of(rooms), size=len(strangers)))
        adds = acts.Adds(actor, chosen, strangers, at)
        if is_invite:
            acts.record_adds(world, adds, action="invite")
            accepted, declined = draw.share("accepted_share"), draw.share("declined_share")
            acts.answer_invites(world, draw, adds, accepted, declined)
        else:
            acts.record_adds(world, adds)
            gone_share = draw.share("gone_share")
            acts.record_responses(world, draw, adds, gone_share, "leave", median=25 * MINUTE)
        acts.report(world, draw, actor, strangers, at, draw.count("stranger_report_count"))
        sent_at = spread(draw.rng, len(rooms), start + 7 * MINUTE, 20 * MINUTE)
        write(world, sent_at, actor, groups_of(rooms), is_forward=bool(draw.rng.random() < 0.6))


def _object(world: World, draw: Draws, admin: int, rooms: list[Room], since: int) -> None:
    """Let some members report the admin with the group, and a few others block it."""
    count = draw.count("report_count")
    chosen = [rooms[place] for place in draw.rng.integers(len(rooms), size=count)]
    people = one_of_each(draw.rng, chosen, admins=False)
    groups = groups_of(chosen)
    # Each reports once.
    people, first = np.unique(people, return_index=True)
    kept = people != admin
    people, groups = people[kept], groups[first[kept]]
    is_report = draw.rng.random(len(people)) < 0.8
    world.logs.record(
        "reports",
        reported_at=after(draw.rng, np.full(len(people), since), world.end, 30.0 * MINUTE),
        reporter_id=people,
        reported_id=admin,
        kind=np.where(is_report, "report", "block"),
        group_id=np.where(is_report, groups, -1),
    )


def _remove_adverts(
    world: World, draw: Draws, moderator: int, rooms: list[Room], begin: int
) -> Ints:
    """Let ordinary people post adverts in the groups, and be removed; return them."""
    count = draw.count("advert_count")
    chosen = [rooms[place] for place in draw.rng.integers(len(rooms), size=count)]
    people = world.strangers(draw.rng, moderator, count)
    is_new = [who not in room.members for who, room in zip(people, chosen, strict=True)]
    people, chosen = people[is_new], [chosen[place] for place in np.flatnonzero(is_new)]
    span = world.end - 4 * HOUR - begin
    joined_at = begin + (draw.rng.random(len(people)) * max(span, HOUR)).astype(np.int64)
    groups = groups_of(chosen)
    change(world, "join", joined_at, groups, people, people)
    sent_at = after(draw.rng, joined_at + SECOND, world.end - HOUR, 8.0 * MINUTE)
    write(world, sent_at, people, groups)
    median = float(draw.time("moderating_minutes", MINUTE))
    gone_at = after(draw.rng, sent_at + SECOND, world.end, median)
    change(world, "remove", gone_at, groups, moderator, people)
    return people


def _remove_spam(world: World, draw: Draws, rooms: list[Room], begin: int) -> Ints:
    """Let spam join the moderated groups and be removed; return the accounts."""
    found = []
    for _ in range(draw.count("spammer_count")):
        start = int(draw.rng.uniform(begin, max(world.end - 5 * HOUR, begin + 1)))
        registered_at = start - draw.time("spammer_days", DAY)
        account = newcomer(world, draw, "moderated_joiner", registered_at, is_spam=True)
        count = min(draw.count("spammed_count"), len(rooms))
        chosen = [rooms[place] for place in draw.rng.permutation(len(rooms))[:count]]
        patience = draw.time("moderating_minutes", MINUTE)
        chosen = [replace(room, patience=patience) for room in chosen]
        at = spread(draw.rng, count, start, draw.time("spamming_minutes", MINUTE))
        stays = visit(world, draw, manner(draw), account, chosen, at)
        report_stays(world, draw, stays, draw.count("spam_report_count"))
        found.append(account)
    return np.array(found, dtype=np.int64)
