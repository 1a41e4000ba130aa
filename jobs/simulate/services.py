"""Plant services that write and invite at scale: lawful ones, and spam that looks like them."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.account_history import established_account
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.routine import days_before
from jobs.simulate.world import World


def plant_receipt_sender(world: World, draw: Draws) -> None:
    """Let a bank's API account send receipts within its rate day after day; few answer."""
    account, registered_at = _service(world, draw, "receipt_sender", "api")
    days = [*days_before(world, registered_at), world.today][-draw.count("day_count") :]
    customers = _customers(world, draw, account, draw.count("recipient_count"), days[0])
    for day in days:
        start = day + draw.time("from_hour", HOUR)
        count = draw.count("message_count")
        passed = np.arange(count) * SECOND / draw.share("per_second")
        recipients = draw.rng.choice(customers, size=count)
        acts.message(world, account, recipients, start + passed.astype(np.int64))
        acts.reply(
            world,
            draw,
            account,
            customers,
            np.full(len(customers), start),
            draw.share("replied_share"),
        )


def plant_notice_sender(world: World, draw: Draws) -> None:
    """Let a utility send a notice to many customers a day; few answer."""
    account, registered_at = _service(world, draw, "notice_sender", "business")
    days = [*days_before(world, registered_at), world.today][-draw.count("day_count") :]
    for day in days:
        customers = _customers(world, draw, account, draw.count("recipient_count"), day)
        start = day + draw.time("from_hour", HOUR)
        gaps = draw.rng.uniform(0.7, 1.3, size=len(customers)) * draw.share("gap_seconds") * SECOND
        sent_at = start + np.cumsum(gaps).astype(np.int64)
        in_time = sent_at < day + DAY - MINUTE
        customers, sent_at = customers[in_time], sent_at[in_time]
        acts.message(world, account, customers, sent_at)
        acts.reply(world, draw, account, customers, sent_at, draw.share("replied_share"))
        if day == world.today:
            acts.report(world, draw, account, customers, sent_at, draw.count("report_count"))


def plant_ticket_bot(world: World, draw: Draws) -> None:
    """Let a bot invite the buyers of tickets to the group of their event; most accept."""
    account, _ = _service(world, draw, "ticket_bot", "api")
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 5, 16, within=within + 2 * HOUR)
    people = _customers(world, draw, account, draw.count("invited_count"), start)
    _invite(world, draw, account, people, start, within)


def plant_event_bot(world: World, draw: Draws) -> None:
    """Let a bot create a group for each session within an hour and invite the visitors."""
    account, _ = _service(world, draw, "event_bot", "api")
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 5, 18, within=within + 2 * HOUR)
    people = _customers(world, draw, account, draw.count("invited_count"), start)
    _invite(world, draw, account, people, start, within)


def plant_registrar(world: World, draw: Draws) -> None:
    """Create a group for each course within an hour; people then join by link."""
    within = draw.time("within_minutes", MINUTE)
    start = world.start_time(draw.rng, 6, 13, within=within)
    registrar = established_account(world, draw, "registrar", start - acts.age(draw), is_spam=False)
    made_at = spread(draw.rng, draw.count("group_count"), start, within)
    groups = acts.make_groups(world, registrar, made_at)
    joined = np.repeat(np.arange(len(groups)), draw.count("joined_count"))
    people = world.strangers(draw.rng, registrar, draw.count("student_count"))
    students = draw.rng.choice(people, size=len(joined))
    world.logs.record(
        "membership_events",
        event_at=delays(draw.rng, made_at[joined] + SECOND, world.end, median=3 * HOUR),
        group_id=groups[joined],
        actor_id=students,
        account_id=students,
        action="join",
    )


def plant_organisation_move(world: World, draw: Draws) -> None:
    """Move an organisation to new groups, late in the day: few have time to respond."""
    account, _ = _service(world, draw, "organisation_move", "business")
    within = draw.time("within_minutes", MINUTE)
    start = world.today + draw.time("from_hour", HOUR)
    staff = _customers(world, draw, account, draw.count("staff_count"), start)
    groups = draw.count("group_count")
    members = np.concatenate(
        [staff[draw.some(len(staff), draw.share("member_share"))] for _ in range(groups)]
    )
    adds = acts.add_to_new_groups(world, draw, account, members, groups, start, within)
    acts.post(world, draw, adds, draw.share("posted_share"))
    acts.write_in_group(world, draw, adds, draw.share("wrote_share"))


def plant_broadcaster(world: World, draw: Draws) -> None:
    """Let an API account write to thousands within its rate; most have it as a contact."""
    account, _ = _service(world, draw, "broadcaster", "api")
    within = draw.time("within_seconds", SECOND)
    start = world.start_time(draw.rng, 5, 20, within=within + HOUR)
    count = min(draw.count("recipient_count"), round(draw.share("per_second") * within / SECOND))
    people = _customers(world, draw, account, count, start)
    passed = np.arange(len(people)) * within // max(len(people), 1)
    acts.message(world, account, draw.rng.permutation(people), start + passed)


