"""Record stays in groups: joins, posts, answers, leaves, removals and reports.

Spam and honest accounts use the same functions; only the ranges of their kinds differ.
"""

from dataclasses import dataclass

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.rooms import after, change, groups_of, one_of_each, write
from jobs.simulate.world import Room, World


@dataclass(frozen=True)
class Manner:
    """How an account behaves in groups, and how others respond.

    `post_wait` is the median time from the join to the first post, `pace` that between posts.
    """

    posted_share: float
    post_count: int
    post_wait: int
    wait_sigma: float
    pace: int
    forward_share: float
    answered_share: float
    removed_share: float
    removed_silent_share: float
    admin_haste: float
    returned_share: float
    left_share: float
    left_wait: int


def manner(draw: Draws) -> Manner:
    """Return a manner drawn from the kind's ranges."""
    return Manner(
        posted_share=draw.share("posted_share"),
        post_count=draw.count("post_count"),
        post_wait=draw.time("post_wait_seconds", SECOND),
        wait_sigma=float(draw.rng.uniform(0.2, 1.5)),
        pace=draw.time("pace_seconds", SECOND),
        # Most forward everything or nothing; a few do both.
        forward_share=float(np.round(draw.share("forward_share") + draw.rng.uniform(-0.2, 0.2), 1)),
        answered_share=draw.share("answered_share"),
        removed_share=draw.share("removed_share"),
        removed_silent_share=draw.share("removed_silent_share"),
        admin_haste=float(np.exp(draw.rng.uniform(np.log(0.2), np.log(2.0)))),
        returned_share=draw.share("returned_share"),
        left_share=draw.share("left_share"),
        left_wait=draw.time("left_wait_minutes", MINUTE),
    )


@dataclass(frozen=True)
class Stays:
    """The stays of an account and their outcome: one row per group."""

    account: int
    rooms: list[Room]
    since: Ints
    posted_at: Ints
    posted: Ints
    removed: Ints
    removed_at: Ints


def newcomer(
    world: World, draw: Draws, archetype: str, registered_at: int, *, is_spam: bool
) -> int:
    """Return an account that registered then; in `bare_share` of cases it has no history."""
    if draw.rng.random() >= draw.share("bare_share"):
        return established_account(world, draw, archetype, registered_at, is_spam=is_spam)
    account = world.new_account(archetype, is_spam=is_spam)
    world.registry.register_one(draw.rng, account, registered_at)
    return account


def join(world: World, account: int, rooms: list[Room], joined_at: Ints) -> None:
    """Let an account join groups by link."""
    change(world, "join", joined_at, groups_of(rooms), account, account)


def visit(
    world: World,
    draw: Draws,
    way: Manner,
    account: int,
    rooms: list[Room],
    joined_at: Ints,
    posted_at: Ints | None = None,
) -> Stays:
    """Let an account join groups by link and stay there; it may come back after a removal."""
    join(world, account, rooms, joined_at)
    stays = stay(world, draw, way, account, rooms, joined_at, posted_at)
    returning = stays.removed[draw.some(len(stays.removed), way.returned_share)]
    if len(returning):
        again = after(draw.rng, stays.removed_at[returning] + SECOND, world.end, 12.0 * MINUTE)
        in_time = again < world.end - MINUTE
        back = [rooms[place] for place in returning[in_time]]
        join(world, account, back, again[in_time])
        stay(world, draw, way, account, back, again[in_time])
    return stays


def stay(
    world: World,
    draw: Draws,
    way: Manner,
    account: int,
    rooms: list[Room],
    since: Ints,
    posted_at: Ints | None = None,
) -> Stays:
    """Let an account that is in groups post there, and leave or be removed."""
    count = len(rooms)
    first = (
        after(draw.rng, since, world.end, way.post_wait, way.wait_sigma)
        if posted_at is None
        else posted_at
    )
    posted = draw.some(count, way.posted_share)
    is_posted = np.zeros(count, dtype=np.bool_)
    is_posted[posted] = True
    removed, removed_at = _remove(
        world, draw, way, rooms, np.where(is_posted, first, since), posted
    )
    gone_at = np.full(count, world.end, dtype=np.int64)
    gone_at[removed] = removed_at[removed]
    _write(world, draw, way, account, rooms, first, posted, gone_at)
    _answer(world, draw, way, account, rooms, first, posted)
    admins = one_of_each(draw.rng, rooms, admins=True)
    change(
        world, "remove", removed_at[removed], groups_of(rooms)[removed], admins[removed], account
    )
    _leave(world, draw, way, account, rooms, np.where(is_posted, first, since), removed)
    return Stays(account, rooms, since, first, posted, removed, removed_at)


