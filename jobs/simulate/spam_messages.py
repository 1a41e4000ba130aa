"""Plant spam by messages: bursts, messages to strangers, floods and forwards."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.routine import notify
from jobs.simulate.world import World


def plant_fresh_burst(world: World, draw: Draws) -> None:
    """Send more than a hundred messages within seconds, in the first hour after registration."""
    within = draw.time("within_seconds", SECOND)
    start = world.start_time(draw.rng, 1, 23, within=within)
    _burst(world, draw, "fresh_burst", spread(draw.rng, draw.count("message_count"), start, within))


def plant_fresh_burst_midnight(world: World, draw: Draws) -> None:
    """Send such a burst across midnight, with fewer than a hundred on either day."""
    within = draw.time("half_seconds", SECOND)
    before = spread(draw.rng, draw.count("half_count"), world.today - within, within - SECOND)
    after = spread(draw.rng, draw.count("half_count"), world.today, within)
    _burst(world, draw, "fresh_burst_midnight", np.concatenate([before, after]))


def plant_cold_risky(world: World, draw: Draws) -> None:
    """Write to strangers soon after a registration with a high risk."""
    start = _start(world, draw)
    account = world.new_account("cold_risky", is_spam=True)
    registered_at = start - acts.age(draw)
    world.registry.register_one(draw.rng, account, registered_at, risk=draw.share("risk"))
    canvass(world, draw, account, start)


def plant_cold_abroad(world: World, draw: Draws) -> None:
    """Write to strangers soon after registration from another country than the phone's."""
    start = _start(world, draw)
    account = world.new_account("cold_abroad", is_spam=True)
    registered_at = start - acts.age(draw)
    world.registry.register_one(
        draw.rng, account, registered_at, risk=draw.share("risk"), is_abroad=True
    )
    canvass(world, draw, account, start)


def plant_cold_blocked(world: World, draw: Draws) -> None:
    """Write to strangers soon after registration; some block the account."""
    start, account = _new_ordinary_account(world, draw, "cold_blocked")
    strangers, sent_at = canvass(world, draw, account, start)
    acts.report(world, draw, account, strangers, sent_at, draw.count("report_count"))


def plant_cold_clean(world: World, draw: Draws) -> None:
    """Write to strangers soon after registration, with no other evidence of spam."""
    start, account = _new_ordinary_account(world, draw, "cold_clean")
    canvass(world, draw, account, start)


def plant_cold_device(world: World, draw: Draws) -> None:
    """Register many accounts on one device within the hour, each of which writes to strangers."""
    _register_together(
        world, draw, "cold_device", device=int(world.logs.new_numbers("device", 1)[0])
    )


def plant_cold_network(world: World, draw: Draws) -> None:
    """Register many accounts on one network within the hour, each of which writes to strangers."""
    _register_together(
        world, draw, "cold_network", network=int(world.logs.new_numbers("network", 1)[0])
    )


def plant_api_flood(world: World, draw: Draws) -> None:
    """Send through the API, faster than the allowed rate."""
    within = draw.time("within_seconds", SECOND)
    start = world.start_time(draw.rng, 1, 23, within=within)
    registered_at = start - acts.age(draw)
    account = world.new_account("api_flood", is_spam=True)
    world.registry.register_one(draw.rng, account, registered_at, account_type="api")
    # The account of a shop, taken over by a spammer.
    customers = world.neighbours(draw.rng, account, draw.count("customer_count"))
    listing = customers[draw.some(len(customers), draw.share("listed_share"))]
    world.add_as_contact(account, listing, world.days[0])
    notify(world, draw, account, customers, registered_at)
    strangers = world.strangers(draw.rng, account, draw.count("recipient_count"))
    sent_at = spread(draw.rng, draw.count("message_count"), start, within)
    acts.message(world, account, draw.rng.choice(strangers, size=len(sent_at)), sent_at)


def plant_forwarder(world: World, draw: Draws) -> None:
    """Forward to many chats at once, several times a day."""
    episodes = draw.count("episode_count")
    opening = world.start_time(draw.rng, 0.5, 8)
    account = established_account(world, draw, "forwarder", opening - acts.age(draw), is_spam=True)
    friends = world.friends(draw.rng, account, 12)
    for start in spread(draw.rng, episodes, opening, 14 * HOUR):
        strangers = world.strangers(draw.rng, account, draw.count("chat_count"))
        chats = np.concatenate([strangers, draw.rng.permutation(friends)[:2]])
        within = draw.time("within_seconds", SECOND)
        sent_at = spread(draw.rng, len(chats), int(start), within)
        acts.message(world, account, chats, sent_at, is_forward=True)


def _burst(world: World, draw: Draws, archetype: str, sent_at: Ints) -> None:
    account = world.new_account(archetype, is_spam=True)
    registered_at = int(sent_at[0]) - draw.time("age_minutes", MINUTE)
    world.registry.register_one(draw.rng, account, registered_at)
    strangers = world.strangers(draw.rng, account, draw.count("recipient_count"))
    recipients = draw.rng.choice(strangers, size=len(sent_at))
    acts.message(world, account, recipients, sent_at)
    acts.report(world, draw, account, recipients, sent_at, draw.count("report_count"))


def _start(world: World, draw: Draws) -> int:
    return world.start_time(draw.rng, 3, 13)


def _new_ordinary_account(world: World, draw: Draws, archetype: str) -> tuple[int, int]:
    start = _start(world, draw)
    account = world.new_account(archetype, is_spam=True)
    registered_at = start - acts.age(draw)
    world.registry.register_one(draw.rng, account, registered_at, risk=draw.share("risk"))
    return start, account


def canvass(world: World, draw: Draws, account: int, start: int) -> tuple[Ints, Ints]:
    """Let the account write to strangers for hours; few answer. Return targets and times."""
    within = draw.time("within_hours", HOUR)
    strangers = world.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = spread(draw.rng, len(strangers), start, within)
    acts.message(world, account, strangers, sent_at)
    acts.reply(world, draw, account, strangers, sent_at, draw.share("replied_share"))
    return strangers, sent_at


def _register_together(
    world: World,
    draw: Draws,
    archetype: str,
    *,
    device: int | None = None,
    network: int | None = None,
) -> None:
    # Within one hour of the clock, so that sliding and fixed hours give the same result.
    hour = world.today - int(draw.rng.integers(0, 2)) * DAY + int(draw.rng.integers(0, 2)) * HOUR
    registered_at = spread(
        draw.rng,
        draw.count("account_count"),
        hour + 4 * MINUTE,
        draw.time("registering_minutes", MINUTE),
    )
    for instant in registered_at:
        account = world.new_account(archetype, is_spam=True)
        world.registry.register_one(
            draw.rng,
            account,
            int(instant),
            risk=draw.share("risk"),
            device=device,
            network=network,
        )
        canvass(world, draw, account, _start(world, draw))
