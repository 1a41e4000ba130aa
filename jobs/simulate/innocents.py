"""People who do, for good reasons, what spam does: they must not be banned."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, spread
from jobs.simulate.draws import Draws
from jobs.simulate.life import settle_in
from jobs.simulate.routine import days_before, notify, serve
from jobs.simulate.stage import Stage


def plant_school_admin(stage: Stage, draw: Draws) -> None:
    """Make a group for each class within the hour; most parents list the school."""
    within = draw.time("within_minutes", MINUTE)
    start = stage.moment(draw.rng, 7, 16, within=within)
    registered_at = start - acts.age(draw)
    admin = settle_in(stage, draw, "school_admin", registered_at, is_spam=False)
    classes = draw.count("group_count")
    parents = _partly_known(stage, draw, admin, classes * draw.count("adds_per_group"), start)
    gathering = acts.gather(stage, draw, admin, parents, classes, start, within)
    acts.post(stage, draw, gathering, draw.share("posted_share"))
    welcome(stage, draw, gathering)


def plant_community_leader(stage: Stage, draw: Draws) -> None:
    """Add people to a community, some of them strangers, who stay."""
    _host(stage, draw, "community_leader", from_hour=8, to_hour=17)


def plant_wedding_host(stage: Stage, draw: Draws) -> None:
    """Add the guests of both families; the host has never met many of them."""
    _host(stage, draw, "wedding_host", from_hour=9, to_hour=17)


def plant_club_secretary(stage: Stage, draw: Draws) -> None:
    """Take in new members of a large club day after day; they stay and write."""
    days = stage.days[-draw.count("day_count") :]
    secretary = settle_in(stage, draw, "club_secretary", days[0] - acts.age(draw), is_spam=False)
    members = _partly_known(stage, draw, secretary, len(days) * draw.count("added_a_day"), days[0])
    for day, chunk in zip(days, np.array_split(members, len(days)), strict=True):
        start, within = day + draw.time("from_hour", HOUR), draw.time("within_hours", HOUR)
        old_share = draw.share("old_group_share")
        gathering = acts.gather(
            stage, draw, secretary, chunk, 1, start, within, old_share=old_share
        )
        welcome(stage, draw, gathering)


def plant_campaigner(stage: Stage, draw: Draws) -> None:
    """Invite people to a good cause day after day; some list the campaigner, and many accept."""
    days = stage.days[-draw.count("day_count") :]
    campaigner = settle_in(stage, draw, "campaigner", days[0] - acts.age(draw), is_spam=False)
    people = _partly_known(
        stage, draw, campaigner, len(days) * draw.count("invited_a_day"), days[0]
    )
    accepted, declined = draw.share("accepted_share"), draw.share("declined_share")
    for day, chunk in zip(days, np.array_split(people, len(days)), strict=True):
        start, within = day + draw.time("from_hour", HOUR), draw.time("within_hours", HOUR)
        invitation = acts.gather(stage, draw, campaigner, chunk, 1, start, within, action="invite")
        acts.answer_invites(stage, draw, invitation, accepted, declined)


def plant_flood_neighbour(stage: Stage, draw: Draws) -> None:
    """Gather a whole street after a flood: most don't list the neighbour, but stay and write."""
    _host(stage, draw, "flood_neighbour", from_hour=6, to_hour=12)


