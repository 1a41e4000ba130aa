"""Strangers to whom a fresh account writes within a day."""

from typing import Any

import pytest

from tests.sql.tables import Bench

MESSAGE = """
    sent_at   sender_id  recipient_id
    10:00     fresh      knows
    10:01     fresh      stranger
    10:02     fresh      unknown
    10:03     fresh      answers
    10:04     answers    fresh
    09:00     stranger   fresh
    10:05     old        stranger
"""
CONTACT = """
    owner_id  contact_id  change  date
    knows     fresh       add     0d
    stranger  someone     add     -3d
    answers   someone     add     -3d
"""


def accounts(**fresh: Any) -> list[dict[str, Any]]:
    return [
        {"account_id": "fresh", "registered_at": "-1d 10:00", **fresh},
        {"account_id": "old", "registered_at": "-300d 10:00"},
    ]


def test_strangers_and_those_of_them_who_answered(bench: Bench) -> None:
    bench.stage(message_edge=MESSAGE, contact=CONTACT, account=accounts())
    (row,) = bench.build("signals.fresh_stranger_message")
    assert row["fresh_message_stranger_24h_max_count"] == 3
    assert row["fresh_message_replied_share"] == pytest.approx(1 / 3)
    assert row["fresh_history_against_count"] == 0


@pytest.mark.parametrize(
    ("registered", "count"), [("-3d 10:01:00.000001", 3), ("-3d 10:01:00", None)]
)
def test_a_window_begins_before_72_hours(bench: Bench, registered: str, count: int | None) -> None:
    bench.stage(message_edge=MESSAGE, contact=CONTACT, account=accounts(registered_at=registered))
    rows = bench.build("signals.fresh_stranger_message")
    assert [row["fresh_message_stranger_24h_max_count"] for row in rows] == (
        [count] if count else []
    )


@pytest.mark.parametrize(
    ("registration", "count"),
    [
        ({"registration_risk": "0.7"}, 1),
        ({"registration_risk": "0.69"}, 0),
        ({"phone_country": "BR", "network_country": "BR"}, 0),
        ({"phone_country": "BR", "network_country": "VN"}, 1),
        ({"phone_country": "BR", "network_country": "VN", "registration_risk": "0.9"}, 2),
        ({"network_country": "VN"}, 0),
    ],
)
def test_what_speaks_against_a_registration(
    bench: Bench, registration: dict[str, str], count: int
) -> None:
    bench.stage(message_edge=MESSAGE, contact=CONTACT, account=accounts(**registration))
    (row,) = bench.build("signals.fresh_stranger_message")
    assert row["fresh_history_against_count"] == count


@pytest.mark.parametrize(("others", "count"), [(5, 1), (4, 0)])
def test_a_crowd_on_the_device_within_the_hour_speaks_against_it(
    bench: Bench, others: int, count: int
) -> None:
    crowd = [
        {"account_id": f"c{n}", "registered_at": f"-1d 10:{n + 1:02}", "device_id": "d"}
        for n in range(others)
    ]
    far = [{"account_id": "far", "registered_at": "-1d 09:00:59", "device_id": "d"}]
    bench.stage(
        message_edge=MESSAGE,
        contact=CONTACT,
        account=[*accounts(device_id="d"), *crowd, *far],
    )
    (row,) = bench.build("signals.fresh_stranger_message")
    assert row["fresh_history_against_count"] == count


@pytest.mark.parametrize(("reporters", "count"), [(["a", "b"], 1), (["a", "a"], 0)])
def test_two_who_complain_speak_against_it(bench: Bench, reporters: list[str], count: int) -> None:
    reports = [
        {"reported_at": "11:00", "reporter_id": name, "reported_id": "fresh", "kind": "block"}
        for name in reporters
    ]
    bench.stage(message_edge=MESSAGE, contact=CONTACT, account=accounts(), report=reports)
    (row,) = bench.build("signals.fresh_stranger_message")
    assert row["fresh_history_against_count"] == count
