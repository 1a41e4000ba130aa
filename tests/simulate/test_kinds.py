"""What is planted passes the limits that it is named for, and nothing else does."""

import datetime as dt

import pytest

from jobs.simulate import SimulateResult
from jobs.simulate.kinds import KINDS
from jobs.simulate.scenario import read_scenario

from .counts import max_at_once, max_distinct
from .judge import DAY, HOUR, Judge

EXPECTED = {
    "fresh_burst": ("fresh_burst", "ban"),
    "fresh_burst_midnight": ("fresh_burst", "ban"),
    "group_maker": ("group_creation_burst", "ban"),
    "group_maker_empty": ("group_creation_burst", "ban"),
    "mass_adder": ("stranger_add_burst", "ban"),
    "mass_adder_midnight": ("stranger_add_burst", "ban"),
    "relay_maker": ("relay_maker", "ban"),
    "relay_adder": ("relay", "ban"),
    "stranger_adder": ("stranger_add", "review"),
    "slow_adder": ("patient_stranger_add", "review"),
    "inviter": ("invite_burst", "review"),
    "slow_inviter": ("patient_stranger_invite", "review"),
    "cold_risky": ("fresh_stranger_messages", "review"),
    "cold_abroad": ("fresh_stranger_messages", "review"),
    "cold_device": ("fresh_stranger_messages", "review"),
    "cold_network": ("fresh_stranger_messages", "review"),
    "cold_blocked": ("fresh_stranger_messages", "review"),
    "cold_clean": ("fresh_stranger_messages", "watch"),
    "api_flood": ("api_rate", "review"),
    "forwarder": ("forward_fanout", "watch"),
}
# Spam that passes no fixed limit, but for what it may pass by chance.
SUBTLE = {"hijacked", "warm_up_adder", "scraped_adder", "registration_farm"}
INNOCENTS = {
    "school_admin",
    "community_leader",
    "wedding_host",
    "flood_neighbour",
    "club_secretary",
    "campaigner",
    "new_number",
    "support_desk",
    "api_sender",
    "chatterbox",
    "group_migration",
    "newcomer_in_town",
    "bookless",
    "seller",
    "conference_bot",
    "brigade_victim",
    "brigade_reporter",
}

Judged = tuple[SimulateResult, Judge]


@pytest.fixture(scope="module")
def decisions(judged: Judged) -> dict[str, dict[str, str]]:
    return judged[1].decisions()


def played(result: SimulateResult, archetype: str) -> tuple[str, ...]:
    """Return the accounts that were planted as the archetype."""
    return next(p.accounts for p in result.planted if p.archetype == archetype)


def test_every_archetype_is_planted(judged: Judged) -> None:
    result, _ = judged
    spam = {planted.archetype for planted in result.planted if planted.is_spam}
    innocent = {planted.archetype for planted in result.planted if not planted.is_spam}
    assert spam == {*EXPECTED, *SUBTLE}
    assert innocent - {"bystander"} == INNOCENTS


@pytest.mark.parametrize("archetype", EXPECTED)
def test_spam_passes_its_rule(
    judged: Judged, decisions: dict[str, dict[str, str]], archetype: str
) -> None:
    rule, decision = EXPECTED[archetype]
    for account in played(judged[0], archetype):
        assert decisions.get(account, {}).get(rule) == decision


def test_nobody_else_is_banned_or_sent_to_review(
    judged: Judged, decisions: dict[str, dict[str, str]]
) -> None:
    spam = {a for planted in judged[0].planted if planted.is_spam for a in planted.accounts}
    others = {account: fired for account, fired in decisions.items() if account not in spam}
    assert {decision for fired in others.values() for decision in fired.values()} <= {"watch"}


def test_acts_over_midnight_pass_no_limit_on_either_day_alone(judged: Judged) -> None:
    result, judge = judged
    midnight = judge.midnight
    (burster,) = played(result, "fresh_burst_midnight")
    times = [row["sent_at"] for row in judge.one_to_one(burster)]
    (adder,) = played(result, "mass_adder_midnight")
    targets = judge.targets(adder, "add", certain=True)
    for is_today in (True, False):
        assert 0 < sum((at >= midnight) == is_today for at in times) < 100
        added = {target.account for target in targets if (target.at >= midnight) == is_today}
        assert 0 < len(added) < 1000


