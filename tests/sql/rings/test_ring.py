"""Sets of accounts that add the same strangers are rings if these take it as they take spam."""

import datetime
import random
from typing import Any

import pytest

from tests.sql.given import alone, give, on
from tests.sql.tables import NIGHT, Bench, at

MEMBERS = [f"m{number}" for number in range(8)]
VICTIMS = [f"v{number:02}" for number in range(45)]


def adds(members: list[str], victims: list[str], days_ago: int = 0) -> list[dict[str, Any]]:
    """Return adds of two thirds of the victims by each member, to a group of its own."""
    when = f"-{days_ago}d 08:00" if days_ago else "08:00"
    return [
        {
            "event_at": at(when) + datetime.timedelta(minutes=place),
            "group_id": f"g {member}",
            "actor_id": member,
            "account_id": victim,
            "action": "add",
        }
        for member in members
        for place, victim in enumerate(random.Random(member).sample(victims, len(victims) * 2 // 3))
    ]


def leaves(members: list[str], victims: list[str]) -> list[dict[str, Any]]:
    """Return that victims leave the members' groups two hours later."""
    return [
        {
            "event_at": at("12:00"),
            "group_id": f"g {member}",
            "actor_id": victim,
            "account_id": victim,
            "action": "leave",
        }
        for member in members
        for victim in victims
    ]


def bystanders() -> list[dict[str, Any]]:
    """Return the adds of thirty others, each of thirty people of its own."""
    return [
        row
        for number in range(30)
        for row in adds([f"other{number}"], [f"o{number}-{place}" for place in range(45)])
    ]


def stage(bench: Bench, events: list[dict[str, Any]], **logs: Any) -> None:
    bench.stage(membership_event=[*events, *bystanders()], message_edge=[], **logs)


def test_accounts_that_share_strangers_who_leave_are_a_ring(bench: Bench) -> None:
    stage(bench, [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:20])])
    members = bench.build("rings.ring_member")
    assert {row["account_id"] for row in members} == set(MEMBERS)
    assert {row["role"] for row in members} == {"adder"}
    assert {row["membership"] for row in members} == {1.0}
    (ring,) = bench.build("rings.ring")
    assert (ring["account_count"], ring["target_count"]) == (8, 45)
    assert ring["density"] == pytest.approx(2 / 3)
    assert ring["score"] > 0.99
    assert ring["ring_id"].startswith(f"{NIGHT:%Y%m%d}-")
    assert (ring["first_seen_on"], ring["parent_ring_ids"]) == (NIGHT, [])


def test_accounts_whose_targets_list_them_are_none(bench: Bench) -> None:
    book = [{"owner_id": victim, "contact_id": member} for victim in VICTIMS for member in MEMBERS]
    stage(bench, [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:20])], contact=book)
    assert bench.build("rings.ring_member") == []


def test_targets_who_list_one_of_many_that_added_them_hide_no_ring(bench: Bench) -> None:
    book = [
        {"owner_id": victim, "contact_id": MEMBERS[place % len(MEMBERS)]}
        for place, victim in enumerate(VICTIMS)
    ]
    stage(bench, [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:8])], contact=book)
    assert {row["account_id"] for row in bench.build("rings.ring_member")} == set(MEMBERS)
    (ring,) = bench.build("rings.ring")
    assert ring["stranger_share"] == pytest.approx(13 / 45)
    assert ring["score"] > 0.99


def test_accounts_whose_strangers_stay_and_write_are_none(bench: Bench) -> None:
    stage(bench, adds(MEMBERS, VICTIMS))
    posts = [
        {"sender_id": victim, "group_id": f"g {member}", "sent_at": at("11:00")}
        for victim in VICTIMS[:20]
        for member in MEMBERS
    ]
    bench.stage(membership_event=[*adds(MEMBERS, VICTIMS), *bystanders()], message_edge=posts)
    assert bench.build("rings.ring_member") == []


def test_who_shares_all_its_strangers_with_a_ring_and_is_answered_by_them_is_not_of_it(
    bench: Bench,
) -> None:
    events = [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:20]), *bystanders()]
    welcome = adds(["welcome"], VICTIMS)
    posts = [
        {"sender_id": row["account_id"], "group_id": "g welcome", "sent_at": at("11:00")}
        for row in welcome[:8]
    ]
    bench.stage(membership_event=[*events, *welcome], message_edge=posts)
    assert {row["account_id"] for row in bench.build("rings.ring_member")} == set(MEMBERS)


@pytest.mark.parametrize("fled", [0, 20])
def test_who_shares_all_its_strangers_with_a_ring_and_keeps_them_is_not_of_it(
    bench: Bench, fled: int
) -> None:
    events = [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:20]), *bystanders()]
    other = [
        {**row, "account_id": victim}
        for row, victim in zip(adds(["other"], VICTIMS), VICTIMS[:30], strict=True)
    ]
    bench.stage(
        membership_event=[*events, *other, *leaves(["other"], VICTIMS[:fled])], message_edge=[]
    )
    expected = {*MEMBERS, "other"} if fled else set(MEMBERS)
    assert {row["account_id"] for row in bench.build("rings.ring_member")} == expected


def test_strangers_who_only_keep_silent_do_not_make_a_ring_for_review(bench: Bench) -> None:
    stage(bench, adds(MEMBERS, VICTIMS), contact=[{"owner_id": "x", "contact_id": "y"}])
    (found,) = bench.build("ring_scores.set_evidence")
    assert found["account_count"] == 8
    assert found["score"] < 0.9


