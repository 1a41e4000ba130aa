"""Plant accounts that invite or add the same people again and again."""

from dataclasses import dataclass

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.rooms import after, change, old_friends, write
from jobs.simulate.visits import newcomer
from jobs.simulate.world import World


@dataclass(frozen=True)
class Asks:
    """Invites or adds of a few accounts: a row is one of them."""

    actors: Ints
    people: Ints
    groups: Ints
    at: Ints


def plant_invite_harasser(world: World, draw: Draws) -> None:
    """Invite the same few people again and again; they decline, and many block the account."""
    _press(world, draw, "invite_harasser", is_spam=True)


def plant_invite_campaign(world: World, draw: Draws) -> None:
    """Let many accounts invite the same few people again and again, who decline and report."""
    _press(world, draw, "campaign_inviter", is_spam=True)


def plant_insistent_friend(world: World, draw: Draws) -> None:
    """Invite a few friends to something more than once; most accept in the end."""
    _press(world, draw, "insistent_friend", is_spam=False)


def plant_committee(world: World, draw: Draws) -> None:
    """Let the organisers of a party invite the same friends, some of them more than once."""
    _press(world, draw, "organiser", is_spam=False)


def plant_readder(world: World, draw: Draws) -> None:
    """Add the same people again after they have left, by one account or by several in turn."""
    _add_again(world, draw, "readder", is_spam=True)


def plant_family_readder(world: World, draw: Draws) -> None:
    """Add relatives who left a family's group by mistake; they stay and write."""
    _add_again(world, draw, "family_readder", is_spam=False)


def _press(world: World, draw: Draws, archetype: str, *, is_spam: bool) -> None:
    start, within = _stretch(world, draw)
    actors = _actors(world, draw, archetype, start, is_spam=is_spam)
    people = _people(world, draw, actors)
    invites = _invites(world, draw, actors, people, start, within)
    change(world, "invite", invites.at, invites.groups, invites.actors, invites.people)
    _answer(world, draw, invites)
    _complain(world, draw, invites)


def _add_again(world: World, draw: Draws, archetype: str, *, is_spam: bool) -> None:
    start, within = _stretch(world, draw)
    actors = _actors(world, draw, archetype, start, is_spam=is_spam)
    people = _people(world, draw, actors)
    groups = _groups(world, draw, int(actors[0]), start)
    is_in_turn = draw.rng.random() < draw.share("in_turn_share")
    rows: list[Asks] = []
    asked = 0
    for place, person in enumerate(people):
        count = max(draw.count("attempt_count"), 2)
        at = _from_then_on(draw, count, start, within)
        turn = asked + np.arange(count) if is_in_turn else np.full(count, place)
        asked += count
        to = draw.rng.choice(groups, size=count)
        adds = Asks(actors[turn % len(actors)], np.full(count, person), to, at)
        change(world, "add", at, to, adds.actors, person)
        _leave_each(world, draw, adds)
        rows.append(adds)
    _complain(world, draw, _together(rows))


def _stretch(world: World, draw: Draws) -> tuple[int, int]:
    """Return the start of the acts and their duration; they end today."""
    days = world.days[-draw.count("day_count") :]
    start = days[0] + draw.time("from_hour", HOUR)
    end = world.today + draw.time("from_hour", HOUR) + draw.time("within_hours", HOUR)
    return start, max(min(end, world.end - HOUR) - start, 10 * MINUTE)


def _actors(world: World, draw: Draws, archetype: str, start: int, *, is_spam: bool) -> Ints:
    found = []
    is_young = draw.rng.random() < draw.share("bare_share")
    for _ in range(draw.count("actor_count")):
        registered_at = start - draw.time("young_days" if is_young else "age_days", DAY)
        plant = newcomer if is_young else established_account
        found.append(plant(world, draw, archetype, registered_at, is_spam=is_spam))
    return np.array(found, dtype=np.int64)


def _people(world: World, draw: Draws, actors: Ints) -> Ints:
    """Return the people who are asked: some have the first account as a contact, others do not."""
    first, count = int(actors[0]), draw.count("asked_count")
    friends = old_friends(world, draw, first, round(draw.share("friend_share") * count))
    friends = friends[~np.isin(friends, actors)]
    strangers = world.strangers(draw.rng, first, count + len(actors))
    strangers = strangers[~np.isin(strangers, actors)][: count - len(friends)]
    listing = strangers[draw.some(len(strangers), draw.share("listed_share"))]
    world.add_as_contact(first, listing, world.days[0])
    people: Ints = np.concatenate([friends, strangers])
    return people


def _groups(world: World, draw: Draws, actor: int, start: int) -> Ints:
    """Return the groups that people are asked to join: new ones, or old ones."""
    count = draw.count("group_count")
    if draw.rng.random() < draw.share("old_group_share"):
        return np.unique(world.old_groups(draw.rng, actor, count))
    return acts.make_groups(world, actor, spread(draw.rng, count, start - MINUTE, 50 * SECOND))


