"""Accounts that divide strangers among themselves and add them to the same groups."""

import datetime
from typing import Any

from tests.sql.tables import Bench, at

WORKERS = [f"w{number:02}" for number in range(9)]
GROUPS = ["g0", "g1", "g2"]


def adds(workers: list[str], groups: list[str], count: int = 24, stride: int = 2) -> list[Any]:
    """Return adds of strangers of its own by each worker, to as many groups in turn."""
    rows = []
    for place, worker in enumerate(workers):
        own = [groups[(place + step) % len(groups)] for step in range(min(stride, len(groups)))]
        for number in range(count):
            rows.append(
                {
                    "event_at": at("08:00") + datetime.timedelta(minutes=number),
                    "group_id": own[number % len(own)],
                    "actor_id": worker,
                    "account_id": f"{worker}'s {number}",
                    "action": "add",
                }
            )
    return rows


def leaves(events: list[Any], every: int = 2) -> list[dict[str, Any]]:
    """Return that every second of those added leaves, or so."""
    return [
        {**row, "event_at": at("11:00"), "actor_id": row["account_id"], "action": "leave"}
        for place, row in enumerate(events)
        if place % every == 0
    ]


def found(bench: Bench, events: list[Any], message_edge: list[Any] | None = None) -> list[set[str]]:
    """Return the members of each set."""
    # All own an address book, so it is known that they don't list who adds them.
    contact = [{"owner_id": row["account_id"], "contact_id": "somebody"} for row in events]
    bench.stage(membership_event=events, message_edge=message_edge or [], contact=contact)
    sets: dict[int, set[str]] = {}
    for row in bench.build("ring_candidates.group_set"):
        sets.setdefault(row["set_number"], set()).add(row["account_id"])
    return sorted(sets.values(), key=sorted)


def test_those_whose_groups_overlap_are_one_set(bench: Bench) -> None:
    events = adds(WORKERS, GROUPS)
    assert found(bench, [*events, *leaves(events)]) == [set(WORKERS)]


def test_they_are_a_ring_with_all_whom_they_added(bench: Bench) -> None:
    events = adds(WORKERS, GROUPS)
    found(bench, [*events, *leaves(events)])
    (ring,) = bench.build("rings.ring")
    assert (ring["method"], ring["account_count"], ring["target_count"]) == ("group", 9, 216)
    assert ring["score"] > 0.9
    assert {row["membership"] for row in bench.build("rings.ring_member")} == {1.0}


def test_those_of_other_groups_are_another_set(bench: Bench) -> None:
    events = [*adds(WORKERS, GROUPS), *adds([f"x{n}" for n in range(6)], ["h0", "h1"])]
    sets = found(bench, [*events, *leaves(events)])
    assert sets == [set(WORKERS), {f"x{n}" for n in range(6)}]


def test_admins_whose_people_stay_and_write_are_none(bench: Bench) -> None:
    events = adds(WORKERS, GROUPS)
    posts = [
        {"sent_at": at("10:00"), "sender_id": row["account_id"], "group_id": row["group_id"]}
        for row in events[::2]
    ]
    assert found(bench, events, posts) == []


def test_where_most_who_add_are_welcome_nobody_is_in_a_set(bench: Bench) -> None:
    unwelcome = adds(WORKERS[:2], ["g0"])
    welcome = adds([f"x{n}" for n in range(5)], ["g0"])
    posts = [
        {"sent_at": at("10:00"), "sender_id": row["account_id"], "group_id": row["group_id"]}
        for row in welcome
    ]
    assert found(bench, [*unwelcome, *leaves(unwelcome, 1), *welcome], posts) == []


def test_who_only_lets_in_a_few_is_no_member(bench: Bench) -> None:
    events = adds(WORKERS, GROUPS)
    own = adds(["guest"], ["elsewhere"])
    for row in own[:3]:
        row["group_id"] = "g0"
    everything = [*events, *own]
    assert found(bench, [*everything, *leaves(everything)]) == [set(WORKERS)]
