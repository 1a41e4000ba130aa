"""More people who do, for good reasons, what spam does: movers, newcomers, sellers, bots."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.clock import HOUR, MINUTE, SECOND, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.life import settle_in
from jobs.simulate.routine import chat_among, days_before
from jobs.simulate.stage import Stage


def plant_group_migration(stage: Stage, draw: Draws) -> None:
    """Make one's many groups anew with the members that they had; most know the admin."""
    within = draw.time("within_minutes", MINUTE)
    start = stage.moment(draw.rng, 7, 16, within=within)
    admin = settle_in(stage, draw, "group_migration", start - acts.age(draw), is_spam=False)
    count = draw.count("group_count")
    members = stage.neighbours(draw.rng, admin, count * draw.count("adds_per_group"))
    listing = members[draw.some(len(members), draw.share("listed_share"))]
    stage.befriend(admin, listing, start - 30 * 24 * HOUR)
    gathering = acts.gather(stage, draw, admin, members, count, start, within)
    acts.post(stage, draw, gathering, draw.share("posted_share"))
    acts.respond(stage, draw, gathering, draw.share("gone_share"), "leave", median=2 * HOUR)
    acts.write_in_group(stage, draw, gathering, draw.share("wrote_share"))


def plant_newcomer_in_town(stage: Stage, draw: Draws) -> None:
    """Join many groups by link, write into most and to some of the people there."""
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 7, 16, within=within)
    age = acts.age(draw)
    account = settle_in(stage, draw, "newcomer_in_town", start - age, is_spam=False)
    # Groups from before the logs begin: nobody has seen them made.
    groups = stage.ledger.numbers("group", draw.count("group_count"))
    at = spread(draw.rng, len(groups), start, within)
    stage.ledger.record(
        "membership_events",
        event_at=at,
        group_id=groups,
        actor_id=account,
        account_id=account,
        action="join",
    )
    written = draw.some(len(groups), draw.share("posted_share"))
    stage.ledger.record(
        "message_edges",
        sent_at=delays(draw.rng, at[written] + SECOND, stage.end, median=5 * MINUTE),
        sender_id=account,
        group_id=groups[written],
    )
    people = stage.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = spread(draw.rng, len(people), start, within)
    acts.message(stage, account, people, sent_at)
    acts.reply(stage, draw, account, people, sent_at, draw.share("replied_share"))


def plant_bookless(stage: Stage, draw: Draws) -> None:
    """Make a group of people without uploaded address books."""
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 8, 17, within=within + 2 * HOUR)
    host = stage.enlist("bookless", is_spam=False)
    stage.registry.register_one(draw.rng, host, start - acts.age(draw))
    guests = stage.bookless(draw.count("added_count"))
    gathering = acts.gather(stage, draw, host, guests, draw.count("group_count"), start, within)
    acts.respond(stage, draw, gathering, draw.share("gone_share"), "leave", median=2 * HOUR)
    acts.write_in_group(stage, draw, gathering, draw.share("wrote_share"))
    chat_among(stage, draw, np.append(guests, host))


def plant_seller(stage: Stage, draw: Draws) -> None:
    """Write to many who have asked for offers somewhere else; some answer, a few complain."""
    start = stage.moment(draw.rng, 6, 12)
    account = settle_in(stage, draw, "seller", start - acts.age(draw), is_spam=False)
    buyers = stage.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = spread(draw.rng, len(buyers), start, draw.time("within_hours", HOUR))
    acts.message(stage, account, buyers, sent_at)
    acts.reply(stage, draw, account, buyers, sent_at, draw.share("replied_share"))
    acts.report(stage, draw, account, buyers, sent_at, draw.count("report_count"))


def plant_conference_bot(stage: Stage, draw: Draws) -> None:
    """Make a group for each session and add those who signed up, who do not list a program."""
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 6, 16, within=within + HOUR)
    bot = stage.enlist("conference_bot", is_spam=False)
    registered_at = start - acts.age(draw)
    stage.registry.register_one(draw.rng, bot, registered_at, account_type="api")
    gone_share, wrote_share = draw.share("gone_share"), draw.share("wrote_share")
    # Not every day has a conference, and those before were smaller.
    earlier = [d for d in days_before(stage, registered_at) if draw.rng.random() < 0.5]
    for day in [*earlier, stage.today]:
        share = 1.0 if day == stage.today else float(draw.rng.uniform(0.05, 0.4))
        guests = stage.strangers(draw.rng, bot, round(share * draw.count("added_count")))
        stage.befriend(bot, guests[draw.some(len(guests), draw.share("listed_share"))], day)
        count, old_share = draw.count("group_count"), draw.share("old_group_share")
        at = start - stage.today + day
        gathering = acts.gather(stage, draw, bot, guests, count, at, within, old_share=old_share)
        acts.post(stage, draw, gathering, draw.share("posted_share"))
        acts.respond(stage, draw, gathering, gone_share, "leave", median=2 * HOUR)
        acts.write_in_group(stage, draw, gathering, wrote_share)
