"""Admins who change their groups, and accounts that ask again, do what they are named for."""

import itertools
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from jobs.simulate import SimulateResult, simulate
from jobs.simulate.kinds import KINDS
from tests import worlds

from .conftest import DATE
from .counts import Row
from .judge import HOUR, MINUTE, Judge
from .test_in_groups import groups_of, joins, only, played, removals, reporters

World = tuple[Path, SimulateResult]
Judged = tuple[SimulateResult, Judge]


def done_today(judge: Judge, account: str, action: str) -> list[Row]:
    rows = judge.done.get((account, action), [])
    return [row for row in rows if row["event_at"] >= judge.midnight]


def test_a_night_takes_the_world_without_a_reject(groups_world: World, tmp_path: Path) -> None:
    result = worlds.command(
        "run", "--date", str(DATE), "--input", str(groups_world[0]),
        "--output", str(tmp_path / "output"), "--warehouse", str(tmp_path / "warehouse.duckdb"),
    )  # fmt: skip
    assert result.code == 0, result.error
    (rejects,) = (tmp_path / "output").glob(f"rejects/date={DATE}/*.parquet")
    assert worlds.rows_of(rejects) == []


def test_friends_are_asked_only_after_they_have_registered(tmp_path: Path) -> None:
    asking = {"insistent_friend", "committee", "readder", "family_readder", "party_hosts"}
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(
        "world.newcomer_share = 0.5\n"
        + "".join(f"kinds.{kind.name}.count = {4 * (kind.name in asking)}\n" for kind in KINDS)
    )
    out = tmp_path / "out"
    simulate(out, account_count=600, seed=1, date=DATE, days=7, scenario=scenario)
    judge = Judge(out, DATE)
    asked = [row for row in judge.changes if row["action"] in ("invite", "add")]
    assert len(asked) > 100
    for row in asked:
        assert judge.accounts[row["account_id"]]["registered_at"] < row["event_at"]


def test_a_takeover_deposes_admins_and_members_report_it(in_groups: Judged) -> None:
    result, judge = in_groups
    account = only(result, "takeover")
    demoted = done_today(judge, account, "demote")
    assert demoted
    removed = done_today(judge, account, "remove")
    promoted = done_today(judge, account, "promote")
    assert len(removed) >= 6 or promoted
    assert min(row["event_at"] for row in demoted) <= min(
        row["event_at"] for row in removed + promoted
    )
    assert len(reporters(judge, account)) >= 2


def test_an_owner_who_closes_groups_removes_everybody_and_hardly_anybody_objects(
    in_groups: Judged,
) -> None:
    result, judge = in_groups
    account = only(result, "closing_owner")
    removed = done_today(judge, account, "remove")
    assert len(removed) >= 5
    by_group = Counter(row["group_id"] for row in removed)
    assert len({row["account_id"] for row in removed}) >= max(by_group.values())
    about = [r for r in judge.reports if r["reported_id"] == account]
    assert len([row for row in about if row["group_id"] in by_group]) <= 2


def test_a_group_that_moves_is_joined_by_link_and_the_old_one_is_emptied(
    in_groups: Judged,
) -> None:
    result, judge = in_groups
    account = only(result, "group_move")
    made = {row["group_id"]: row["event_at"] for row in done_today(judge, account, "create")}
    assert made
    moved = [r for r in judge.changes if r["action"] == "join" and r["group_id"] in made]
    removed = {row["account_id"] for row in done_today(judge, account, "remove")}
    movers = {row["account_id"] for row in moved}
    assert len(movers & removed) >= 0.5 * len(movers)
    for group, at in made.items():
        joined_at = [row["event_at"] for row in moved if row["group_id"] == group]
        assert joined_at and max(joined_at) - at <= 42 * MINUTE
        assert min(r["event_at"] for r in done_today(judge, account, "remove")) > min(joined_at)


def test_who_hands_groups_over_promotes_members_who_add_a_few(in_groups: Judged) -> None:
    result, judge = in_groups
    promoted = done_today(judge, only(result, "handover"), "promote")
    assert promoted
    groups = groups_of(promoted)
    for heir in {row["account_id"] for row in promoted}:
        added = [r for r in done_today(judge, heir, "add") if r["group_id"] in groups]
        assert len(added) <= 15 * len(groups)
    assert any(done_today(judge, row["account_id"], "add") for row in promoted)


