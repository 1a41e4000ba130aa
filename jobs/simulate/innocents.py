"""Plant innocent accounts that act like spam for good reasons: they must not be banned."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.routine import chat_among, days_before, notify, serve
from jobs.simulate.world import World


def plant_school_admin(world: World, draw: Draws) -> None:
    """Make a group for each class within the hour; most parents have the school as a contact."""
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 7, 16, within=within)
    registered_at = start - acts.age(draw)
    admin = established_account(world, draw, "school_admin", registered_at, is_spam=False)
    classes = draw.count("group_count")
    parents = _partly_known(world, draw, admin, classes * draw.count("adds_per_group"), start)
    adds = acts.add_to_new_groups(world, draw, admin, parents, classes, start, within)
    acts.post(world, draw, adds, draw.share("posted_share"))
    welcome(world, draw, adds)


def plant_community_leader(world: World, draw: Draws) -> None:
    """Add people to a community, some of them strangers, who stay."""
    _host(world, draw, "community_leader", from_hour=8, to_hour=17)


def plant_wedding_host(world: World, draw: Draws) -> None:
    """Add the guests of both families; the host has never met many of them."""
    _host(world, draw, "wedding_host", from_hour=9, to_hour=17)


def plant_club_secretary(world: World, draw: Draws) -> None:
    """Take in new members of a large club day after day; they stay and write."""
    days = world.days[-draw.count("day_count") :]
    secretary = established_account(
        world, draw, "club_secretary", days[0] - acts.age(draw), is_spam=False
    )
    members = _partly_known(world, draw, secretary, len(days) * draw.count("added_a_day"), days[0])
    for day, chunk in zip(days, np.array_split(members, len(days)), strict=True):
        start, within = day + draw.time("from_hour", HOUR), draw.time("within_hours", HOUR)
        old_share = draw.share("old_group_share")
        adds = acts.add_to_new_groups(
            world, draw, secretary, chunk, 1, start, within, old_share=old_share
        )
        welcome(world, draw, adds)


def plant_campaigner(world: World, draw: Draws) -> None:
    """Invite people to a good cause day after day; some know the campaigner, and many accept."""
    days = world.days[-draw.count("day_count") :]
    campaigner = established_account(
        world, draw, "campaigner", days[0] - acts.age(draw), is_spam=False
    )
    people = _partly_known(
        world, draw, campaigner, len(days) * draw.count("invited_a_day"), days[0]
    )
    accepted, declined = draw.share("accepted_share"), draw.share("declined_share")
    for day, chunk in zip(days, np.array_split(people, len(days)), strict=True):
        start, within = day + draw.time("from_hour", HOUR), draw.time("within_hours", HOUR)
        invitation = acts.add_to_new_groups(
            world, draw, campaigner, chunk, 1, start, within, action="invite"
        )
        acts.answer_invites(world, draw, invitation, accepted, declined)


def plant_flood_neighbour(world: World, draw: Draws) -> None:
    """Add a whole street after a flood: most are strangers, but stay and write."""
    _host(world, draw, "flood_neighbour", from_hour=6, to_hour=12)


def plant_new_number(world: World, draw: Draws) -> None:
    """Tell one's own contacts a new number; many add it as a contact or answer."""
    start = world.start_time(draw.rng, 8, 14)
    registered_at = start - draw.time("age_hours", HOUR)
    account = world.new_account("new_number", is_spam=False)
    risk = draw.share("risk")
    world.registry.register_one(draw.rng, account, registered_at, risk=risk)
    contacts = world.neighbours(draw.rng, account, draw.count("contact_count"))
    world.logs.record("contacts", day=registered_at // DAY, owner_id=account, contact_id=contacts)
    listing = contacts[draw.some(len(contacts), draw.share("listed_share"))]
    world.add_as_contact(account, listing, start)
    sent_at = spread(draw.rng, len(contacts), start, draw.time("within_hours", HOUR))
    acts.message(world, account, contacts, sent_at)
    for group in (np.isin(contacts, listing), ~np.isin(contacts, listing)):
        share = draw.share("replied_share")
        acts.reply(world, draw, account, contacts[group], sent_at[group], share)


def plant_support_desk(world: World, draw: Draws) -> None:
    """Answer many customers who write first."""
    opening = world.start_time(draw.rng, 6, 9)
    registered_at = opening - acts.age(draw)
    desk = world.new_account("support_desk", is_spam=False)
    world.registry.register_one(draw.rng, desk, registered_at, account_type="business")
    thanked_share = draw.share("thanked_share")
    for day in [*days_before(world, registered_at), world.today]:
        customers = world.strangers(draw.rng, desk, draw.count("customer_count"))
        serve(world, draw, desk, customers, opening - world.today + day, thanked_share)


def plant_api_sender(world: World, draw: Draws) -> None:
    """Send through the API, steadily at about fifteen messages a second."""
    within = draw.time("within_seconds", SECOND)
    start = world.start_time(draw.rng, 6, 20, within=within)
    account = world.new_account("api_sender", is_spam=False)
    registered_at = start - acts.age(draw)
    world.registry.register_one(draw.rng, account, registered_at, account_type="api")
    count = round(draw.share("per_second") * within / SECOND)
    even = start + np.arange(count, dtype=np.int64) * within // count
    subscribers = _partly_known(world, draw, account, draw.count("recipient_count"), start)
    acts.message(world, account, draw.rng.choice(subscribers, size=count), even)
    notify(world, draw, account, subscribers, registered_at)


def plant_chatterbox(world: World, draw: Draws) -> None:
    """Send a hundred short messages within seconds, to friends of many years."""
    within = draw.time("within_seconds", SECOND)
    start = world.start_time(draw.rng, 10, 21, within=within)
    account = established_account(world, draw, "chatterbox", start - acts.age(draw), is_spam=False)
    friends = world.friends(draw.rng, account, 12)
    sent_at = spread(draw.rng, draw.count("message_count"), start, within)
    if not len(friends):
        # In a small or sparse population, an account may have no contacts.
        return
    acts.message(world, account, draw.rng.choice(friends, size=len(sent_at)), sent_at)
    asked_at = np.full(len(friends), start + within, dtype=np.int64)
    acts.reply(world, draw, account, friends, asked_at, draw.share("replied_share"))


def plant_group_migration(world: World, draw: Draws) -> None:
    """Create one's many groups again with the same members; most know the admin."""
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 7, 16, within=within)
    admin = established_account(
        world, draw, "group_migration", start - acts.age(draw), is_spam=False
    )
    count = draw.count("group_count")
    members = world.neighbours(draw.rng, admin, count * draw.count("adds_per_group"))
    listing = members[draw.some(len(members), draw.share("listed_share"))]
    world.add_as_contact(admin, listing, start - 30 * 24 * HOUR)
    adds = acts.add_to_new_groups(world, draw, admin, members, count, start, within)
    acts.post(world, draw, adds, draw.share("posted_share"))
    acts.record_responses(world, draw, adds, draw.share("gone_share"), "leave", median=2 * HOUR)
    acts.write_in_group(world, draw, adds, draw.share("wrote_share"))


