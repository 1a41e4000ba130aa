"""Plant single accounts that join groups by link: spam, and people with good reasons."""

import numpy as np

from jobs.simulate.clock import HOUR, MINUTE, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.rooms import choose_rooms
from jobs.simulate.visits import (
    Manner,
    manner,
    newcomer,
    report_stays,
    spread_days,
    visit,
    write_to_members,
)
from jobs.simulate.world import Room, World


def plant_link_joiner(world: World, draw: Draws) -> None:
    """Join many groups by link within hours and post in most; many admins remove the account."""
    _tour(world, draw, "link_joiner", is_spam=True)


def plant_slow_link_joiner(world: World, draw: Draws) -> None:
    """Join a few groups by link on each of many days and post in most."""
    _tour(world, draw, "slow_link_joiner", is_spam=True)


def plant_hit_and_leave(world: World, draw: Draws) -> None:
    """Join many groups by link, post, and leave before anybody removes the account."""
    _tour(world, draw, "hit_and_leave", is_spam=True)


def plant_term_student(world: World, draw: Draws) -> None:
    """Join the groups of many courses at the start of a term; greet in some, leave some later."""
    _tour(world, draw, "term_student", is_spam=False)


def plant_conference_visitor(world: World, draw: Draws) -> None:
    """Join the groups of a conference's sessions, post in a few, leave most in the evening."""
    _tour(world, draw, "conference_visitor", is_spam=False)


def plant_neighbour_appeal(world: World, draw: Draws) -> None:
    """Join groups of the area, post the same appeal in most, a lost dog, and leave later."""
    _tour(world, draw, "neighbour_appeal", is_spam=False)


def plant_rule_breaker(world: World, draw: Draws) -> None:
    """Post an advert in two or three groups with strict rules, and be removed from these."""
    _tour(world, draw, "rule_breaker", is_spam=False)


def plant_scraper(world: World, draw: Draws) -> None:
    """Join groups by link and read; then write one to one to their members, who are strangers."""
    _write_after_tour(world, draw, "scraper", is_spam=True)


def plant_newcomer_in_city(world: World, draw: Draws) -> None:
    """Join the groups of a new city, greet in some, and ask a few of their members for advice."""
    _write_after_tour(world, draw, "newcomer_in_city", is_spam=False)


def _tour(world: World, draw: Draws, archetype: str, *, is_spam: bool) -> None:
    account, rooms, joined_at = _arrive(world, draw, archetype, is_spam=is_spam)
    way = manner(draw)
    posted_at = _in_one_run(world, draw, joined_at)
    stays = visit(world, draw, way, account, rooms, joined_at, posted_at)
    report_stays(world, draw, stays, draw.count("report_count"))


def _write_after_tour(world: World, draw: Draws, archetype: str, *, is_spam: bool) -> None:
    account, rooms, joined_at = _arrive(world, draw, archetype, is_spam=is_spam)
    way: Manner = manner(draw)
    stays = visit(world, draw, way, account, rooms, joined_at)
    report_stays(world, draw, stays, draw.count("report_count"))
    start = int(joined_at[-1]) + draw.time("reading_minutes", MINUTE)
    start = min(start, world.end - 3 * HOUR)
    write_to_members(world, draw, account, rooms, start, draw.count("stranger_count"))


def _arrive(
    world: World, draw: Draws, archetype: str, *, is_spam: bool
) -> tuple[int, list[Room], Ints]:
    """Return a new account, groups that it is not in, and when it joins them."""
    days = world.days[-draw.count("day_count") :]
    counts = [draw.count("groups_a_day") for _ in days]
    at = spread_days(draw, days, counts)
    registered_at = int(at[0][0]) - draw.time("age_days", 24 * HOUR)
    account = newcomer(world, draw, archetype, registered_at, is_spam=is_spam)
    rooms = choose_rooms(world, draw, account, sum(counts))
    joined_at = np.concatenate(at)
    # In a small world there are fewer groups, and it stops early on each day.
    chosen = np.linspace(0, len(joined_at) - 1, num=len(rooms)).astype(np.int64)
    return account, rooms, joined_at[chosen]


def _in_one_run(world: World, draw: Draws, joined_at: Ints) -> Ints | None:
    """Return when the account posts if it joins all groups first; None: soon after each join."""
    if joined_at[0] < world.today or draw.rng.random() >= draw.share("run_share"):
        return None
    start = int(joined_at[-1]) + draw.time("run_wait_minutes", MINUTE)
    within = draw.time("run_minutes", MINUTE)
    start = min(start, world.end - HOUR - within)
    return np.maximum(spread(draw.rng, len(joined_at), start, within), joined_at + 1)