def test_a_farm_shares_what_it_registers_from_and_the_hour(judged: Judged) -> None:
    result, judge = judged
    for archetype, column in (("cold_device", "device_id"), ("cold_network", "network_id")):
        rows = [judge.accounts[account] for account in played(result, archetype)]
        assert len(rows) > 6
        assert len({row[column] for row in rows}) == 1
        times = [row["registered_at"] for row in rows]
        assert max(times) - min(times) < HOUR


def test_a_school_makes_as_many_groups_as_spam_does(judged: Judged) -> None:
    result, judge = judged
    (admin,) = played(result, "school_admin")
    made = [row["event_at"] for row in judge.done[admin, "create"]]
    assert max_at_once(made, HOUR, judge.midnight) >= 24
    added = {row["account_id"] for row in judge.done[admin, "add"]}
    assert sum((member, admin) in judge.listed for member in added) > 0.7 * len(added)


def test_a_neighbour_adds_as_many_strangers_as_spam_does(judged: Judged) -> None:
    result, judge = judged
    (neighbour,) = played(result, "flood_neighbour")
    strangers = judge.targets(neighbour, "add", certain=False)
    assert max_distinct(strangers, DAY, judge.midnight) >= 200
    assert judge.gone_share(neighbour) < 0.05
    assert judge.wrote_share(neighbour) >= 0.2


@pytest.mark.parametrize(
    ("archetype", "action"), [("slow_adder", "add"), ("slow_inviter", "invite")]
)
def test_who_is_slow_passes_no_limit_of_a_day(judged: Judged, archetype: str, action: str) -> None:
    result, judge = judged
    (account,) = played(result, archetype)
    strangers = judge.targets(account, action, certain=False)
    every_end = strangers[0].at
    assert max_distinct(strangers, DAY, every_end) < 200
    assert len({target.account for target in strangers}) >= 200


def test_members_of_a_club_stay_and_write(judged: Judged) -> None:
    result, judge = judged
    (secretary,) = played(result, "club_secretary")
    assert len({target.at.date() for target in judge.targets(secretary, "add", certain=False)}) == 3
    assert judge.gone_share(secretary) <= 0.06
    assert judge.wrote_share(secretary) >= 0.2


def test_a_campaigner_invites_strangers_many_of_whom_accept(judged: Judged) -> None:
    result, judge = judged
    (campaigner,) = played(result, "campaigner")
    invited = judge.targets(campaigner, "invite", certain=False)
    accepted = {(target.group, target.account) for target in invited} & judge.accepted()
    assert len(accepted) >= 0.15 * len(invited) > 0


def test_a_leader_and_a_host_add_some_strangers(judged: Judged) -> None:
    result, judge = judged
    for archetype in ("community_leader", "wedding_host"):
        (account,) = played(result, archetype)
        assert judge.targets(account, "add", certain=False)
        assert judge.gone_share(account) < 0.05


def test_a_chatterbox_writes_as_fast_as_a_fresh_burst(judged: Judged) -> None:
    result, judge = judged
    (account,) = played(result, "chatterbox")
    times = [row["sent_at"] for row in judge.one_to_one(account)]
    assert max_at_once(times, dt.timedelta(seconds=15), judge.midnight) >= 100


def test_a_program_sends_about_fifteen_a_second(judged: Judged) -> None:
    result, judge = judged
    (account,) = played(result, "api_sender")
    times = [row["sent_at"] for row in judge.sent[account]]
    assert 130 <= max_at_once(times, dt.timedelta(seconds=10), judge.midnight) <= 160


def test_a_new_number_writes_to_as_many_as_cold_spam_but_is_known_or_answered(
    judged: Judged,
) -> None:
    result, judge = judged
    (account,) = played(result, "new_number")
    recipients = {row["recipient_id"] for row in judge.one_to_one(account)}
    replied = {row["sender_id"] for row in judge.messages if row["recipient_id"] == account}
    strangers = {person for person in recipients if (person, account) not in judge.listed}
    assert len(recipients) >= 24
    assert len(strangers) < len(recipients)
    assert len(strangers & replied) >= 0.2 * len(strangers)


def test_people_write_to_a_support_desk_first(judged: Judged) -> None:
    result, judge = judged
    (desk,) = played(result, "support_desk")
    asked = {
        row["sender_id"]: row["sent_at"]
        for row in sorted(judge.messages, key=lambda row: row["sent_at"], reverse=True)
        if row["recipient_id"] == desk
    }
    answers = judge.one_to_one(desk)
    assert len(answers) >= 24
    assert all(asked[row["recipient_id"]] < row["sent_at"] for row in answers)


