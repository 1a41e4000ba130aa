"""Spam in groups of others, and the honest accounts beside it, do what they are named for."""

import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from jobs.simulate import SimulateResult, simulate

from .conftest import DATE, GROUPS_ACCOUNTS, GROUPS_DAYS
from .counts import Row, read_log
from .judge import DAY, HOUR, MINUTE, Judge

World = tuple[Path, SimulateResult]
Judged = tuple[SimulateResult, Judge]

VISITORS = (
    "link_joiner", "slow_link_joiner", "hit_and_leave", "term_student", "conference_visitor",
    "neighbour_appeal", "rule_breaker", "scraper", "newcomer_in_city", "hijacked_poster", "announcer", "raider",
    "quiet_raider", "spam_follower", "campus_student", "moderated_joiner",
)  # fmt: skip


def played(result: SimulateResult, archetype: str) -> tuple[str, ...]:
    """Return the accounts that were planted as the archetype."""
    return next(p.accounts for p in result.planted if p.archetype == archetype)


def only(result: SimulateResult, archetype: str) -> str:
    (account,) = played(result, archetype)
    return account


def joins(judge: Judge, account: str) -> list[Row]:
    return judge.done.get((account, "join"), [])


def posts(judge: Judge, account: str, groups: set[str]) -> list[Row]:
    return [row for row in judge.sent.get(account, []) if row["group_id"] in groups]


def removals(judge: Judge, account: str, groups: set[str]) -> list[Row]:
    """Return when others removed the account from the groups."""
    return [
        row
        for row in judge.changes
        if row["account_id"] == account and row["action"] == "remove" and row["group_id"] in groups
    ]


def groups_of(rows: list[Row]) -> set[str]:
    return {row["group_id"] for row in rows}


def reporters(judge: Judge, account: str) -> set[str]:
    return {row["reporter_id"] for row in judge.reports if row["reported_id"] == account}


def answering(judge: Judge, account: str, people: set[str]) -> float:
    """Return the share of people who have written to the account."""
    wrote = {row["sender_id"] for row in judge.messages if row["recipient_id"] == account}
    return len(wrote & people) / len(people)


def written_to(judge: Judge, account: str) -> set[str]:
    """Return the strangers that the account has written to today, one to one."""
    return {
        row["recipient_id"]
        for row in judge.one_to_one(account)
        if row["sent_at"] >= judge.midnight and (row["recipient_id"], account) not in judge.listed
    }


def test_one_kind_more_changes_none_of_the_others(groups_world: World, tmp_path: Path) -> None:
    simulate(tmp_path / "out", account_count=GROUPS_ACCOUNTS, seed=8, date=DATE, days=GROUPS_DAYS)
    for log in ("membership_events", "message_edges", "accounts", "contacts", "reports"):
        with_them, without = (
            # Events and groups are numbered, so that one more of them changes the others' names.
            Counter(
                tuple(value for name, value in row.items() if name not in ("event_id", "group_id"))
                for row in read_log(folder, log, DATE)
            )
            for folder in (groups_world[0], tmp_path / "out")
        )
        assert without
        assert not without - with_them


def test_who_has_left_or_was_removed_posts_no_more(in_groups: Judged) -> None:
    result, judge = in_groups
    changes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(judge.changes, key=lambda row: row["event_at"]):
        if row["action"] in ("join", "add", "leave", "remove"):
            changes[row["account_id"], row["group_id"]].append(row)
    for archetype in VISITORS:
        for account in played(result, archetype):
            for post in judge.sent.get(account, []):
                before = [
                    row
                    for row in changes.get((account, post["group_id"]), [])
                    if row["event_at"] <= post["sent_at"]
                ]
                assert not before or before[-1]["action"] in ("join", "add"), archetype


def test_a_link_joiner_posts_in_most_groups_and_various_admins_remove_it(
    in_groups: Judged,
) -> None:
    result, judge = in_groups
    account = only(result, "link_joiner")
    joined = groups_of(joins(judge, account))
    assert 12 <= len(joined) <= 120
    assert len(groups_of(posts(judge, account, joined))) >= 0.55 * len(joined)
    removed = removals(judge, account, joined)
    assert len(groups_of(removed)) >= 0.3 * len(joined)
    assert len({row["actor_id"] for row in removed}) >= 4
    assert reporters(judge, account)


def test_members_report_with_a_group_that_the_account_was_in(in_groups: Judged) -> None:
    result, judge = in_groups
    for archetype in ("link_joiner", "slow_link_joiner", "hit_and_leave"):
        account = only(result, archetype)
        about = [row for row in judge.reports if row["reported_id"] == account]
        with_group = {row["group_id"] for row in about if row["kind"] == "report"}
        assert with_group <= groups_of(joins(judge, account))
        assert {row["group_id"] for row in about if row["kind"] == "block"} <= {None}