def test_work_shared_over_a_week_is_seen(bench: Bench) -> None:
    spread = [
        row
        for days in range(6)
        for row in adds(MEMBERS, VICTIMS[days * 8 : days * 8 + 8], days_ago=days)
    ]
    stage(bench, [*spread, *leaves(MEMBERS, VICTIMS[:8])])
    assert {row["account_id"] for row in bench.build("rings.ring_member")} == set(MEMBERS)


def test_who_makes_the_groups_or_promotes_is_told_apart(bench: Bench) -> None:
    events = [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:20])]
    for row in events:
        if row["group_id"] in ("g m1", "g m2"):
            row["group_id"] = "shared"
    early = at("07:00")
    made = {"event_at": early, "group_id": "shared", "actor_id": "m1", "account_id": "m1"}
    promoted = {"event_at": early, "group_id": "g m4", "actor_id": "m3", "account_id": "m4"}
    stage(
        bench,
        [
            *events,
            {**made, "action": "create"},
            {**promoted, "action": "promote"},
        ],
    )
    roles = {row["account_id"]: row["role"] for row in bench.build("rings.ring_member")}
    assert (roles["m1"], roles["m3"]) == ("maker", "promoter")
    assert {roles[name] for name in ("m0", "m2", "m4", "m5")} == {"adder"}


def test_no_adds_are_no_ring(bench: Bench) -> None:
    bench.stage(membership_event=[], message_edge=[])
    assert bench.build("rings.ring_member") == []
    assert bench.build("signals.ring") == []


def test_a_dense_block_that_lockstep_and_coclusters_leave_is_a_ring_too(bench: Bench) -> None:
    stage(bench, [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:20])])
    # Eight accounts cannot be linked to a hundred others each, nor be a set of a hundred.
    unseen = {"min_links": 100, "min_actors": 100}
    rest, *block = bench.build("ring_candidates.block", **unseen)
    assert {row["account_id"] for row in block} == set(MEMBERS)
    assert {row["set_number"] for row in block} == {0}
    assert block[0]["density"] > 1.25 * block[0]["chance_density"]
    assert (rest["set_number"], rest["account_id"]) == (-1, None)
    assert rest["density"] < block[0]["density"]
    (ring,) = bench.build("rings.ring", **unseen)
    assert (ring["method"], ring["account_count"], ring["target_count"]) == ("block", 8, 45)


def test_what_lockstep_finds_is_not_looked_for_again(bench: Bench) -> None:
    stage(bench, [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:20])])
    (rest,) = bench.build("ring_candidates.block")
    assert rest["set_number"] == -1


def test_a_dense_block_of_a_few_bots_is_no_set_and_stays_in_what_may_be_hidden(
    bench: Bench,
) -> None:
    users = [f"u{number}" for number in range(12)]
    own = [row for name in users for row in adds([name], [f"{name} {n}" for n in range(45)])]
    bots = adds(users, [f"bot{number}" for number in range(9)])
    stage(bench, [*own, *bots])
    (rest,) = bench.build("ring_candidates.block")
    assert rest["set_number"] == -1
    assert rest["density"] > 1.25 * rest["chance_density"]


def judged(
    bench: Bench, *scores: float, matches: str = "", number: str = "{}"
) -> dict[int, dict[str, Any]]:
    """Return the rings of sets with such scores, of members of their own; ids are `number`."""
    bench.stage()
    bench.build("staging.night")
    names = [f"{letter}{place}" for place in range(len(scores)) for letter in "ab"]
    evidence = "  ".join(("block", "5", "20", "0.5"))
    give(
        bench,
        ring_scores__set_evidence="\n".join(
            ["set_number  method  account_count  target_count  density  score  is_ring  stranger_share  gone_share"]
            + [f"{place}  {evidence}  {score}  {'yes' if score >= 0.5 else 'no'}  1  -" for place, score in enumerate(scores)]
        ),
        ring_members__set_member="\n".join(
            ["set_number  account_id", *(f"{name[1:]}  {number.format(name)}" for name in names)]
        ),
        staging__account_name="\n".join(
            ["account_id  name", *(f"{number.format(name)}  {name}" for name in names)]
        ),
        ring_history__ring_match=f"set_number  ring_id  first_seen_on  is_same_ring\n{matches}",
    )  # fmt: skip
    return {row["set_number"]: row for row in alone(bench, "rings.ring")}


def test_a_set_that_is_not_likely_enough_is_no_ring(bench: Bench) -> None:
    assert judged(bench, 0.5, 0.499).keys() == {0}


def test_a_set_that_continues_a_ring_keeps_its_id_and_age_and_names_the_others(
    bench: Bench,
) -> None:
    rings = judged(
        bench, 0.9, 0.9, 0.9, matches="0  z  -5d  yes\n0  y  -9d  no\n0  x  -3d  no\n1  z  -5d  no"
    )
    told = ("ring_id", "first_seen_on", "parent_ring_ids")
    assert [rings[0][name] for name in told] == ["z", on(-5), ["x", "y"]]
    assert [rings[1][name] for name in told[1:]] == [NIGHT, ["z"]]
    assert [rings[2][name] for name in told[1:]] == [NIGHT, []]
    assert len({ring["ring_id"] for ring in rings.values()}) == 3


def test_the_id_of_a_new_ring_comes_of_its_date_and_the_names_of_its_members_alone(
    bench: Bench,
) -> None:
    before = judged(bench, 0.9, 0.9)
    again = judged(bench, 0.9, 0.1, number="id of {}")
    assert again[0]["ring_id"] == before[0]["ring_id"] != before[1]["ring_id"]
    assert before[0]["ring_id"].startswith(f"{NIGHT:%Y%m%d}-")