def plant_new_number(stage: Stage, draw: Draws) -> None:
    """Tell one's own contacts a new number, which many of them list or answer."""
    start = stage.moment(draw.rng, 8, 14)
    registered_at = start - draw.time("age_hours", HOUR)
    account = stage.enlist("new_number", is_spam=False)
    risk = draw.share("risk")
    stage.registry.register_one(draw.rng, account, registered_at, risk=risk)
    contacts = stage.neighbours(draw.rng, account, draw.count("contact_count"))
    stage.ledger.record("contacts", day=registered_at // DAY, owner_id=account, contact_id=contacts)
    listing = contacts[draw.some(len(contacts), draw.share("listed_share"))]
    stage.befriend(account, listing, start)
    sent_at = spread(draw.rng, len(contacts), start, draw.time("within_hours", HOUR))
    acts.message(stage, account, contacts, sent_at)
    for group in (np.isin(contacts, listing), ~np.isin(contacts, listing)):
        share = draw.share("replied_share")
        acts.reply(stage, draw, account, contacts[group], sent_at[group], share)


def plant_support_desk(stage: Stage, draw: Draws) -> None:
    """Answer the many who write first."""
    opening = stage.moment(draw.rng, 6, 9)
    registered_at = opening - acts.age(draw)
    desk = stage.enlist("support_desk", is_spam=False)
    stage.registry.register_one(draw.rng, desk, registered_at, account_type="business")
    thanked_share = draw.share("thanked_share")
    for day in [*days_before(stage, registered_at), stage.today]:
        customers = stage.strangers(draw.rng, desk, draw.count("customer_count"))
        serve(stage, draw, desk, customers, opening - stage.today + day, thanked_share)


def plant_api_sender(stage: Stage, draw: Draws) -> None:
    """Send through the interface for programs, steadily at about fifteen a second."""
    within = draw.time("within_seconds", SECOND)
    start = stage.moment(draw.rng, 6, 20, within=within)
    account = stage.enlist("api_sender", is_spam=False)
    registered_at = start - acts.age(draw)
    stage.registry.register_one(draw.rng, account, registered_at, account_type="api")
    count = round(draw.share("per_second") * within / SECOND)
    even = start + np.arange(count, dtype=np.int64) * within // count
    subscribers = _partly_known(stage, draw, account, draw.count("recipient_count"), start)
    acts.message(stage, account, draw.rng.choice(subscribers, size=count), even)
    notify(stage, draw, account, subscribers, registered_at)


def plant_chatterbox(stage: Stage, draw: Draws) -> None:
    """Send a hundred short messages within seconds, to friends of many years."""
    within = draw.time("within_seconds", SECOND)
    start = stage.moment(draw.rng, 10, 21, within=within)
    account = settle_in(stage, draw, "chatterbox", start - acts.age(draw), is_spam=False)
    friends = stage.friends(draw.rng, account, 12)
    sent_at = spread(draw.rng, draw.count("message_count"), start, within)
    if not len(friends):
        # In a tiny or a sparse world somebody may have nobody to write to.
        return
    acts.message(stage, account, draw.rng.choice(friends, size=len(sent_at)), sent_at)
    asked_at = np.full(len(friends), start + within, dtype=np.int64)
    acts.reply(stage, draw, account, friends, asked_at, draw.share("replied_share"))


def _host(stage: Stage, draw: Draws, archetype: str, *, from_hour: float, to_hour: float) -> None:
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, from_hour, to_hour, within=within + 3 * HOUR)
    host = settle_in(stage, draw, archetype, start - acts.age(draw), is_spam=False)
    guests = _partly_known(stage, draw, host, draw.count("added_count"), start)
    count = draw.count("group_count")
    old_share = draw.share("old_group_share")
    gathering = acts.gather(stage, draw, host, guests, count, start, within, old_share=old_share)
    welcome(stage, draw, gathering)


def _partly_known(stage: Stage, draw: Draws, account: int, count: int, since: int) -> Ints:
    """Return that many people; the drawn share of them lists the account."""
    people = stage.neighbours(draw.rng, account, count)
    listing = people[draw.some(len(people), draw.share("listed_share"))]
    # They have come to list it one by one, most of them long ago.
    ago = np.exp(draw.rng.uniform(0.0, np.log(60), size=len(listing))) * DAY
    stage.befriend(account, listing, since - ago.astype(np.int64))
    return people


def welcome(stage: Stage, draw: Draws, gathering: acts.Gathering) -> None:
    """Let few members leave and many write."""
    acts.respond(stage, draw, gathering, draw.share("gone_share"), "leave", median=2 * HOUR)
    acts.write_in_group(stage, draw, gathering, draw.share("wrote_share"))