def test_a_moderator_removes_spam_from_groups_that_it_joined(in_groups: Judged) -> None:
    result, judge = in_groups
    account, spam = only(result, "moderator"), played(result, "moderated_joiner")
    kept = groups_of(joins(judge, account))
    removed = judge.done[account, "remove"]
    assert groups_of(removed) <= kept
    assert set(spam) <= {row["account_id"] for row in removed}
    assert len({row["account_id"] for row in removed} - set(spam)) >= 2
    for spammer in spam:
        joined = groups_of(joins(judge, spammer))
        assert joined <= kept
        assert {row["actor_id"] for row in removals(judge, spammer, joined)} == {account}


def test_a_harasser_invites_few_people_very_often_and_a_friend_a_few_times(
    in_groups: Judged,
) -> None:
    result, judge = in_groups
    most = {}
    for archetype in ("invite_harasser", "insistent_friend"):
        account = only(result, archetype)
        times = Counter(row["account_id"] for row in judge.done[account, "invite"])
        asked = {person for person, count in times.items() if count > 1}
        assert 2 <= len(asked) <= 10
        most[archetype] = max(times.values())
        assert done_today(judge, account, "invite")
    assert most["invite_harasser"] >= 12
    assert 2 <= most["insistent_friend"] <= 6
    invites = judge.done[only(result, "invite_harasser"), "invite"]
    declined = [
        row for row in judge.changes
        if row["action"] == "decline" and row["group_id"] in groups_of(invites)
    ]  # fmt: skip
    assert len(declined) >= 0.25 * len(invites)
    assert reporters(judge, only(result, "invite_harasser"))


@pytest.mark.parametrize(
    ("archetype", "fewest", "most"), [("campaign_inviter", 3, 9), ("organiser", 1, 4)]
)
def test_a_campaign_and_a_committee_invite_the_same_people_together(
    in_groups: Judged, archetype: str, fewest: int, most: int
) -> None:
    result, judge = in_groups
    accounts = played(result, archetype)
    asked: dict[str, Counter[str]] = defaultdict(Counter)
    for account in accounts:
        for row in judge.done[account, "invite"]:
            asked[row["account_id"]][account] += 1
    common = [person for person, by in asked.items() if len(by) == len(accounts)]
    assert 3 <= len(common) <= 30
    for person in common:
        assert fewest <= min(asked[person].values())
        assert sorted(asked[person].values())[len(accounts) // 2] <= most


def test_a_campaign_is_declined_and_a_committee_is_accepted(in_groups: Judged) -> None:
    result, judge = in_groups
    shares = {}
    for archetype in ("campaign_inviter", "organiser"):
        invited = {
            (row["group_id"], row["account_id"])
            for account in played(result, archetype)
            for row in judge.done[account, "invite"]
        }
        shares[archetype] = len(invited & judge.accepted()) / len(invited)
    assert shares["campaign_inviter"] <= 0.1
    assert shares["organiser"] >= 0.1


def test_people_leave_before_they_are_added_again(in_groups: Judged) -> None:
    result, judge = in_groups
    for archetype, fewest in (("readder", 4), ("family_readder", 2)):
        adders = set(played(result, archetype))
        adds: dict[str, list[Row]] = defaultdict(list)
        for row in sorted(judge.changes, key=lambda row: row["event_at"]):
            if row["actor_id"] in adders and row["action"] == "add":
                adds[row["account_id"]].append(row)
        again = {person: rows for person, rows in adds.items() if len(rows) >= fewest}
        assert again
        for person, rows in again.items():
            left = [row["event_at"] for row in judge.done.get((person, "leave"), [])]
            for first, second in itertools.pairwise(rows):
                assert any(first["event_at"] < at < second["event_at"] for at in left)
        assert {row["actor_id"] for rows in again.values() for row in rows} == adders
        assert max(r["event_at"] for rows in again.values() for r in rows) >= judge.midnight


def test_people_whom_spam_adds_again_complain_more_than_relatives(in_groups: Judged) -> None:
    result, judge = in_groups
    spam = {who for account in played(result, "readder") for who in reporters(judge, account)}
    assert len(spam) >= 2
    for account in played(result, "family_readder"):
        assert len(reporters(judge, account)) <= 1


def test_who_asks_again_does_so_over_hours_or_days(in_groups: Judged) -> None:
    result, judge = in_groups
    rows = judge.done[only(result, "invite_harasser"), "invite"]
    assert max(row["event_at"] for row in rows) - min(row["event_at"] for row in rows) >= HOUR / 4