def plant_large_leader(world: World, draw: Draws) -> None:
    """Add a whole community within a day; most have the leader as a contact."""
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 3, 9, within=within + 2 * HOUR)
    leader = established_account(world, draw, "large_leader", start - acts.age(draw), is_spam=False)
    people = _customers(world, draw, leader, draw.count("added_count"), start)
    adds = acts.add_to_new_groups(
        world, draw, leader, people, draw.count("group_count"), start, within
    )
    acts.record_responses(world, draw, adds, draw.share("gone_share"), "leave", median=2 * HOUR)
    acts.write_in_group(world, draw, adds, draw.share("wrote_share"))


def plant_service_spammer(world: World, draw: Draws) -> None:
    """Write to strangers from a business or api account within its rate; some report it."""
    kind = "api" if draw.rng.random() < draw.share("api_share") else "business"
    account, _ = _service(world, draw, "service_spammer", kind, is_spam=True)
    within = draw.time("within_hours", HOUR)
    start = world.start_time(draw.rng, 1, 14, within=within + 2 * HOUR)
    strangers = world.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = spread(draw.rng, len(strangers), start, within)
    acts.message(world, account, strangers, sent_at)
    acts.reply(world, draw, account, strangers, sent_at, draw.share("replied_share"))
    reported = round(draw.share("reported_share") * len(strangers))
    acts.report(world, draw, account, strangers, sent_at, reported)


def plant_growing_service(world: World, draw: Draws) -> None:
    """Let a service write to its customers day after day, and today also to many new ones."""
    kind = "api" if draw.rng.random() < draw.share("api_share") else "business"
    account, registered_at = _service(world, draw, "growing_service", kind)
    customers = _serve_customers(world, draw, account, registered_at)
    start = world.today + draw.time("from_hour", HOUR)
    newcomers = world.strangers(draw.rng, account, draw.count("new_count"))
    listing = newcomers[draw.some(len(newcomers), draw.share("new_listed_share"))]
    world.add_as_contact(account, listing, start - DAY)
    everyone = draw.rng.permutation(np.concatenate([customers, newcomers]))
    _send(world, draw, account, everyone, start)


def plant_hijacked_service(world: World, draw: Draws) -> None:
    """Let a service write to its customers day after day, and today only to strangers."""
    kind = "api" if draw.rng.random() < draw.share("api_share") else "business"
    account, registered_at = _service(world, draw, "hijacked_service", kind, is_spam=True)
    _serve_customers(world, draw, account, registered_at)
    start = world.today + draw.time("from_hour", HOUR)
    strangers = world.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = _send(world, draw, account, strangers, start)
    reported = round(draw.share("reported_share") * len(strangers))
    acts.report(world, draw, account, strangers, sent_at, reported)


def _service(
    world: World, draw: Draws, archetype: str, account_type: str, *, is_spam: bool = False
) -> tuple[int, int]:
    """Return a new account of a type, and when it registered."""
    account = world.new_account(archetype, is_spam=is_spam)
    registered_at = world.today - acts.age(draw)
    world.registry.register_one(draw.rng, account, registered_at, account_type=account_type)
    return account, registered_at


def _customers(world: World, draw: Draws, account: int, count: int, since: int) -> Ints:
    """Return `count` people: some without address books, some with the account as a contact."""
    unknown = world.bookless(round(draw.share("bookless_share") * count))
    people = world.strangers(draw.rng, account, count - len(unknown))
    listing = people[draw.some(len(people), draw.share("listed_share"))]
    world.add_as_contact(account, listing, since - DAY)
    found: Ints = draw.rng.permutation(np.concatenate([people, unknown]))
    return found


def _serve_customers(world: World, draw: Draws, account: int, registered_at: int) -> Ints:
    """Let a service write to some of its customers on earlier days; return all customers."""
    days = days_before(world, registered_at)[-draw.count("day_count") :]
    customers = _customers(world, draw, account, draw.count("customer_count"), world.days[0])
    for day in days:
        some = customers[draw.some(len(customers), draw.share("served_share"))]
        _send(world, draw, account, some, day + draw.time("from_hour", HOUR))
    return customers


def _send(world: World, draw: Draws, account: int, people: Ints, start: int) -> Ints:
    """Let a service write once to each of the people; few answer. Return the times."""
    sent_at: Ints = start + np.arange(len(people)) * SECOND // 10
    acts.message(world, account, people, sent_at)
    acts.reply(world, draw, account, people, sent_at, draw.share("replied_share"))
    return sent_at


def _invite(world: World, draw: Draws, account: int, people: Ints, start: int, within: int) -> None:
    invitation = acts.add_to_new_groups(
        world, draw, account, people, draw.count("group_count"), start, within, action="invite"
    )
    accepted, declined = draw.share("accepted_share"), draw.share("declined_share")
    acts.answer_invites(world, draw, invitation, accepted, declined)