def test_each_kind_has_its_own_ranges() -> None:
    assert [kind.name for kind in KINDS] == list(read_scenario().ranges)
    for ranges in read_scenario().ranges.values():
        assert all(0 <= low <= high for low, high in ranges.values())


def test_a_taken_over_account_has_a_past_and_turns_to_strangers(judged: Judged) -> None:
    result, judge = judged
    (account,) = played(result, "hijacked")
    assert judge.midnight - judge.accounts[account]["registered_at"] > 7 * DAY
    assert any(owner != account for owner, listed in judge.listed if listed == account)
    written = {row["recipient_id"] for row in judge.one_to_one(account)}
    added = {target.account for target in judge.targets(account, "add", certain=False)}
    strangers = {person for person in written if (person, account) not in judge.listed} | added
    assert len(strangers) >= 40


def test_an_adder_that_warms_up_adds_those_who_list_it_first(judged: Judged) -> None:
    result, judge = judged
    (adder,) = played(result, "warm_up_adder")
    adds = judge.done[adder, "add"]
    listing = [row for row in adds if (row["account_id"], adder) in judge.listed]
    assert any(row["event_at"] < judge.midnight for row in listing)
    strangers = judge.targets(adder, "add", certain=False)
    assert max_distinct(strangers, DAY, judge.midnight) >= 60


def test_a_brigade_reports_somebody_within_hours(judged: Judged) -> None:
    result, judge = judged
    (victim,) = played(result, "brigade_victim")
    reporters = set(played(result, "brigade_reporter"))
    assert len(reporters) >= 5
    times = [
        row["reported_at"]
        for row in judge.reports
        if row["reported_id"] == victim and row["reporter_id"] in reporters
    ]
    assert len(times) == len(reporters)
    assert max(times) - min(times) <= 3 * HOUR


def test_a_farm_is_many_accounts_and_each_is_modest(judged: Judged) -> None:
    result, judge = judged
    accounts = played(result, "registration_farm")
    assert len(accounts) >= 6
    rows = [judge.accounts[account] for account in accounts]
    assert 1 in [
        len({row[column] for row in rows}) for column in ("device_id", "network_id", "phone_prefix")
    ]
    for account in accounts:
        assert 8 <= len({row["recipient_id"] for row in judge.one_to_one(account)}) <= 22


def test_a_migration_makes_as_many_groups_as_spam_does_for_those_who_list_it(
    judged: Judged,
) -> None:
    result, judge = judged
    (admin,) = played(result, "group_migration")
    made = [row["event_at"] for row in judge.done[admin, "create"]]
    assert max_at_once(made, HOUR, judge.midnight) >= 38
    added = {row["account_id"] for row in judge.done[admin, "add"]}
    assert sum((member, admin) in judge.listed for member in added) >= 0.5 * len(added)


def test_a_newcomer_in_town_joins_many_groups_by_link(judged: Judged) -> None:
    result, judge = judged
    (account,) = played(result, "newcomer_in_town")
    assert len({row["group_id"] for row in judge.done[account, "join"]}) >= 8


def test_nobody_around_a_bookless_host_has_an_address_book(judged: Judged) -> None:
    result, judge = judged
    (host,) = played(result, "bookless")
    added = {row["account_id"] for row in judge.done[host, "add"]}
    assert len(added) >= 25
    assert not (added | {host}) & judge.owners


def test_a_conference_bot_adds_as_many_strangers_as_spam_does_and_they_stay(
    judged: Judged,
) -> None:
    result, judge = judged
    (bot,) = played(result, "conference_bot")
    assert judge.accounts[bot]["account_type"] == "api"
    assert len({row["account_id"] for row in judge.done[bot, "add"]}) >= 220
    assert judge.gone_share(bot) < 0.05
    assert judge.wrote_share(bot) >= 0.2


def test_a_scraped_group_and_a_seller_approach_many_strangers(judged: Judged) -> None:
    result, judge = judged
    (adder,) = played(result, "scraped_adder")
    assert max_distinct(judge.targets(adder, "add", certain=False), DAY, judge.midnight) >= 50
    (seller,) = played(result, "seller")
    written = {row["recipient_id"] for row in judge.one_to_one(seller)}
    assert len({person for person in written if (person, seller) not in judge.listed}) >= 20