def test_a_slow_link_joiner_joins_few_groups_on_each_of_many_days(in_groups: Judged) -> None:
    result, judge = in_groups
    account = only(result, "slow_link_joiner")
    days = Counter(row["event_at"].date() for row in joins(judge, account))
    assert len(days) >= 3
    assert max(days) == DATE
    # Some come back, at most one or two a day.
    assert max(days.values()) <= 16
    joined = groups_of(joins(judge, account))
    assert len(groups_of(removals(judge, account, joined))) >= 0.25 * len(joined)


def test_who_hits_and_leaves_is_gone_before_it_is_removed(in_groups: Judged) -> None:
    result, judge = in_groups
    account = only(result, "hit_and_leave")
    joined = groups_of(joins(judge, account))
    left = {row["group_id"]: row["event_at"] for row in judge.done[account, "leave"]}
    assert len(left.keys() & joined) >= 0.6 * len(joined)
    assert len(groups_of(removals(judge, account, joined))) <= 0.3 * len(joined)
    stayed = [
        left[row["group_id"]] - row["sent_at"]
        for row in posts(judge, account, joined)
        if row["group_id"] in left
    ]
    assert sorted(stayed)[len(stayed) // 2] < 30 * MINUTE


@pytest.mark.parametrize("archetype", ["term_student", "conference_visitor"])
def test_an_honest_joiner_joins_as_many_groups_and_few_remove_it(
    in_groups: Judged, archetype: str
) -> None:
    result, judge = in_groups
    account = only(result, archetype)
    joined = groups_of(joins(judge, account))
    assert len(joined) >= 14
    assert len(groups_of(removals(judge, account, joined))) <= 0.12 * len(joined)
    assert len(groups_of(posts(judge, account, joined))) <= 0.75 * len(joined)


def test_an_appeal_is_posted_in_most_groups_and_answered_in_many(in_groups: Judged) -> None:
    result, judge = in_groups
    account = only(result, "neighbour_appeal")
    joined = groups_of(joins(judge, account))
    posted = posts(judge, account, joined)
    assert len(groups_of(posted)) >= 0.65 * len(joined) >= 3
    assert len(groups_of(removals(judge, account, joined))) <= 0.2 * len(joined)
    first = {row["group_id"]: row["sent_at"] for row in reversed(posted)}
    answered = {
        row["group_id"]
        for row in judge.messages
        if row["group_id"] in first
        and row["sender_id"] != account
        and first[row["group_id"]] < row["sent_at"] < first[row["group_id"]] + HOUR
    }
    assert len(answered) >= 0.15 * len(first)


def test_a_conference_visitor_leaves_most_groups_in_the_evening(in_groups: Judged) -> None:
    result, judge = in_groups
    account = only(result, "conference_visitor")
    joined = groups_of(joins(judge, account))
    left = [row for row in judge.done[account, "leave"] if row["group_id"] in joined]
    assert len(left) >= 0.35 * len(joined)
    assert min(row["event_at"] for row in left) > judge.midnight + 6 * HOUR


def test_a_rule_breaker_is_removed_from_the_few_groups_that_it_posted_in(
    in_groups: Judged,
) -> None:
    result, judge = in_groups
    account = only(result, "rule_breaker")
    today = [row for row in joins(judge, account) if row["event_at"] >= judge.midnight]
    joined = groups_of(today)
    assert 2 <= len(joined) <= 4
    assert len(groups_of(removals(judge, account, joined))) >= 1


def test_a_scraper_writes_to_strangers_who_do_not_answer_and_a_newcomer_to_some_who_do(
    in_groups: Judged,
) -> None:
    result, judge = in_groups
    scraper, newcomer = only(result, "scraper"), only(result, "newcomer_in_city")
    for account in (scraper, newcomer):
        assert len(groups_of(joins(judge, account))) >= 2
        assert written_to(judge, account)
    assert len(written_to(judge, scraper)) >= 12
    assert len(written_to(judge, newcomer)) <= 20
    asked = written_to(judge, newcomer)
    assert answering(judge, scraper, written_to(judge, scraper)) <= 0.2
    assert answering(judge, newcomer, asked) >= 0.3


@pytest.mark.parametrize("archetype", ["hijacked_poster", "announcer"])
def test_the_same_is_posted_in_all_groups_within_minutes(in_groups: Judged, archetype: str) -> None:
    result, judge = in_groups
    account = only(result, archetype)
    assert judge.midnight - judge.accounts[account]["registered_at"] > 30 * DAY
    today = [
        row for row in judge.sent[account] if row["group_id"] and row["sent_at"] >= judge.midnight
    ]
    most = max(
        len(groups_of([row for row in today if at <= row["sent_at"] < at + 45 * MINUTE]))
        for at in (row["sent_at"] for row in today)
    )
    assert most >= 3
    removed = groups_of(removals(judge, account, groups_of(today)))
    share = len(removed) / len(groups_of(today))
    assert share >= 0.25 if archetype == "hijacked_poster" else share <= 0.15


def test_admins_add_a_helper_bot_and_it_answers_at_once(in_groups: Judged) -> None:
    result, judge = in_groups
    bot = only(result, "helper_bot")
    assert judge.accounts[bot]["account_type"] in ("api", "business")
    added = [r for r in judge.changes if r["account_id"] == bot and r["action"] == "add"]
    assert len({row["actor_id"] for row in added}) >= 2
    asked: dict[str, list[dt.datetime]] = defaultdict(list)
    for row in judge.messages:
        if row["group_id"] and row["sender_id"] != bot:
            asked[row["group_id"]].append(row["sent_at"])
    answers = judge.sent[bot]
    at_once = [
        row
        for row in answers
        if any(0 < (row["sent_at"] - at).total_seconds() <= 5 for at in asked[row["group_id"]])
    ]
    assert len(groups_of(answers)) >= 8
    assert len(at_once) >= 0.4 * len(answers)


def test_a_news_channel_posts_in_all_of_its_groups_hour_after_hour(in_groups: Judged) -> None:
    result, judge = in_groups
    rows = judge.sent[only(result, "news_channel")]
    by_group: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        if row["sent_at"] >= judge.midnight:
            by_group[row["group_id"]].add(row["sent_at"].hour)
    assert len(by_group) >= 12
    assert min(map(len, by_group.values())) >= 3


def test_a_raid_joins_within_minutes_and_most_of_it_is_removed(in_groups: Judged) -> None:
    result, judge = in_groups
    raiders = played(result, "raider")
    assert 12 <= len(raiders) <= 80
    first = [joins(judge, account)[0]["event_at"] for account in raiders]
    assert max(first) - min(first) <= 20 * MINUTE
    common = set.intersection(*(groups_of(joins(judge, account)) for account in raiders))
    assert common
    removed = [account for account in raiders if removals(judge, account, common)]
    assert len(removed) >= 0.5 * len(raiders)
    assert any(posts(judge, account, common) for account in raiders)


def test_a_quiet_raid_reads_and_writes_to_strangers(in_groups: Judged) -> None:
    result, judge = in_groups
    raiders = played(result, "quiet_raider")
    assert len(raiders) >= 10
    first = [joins(judge, account)[0]["event_at"] for account in raiders]
    assert max(first) - min(first) <= 30 * MINUTE
    writing = [account for account in raiders if len(written_to(judge, account)) >= 4]
    assert len(writing) >= 0.9 * len(raiders)
    silent = [account for account in raiders if not any(r["group_id"] for r in judge.sent[account])]
    assert len(silent) >= 0.7 * len(raiders)


def test_followers_of_spam_are_removed_and_a_class_stays(in_groups: Judged) -> None:
    result, judge = in_groups
    shares = {}
    for lead, follower in (("spam_lead", "spam_follower"), ("class_speaker", "class_member")):
        account, members = only(result, lead), played(result, follower)
        groups = groups_of(joins(judge, account))
        added = [row for row in judge.done[account, "add"] if row["group_id"] in groups]
        assert {row["account_id"] for row in added} >= set(members)
        assert len(members) >= 8
        removed = [member for member in members if removals(judge, member, groups_of(added))]
        shares[lead] = len(removed) / len(members)
    assert shares["spam_lead"] >= 0.6
    assert shares["class_speaker"] <= 0.15


@pytest.mark.parametrize(
    ("archetype", "count", "minutes"), [("event_guest", 50, 12), ("campus_student", 30, 6)]
)
def test_an_honest_crowd_comes_within_minutes_and_stays(
    in_groups: Judged, archetype: str, count: int, minutes: int
) -> None:
    result, judge = in_groups
    guests = set(played(result, archetype))
    assert len(guests) >= count
    by_group = Counter(
        row["group_id"] for row in judge.changes
        if row["action"] == "join" and row["account_id"] in guests
    )  # fmt: skip
    group = by_group.most_common(1)[0][0]
    rows = [
        row for row in judge.changes
        if row["group_id"] == group and row["account_id"] in guests
    ]  # fmt: skip
    at = [row["event_at"] for row in rows if row["action"] == "join"]
    assert len(at) == len(guests)
    assert max(at) - min(at) <= minutes * MINUTE
    assert sum(row["action"] == "remove" for row in rows) <= 0.07 * len(guests)
    writers = {row["sender_id"] for row in judge.messages if row["group_id"] == group}
    assert len(writers & guests) >= 0.15 * len(guests)


def test_first_year_students_share_a_network_and_are_young(in_groups: Judged) -> None:
    result, judge = in_groups
    rows = [judge.accounts[account] for account in played(result, "campus_student")]
    assert len({row["network_id"] for row in rows}) == 1
    assert all(judge.midnight - row["registered_at"] < 121 * DAY for row in rows)