def report_stays(world: World, draw: Draws, stays: Stays, count: int) -> None:
    """Let `count` members of the groups that the account posted in report or block it."""
    chosen = draw.rng.permutation(stays.posted)[:count]
    rooms = [stays.rooms[place] for place in chosen]
    reporters = one_of_each(draw.rng, rooms, admins=False)
    is_report = draw.rng.random(len(chosen)) < 0.75
    kept = reporters != stays.account
    world.logs.record(
        "reports",
        reported_at=after(draw.rng, stays.posted_at[chosen] + SECOND, world.end, 15.0 * MINUTE)[
            kept
        ],
        reporter_id=reporters[kept],
        reported_id=stays.account,
        kind=np.where(is_report, "report", "block")[kept],
        # Who blocks somebody does so outside of any group.
        group_id=np.where(is_report, groups_of(rooms), -1)[kept],
    )


def _remove(
    world: World, draw: Draws, way: Manner, rooms: list[Room], since: Ints, posted: Ints
) -> tuple[Ints, Ints]:
    """Return the positions of the groups that remove the account, and when each would."""
    silent = np.setdiff1d(np.arange(len(rooms)), posted)
    removed = np.concatenate(
        [
            posted[draw.some(len(posted), way.removed_share)],
            silent[draw.some(len(silent), way.removed_silent_share)],
        ]
    )
    patience = np.array([room.patience for room in rooms], dtype=np.float64) * way.admin_haste
    at = after(draw.rng, since + SECOND, world.end, np.maximum(patience, 1.0), 0.8)
    return np.sort(removed), at


def _write(
    world: World,
    draw: Draws,
    way: Manner,
    account: int,
    rooms: list[Room],
    first: Ints,
    posted: Ints,
    gone_at: Ints,
) -> None:
    """Record the posts, as long as the account is there."""
    if not len(posted):
        return
    counts = draw.rng.integers(1, way.post_count + 1, size=len(posted))
    place = np.repeat(posted, counts)
    rank = np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)
    passed = rank * way.pace * draw.rng.uniform(0.5, 1.6, size=len(place))
    at = first[place] + passed.astype(np.int64)
    # The first post is what others object to, so it is always before they do.
    kept = (rank == 0) | ((at < gone_at[place]) & (at < world.end - 2 * MINUTE))
    at, place = at[kept], place[kept]
    forwards = draw.rng.random(len(at)) < way.forward_share
    write(world, at, account, groups_of(rooms)[place], is_forward=forwards)


def _answer(
    world: World,
    draw: Draws,
    way: Manner,
    account: int,
    rooms: list[Room],
    first: Ints,
    posted: Ints,
) -> None:
    """Let members write in some of the groups after the post."""
    answered = posted[draw.some(len(posted), way.answered_share)]
    times = draw.rng.geometric(0.5, size=len(answered))
    place = np.repeat(answered, times)
    at = after(draw.rng, first[place] + SECOND, world.end, 7.0 * MINUTE)
    members = one_of_each(draw.rng, [rooms[row] for row in place], admins=False)
    others = members != account
    write(world, at[others], members[others], groups_of(rooms)[place][others])


def _leave(
    world: World,
    draw: Draws,
    way: Manner,
    account: int,
    rooms: list[Room],
    since: Ints,
    removed: Ints,
) -> None:
    """Let the account leave some of the groups that it was not removed from."""
    free = np.setdiff1d(np.arange(len(rooms)), removed)
    leaving = free[draw.some(len(free), min(way.left_share, 1.0))]
    # Not before the posts that have been recorded.
    at = since[leaving] + way.post_count * 2 * way.pace
    at = np.maximum(np.minimum(at, world.end - MINUTE), since[leaving])
    at = after(draw.rng, at, world.end, float(way.left_wait))
    change(world, "leave", at, groups_of(rooms)[leaving], account, account)


def write_to_members(
    world: World, draw: Draws, account: int, rooms: list[Room], start: int, count: int
) -> None:
    """Let an account write one to one to members of groups; some answer, report or block it."""
    members = np.unique(np.concatenate([room.members for room in rooms]))
    members = members[members != account]
    people = draw.rng.choice(members, size=min(count, len(members)), replace=False)
    within = min(draw.time("writing_hours", HOUR), world.end - HOUR - start)
    sent_at = spread(draw.rng, len(people), start, max(within, MINUTE))
    acts.message(world, account, people, sent_at)
    acts.reply(world, draw, account, people, sent_at, draw.share("replied_share"))
    acts.report(world, draw, account, people, sent_at, draw.count("complaint_count"))


def spread_days(draw: Draws, days: tuple[int, ...], counts: list[int]) -> list[Ints]:
    """Return `counts` instants for each day, within some hours of it."""
    found = []
    for day, count in zip(days, counts, strict=True):
        start = day + draw.time("from_hour", HOUR)
        within = min(draw.time("within_hours", HOUR), day + 23 * HOUR - start)
        found.append(spread(draw.rng, count, start, within))
    return found
