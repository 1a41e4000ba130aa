"""Spam that needs no group: bursts, cold messages, floods and forwards."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.life import settle_in
from jobs.simulate.routine import notify
from jobs.simulate.stage import Stage


def plant_fresh_burst(stage: Stage, draw: Draws) -> None:
    """Send a hundred messages and more within seconds, in the first hour after registration."""
    within = draw.time("within_seconds", SECOND)
    start = stage.moment(draw.rng, 1, 23, within=within)
    _burst(stage, draw, "fresh_burst", spread(draw.rng, draw.count("message_count"), start, within))


def plant_fresh_burst_midnight(stage: Stage, draw: Draws) -> None:
    """Send such a burst over midnight, so that neither day alone shows a hundred."""
    within = draw.time("half_seconds", SECOND)
    before = spread(draw.rng, draw.count("half_count"), stage.today - within, within - SECOND)
    after = spread(draw.rng, draw.count("half_count"), stage.today, within)
    _burst(stage, draw, "fresh_burst_midnight", np.concatenate([before, after]))


def plant_cold_risky(stage: Stage, draw: Draws) -> None:
    """Write to strangers soon after a registration that looked risky."""
    start = _start(stage, draw)
    account = stage.enlist("cold_risky", is_spam=True)
    registered_at = start - acts.age(draw)
    stage.registry.register_one(draw.rng, account, registered_at, risk=draw.share("risk"))
    canvass(stage, draw, account, start)


def plant_cold_abroad(stage: Stage, draw: Draws) -> None:
    """Write to strangers soon after registering from another country than the phone's."""
    start = _start(stage, draw)
    account = stage.enlist("cold_abroad", is_spam=True)
    registered_at = start - acts.age(draw)
    stage.registry.register_one(
        draw.rng, account, registered_at, risk=draw.share("risk"), is_abroad=True
    )
    canvass(stage, draw, account, start)


def plant_cold_blocked(stage: Stage, draw: Draws) -> None:
    """Write to strangers soon after registration; some block the account."""
    start, account = _unsuspicious(stage, draw, "cold_blocked")
    strangers, sent_at = canvass(stage, draw, account, start)
    acts.report(stage, draw, account, strangers, sent_at, draw.count("report_count"))


def plant_cold_clean(stage: Stage, draw: Draws) -> None:
    """Write to strangers soon after registration, with nothing else against the account."""
    start, account = _unsuspicious(stage, draw, "cold_clean")
    canvass(stage, draw, account, start)


def plant_cold_device(stage: Stage, draw: Draws) -> None:
    """Register many accounts on one device within the hour, each of which writes to strangers."""
    _farm(stage, draw, "cold_device", device=int(stage.ledger.numbers("device", 1)[0]))


def plant_cold_network(stage: Stage, draw: Draws) -> None:
    """Register many accounts on one network within the hour, each of which writes to strangers."""
    _farm(stage, draw, "cold_network", network=int(stage.ledger.numbers("network", 1)[0]))


def plant_api_flood(stage: Stage, draw: Draws) -> None:
    """Send through the interface for programs, faster than anybody needs to."""
    within = draw.time("within_seconds", SECOND)
    start = stage.moment(draw.rng, 1, 23, within=within)
    registered_at = start - acts.age(draw)
    account = stage.enlist("api_flood", is_spam=True)
    stage.registry.register_one(draw.rng, account, registered_at, account_type="api")
    # A shop or the like whose program somebody else has come to use.
    customers = stage.neighbours(draw.rng, account, draw.count("customer_count"))
    listing = customers[draw.some(len(customers), draw.share("listed_share"))]
    stage.befriend(account, listing, stage.days[0])
    notify(stage, draw, account, customers, registered_at)
    strangers = stage.strangers(draw.rng, account, draw.count("recipient_count"))
    sent_at = spread(draw.rng, draw.count("message_count"), start, within)
    acts.message(stage, account, draw.rng.choice(strangers, size=len(sent_at)), sent_at)


def plant_forwarder(stage: Stage, draw: Draws) -> None:
    """Forward the same to many chats at once, several times on the day."""
    episodes = draw.count("episode_count")
    opening = stage.moment(draw.rng, 0.5, 8)
    account = settle_in(stage, draw, "forwarder", opening - acts.age(draw), is_spam=True)
    friends = stage.friends(draw.rng, account, 12)
    for start in spread(draw.rng, episodes, opening, 14 * HOUR):
        strangers = stage.strangers(draw.rng, account, draw.count("chat_count"))
        chats = np.concatenate([strangers, draw.rng.permutation(friends)[:2]])
        within = draw.time("within_seconds", SECOND)
        sent_at = spread(draw.rng, len(chats), int(start), within)
        acts.message(stage, account, chats, sent_at, is_forward=True)


def _burst(stage: Stage, draw: Draws, archetype: str, sent_at: Ints) -> None:
    account = stage.enlist(archetype, is_spam=True)
    registered_at = int(sent_at[0]) - draw.time("age_minutes", MINUTE)
    stage.registry.register_one(draw.rng, account, registered_at)
    strangers = stage.strangers(draw.rng, account, draw.count("recipient_count"))
    recipients = draw.rng.choice(strangers, size=len(sent_at))
    acts.message(stage, account, recipients, sent_at)
    acts.report(stage, draw, account, recipients, sent_at, draw.count("report_count"))


def _start(stage: Stage, draw: Draws) -> int:
    return stage.moment(draw.rng, 3, 13)


def _unsuspicious(stage: Stage, draw: Draws, archetype: str) -> tuple[int, int]:
    start = _start(stage, draw)
    account = stage.enlist(archetype, is_spam=True)
    registered_at = start - acts.age(draw)
    stage.registry.register_one(draw.rng, account, registered_at, risk=draw.share("risk"))
    return start, account


def canvass(stage: Stage, draw: Draws, account: int, start: int) -> tuple[Ints, Ints]:
    """Let the account write to strangers over some hours; few answer. Return whom and when."""
    within = draw.time("within_hours", HOUR)
    strangers = stage.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = spread(draw.rng, len(strangers), start, within)
    acts.message(stage, account, strangers, sent_at)
    acts.reply(stage, draw, account, strangers, sent_at, draw.share("replied_share"))
    return strangers, sent_at


def _farm(
    stage: Stage,
    draw: Draws,
    archetype: str,
    *,
    device: int | None = None,
    network: int | None = None,
) -> None:
    # All within one hour of the clock as well, so that it doesn't matter how an hour is meant.
    hour = stage.today - int(draw.rng.integers(0, 2)) * DAY + int(draw.rng.integers(0, 2)) * HOUR
    registered_at = spread(
        draw.rng,
        draw.count("account_count"),
        hour + 4 * MINUTE,
        draw.time("registering_minutes", MINUTE),
    )
    for instant in registered_at:
        account = stage.enlist(archetype, is_spam=True)
        stage.registry.register_one(
            draw.rng,
            account,
            int(instant),
            risk=draw.share("risk"),
            device=device,
            network=network,
        )
        canvass(stage, draw, account, _start(stage, draw))
