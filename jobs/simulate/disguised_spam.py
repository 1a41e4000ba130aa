"""Plant spam that looks ordinary: taken-over accounts, warm-up, scraped groups, brigades."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, spread
from jobs.simulate.draws import Draws
from jobs.simulate.spam_groups import add_strangers, with_friends
from jobs.simulate.spam_messages import canvass
from jobs.simulate.world import World


def plant_hijacked(world: World, draw: Draws) -> None:
    """Take over an old account that stays in ordinary use, and approach strangers for hours."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 0.5, 20, within=within)
    account = world.take_existing(draw.rng, "hijacked", is_spam=True)
    if account is None:
        account = established_account(world, draw, "hijacked", start - acts.age(draw), is_spam=True)
    if draw.rng.random() < draw.share("adding_share"):
        strangers = world.strangers(draw.rng, account, draw.count("stranger_count"))
        people = with_friends(world, draw, account, strangers)
        add_strangers(world, draw, account, people, start, within)
    else:
        strangers, sent_at = canvass(world, draw, account, start)
        acts.report(world, draw, account, strangers, sent_at, draw.count("report_count"))


def plant_warm_up_adder(world: World, draw: Draws) -> None:
    """Add friends on some days, who stay and write; then add strangers."""
    adder = established_account(
        world, draw, "warm_up_adder", world.days[0] - acts.age(draw), is_spam=True
    )
    friends = world.friends(draw.rng, adder, draw.count("friend_count"))
    days = world.days[:-1]
    for day, chunk in zip(days, np.array_split(friends, len(days)), strict=True):
        if len(chunk):
            start = day + draw.time("from_hour", HOUR)
            adds = acts.add_to_new_groups(world, draw, adder, chunk, 1, start, 10 * MINUTE)
            acts.write_in_group(world, draw, adds, draw.share("friend_wrote_share"))
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 0.5, 14, within=within + 2 * HOUR)
    strangers = world.strangers(draw.rng, adder, draw.count("stranger_count"))
    add_strangers(world, draw, adder, strangers, start, within)


def plant_scraped_adder(world: World, draw: Draws) -> None:
    """Add the members of a scraped group, who know each other but not the adder."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 0.5, 14, within=within + 2 * HOUR)
    adder = established_account(world, draw, "scraped_adder", start - acts.age(draw), is_spam=True)
    # The contacts of an account unrelated to the adder.
    target_pool = world.target_pool.accounts
    centre = int(draw.rng.choice(target_pool)) if len(target_pool) else None
    members = world.neighbours(draw.rng, adder, draw.count("stranger_count"), found=centre)
    add_strangers(world, draw, adder, with_friends(world, draw, adder, members), start, within)


def plant_registration_farm(world: World, draw: Draws) -> None:
    """Register many accounts on one device, network or prefix; each approaches a few strangers."""
    count = draw.count("account_count")
    opening = world.today - draw.time("age_days", DAY)
    registered_at = spread(draw.rng, count, opening, draw.time("registering_hours", HOUR))
    shared = int(draw.rng.integers(3))
    device = int(world.logs.new_numbers("device", 1)[0]) if shared == 0 else None
    network = int(world.logs.new_numbers("network", 1)[0]) if shared == 1 else None
    home = int(draw.rng.integers(len(world.registry.places))) if shared == 2 else None
    for instant in registered_at:
        account = world.new_account("registration_farm", is_spam=True)
        world.registry.register_one(
            draw.rng, account, int(instant), device=device, network=network, home=home
        )
        canvass(world, draw, account, world.start_time(draw.rng, 3, 14))


def plant_report_brigade(world: World, draw: Draws) -> None:
    """Let new accounts or old ones report an innocent account together, within minutes."""
    start = world.start_time(draw.rng, 4, 20)
    victim = established_account(
        world, draw, "brigade_victim", start - acts.age(draw), is_spam=False
    )
    reporters = []
    is_fresh = draw.rng.random() < draw.share("fresh_share")
    for _ in range(draw.count("reporter_count")):
        age = draw.time("fresh_days", DAY) if is_fresh else acts.age(draw)
        registered_at = start - max(age, HOUR)
        reporter = established_account(
            world, draw, "brigade_reporter", registered_at, is_spam=False
        )
        reporters.append(reporter)
    at = spread(draw.rng, len(reporters), start, draw.time("within_minutes", MINUTE))
    world.logs.record(
        "reports",
        reported_at=at + SECOND,
        reporter_id=np.array(reporters),
        reported_id=victim,
        kind=draw.rng.choice(["report", "block"], size=len(at), p=[0.7, 0.3]),
    )
