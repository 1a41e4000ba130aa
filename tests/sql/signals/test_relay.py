"""One fills the many groups of another, who promoted it, with non-contacts."""

from typing import Any

import pytest

from tests.sql.relays import CONTACT, renamed, world
from tests.sql.tables import Bench


def adders(bench: Bench) -> dict[str, dict[str, Any]]:
    """Return the signals of those who fill others' groups, by account."""
    return {row["account_id"]: row for row in bench.build("signals.relay")}


def test_the_adder_bears_its_adds_and_names_the_maker(bench: Bench) -> None:
    bench.stage(membership_event=world(), contact=CONTACT)
    ((account, row),) = adders(bench).items()
    assert (account, row["thread_id"], row["thread_name"]) == ("adder", "maker", "maker")
    assert row["relay_noncontact_24h_max_count"] == 30
    assert row["relay_group_1h_max_count"] == 24


def test_groups_made_and_groups_filled_are_counted_apart(bench: Bench) -> None:
    bench.stage(membership_event=world(groups=40, filled=17), contact=CONTACT)
    row = adders(bench)["adder"]
    assert (row["relay_group_count"], row["relay_filled_24h_count"]) == (40, 17)


def test_a_group_filled_before_the_fullest_window_is_not_counted_as_filled(bench: Bench) -> None:
    early = {"event_at": "-1d 09:00", "actor_id": "adder", "account_id": "victim39"}
    events = [*world(day="-9d ", filled=17), {**early, "group_id": "g20"}]
    bench.stage(membership_event=events, contact=CONTACT)
    assert adders(bench)["adder"]["relay_filled_24h_count"] == 17


def test_all_groups_of_full_hours_are_made_and_the_fullest_is_told(bench: Bench) -> None:
    made = [event for event in world(groups=30) if event.get("action") == "create"]
    full = [{**event, "event_at": f"-2d {event['event_at']}"} for event in renamed(made, "s")]
    few = [{**event, "event_at": f"-3d {event['event_at']}"} for event in renamed(made[:3], "f")]
    bench.stage(membership_event=[*world(), *full, *few], contact=CONTACT)
    row = adders(bench)["adder"]
    assert (row["relay_group_count"], row["relay_group_1h_max_count"]) == (54, 24)


@pytest.mark.parametrize(("groups", "promoted"), [(23, "10:40"), (24, "11:03"), (24, "10:02")])
def test_few_groups_or_a_promotion_outside_the_hour_make_no_relay(
    bench: Bench, groups: int, promoted: str
) -> None:
    bench.stage(membership_event=world(groups, promoted), contact=CONTACT)
    assert adders(bench) == {}


def test_groups_made_days_before_still_count(bench: Bench) -> None:
    bench.stage(membership_event=world(day="-9d "), contact=CONTACT)
    assert set(adders(bench)) == {"adder"}


def test_the_maker_whose_groups_it_filled_most_is_the_one_named(bench: Bench) -> None:
    second = renamed(world(adds=20), "h", maker="second")
    bench.stage(membership_event=[*world(), *second], contact=CONTACT)
    row = adders(bench)["adder"]
    assert (row["thread_id"], row["relay_noncontact_24h_max_count"]) == ("maker", 30)
