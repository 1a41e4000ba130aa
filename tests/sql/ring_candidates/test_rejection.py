"""Accounts that strangers refuse, and that answer one another as content strangers would."""

import datetime
import itertools
from typing import Any

import pytest

from tests.sql.tables import Bench, at

RING = [f"r{number}" for number in range(6)]
VICTIMS = 8


def adds(actor: str, others: list[str], action: str = "leave") -> list[dict[str, Any]]:
    """Return that an account adds others to a group of its own, and what each does after an hour."""
    rows: list[dict[str, Any]] = []
    for number, other in enumerate(others):
        when = at("08:00") + datetime.timedelta(minutes=number)
        group = {"group_id": f"{actor} {action}", "account_id": other}
        rows.append({**group, "event_at": when, "actor_id": actor, "action": "add"})
        if action == "leave":
            later = when + datetime.timedelta(hours=1)
            rows.append({**group, "event_at": later, "actor_id": other, "action": "leave"})
    return rows


def victims(account: str) -> list[str]:
    """Return whom an account adds, and nobody else."""
    return [f"{account} {number}" for number in range(VICTIMS)]


def posts(actor: str, others: list[str]) -> list[dict[str, Any]]:
    """Return that others write in the group to which the account added them to stay."""
    return [
        {"sent_at": at("09:30"), "sender_id": other, "group_id": f"{actor} stay"}
        for other in others
    ]


def stage(bench: Bench, members: list[str], *, refused: bool = True) -> None:
    """Let each of the accounts add people of its own, and all others, who stay and write."""
    events, messages = [], []
    for member in members:
        others = [other for other in members if other != member]
        events += adds(member, others, "stay")
        messages += posts(member, others)
        events += adds(member, victims(member), "leave" if refused else "stay, too")
    books = [
        {"owner_id": name, "contact_id": "x"} for account in members for name in victims(account)
    ]
    bench.stage(membership_event=events, message_edge=messages, contact=books)


def test_those_who_answer_one_another_and_are_refused_are_a_set(bench: Bench) -> None:
    stage(bench, RING)
    assert {row["account_id"] for row in bench.build("ring_candidates.rejection")} == set(RING)


def test_those_whom_nobody_refused_are_none(bench: Bench) -> None:
    stage(bench, RING, refused=False)
    assert bench.build("ring_candidates.rejection") == []


def test_a_few_are_none(bench: Bench) -> None:
    stage(bench, RING[:4])
    assert bench.build("ring_candidates.rejection") == []


def test_what_accomplices_do_speaks_for_nobody(bench: Bench) -> None:
    stage(bench, RING)
    rows = bench.build("signals.add_reception")
    assert {row["account_id"] for row in rows} == set(RING)
    for row in rows:
        assert row["add_stranger_answered_count"] == 0
        assert row["add_stranger_reception_bits"] == pytest.approx(VICTIMS * 2.3)
    assert all(row["vote_for_share"] == 0.5 for row in bench.build("signals.vote"))


def test_those_who_were_refused_but_know_nobody_are_none(bench: Bench) -> None:
    events = list(itertools.chain.from_iterable(adds(name, victims(name)) for name in RING))
    bench.stage(membership_event=events)
    assert bench.build("ring_candidates.rejection") == []
    assert all(
        row["add_stranger_gone_count"] == VICTIMS for row in bench.build("signals.add_reception")
    )


def test_they_are_a_ring_whose_targets_are_all_others(bench: Bench) -> None:
    stage(bench, RING)
    (ring,) = bench.build("rings.ring")
    assert (ring["method"], ring["account_count"]) == ("rejection", len(RING))
    assert ring["target_count"] == len(RING) * VICTIMS
    assert (ring["gone_share"], ring["stranger_share"]) == (1, 1)
    members = bench.build("rings.ring_member")
    assert {row["account_id"] for row in members} == set(RING)