def plant_newcomer_in_town(world: World, draw: Draws) -> None:
    """Join many groups by link, write into most and to some of the people there."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 7, 16, within=within)
    age = acts.age(draw)
    account = established_account(world, draw, "newcomer_in_town", start - age, is_spam=False)
    # Groups that existed before the logs begin, so that no log has their creation.
    groups = world.logs.new_numbers("group", draw.count("group_count"))
    at = spread(draw.rng, len(groups), start, within)
    world.logs.record(
        "membership_events",
        event_at=at,
        group_id=groups,
        actor_id=account,
        account_id=account,
        action="join",
    )
    written = draw.some(len(groups), draw.share("posted_share"))
    world.logs.record(
        "message_edges",
        sent_at=delays(draw.rng, at[written] + SECOND, world.end, median=5 * MINUTE),
        sender_id=account,
        group_id=groups[written],
    )
    people = world.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = spread(draw.rng, len(people), start, within)
    acts.message(world, account, people, sent_at)
    acts.reply(world, draw, account, people, sent_at, draw.share("replied_share"))


def plant_bookless(world: World, draw: Draws) -> None:
    """Create a group of people without uploaded address books."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 8, 17, within=within + 2 * HOUR)
    host = world.new_account("bookless", is_spam=False)
    world.registry.register_one(draw.rng, host, start - acts.age(draw))
    guests = world.bookless(draw.count("added_count"))
    adds = acts.add_to_new_groups(
        world, draw, host, guests, draw.count("group_count"), start, within
    )
    acts.record_responses(world, draw, adds, draw.share("gone_share"), "leave", median=2 * HOUR)
    acts.write_in_group(world, draw, adds, draw.share("wrote_share"))
    chat_among(world, draw, np.append(guests, host))


