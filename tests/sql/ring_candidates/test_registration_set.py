"""Accounts registered in one place within hours, all of whom approach strangers in vain."""

import datetime
from typing import Any

from tests.sql.tables import Bench, at

FARM = [f"f{number}" for number in range(8)]


def registrations(
    accounts: list[str], first: str = "-1d 08:00", minutes: int = 10, **places: str
) -> list[dict[str, Any]]:
    """Return one registration after the other, all in one place."""
    return [
        {
            "account_id": account,
            "registered_at": at(first) + datetime.timedelta(minutes=minutes * number),
            **places,
        }
        for number, account in enumerate(accounts)
    ]


def messages(accounts: list[str], count: int = 6, *, answered: int = 0) -> list[dict[str, Any]]:
    """Return first contacts of each account with people of its own, some of whom answer."""
    rows = []
    for account in accounts:
        for number in range(count):
            when = at("09:00") + datetime.timedelta(minutes=number)
            pair = {"sender_id": account, "recipient_id": f"{account} {number}"}
            rows.append({"sent_at": when, **pair})
            if number < answered:
                back = {"sender_id": pair["recipient_id"], "recipient_id": account}
                rows.append({"sent_at": when + datetime.timedelta(minutes=5), **back})
    return rows


def found(bench: Bench, account: list[dict[str, Any]], message_edge: list[dict[str, Any]]) -> Any:
    """Return the members of each set."""
    others = [{"owner_id": f"{name} {n}", "contact_id": "x"} for name in FARM for n in range(6)]
    groups = [
        {"event_at": at("07:00"), "group_id": "g", "account_id": name, "action": "join"}
        for name in FARM
    ]
    bench.stage(account=account, message_edge=message_edge, membership_event=groups, contact=others)
    sets: dict[int, set[str]] = {}
    for row in bench.build("ring_candidates.registration_set"):
        sets.setdefault(row["set_number"], set()).add(row["account_id"])
    return list(sets.values())


def test_those_of_one_network_who_write_in_vain_are_a_set(bench: Bench) -> None:
    account = registrations(FARM, network_id="n")
    assert found(bench, account, messages(FARM)) == [set(FARM)]


def test_those_who_are_answered_are_none(bench: Bench) -> None:
    account = registrations(FARM, network_id="n")
    assert found(bench, account, messages(FARM, answered=2)) == []


def test_a_few_of_many_who_registered_there_are_none(bench: Bench) -> None:
    quiet = registrations([f"q{number}" for number in range(9)], minutes=8, network_id="n")
    account = [*registrations(FARM, network_id="n"), *quiet]
    assert found(bench, account, messages(FARM)) == []


def test_those_who_registered_days_apart_are_none(bench: Bench) -> None:
    account = registrations(FARM, "-8d 08:00", minutes=7 * 60, network_id="n")
    assert found(bench, account, messages(FARM)) == []


def test_those_of_two_places_are_two_sets(bench: Bench) -> None:
    more = [f"{name}'" for name in FARM]
    account = [*registrations(FARM, device_id="d"), *registrations(more, phone_prefix="p")]
    sets = found(bench, account, [*messages(FARM), *messages(more)])
    assert sorted(map(sorted, sets)) == sorted([FARM, more])


def test_a_ring_tells_that_its_accounts_registered_together_and_wrote(bench: Bench) -> None:
    account = registrations(FARM, network_id="n", device_id="d")
    assert len(found(bench, account, messages(FARM))) == 2
    (ring,) = bench.build("rings.ring")
    assert (ring["method"], ring["account_count"], ring["target_count"]) == ("registration", 8, 48)
    assert ring["score"] > 0.9
    assert ring["stranger_share"] == 1
    members = bench.build("rings.ring_member")
    assert {(row["account_id"], row["role"], row["membership"]) for row in members} == {
        (name, "sender", 1.0) for name in FARM
    }


def test_those_of_unknown_date_are_no_set(bench: Bench) -> None:
    account = registrations(FARM, "-20522d 00:00", minutes=0, network_id="n")
    assert found(bench, account, messages(FARM)) == []
