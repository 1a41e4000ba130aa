"""Plant sets of accounts that each do little on the same day: farms, sleepers, honest sets."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.rooms import old_friends, write
from jobs.simulate.world import World


def plant_number_farm(world: World, draw: Draws) -> None:
    """Let numbers of one prefix each create small groups of strangers on several days."""
    accounts = _numbers(world, draw, "farm_number", "consumer", is_spam=True)
    _create_on_days(world, draw, accounts)


def plant_branch_office(world: World, draw: Draws) -> None:
    """Let the numbers of a company each create small groups for customers on several days."""
    accounts = _numbers(world, draw, "branch_number", "business", is_spam=False)
    _create_on_days(world, draw, accounts)


def plant_sleeper_adders(world: World, draw: Draws) -> None:
    """Let old accounts without earlier acts each create a group of strangers at the same time."""
    _create_together(world, draw, _dormant(world, draw, "sleeper_adder", is_spam=True))


def plant_party_hosts(world: World, draw: Draws) -> None:
    """Let people each create a group for their party at the same time, before a holiday."""
    registered_at = [world.today - acts.age(draw) for _ in range(draw.count("member_count"))]
    hosts = [
        established_account(world, draw, "party_host", at, is_spam=False) for at in registered_at
    ]
    _create_together(world, draw, np.array(hosts, dtype=np.int64))


def plant_sleeper_writers(world: World, draw: Draws) -> None:
    """Let old accounts without earlier acts each write to a few strangers; few answer."""
    _write_slowly(world, draw, _dormant(world, draw, "sleeper_writer", is_spam=True))


def plant_returners(world: World, draw: Draws) -> None:
    """Let old accounts without earlier acts write to old acquaintances; many answer."""
    _write_slowly(world, draw, _dormant(world, draw, "returner", is_spam=False))


def _numbers(
    world: World, draw: Draws, archetype: str, account_type: str, *, is_spam: bool
) -> Ints:
    """Return new accounts of one country and prefix."""
    home = int(draw.rng.integers(len(world.registry.places)))
    found = []
    for _ in range(draw.count("member_count")):
        account = world.new_account(archetype, is_spam=is_spam)
        world.registry.register_one(
            draw.rng,
            account,
            world.today - acts.age(draw),
            account_type=account_type,
            home=home,
        )
        found.append(account)
    return np.array(found, dtype=np.int64)


def _dormant(world: World, draw: Draws, archetype: str, *, is_spam: bool) -> Ints:
    """Return accounts that registered long ago and have no earlier acts or contacts."""
    found = []
    for _ in range(draw.count("member_count")):
        account = world.new_account(archetype, is_spam=is_spam)
        world.registry.register_one(draw.rng, account, world.today - acts.age(draw))
        found.append(account)
    return np.array(found, dtype=np.int64)


def _create_on_days(world: World, draw: Draws, accounts: Ints) -> None:
    """Let each account create a group on some of the last days, always today."""
    days = world.days[-draw.count("day_count") :]
    gone_share, wrote_share = draw.share("gone_share"), draw.share("wrote_share")
    for account in accounts:
        for day in days:
            if day == world.today or draw.rng.random() < draw.share("active_share"):
                start = day + draw.time("from_hour", HOUR)
                _create(world, draw, int(account), start, gone_share, wrote_share)


def _create_together(world: World, draw: Draws, accounts: Ints) -> None:
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 4, 19, within=within + 2 * HOUR)
    gone_share, wrote_share = draw.share("gone_share"), draw.share("wrote_share")
    at = spread(draw.rng, len(accounts), start, within)
    for account, instant in zip(accounts, at, strict=True):
        _create(world, draw, int(account), int(instant), gone_share, wrote_share)


def _create(
    world: World, draw: Draws, account: int, start: int, gone_share: float, wrote_share: float
) -> None:
    """Let an account create a group, add people and post; some leave, write or complain."""
    people = _people(world, draw, account, draw.count("added_count"))
    within = draw.time("adding_minutes", MINUTE)
    adds = acts.add_to_new_groups(world, draw, account, people, 1, start, within)
    posts = spread(draw.rng, draw.count("post_count"), start + within + 20 * SECOND, 5 * MINUTE)
    is_forward = bool(draw.rng.random() < draw.share("forward_share"))
    write(world, posts, account, int(adds.groups[0]), is_forward=is_forward)
    acts.record_responses(world, draw, adds, gone_share, "leave", median=40 * MINUTE)
    acts.write_in_group(world, draw, adds, wrote_share)
    acts.report(world, draw, account, people, adds.added_at, draw.count("report_count"))


def _write_slowly(world: World, draw: Draws, accounts: Ints) -> None:
    """Let each account write one to one to a few people, minutes apart."""
    replied_share = draw.share("replied_share")
    for account in accounts:
        people = _people(world, draw, int(account), draw.count("stranger_count"))
        start = world.start_time(draw.rng, 1, 14)
        gaps = draw.rng.uniform(0.3, 1.7, size=len(people)) * draw.time("gap_minutes", MINUTE)
        sent_at = np.minimum(start + np.cumsum(gaps).astype(np.int64), world.end - HOUR)
        acts.message(world, int(account), people, sent_at)
        acts.reply(world, draw, int(account), people, sent_at, replied_share)
        acts.report(world, draw, int(account), people, sent_at, draw.count("report_count"))


def _people(world: World, draw: Draws, account: int, count: int) -> Ints:
    """Return people for an account; `listed_share` of them have it as a contact."""
    friends = old_friends(world, draw, account, round(draw.share("friend_share") * count))
    strangers = world.strangers(draw.rng, account, count - len(friends))
    listing = strangers[draw.some(len(strangers), draw.share("listed_share"))]
    world.add_as_contact(account, listing, world.days[0] - DAY)
    people: Ints = np.concatenate([friends, strangers])
    return people
