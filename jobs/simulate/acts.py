"""Record the single actions that planted behaviours consist of."""

from dataclasses import dataclass

import numpy as np

from jobs.simulate.clock import DAY, MINUTE, SECOND, Ints, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.world import World


@dataclass(frozen=True)
class Adds:
    """Adds or invites by one account: one row per member and group."""

    actor: int
    groups: Ints
    members: Ints
    added_at: Ints


def make_groups(world: World, actor: int, made_at: Ints) -> Ints:
    """Record that the actor creates a group at each instant; return the groups."""
    groups = world.logs.new_numbers("group", len(made_at))
    world.logs.record(
        "membership_events",
        event_at=made_at,
        group_id=groups,
        actor_id=actor,
        account_id=actor,
        action="create",
    )
    return groups


def add_to_new_groups(
    world: World,
    draw: Draws,
    actor: int,
    members: Ints,
    group_count: int,
    start: int,
    within: int,
    *,
    action: str = "add",
    old_share: float = 0.0,
) -> Adds:
    """Record that the actor creates groups and adds (or invites) the members, group by group.

    The adds lie between `start` and `start + within`. Each group is created just before its first
    add; a share of the groups (`old_share`) existed before.
    """
    at = spread(draw.rng, len(members), start, within)
    group_numbers = np.arange(len(members)) * min(group_count, len(members)) // len(members)
    first = np.unique(group_numbers, return_index=True)[1]
    lead = draw.rng.integers(1 * SECOND, 15 * SECOND, size=len(first))
    is_old = draw.rng.random(len(first)) < old_share
    groups = np.empty(len(first), dtype=np.int64)
    groups[is_old] = world.old_groups(draw.rng, actor, int(is_old.sum()))
    groups[~is_old] = make_groups(world, actor, (at[first] - lead)[~is_old])
    return record_adds(world, Adds(actor, groups[group_numbers], members, at), action=action)


def add_to_groups(
    world: World, draw: Draws, actor: int, members: Ints, groups: Ints, start: int, within: int
) -> Adds:
    """Record that the actor adds the members to existing groups, one after the other."""
    at = spread(draw.rng, len(members), start, within)
    chosen = np.sort(draw.rng.choice(groups, size=len(members)))
    return record_adds(world, Adds(actor, chosen, members, at))


def record_adds(world: World, adds: Adds, *, action: str = "add") -> Adds:
    """Record adds, invites or promotions."""
    world.logs.record(
        "membership_events",
        event_at=adds.added_at,
        group_id=adds.groups,
        actor_id=adds.actor,
        account_id=adds.members,
        action=action,
    )
    return adds


def record_responses(
    world: World, draw: Draws, adds: Adds, share: float, action: str, *, median: int
) -> Ints:
    """Record that a share of the members leave, accept or decline; return their places."""
    chosen = draw.some(len(adds.members), share)
    _record_response(world, draw, adds, chosen, action, median)
    return chosen


def answer_invites(
    world: World, draw: Draws, adds: Adds, accept_share: float, decline_share: float
) -> Ints:
    """Record that some of the invited accept and others decline; return the places that accept."""
    order = draw.rng.permutation(len(adds.members))
    accepting = order[: round(accept_share * len(order))]
    declining = order[len(accepting) :][: round(decline_share * len(order))]
    _record_response(world, draw, adds, accepting, "accept", 30 * MINUTE)
    _record_response(world, draw, adds, declining, "decline", 30 * MINUTE)
    return np.sort(accepting)


def _record_response(
    world: World, draw: Draws, adds: Adds, chosen: Ints, action: str, median: int
) -> None:
    members = adds.members[chosen]
    world.logs.record(
        "membership_events",
        event_at=delays(draw.rng, adds.added_at[chosen] + SECOND, world.end, median=median),
        group_id=adds.groups[chosen],
        actor_id=members,
        account_id=members,
        action=action,
    )


def write_in_group(world: World, draw: Draws, adds: Adds, share: float) -> None:
    """Record that a share of the members write in the group on the day, some of them often."""
    chosen = draw.some(len(adds.members), share)
    rows = np.repeat(chosen, draw.rng.geometric(0.5, size=len(chosen)))
    world.logs.record(
        "message_edges",
        sent_at=delays(draw.rng, adds.added_at[rows] + SECOND, world.end, median=90 * MINUTE),
        sender_id=adds.members[rows],
        group_id=adds.groups[rows],
    )


def post(world: World, draw: Draws, adds: Adds, share: float) -> None:
    """Record one message of the actor in a share of the groups, soon after their last add."""
    groups, last = np.unique(adds.groups[::-1], return_index=True)
    chosen = draw.some(len(groups), share)
    since = adds.added_at[::-1][last[chosen]] + SECOND
    world.logs.record(
        "message_edges",
        sent_at=delays(draw.rng, since, world.end, median=MINUTE),
        sender_id=adds.actor,
        group_id=groups[chosen],
    )


def message(
    world: World, sender: int, recipients: Ints, sent_at: Ints, *, is_forward: bool = False
) -> None:
    """Record one-to-one messages of the sender."""
    world.logs.record(
        "message_edges",
        sent_at=sent_at,
        sender_id=sender,
        recipient_id=recipients,
        is_forward=is_forward,
    )


def reply(
    world: World,
    draw: Draws,
    account: int,
    people: Ints,
    since: Ints,
    share: float,
    *,
    median: int = 10 * MINUTE,
) -> Ints:
    """Record that a share of the people write to the account after `since`.

    Returns:
        The times of all people, also of those who do not write."""
    chosen = draw.some(len(people), share)
    written_at = delays(draw.rng, since + SECOND, world.end, median=median)
    world.logs.record(
        "message_edges",
        sent_at=written_at[chosen],
        sender_id=people[chosen],
        recipient_id=account,
    )
    return written_at


def report(world: World, draw: Draws, account: int, people: Ints, since: Ints, count: int) -> None:
    """Record that `count` of the people report or block the account after `since`."""
    chosen = draw.rng.choice(len(people), size=min(count, len(people)), replace=False)
    world.logs.record(
        "reports",
        reported_at=delays(draw.rng, since[chosen] + SECOND, world.end, median=20 * MINUTE),
        reporter_id=people[chosen],
        reported_id=account,
        kind=draw.rng.choice(["report", "block"], size=len(chosen), p=[0.4, 0.6]),
    )


def age(draw: Draws) -> int:
    """Return the age of the account at its first planted action."""
    return draw.time("age_days", DAY)