def plant_seller(world: World, draw: Draws) -> None:
    """Write to many people who asked for offers elsewhere; some answer, a few complain."""
    start = world.start_time(draw.rng, 6, 12)
    account = established_account(world, draw, "seller", start - acts.age(draw), is_spam=False)
    buyers = world.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = spread(draw.rng, len(buyers), start, draw.time("within_hours", HOUR))
    acts.message(world, account, buyers, sent_at)
    acts.reply(world, draw, account, buyers, sent_at, draw.share("replied_share"))
    acts.report(world, draw, account, buyers, sent_at, draw.count("report_count"))


def plant_conference_bot(world: World, draw: Draws) -> None:
    """Create a group for each session and add the visitors; few have the bot as a contact."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 6, 16, within=within + HOUR)
    bot = world.new_account("conference_bot", is_spam=False)
    registered_at = start - acts.age(draw)
    world.registry.register_one(draw.rng, bot, registered_at, account_type="api")
    gone_share, wrote_share = draw.share("gone_share"), draw.share("wrote_share")
    # Not every day has a conference, and earlier ones were smaller.
    earlier = [d for d in days_before(world, registered_at) if draw.rng.random() < 0.5]
    for day in [*earlier, world.today]:
        share = 1.0 if day == world.today else float(draw.rng.uniform(0.05, 0.4))
        guests = world.strangers(draw.rng, bot, round(share * draw.count("added_count")))
        world.add_as_contact(bot, guests[draw.some(len(guests), draw.share("listed_share"))], day)
        count, old_share = draw.count("group_count"), draw.share("old_group_share")
        at = start - world.today + day
        adds = acts.add_to_new_groups(
            world, draw, bot, guests, count, at, within, old_share=old_share
        )
        acts.post(world, draw, adds, draw.share("posted_share"))
        acts.record_responses(world, draw, adds, gone_share, "leave", median=2 * HOUR)
        acts.write_in_group(world, draw, adds, wrote_share)


def _host(world: World, draw: Draws, archetype: str, *, from_hour: float, to_hour: float) -> None:
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, from_hour, to_hour, within=within + 3 * HOUR)
    host = established_account(world, draw, archetype, start - acts.age(draw), is_spam=False)
    guests = _partly_known(world, draw, host, draw.count("added_count"), start)
    count = draw.count("group_count")
    old_share = draw.share("old_group_share")
    adds = acts.add_to_new_groups(
        world, draw, host, guests, count, start, within, old_share=old_share
    )
    welcome(world, draw, adds)


def _partly_known(world: World, draw: Draws, account: int, count: int, since: int) -> Ints:
    """Return `count` people; a drawn share of them has the account as a contact."""
    people = world.neighbours(draw.rng, account, count)
    listing = people[draw.some(len(people), draw.share("listed_share"))]
    # They added the contact one by one, most of them long ago.
    ago = np.exp(draw.rng.uniform(0.0, np.log(60), size=len(listing))) * DAY
    world.add_as_contact(account, listing, since - ago.astype(np.int64))
    return people


def welcome(world: World, draw: Draws, adds: acts.Adds) -> None:
    """Record that few members leave and many write."""
    acts.record_responses(world, draw, adds, draw.share("gone_share"), "leave", median=2 * HOUR)
    acts.write_in_group(world, draw, adds, draw.share("wrote_share"))
