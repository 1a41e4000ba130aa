"""Non-contacts added to the groups of a maker of many groups that promoted the adder."""

from typing import Any

import pytest

from tests.sql.relays import CONTACT, renamed, world
from tests.sql.tables import Bench


def relayed(bench: Bench, events: list[dict[str, Any]], **parameters: Any) -> list[dict[str, Any]]:
    """Return the adds that one account makes to the groups of another."""
    bench.stage(membership_event=events, contact=CONTACT)
    return bench.build("acts.relay_add", **parameters)


@pytest.mark.parametrize(("groups", "count"), [(24, 30), (23, 0)])
def test_a_maker_of_many_groups_created_them_within_an_hour(
    bench: Bench, groups: int, count: int
) -> None:
    rows = relayed(bench, world(groups, filled=groups))
    assert len(rows) == count
    assert {(row["account_id"], row["partner_id"]) for row in rows} == (
        {("adder", "maker")} if count else set()
    )


@pytest.mark.parametrize(("last", "count"), [("10:59:59.999999", 24), ("11:00", 0)])
def test_the_hour_is_exact_to_the_microsecond_and_may_cross_midnight(
    bench: Bench, last: str, count: int
) -> None:
    events = world()
    events[23] |= {"event_at": last}
    assert {row["group_count"] for row in relayed(bench, events)} == ({count} if count else set())
    across = {0: "-1d 23:30", 23: "00:29:59.999999" if count else "00:30"}
    events = [
        {**event, "event_at": across.get(place, f"00:{place:02}" if place < 24 else "00:20")}
        if place < 25
        else event
        for place, event in enumerate(world())
    ]
    assert {row["group_count"] for row in relayed(bench, events)} == ({count} if count else set())


@pytest.mark.parametrize(("early", "count"), [("09:00", 24), ("09:00:00.000001", 25)])
def test_a_group_counts_with_the_fullest_hour_that_contains_its_creation(
    bench: Bench, early: str, count: int
) -> None:
    events = [
        {**event, "event_at": "10:00"} if place < 24 else event
        for place, event in enumerate(world())
    ]
    rows = relayed(bench, [*events, {**events[0], "event_at": early, "group_id": "early"}])
    assert {(row["group_count"], row["made_count"]) for row in rows} == {(count, count)}


@pytest.mark.parametrize(
    ("promoted", "count"),
    [("10:02:59.999999", 0), ("10:03", 30), ("11:02:59.999999", 30), ("11:03", 0)],
)
def test_the_adder_is_promoted_within_an_hour_of_the_group_s_creation(
    bench: Bench, promoted: str, count: int
) -> None:
    assert len(relayed(bench, world(promoted=promoted))) == count


def test_a_promotion_in_a_group_outside_the_burst_makes_no_relay(bench: Bench) -> None:
    lone = {"event_at": "08:00", "group_id": "lone", "actor_id": "maker", "account_id": "maker"}
    events = [
        {**event, "event_at": "08:30", "group_id": "lone"}
        if event.get("action") == "promote"
        else event
        for event in world()
    ]
    assert relayed(bench, [*events, {**lone, "action": "create"}]) == []


def test_adds_of_contacts_or_to_other_groups_or_by_others_do_not_count(bench: Bench) -> None:
    add = {"event_at": "13:00", "group_id": "g5", "actor_id": "adder", "account_id": "victim39"}
    created = {"event_at": "12:30", "actor_id": "maker", "account_id": "maker", "action": "create"}
    events = [
        *world(adds=1),
        {**add, "account_id": "nobody"},
        {**add, "group_id": "elsewhere"},
        {**add, "actor_id": "other"},
        # The maker created this group in an hour in which it created no others.
        {**created, "group_id": "late"},
        {**add, "group_id": "late"},
    ]
    (row,) = relayed(bench, events)
    assert (row["other_id"], row["group_id"]) == ("victim0", "g0")


def test_every_add_is_counted_with_each_of_two_makers_for_its_own_groups(bench: Bench) -> None:
    second = renamed(world(30, adds=4), "h", maker="second")
    rows = relayed(bench, [*world(adds=3), *second])
    found = [(row["partner_id"], row["group_count"], row["made_count"]) for row in rows]
    assert sorted(found) == [("maker", 24, 24)] * 3 + [("second", 30, 30)] * 4


def test_a_lower_limit_makes_more_makers(bench: Bench) -> None:
    rows = relayed(bench, world(5, promoted="10:20", filled=5), min_group_count=5)
    assert {row["group_count"] for row in rows} == {5}
    assert relayed(bench, world(5, promoted="10:20", filled=5), min_group_count=6) == []
