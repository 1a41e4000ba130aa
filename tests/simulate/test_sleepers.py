"""Sets of accounts that each do little act at the same time, and honest sets are welcome."""

import datetime as dt

import pytest

from jobs.simulate import SimulateResult

from .judge import DAY, HOUR, MINUTE, Judge
from .test_in_groups import answering, groups_of, played, written_to

Judged = tuple[SimulateResult, Judge]


def created_today(judge: Judge, account: str) -> set[str]:
    rows = judge.done.get((account, "create"), [])
    return groups_of([row for row in rows if row["event_at"] >= judge.midnight])


@pytest.mark.parametrize(("archetype", "count"), [("farm_number", 12), ("branch_number", 8)])
def test_numbers_of_one_prefix_each_create_a_group(
    in_groups: Judged, archetype: str, count: int
) -> None:
    result, judge = in_groups
    accounts = played(result, archetype)
    assert len(accounts) >= count
    assert len({judge.accounts[account]["phone_prefix"] for account in accounts}) == 1
    assert all(len(created_today(judge, account)) == 1 for account in accounts)
    assert all(len(judge.done[account, "add"]) >= 3 for account in accounts)


@pytest.mark.parametrize(
    ("archetype", "within"), [("sleeper_adder", HOUR), ("party_host", 2 * HOUR)]
)
def test_many_create_a_group_at_the_same_time(
    in_groups: Judged, archetype: str, within: dt.timedelta
) -> None:
    result, judge = in_groups
    at = [
        row["event_at"]
        for account in played(result, archetype)
        for row in judge.done[account, "create"]
        if row["group_id"] in created_today(judge, account)
    ]
    assert len(at) >= 8
    # Each group is created some seconds before its first add.
    assert max(at) - min(at) <= within + MINUTE


def test_sleepers_have_registered_long_ago_and_done_nothing_since(in_groups: Judged) -> None:
    result, judge = in_groups
    for archetype in ("sleeper_adder", "sleeper_writer", "returner"):
        for account in played(result, archetype):
            assert judge.midnight - judge.accounts[account]["registered_at"] >= 148 * DAY
            done = [row["event_at"] for row in judge.changes if row["actor_id"] == account]
            sent = [row["sent_at"] for row in judge.sent.get(account, [])]
            assert min(done + sent) >= judge.midnight


def test_people_leave_the_groups_of_spam_and_stay_in_those_of_others(in_groups: Judged) -> None:
    result, judge = in_groups
    gone = {
        archetype: [judge.gone_share(account) for account in played(result, archetype)]
        for archetype in ("farm_number", "sleeper_adder", "branch_number", "party_host")
    }
    means = {archetype: sum(shares) / len(shares) for archetype, shares in gone.items()}
    assert min(means["farm_number"], means["sleeper_adder"]) >= 0.09
    assert max(means["branch_number"], means["party_host"]) <= 0.15


def test_sleepers_are_hardly_answered_and_returners_are(in_groups: Judged) -> None:
    result, judge = in_groups
    shares = {}
    for archetype in ("sleeper_writer", "returner"):
        accounts = played(result, archetype)
        answers = [
            answering(judge, account, {row["recipient_id"] for row in judge.one_to_one(account)})
            for account in accounts
        ]
        shares[archetype] = sum(answers) / len(answers)
        assert all(written_to(judge, account) for account in accounts)
    assert shares["sleeper_writer"] <= 0.12
    assert shares["returner"] >= 0.2
