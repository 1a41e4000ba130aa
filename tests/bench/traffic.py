"""What honest accounts do in a day, messages and membership events, as arrays of indexes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tests.bench.population import (
    DAY,
    HOUR,
    NEW_GROUP_EVENT_SHARE,
    SECOND,
    Floats,
    Ints,
    Population,
)

Rows = dict[str, Ints]
NOBODY = -1
ACTIONS = ("create", "add", "join", "leave", "remove", "promote", "invite", "accept", "decline")
CREATE, ADD, JOIN, LEAVE, REMOVE, PROMOTE, INVITE, ACCEPT, DECLINE = range(len(ACTIONS))
BY_ITSELF = (CREATE, JOIN, LEAVE, ACCEPT, DECLINE)
RHYTHM = (2, 1, 1, 1, 2, 3, 5, 7, 8, 8, 9, 9, 10, 9, 8, 8, 9, 10, 11, 12, 12, 10, 7, 4)
# The most that one person adds by hand; who comes after that comes by the group's link.
ADDED_AT_MOST = 60


def joined(parts: list[Rows]) -> Rows:
    """Return the rows of all parts, one after the other."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def taken(rows: Rows, which: Ints | npt.NDArray[np.bool_]) -> Rows:
    """Return the rows named by index or mask."""
    return {name: column[which] for name, column in rows.items()}


def at_rhythm(shares: Floats) -> Ints:
    """Return microseconds of the day by which these shares of its traffic have passed."""
    passed = np.concatenate([[0.0], np.cumsum(RHYTHM)]) / sum(RHYTHM)
    at = np.interp(shares, passed, np.arange(25) * HOUR)
    return np.minimum(at.astype(np.int64), DAY - 1)


def after_registration(
    population: Population, rng: np.random.Generator, account: Ints, at: Ints, end: int
) -> Ints:
    """Return the instants, moved behind the account's registration where they lay before it."""
    registered = population.registered_at[account]
    moved = registered + (rng.random(len(at)) * (end - registered)).astype(np.int64)
    return np.where(at < registered, moved, at)


def draw_recipients(
    population: Population, rng: np.random.Generator, day: int, sender: Ints
) -> Ints:
    """Return mostly those who list the sender, a few of them most of the time."""
    first = population.lister_offset[sender]
    degree = population.lister_offset[sender + 1] - first
    friend = first + (rng.random(len(sender)) ** 3 * degree).astype(np.int64)
    known = population.lister[np.minimum(friend, len(population.lister) - 1)]
    other = population.draw(rng, day, len(sender))
    listed = (degree > 0) & (rng.random(len(sender)) < 0.85)
    listed &= population.birth_day[known] <= day
    recipient = np.where(listed, known, other)
    beside = np.where(sender > population.planted_count, sender - 1, sender + 1)
    return np.where(recipient == sender, beside, recipient)


def draw_messages(
    population: Population,
    rng: np.random.Generator,
    day: int,
    passed: tuple[float, float],
    count: int,
) -> Rows:
    """Return messages of a slice of the day by time: 90 % one to one, a third of them replies."""
    midnight = population.start + day * DAY
    sent_at = midnight + at_rhythm(rng.uniform(*passed, count))
    sender = population.draw(rng, day, count)
    recipient = draw_recipients(population, rng, day, sender)
    half = count // 2
    reply = half + np.flatnonzero(rng.random(count - half) < 0.7)
    asked = reply - half
    sender[reply], recipient[reply] = recipient[asked], sender[asked]
    sent_at[reply] = sent_at[asked] + (rng.exponential(120, len(reply)) * SECOND).astype(np.int64)
    group = np.full(count, NOBODY, dtype=np.int64)
    chat = np.flatnonzero(rng.random(count) < 0.1)
    # Only groups older than the day: what is said in a group then never comes before its making.
    known = population.old_group_count + day * population.new_group_count
    group[chat] = (rng.random(len(chat)) ** 3 * known).astype(np.int64)
    slot = rng.random(len(chat)) ** 2 * population.group_size[group[chat]]
    sender[chat] = population.member(group[chat], slot.astype(np.int64))
    recipient[chat] = NOBODY
    sent_at = after_registration(population, rng, sender, sent_at, midnight + DAY)
    several = rng.random(count) < 0.03
    rows = {
        "at": np.minimum(sent_at, midnight + DAY - 1),
        "sender": sender,
        "recipient": recipient,
        "group": group,
        "message_count": np.where(several, 1 + rng.geometric(0.4, count), 1),
        "forward": (rng.random(count) < 0.05).astype(np.int64),
    }
    return taken(rows, np.argsort(rows["at"], kind="stable"))


def memberships(at: Ints, group: Ints, actor: Ints, account: Ints, action: Ints | int) -> Rows:
    """Return membership rows, the action one for all or one for each."""
    actions = np.broadcast_to(np.asarray(action, dtype=np.int64), at.shape)
    return {"at": at, "group": group, "actor": actor, "account": account, "action": actions}


