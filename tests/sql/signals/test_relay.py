"""One makes many groups, another whom it promoted fills them with non-contacts."""

from typing import Any

import pytest

from tests.sql.tables import Bench

CONTACT = [{"owner_id": f"victim{n}", "contact_id": "someone", "date": "-3d"} for n in range(40)]


def world(
    groups: int = 24, promoted: str = "10:40", day: str = "", adds: int = 30
) -> list[dict[str, Any]]:
    """A maker makes groups a minute apart from 10:00, promotes, and the adder fills them."""
    made = [
        {
            "event_at": f"{day}10:{n:02}",
            "group_id": f"g{n}",
            "actor_id": "maker",
            "account_id": "maker",
            "action": "create",
        }
        for n in range(groups)
    ]
    promotion = [
        {
            "event_at": f"{day}{promoted}",
            "group_id": "g3",
            "actor_id": "maker",
            "account_id": "adder",
            "action": "promote",
        }
    ]
    added = [
        {
            "event_at": f"12:{n:02}",
            "group_id": f"g{n % groups}",
            "actor_id": "adder",
            "account_id": f"victim{n}",
        }
        for n in range(adds)
    ]
    return [*made, *promotion, *added]


def test_adder_and_maker_both_bear_the_adds(bench: Bench) -> None:
    bench.stage(membership_event=world(), contact=CONTACT)
    rows = bench.build("signals.relay")
    assert {row["account_id"]: row["thread_id"] for row in rows} == {
        "adder": "maker",
        "maker": "adder",
    }
    assert {row["relay_noncontact_24h_max_count"] for row in rows} == {30}
    assert {row["relay_group_1h_max_count"] for row in rows} == {24}
    assert {row["account_id"] for row in bench.build("signals.activity")} == {"adder", "maker"}


@pytest.mark.parametrize(("groups", "promoted"), [(23, "10:40"), (24, "11:03"), (24, "10:02")])
def test_few_groups_or_a_promotion_outside_the_hour_make_no_relay(
    bench: Bench, groups: int, promoted: str
) -> None:
    bench.stage(membership_event=world(groups, promoted), contact=CONTACT)
    assert bench.build("signals.relay") == []


def test_groups_made_days_before_still_count(bench: Bench) -> None:
    bench.stage(membership_event=world(day="-9d "), contact=CONTACT)
    assert len(bench.build("signals.relay")) == 2


def test_the_fuller_partner_is_the_one_named(bench: Bench) -> None:
    second = [
        {**event, "group_id": f"h{event['group_id']}"}
        | ({"actor_id": "second"} if event["actor_id"] == "maker" else {})
        | ({"account_id": "second"} if event["account_id"] == "maker" else {})
        for event in world(adds=20)
    ]
    bench.stage(membership_event=[*world(), *second], contact=CONTACT)
    rows = {row["account_id"]: row for row in bench.build("signals.relay")}
    assert rows["adder"]["thread_id"] == "maker"
    assert rows["adder"]["relay_noncontact_24h_max_count"] == 30
    assert rows["second"]["relay_noncontact_24h_max_count"] == 20
