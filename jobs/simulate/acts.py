"""The single acts that planted behaviours are put together from."""

from dataclasses import dataclass

import numpy as np

from jobs.simulate.clock import DAY, MINUTE, SECOND, Ints, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.stage import Stage


@dataclass(frozen=True)
class Gathering:
    """Members in groups that one account has made: a row is an add or an invitation."""

    actor: int
    groups: Ints
    members: Ints
    added_at: Ints


def make_groups(stage: Stage, actor: int, made_at: Ints) -> Ints:
    """Let the actor make a group at each instant; return the groups."""
    groups = stage.ledger.numbers("group", len(made_at))
    stage.ledger.record(
        "membership_events",
        event_at=made_at,
        group_id=groups,
        actor_id=actor,
        account_id=actor,
        action="create",
    )
    return groups


def gather(
    stage: Stage,
    draw: Draws,
    actor: int,
    members: Ints,
    group_count: int,
    start: int,
    within: int,
    *,
    action: str = "add",
    old_share: float = 0.0,
) -> Gathering:
    """Let the actor make groups and add (or invite) the members to them, group by group.

    The adds lie between `start` and `start + within`; each group is made just before its first,
    but for the share of them that has existed before.
    """
    at = spread(draw.rng, len(members), start, within)
    block = np.arange(len(members)) * min(group_count, len(members)) // len(members)
    first = np.unique(block, return_index=True)[1]
    lead = draw.rng.integers(1 * SECOND, 15 * SECOND, size=len(first))
    is_old = draw.rng.random(len(first)) < old_share
    groups = np.empty(len(first), dtype=np.int64)
    groups[is_old] = stage.old_groups(draw.rng, actor, int(is_old.sum()))
    groups[~is_old] = make_groups(stage, actor, (at[first] - lead)[~is_old])
    return add(stage, Gathering(actor, groups[block], members, at), action=action)


def fill(
    stage: Stage, draw: Draws, actor: int, members: Ints, groups: Ints, start: int, within: int
) -> Gathering:
    """Let the actor add the members to groups that there are, one after the other."""
    at = spread(draw.rng, len(members), start, within)
    chosen = np.sort(draw.rng.choice(groups, size=len(members)))
    return add(stage, Gathering(actor, chosen, members, at))


def add(stage: Stage, gathering: Gathering, *, action: str = "add") -> Gathering:
    """Record the gathering's adds (or invitations)."""
    stage.ledger.record(
        "membership_events",
        event_at=gathering.added_at,
        group_id=gathering.groups,
        actor_id=gathering.actor,
        account_id=gathering.members,
        action=action,
    )
    return gathering


def respond(
    stage: Stage, draw: Draws, gathering: Gathering, share: float, action: str, *, median: int
) -> Ints:
    """Let that share of the members leave, accept or decline before the day ends; return who."""
    chosen = draw.some(len(gathering.members), share)
    _record_response(stage, draw, gathering, chosen, action, median)
    return chosen


def answer_invites(
    stage: Stage, draw: Draws, gathering: Gathering, accept_share: float, decline_share: float
) -> Ints:
    """Let some of the invited accept and others decline; return the positions that accept."""
    order = draw.rng.permutation(len(gathering.members))
    accepting = order[: round(accept_share * len(order))]
    declining = order[len(accepting) :][: round(decline_share * len(order))]
    _record_response(stage, draw, gathering, accepting, "accept", 30 * MINUTE)
    _record_response(stage, draw, gathering, declining, "decline", 30 * MINUTE)
    return np.sort(accepting)


def _record_response(
    stage: Stage, draw: Draws, gathering: Gathering, chosen: Ints, action: str, median: int
) -> None:
    members = gathering.members[chosen]
    stage.ledger.record(
        "membership_events",
        event_at=delays(draw.rng, gathering.added_at[chosen] + SECOND, stage.end, median=median),
        group_id=gathering.groups[chosen],
        actor_id=members,
        account_id=members,
        action=action,
    )


def write_in_group(stage: Stage, draw: Draws, gathering: Gathering, share: float) -> None:
    """Let that share of the members write in the group before the day ends, some of them often."""
    chosen = draw.some(len(gathering.members), share)
    rows = np.repeat(chosen, draw.rng.geometric(0.5, size=len(chosen)))
    stage.ledger.record(
        "message_edges",
        sent_at=delays(draw.rng, gathering.added_at[rows] + SECOND, stage.end, median=90 * MINUTE),
        sender_id=gathering.members[rows],
        group_id=gathering.groups[rows],
    )


def post(stage: Stage, draw: Draws, gathering: Gathering, share: float) -> None:
    """Let the actor write once into that share of the groups, soon after their last add."""
    groups, last = np.unique(gathering.groups[::-1], return_index=True)
    chosen = draw.some(len(groups), share)
    since = gathering.added_at[::-1][last[chosen]] + SECOND
    stage.ledger.record(
        "message_edges",
        sent_at=delays(draw.rng, since, stage.end, median=MINUTE),
        sender_id=gathering.actor,
        group_id=groups[chosen],
    )


def message(
    stage: Stage, sender: int, recipients: Ints, sent_at: Ints, *, is_forward: bool = False
) -> None:
    """Record one-to-one messages of the sender."""
    stage.ledger.record(
        "message_edges",
        sent_at=sent_at,
        sender_id=sender,
        recipient_id=recipients,
        is_forward=is_forward,
    )


def reply(
    stage: Stage,
    draw: Draws,
    account: int,
    people: Ints,
    since: Ints,
    share: float,
    *,
    median: int = 10 * MINUTE,
) -> Ints:
    """Let that share of the people write to the account after `since`; return when all would."""
    chosen = draw.some(len(people), share)
    written_at = delays(draw.rng, since + SECOND, stage.end, median=median)
    stage.ledger.record(
        "message_edges",
        sent_at=written_at[chosen],
        sender_id=people[chosen],
        recipient_id=account,
    )
    return written_at


def report(stage: Stage, draw: Draws, account: int, people: Ints, since: Ints, count: int) -> None:
    """Let so many of the people report or block the account after `since`."""
    chosen = draw.rng.choice(len(people), size=min(count, len(people)), replace=False)
    stage.ledger.record(
        "reports",
        reported_at=delays(draw.rng, since[chosen] + SECOND, stage.end, median=20 * MINUTE),
        reporter_id=people[chosen],
        reported_id=account,
        kind=draw.rng.choice(["report", "block"], size=len(chosen), p=[0.4, 0.6]),
    )


def age(draw: Draws) -> int:
    """Return how long before its acts the account registered."""
    return draw.time("age_days", DAY)