def _invites(
    world: World, draw: Draws, actors: Ints, people: Ints, start: int, within: int
) -> Asks:
    """Return the invites: each account asks each of the people several times, round by round."""
    rows = []
    for actor in actors:
        groups = _groups(world, draw, int(actor), start)
        count = draw.count("attempt_count")
        if draw.rng.random() < 0.5:
            # Some ask everybody at once and then again, others one person after the other.
            rounds = [draw.rng.permutation(people) for _ in range(count)]
            asked = np.concatenate(rounds)
        else:
            asked = np.repeat(draw.rng.permutation(people), count)
        at = _from_then_on(draw, len(asked), start, within)
        to = draw.rng.choice(groups, size=len(asked))
        rows.append(Asks(np.full(len(asked), actor), asked, to, _by_day(world, draw, at)))
    return _together(rows)


def _from_then_on(draw: Draws, count: int, start: int, within: int) -> Ints:
    """Return instants from shortly after the start until shortly before the end."""
    begin = start + int(draw.rng.uniform(0, 0.3) * within)
    end = start + within - int(draw.rng.uniform(0, min(HOUR // 2, within // 4)))
    return spread(draw.rng, count, begin, end - begin)


def _by_day(world: World, draw: Draws, at: Ints) -> Ints:
    """Return the instants with those of earlier nights moved to the morning."""
    opening = draw.rng.integers(5, 9) * HOUR
    asleep = (at - world.days[0]) % DAY < opening
    awake: Ints = np.where(asleep & (at < world.today), at + opening, at)
    return awake


def _answer(world: World, draw: Draws, invites: Asks) -> None:
    """Let people accept one invite, decline many others and leave the rest unanswered."""
    pairs = invites.actors * (invites.people.max() + 1) + invites.people
    order = np.lexsort((invites.at, pairs))
    is_last = np.append(np.diff(pairs[order]) != 0, True)
    last = order[is_last]
    accepted = last[draw.some(len(last), draw.share("accepted_share"))]
    others = np.setdiff1d(np.arange(len(pairs)), accepted)
    declined = others[draw.some(len(others), draw.share("declined_share"))]
    median = float(draw.time("answer_minutes", MINUTE))
    for action, chosen in (("accept", accepted), ("decline", declined)):
        at = after(draw.rng, invites.at[chosen] + SECOND, world.end, median)
        people = invites.people[chosen]
        change(world, action, at, invites.groups[chosen], people, people)
    joined_at = after(draw.rng, invites.at[accepted] + SECOND, world.end, 2 * median)
    writing = draw.some(len(accepted), draw.share("wrote_share"))
    people, groups = invites.people[accepted], invites.groups[accepted]
    write(world, joined_at[writing], people[writing], groups[writing])


def _leave_each(world: World, draw: Draws, adds: Asks) -> None:
    """Let a person leave after each add; after the last one only in a share of cases."""
    until = np.append(adds.at[1:], world.end)
    stays = np.full(len(adds.at), float(draw.time("stay_minutes", MINUTE)))
    left_at = after(draw.rng, adds.at + SECOND, int(until[-1]), stays)
    # Before the next add, so that there is something to add to.
    left_at = np.minimum(left_at, adds.at + np.maximum((until - adds.at) * 4 // 5, 1))
    leaves = np.ones(len(adds.at), dtype=np.bool_)
    leaves[-1] = draw.rng.random() < draw.share("gone_share")
    person = int(adds.people[0])
    change(world, "leave", left_at[leaves], adds.groups[leaves], person, person)
    if not leaves[-1] and draw.rng.random() < draw.share("wrote_share"):
        since = adds.at[-1:] + SECOND
        write(world, after(draw.rng, since, world.end, 20.0 * MINUTE), person, adds.groups[-1:])


def _complain(world: World, draw: Draws, asks: Asks) -> None:
    """Let some of the people report or block the accounts that asked them."""
    share, report_share = draw.share("complained_share"), draw.share("report_share")
    for actor in np.unique(asks.actors):
        own = asks.actors == actor
        people, first = np.unique(asks.people[own], return_index=True)
        chosen = draw.some(len(people), share)
        since = asks.at[own][first[chosen]]
        last = int(asks.at[own].max())
        since = since + (draw.rng.random(len(chosen)) * np.maximum(last - since, 0)).astype(
            np.int64
        )
        is_report = draw.rng.random(len(chosen)) < report_share
        groups = asks.groups[own][first[chosen]]
        world.logs.record(
            "reports",
            reported_at=after(draw.rng, since + SECOND, world.end, 15.0 * MINUTE),
            reporter_id=people[chosen],
            reported_id=actor,
            kind=np.where(is_report, "report", "block"),
            group_id=np.where(is_report, groups, -1),
        )


def _together(rows: list[Asks]) -> Asks:
    return Asks(
        np.concatenate([row.actors for row in rows]),
        np.concatenate([row.people for row in rows]),
        np.concatenate([row.groups for row in rows]),
        np.concatenate([row.at for row in rows]),
    )
