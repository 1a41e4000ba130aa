"""Programs and organisations that write and invite at scale: lawful ones, and spam like them."""

import numpy as np

from jobs.simulate import acts
from jobs.simulate.clock import DAY, HOUR, MINUTE, SECOND, Ints, delays, spread
from jobs.simulate.draws import Draws
from jobs.simulate.life import settle_in
from jobs.simulate.routine import days_before
from jobs.simulate.stage import Stage


def plant_receipt_sender(stage: Stage, draw: Draws) -> None:
    """Let a bank's program send receipts within its rate day after day; nobody answers."""
    account, registered_at = _service(stage, draw, "receipt_sender", "api")
    days = [*days_before(stage, registered_at), stage.today][-draw.count("day_count") :]
    customers = _customers(stage, draw, account, draw.count("recipient_count"), days[0])
    for day in days:
        start = day + draw.time("from_hour", HOUR)
        count = draw.count("message_count")
        passed = np.arange(count) * SECOND / draw.share("per_second")
        recipients = draw.rng.choice(customers, size=count)
        acts.message(stage, account, recipients, start + passed.astype(np.int64))
        acts.reply(
            stage,
            draw,
            account,
            customers,
            np.full(len(customers), start),
            draw.share("replied_share"),
        )


def plant_notice_sender(stage: Stage, draw: Draws) -> None:
    """Let a utility write one notice to many customers a day, steadily; few answer."""
    account, registered_at = _service(stage, draw, "notice_sender", "business")
    days = [*days_before(stage, registered_at), stage.today][-draw.count("day_count") :]
    for day in days:
        customers = _customers(stage, draw, account, draw.count("recipient_count"), day)
        start = day + draw.time("from_hour", HOUR)
        gaps = draw.rng.uniform(0.7, 1.3, size=len(customers)) * draw.share("gap_seconds") * SECOND
        sent_at = start + np.cumsum(gaps).astype(np.int64)
        in_time = sent_at < day + DAY - MINUTE
        customers, sent_at = customers[in_time], sent_at[in_time]
        acts.message(stage, account, customers, sent_at)
        acts.reply(stage, draw, account, customers, sent_at, draw.share("replied_share"))
        if day == stage.today:
            acts.report(stage, draw, account, customers, sent_at, draw.count("report_count"))


def plant_ticket_bot(stage: Stage, draw: Draws) -> None:
    """Let a program invite those who bought a ticket to their event's group; most accept."""
    account, _ = _service(stage, draw, "ticket_bot", "api")
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 5, 16, within=within + 2 * HOUR)
    people = _customers(stage, draw, account, draw.count("invited_count"), start)
    _invite(stage, draw, account, people, start, within)


def plant_event_bot(stage: Stage, draw: Draws) -> None:
    """Let a program make a group for each session within the hour and invite the visitors."""
    account, _ = _service(stage, draw, "event_bot", "api")
    within = draw.time("within_minutes", MINUTE)
    start = stage.moment(draw.rng, 5, 18, within=within + 2 * HOUR)
    people = _customers(stage, draw, account, draw.count("invited_count"), start)
    _invite(stage, draw, account, people, start, within)


def plant_registrar(stage: Stage, draw: Draws) -> None:
    """Make a group for each course within the hour, which people then join by link."""
    within = draw.time("within_minutes", MINUTE)
    start = stage.moment(draw.rng, 6, 13, within=within)
    registrar = settle_in(stage, draw, "registrar", start - acts.age(draw), is_spam=False)
    made_at = spread(draw.rng, draw.count("group_count"), start, within)
    groups = acts.make_groups(stage, registrar, made_at)
    joined = np.repeat(np.arange(len(groups)), draw.count("joined_count"))
    people = stage.strangers(draw.rng, registrar, draw.count("student_count"))
    students = draw.rng.choice(people, size=len(joined))
    stage.ledger.record(
        "membership_events",
        event_at=delays(draw.rng, made_at[joined] + SECOND, stage.end, median=3 * HOUR),
        group_id=groups[joined],
        actor_id=students,
        account_id=students,
        action="join",
    )


def plant_organisation_move(stage: Stage, draw: Draws) -> None:
    """Move an organisation to new groups within minutes, late in the day: few respond in time."""
    account, _ = _service(stage, draw, "organisation_move", "business")
    within = draw.time("within_minutes", MINUTE)
    start = stage.today + draw.time("from_hour", HOUR)
    staff = _customers(stage, draw, account, draw.count("staff_count"), start)
    groups = draw.count("group_count")
    members = np.concatenate(
        [staff[draw.some(len(staff), draw.share("member_share"))] for _ in range(groups)]
    )
    gathering = acts.gather(stage, draw, account, members, groups, start, within)
    acts.post(stage, draw, gathering, draw.share("posted_share"))
    acts.write_in_group(stage, draw, gathering, draw.share("wrote_share"))


def plant_broadcaster(stage: Stage, draw: Draws) -> None:
    """Let a program write to thousands within its rate; most list it."""
    account, _ = _service(stage, draw, "broadcaster", "api")
    within = draw.time("within_seconds", SECOND)
    start = stage.moment(draw.rng, 5, 20, within=within + HOUR)
    count = min(draw.count("recipient_count"), round(draw.share("per_second") * within / SECOND))
    people = _customers(stage, draw, account, count, start)
    passed = np.arange(len(people)) * within // max(len(people), 1)
    acts.message(stage, account, draw.rng.permutation(people), start + passed)


