"""Make the public groups of a world: their members, admins, talk, and people who come and go."""

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.account_history import times_of_day
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints
from jobs.simulate.draws import Draws
from jobs.simulate.registration import Floats
from jobs.simulate.simulated_logs import NO_ID
from jobs.simulate.world import Room, World

_PEOPLE_PER_ROOM = 80
_FEWEST_ROOMS, _MOST_ROOMS = 70, 300
_SMALLEST, _LARGEST = 12, 250
_SMALLEST_OLD_GROUP = 5
_TALK_MEDIAN, _TALK_SIGMA = 2.5, 1.3
_COMERS_A_DAY = 0.5
_GREETING_SHARE, _LEAVING_SHARE, _REMOVED_SHARE = 0.4, 0.15, 0.03
_QUARRELS_A_DAY = 0.01


def public_rooms(world: World) -> tuple[Room, ...]:
    """Return the world's public groups; the first call makes them and records their activity.

    They have their own random stream, so they do not depend on the kind that asks first.
    """
    if not world.rooms:
        rng = world.rng.spawn(1)[0]
        count = min(
            max(len(world.target_pool.accounts) // _PEOPLE_PER_ROOM, _FEWEST_ROOMS), _MOST_ROOMS
        )
        sizes = np.exp(rng.uniform(np.log(_SMALLEST), np.log(_LARGEST), size=count))
        world.rooms = tuple(make_room(world, rng, int(size)) for size in sizes)
        _live(world, rng, world.rooms)
    return world.rooms


def make_room(
    world: World, rng: np.random.Generator, size: int, *, owner: int | None = None
) -> Room:
    """Return a group that existed before the first day; the owner, if given, is its first admin.

    Its admins take between half a minute and five hours to remove somebody.
    """
    most = max(len(world.target_pool.accounts) // 2, 4)
    members = world.strangers(
        rng, NO_ID, min(size, most) if len(world.target_pool.accounts) else size
    )
    if owner is not None:
        members = np.append(owner, members[members != owner])
    admin_count = min(1 + int(rng.geometric(0.45)), max(len(members) // 3, 1))
    patience = np.exp(rng.uniform(np.log(0.5 * MINUTE), np.log(5 * HOUR)))
    group = int(world.logs.new_numbers("group", 1)[0])
    return Room(group, members, admin_count, int(patience))


def choose_rooms(world: World, draw: Draws, account: int, count: int) -> list[Room]:
    """Return `count` groups without the account: public ones, and old groups of residents."""
    public = [room for room in public_rooms(world) if account not in room.members]
    wanted = min(round(draw.share("public_share") * count), len(public))
    order = draw.rng.permutation(len(public))
    chosen = [public[place] for place in order[:wanted]]
    chosen += _old_rooms(world, draw, account, count - wanted)
    # In a small world the public groups make up for the old ones.
    chosen += [public[place] for place in order[wanted:]][: count - len(chosen)]
    return [chosen[place] for place in draw.rng.permutation(len(chosen))]


def _old_rooms(world: World, draw: Draws, account: int, count: int) -> list[Room]:
    """Return old groups that the account is not in, the larger the likelier."""
    groups, first, sizes = np.unique(
        world.old_memberships.groups, return_index=True, return_counts=True
    )
    own = world.old_memberships.groups[world.old_memberships.members == account]
    able = np.flatnonzero((sizes >= _SMALLEST_OLD_GROUP) & ~np.isin(groups, own))
    # The larger groups come first when each is drawn with a chance that grows with its size.
    order = able[np.argsort(draw.rng.random(len(able)) ** (1.0 / sizes[able]))[::-1]]
    return [
        _old_room(
            draw, int(groups[place]), world.old_memberships.members[first[place] :][: sizes[place]]
        )
        for place in order[:count]
    ]


def _old_room(draw: Draws, group: int, members: Ints) -> Room:
    patience = np.exp(draw.rng.uniform(np.log(MINUTE), np.log(8 * HOUR)))
    return Room(group, members, 1 + int(len(members) > 15), int(patience))


def after(
    rng: np.random.Generator, since: Ints, end: int, medians: Floats | float, sigma: float = 1.0
) -> Ints:
    """Return an instant after each of `since` and before `end`, after a lognormal wait."""
    waited = np.asarray(medians) * np.exp(sigma * rng.standard_normal(len(since)))
    room = np.maximum(end - since, 2) * rng.uniform(0.3, 0.98, size=len(since))
    found: Ints = since + np.maximum(np.minimum(waited, room), 1).astype(np.int64)
    return found


def one_of_each(rng: np.random.Generator, rooms: list[Room], *, admins: bool) -> Ints:
    """Return one member of each group, or one of its admins."""
    people = [room.admins if admins else room.members for room in rooms]
    sizes = np.array([len(of_room) for of_room in people], dtype=np.int64)
    places = (rng.random(len(people)) * sizes).astype(np.int64)
    found = [int(of_room[place]) for of_room, place in zip(people, places, strict=True)]
    return np.array(found, dtype=np.int64)


def old_friends(world: World, draw: Draws, account: int, count: int) -> Ints:
    """Return at most `count` accounts with the account as a contact, from before the first day."""
    people = world.friends(draw.rng, account, len(world.target_pool.accounts))
    if world.population is not None:
        is_resident = people < len(world.population.accounts)
        residents = people[is_resident]
        is_old = world.population.registered_at[residents] < world.days[0]
        people = np.concatenate([residents[is_old], people[~is_resident]])
    return draw.rng.permutation(people)[:count]


def groups_of(rooms: list[Room]) -> Ints:
    """Return the groups' numbers."""
    return np.array([room.group for room in rooms], dtype=np.int64)


def converse_in(
    world: World, rng: np.random.Generator, rooms: list[Room], rate: float, days: Ints
) -> None:
    """Let members of the groups write on the days, in some groups far more than in others."""
    rates = rate * np.exp(_TALK_SIGMA * rng.standard_normal(len(rooms)))
    talks = rng.poisson(np.minimum(rates, 150.0)[:, None], size=(len(rooms), len(days)))
    place, day = (
        np.repeat(axis.ravel(), talks.ravel()) for axis in np.indices(talks.shape, dtype=np.int64)
    )
    if not len(place):
        return
    sizes = np.array([len(room.members) for room in rooms])
    members = np.concatenate([room.members for room in rooms])
    first = np.cumsum(sizes) - sizes
    # The first members write most.
    rank = (sizes[place] * rng.random(len(place)) ** 1.8).astype(np.int64)
    world.logs.record(
        "message_edges",
        sent_at=days[day] + times_of_day(rng, len(place), 0.0),
        sender_id=members[first[place] + rank],
        group_id=groups_of(rooms)[place],
        is_forward=rng.random(len(place)) < 0.04,
    )


def _live(world: World, rng: np.random.Generator, rooms: tuple[Room, ...]) -> None:
    """Record messages, joins, leaves, removals and a few reports of ordinary people."""
    converse_in(world, rng, list(rooms), _TALK_MEDIAN, np.array(world.days))
    crowd = world.target_pool.accounts
    if not len(crowd):
        return
    for day in world.days:
        _come_and_go(world, rng, [rooms[place] for place in _some(rng, rooms, _COMERS_A_DAY)], day)
        _quarrel(world, rng, [rooms[place] for place in _some(rng, rooms, _QUARRELS_A_DAY)], day)


def _some(rng: np.random.Generator, rooms: tuple[Room, ...], rate: float) -> Ints:
    return np.repeat(np.arange(len(rooms)), rng.poisson(rate, size=len(rooms)))


def _come_and_go(world: World, rng: np.random.Generator, rooms: list[Room], day: int) -> None:
    """Let ordinary people join by link; some greet, some leave, and a few are removed."""
    comers = rng.choice(world.target_pool.accounts, size=len(rooms))
    is_new = np.array(
        [comer not in room.members for comer, room in zip(comers, rooms, strict=True)],
        dtype=np.bool_,
    )
    rooms = [rooms[place] for place in np.flatnonzero(is_new)]
    comers, groups = comers[is_new], groups_of(rooms)
    at = day + np.minimum(times_of_day(rng, len(comers), 0.0), 23 * HOUR)
    change(world, "join", at, groups, comers, comers)
    fate = rng.random(len(comers))
    greets = rng.random(len(comers)) < _GREETING_SHARE
    greeted_at = after(rng, at + SECOND, day + DAY, 6.0 * MINUTE, 1.5)
    write(world, greeted_at[greets], comers[greets], groups[greets])
    gone_at = after(rng, greeted_at + SECOND, day + DAY, 2.0 * HOUR)
    leaves = fate < _LEAVING_SHARE
    change(world, "leave", gone_at[leaves], groups[leaves], comers[leaves], comers[leaves])
    removed = ~leaves & (fate < _LEAVING_SHARE + _REMOVED_SHARE)
    admins = one_of_each(rng, rooms, admins=True)
    change(world, "remove", gone_at[removed], groups[removed], admins[removed], comers[removed])


def _quarrel(world: World, rng: np.random.Generator, rooms: list[Room], day: int) -> None:
    """Let a member report another one of the same group."""
    first = one_of_each(rng, rooms, admins=False)
    second = one_of_each(rng, rooms, admins=False)
    other = first != second
    world.logs.record(
        "reports",
        reported_at=day + times_of_day(rng, len(rooms), 0.0)[other],
        reporter_id=first[other],
        reported_id=second[other],
        group_id=groups_of(rooms)[other],
    )


def change(
    world: World, action: str, at: Ints, groups: Ints, actors: Ints | int, accounts: Ints | int
) -> None:
    """Record membership changes."""
    world.logs.record(
        "membership_events",
        event_at=at,
        group_id=groups,
        actor_id=actors,
        account_id=accounts,
        action=action,
    )


def write(
    world: World,
    at: Ints,
    senders: Ints | int,
    groups: Ints | int,
    *,
    is_forward: bool | NDArray[np.bool_] = False,
) -> None:
    """Record messages in groups."""
    world.logs.record(
        "message_edges", sent_at=at, sender_id=senders, group_id=groups, is_forward=is_forward
    )