def delayed(rng: np.random.Generator, at: Ints, mean_seconds: float) -> Ints:
    """Return instants that follow at exponential delays, a second at least."""
    return np.asarray(at + SECOND + (rng.exponential(mean_seconds, len(at)) * SECOND).astype(int))


def draw_aftermath(rng: np.random.Generator, entered: Rows, admin: Ints) -> Rows:
    """Return what becomes of some who entered: 5 % leave, 2 % are removed, 3 % promoted."""
    fate = rng.choice([NOBODY, LEAVE, REMOVE, PROMOTE], len(admin), p=[0.9, 0.05, 0.02, 0.03])
    some = np.flatnonzero(fate != NOBODY)
    rows, fate = taken(entered, some), fate[some]
    actor = np.where(fate == LEAVE, rows["account"], admin[some])
    # Some removals are the system's own, and so nobody's.
    actor = np.where((fate == REMOVE) & (rng.random(len(some)) < 0.05), NOBODY, actor)
    return memberships(delayed(rng, rows["at"], 7_200), rows["group"], actor, rows["account"], fate)


def draw_new_groups(
    population: Population, rng: np.random.Generator, day: int, which: range
) -> Rows:
    """Return the making of the day's groups `which`, who enters them, and what follows."""
    midnight = population.start + day * DAY
    first = population.old_group_count + day * population.new_group_count
    group = first + np.arange(which.start, which.stop)
    maker = population.member(group, np.zeros_like(group))
    made_at = midnight + at_rhythm(rng.random(len(group)))
    made_at = after_registration(population, rng, maker, made_at, midnight + DAY)
    made = memberships(made_at, group, maker, maker, CREATE)
    guests = population.group_size[group].astype(np.int64) - 1
    slot = 1 + np.arange(guests.sum()) - np.repeat(np.cumsum(guests) - guests, guests)
    rows = taken(made, np.repeat(np.arange(len(group)), guests))
    account = population.member(rows["group"], slot)
    way = rng.choice([ADD, JOIN, INVITE], len(slot), p=[0.72, 0.15, 0.13])
    way = np.where(slot > ADDED_AT_MOST, JOIN, way)
    at = delayed(rng, rows["at"] + slot * SECOND, 30)
    at = np.where(way == JOIN, delayed(rng, at, 10_800), at)
    actor = np.where(way == JOIN, account, rows["actor"])
    arrival = memberships(at, rows["group"], actor, account, way)
    return joined([made, with_aftermath(rng, arrival, rows["actor"])])


def with_aftermath(rng: np.random.Generator, arrival: Rows, admin: Ints) -> Rows:
    """Return arrivals, answers to those that are invites, and what becomes of who entered."""
    is_invite = arrival["action"] == INVITE
    invited = taken(arrival, is_invite)
    answer = rng.choice([NOBODY, ACCEPT, DECLINE], len(invited["at"]), p=[0.25, 0.55, 0.2])
    account = invited["account"]
    at = delayed(rng, invited["at"], 3_600)
    answered = taken(memberships(at, invited["group"], account, account, answer), answer != NOBODY)
    accepted = answered["action"] == ACCEPT
    accepting_admin = admin[is_invite][answer != NOBODY][accepted]
    entered = joined([taken(arrival, ~is_invite), taken(answered, accepted)])
    admins = np.concatenate([admin[~is_invite], accepting_admin])
    return joined([arrival, answered, draw_aftermath(rng, entered, admins)])


def draw_old_group_events(
    population: Population, rng: np.random.Generator, day: int, count: int
) -> Rows:
    """Return arrivals and departures in groups that are older than the day."""
    midnight = population.start + day * DAY
    known = population.old_group_count + day * population.new_group_count
    group = (rng.random(count) ** 2 * known).astype(np.int64)
    size = population.group_size[group]
    action = rng.choice(
        [ADD, JOIN, LEAVE, REMOVE, PROMOTE, INVITE], count, p=[0.4, 0.2, 0.2, 0.05, 0.05, 0.1]
    )
    arrives = np.isin(action, (ADD, JOIN, INVITE))
    inside = 1 + (rng.random(count) * (size - 1)).astype(np.int64)
    account = population.member(group, np.where(arrives, size + rng.integers(0, 50, count), inside))
    admin = population.member(group, np.zeros_like(group))
    actor = np.where(np.isin(action, BY_ITSELF), account, admin)
    at = midnight + at_rhythm(rng.random(count))
    return memberships(at, group, actor, account, action)


def draw_memberships(
    population: Population, rng: np.random.Generator, day: int, which: range, count: int
) -> Rows:
    """Return `count` events in order of time: new groups as far as they reach, then old ones."""
    midnight = population.start + day * DAY
    rows = draw_new_groups(population, rng, day, which)
    rows = taken(rows, rows["at"] < midnight + DAY)
    wanted = int(count * NEW_GROUP_EVENT_SHARE)
    # Cut by group and not by time: the evening must not thin out.
    rows = taken(rows, np.argsort(rows["group"], kind="stable")[:wanted])
    others = draw_old_group_events(population, rng, day, count - len(rows["at"]))
    rows = joined([rows, others])
    return taken(rows, np.argsort(rows["at"], kind="stable"))