def plant_large_leader(stage: Stage, draw: Draws) -> None:
    """Add a whole community in the course of a day; most list the leader, some have no book."""
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 3, 9, within=within + 2 * HOUR)
    leader = settle_in(stage, draw, "large_leader", start - acts.age(draw), is_spam=False)
    people = _customers(stage, draw, leader, draw.count("added_count"), start)
    gathering = acts.gather(stage, draw, leader, people, draw.count("group_count"), start, within)
    acts.respond(stage, draw, gathering, draw.share("gone_share"), "leave", median=2 * HOUR)
    acts.write_in_group(stage, draw, gathering, draw.share("wrote_share"))


def plant_service_spammer(stage: Stage, draw: Draws) -> None:
    """Write to strangers from a business or api account within its rate; some report it."""
    kind = "api" if draw.rng.random() < draw.share("api_share") else "business"
    account, _ = _service(stage, draw, "service_spammer", kind, is_spam=True)
    within = draw.time("within_hours", HOUR)
    start = stage.moment(draw.rng, 1, 14, within=within + 2 * HOUR)
    strangers = stage.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = spread(draw.rng, len(strangers), start, within)
    acts.message(stage, account, strangers, sent_at)
    acts.reply(stage, draw, account, strangers, sent_at, draw.share("replied_share"))
    reported = round(draw.share("reported_share") * len(strangers))
    acts.report(stage, draw, account, strangers, sent_at, reported)


def plant_growing_service(stage: Stage, draw: Draws) -> None:
    """Let a service write to its customers day after day, and today also to many new ones."""
    kind = "api" if draw.rng.random() < draw.share("api_share") else "business"
    account, registered_at = _service(stage, draw, "growing_service", kind)
    customers = _serve_customers(stage, draw, account, registered_at)
    start = stage.today + draw.time("from_hour", HOUR)
    newcomers = stage.strangers(draw.rng, account, draw.count("new_count"))
    listing = newcomers[draw.some(len(newcomers), draw.share("new_listed_share"))]
    stage.befriend(account, listing, start - DAY)
    everyone = draw.rng.permutation(np.concatenate([customers, newcomers]))
    _send(stage, draw, account, everyone, start)


def plant_hijacked_service(stage: Stage, draw: Draws) -> None:
    """Let a service write to its customers day after day, and today only to strangers."""
    kind = "api" if draw.rng.random() < draw.share("api_share") else "business"
    account, registered_at = _service(stage, draw, "hijacked_service", kind, is_spam=True)
    _serve_customers(stage, draw, account, registered_at)
    start = stage.today + draw.time("from_hour", HOUR)
    strangers = stage.strangers(draw.rng, account, draw.count("stranger_count"))
    sent_at = _send(stage, draw, account, strangers, start)
    reported = round(draw.share("reported_share") * len(strangers))
    acts.report(stage, draw, account, strangers, sent_at, reported)


def _service(
    stage: Stage, draw: Draws, archetype: str, account_type: str, *, is_spam: bool = False
) -> tuple[int, int]:
    """Return a new account of a type, and when it registered."""
    account = stage.enlist(archetype, is_spam=is_spam)
    registered_at = stage.today - acts.age(draw)
    stage.registry.register_one(draw.rng, account, registered_at, account_type=account_type)
    return account, registered_at


def _customers(stage: Stage, draw: Draws, account: int, count: int, since: int) -> Ints:
    """Return that many people: some without address books, of the others some list the account."""
    unknown = stage.bookless(round(draw.share("bookless_share") * count))
    people = stage.strangers(draw.rng, account, count - len(unknown))
    listing = people[draw.some(len(people), draw.share("listed_share"))]
    stage.befriend(account, listing, since - DAY)
    found: Ints = draw.rng.permutation(np.concatenate([people, unknown]))
    return found


def _serve_customers(stage: Stage, draw: Draws, account: int, registered_at: int) -> Ints:
    """Let a service write to some of its customers on earlier days; return all customers."""
    days = days_before(stage, registered_at)[-draw.count("day_count") :]
    customers = _customers(stage, draw, account, draw.count("customer_count"), stage.days[0])
    for day in days:
        some = customers[draw.some(len(customers), draw.share("served_share"))]
        _send(stage, draw, account, some, day + draw.time("from_hour", HOUR))
    return customers


def _send(stage: Stage, draw: Draws, account: int, people: Ints, start: int) -> Ints:
    """Let a service write once to each of the people, of whom few answer; return when it wrote."""
    sent_at: Ints = start + np.arange(len(people)) * SECOND // 10
    acts.message(stage, account, people, sent_at)
    acts.reply(stage, draw, account, people, sent_at, draw.share("replied_share"))
    return sent_at


def _invite(stage: Stage, draw: Draws, account: int, people: Ints, start: int, within: int) -> None:
    invitation = acts.gather(
        stage, draw, account, people, draw.count("group_count"), start, within, action="invite"
    )
    accepted, declined = draw.share("accepted_share"), draw.share("declined_share")
    acts.answer_invites(stage, draw, invitation, accepted, declined)
