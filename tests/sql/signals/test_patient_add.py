"""Strangers added over the whole history."""

from typing import Any

from tests.sql.tables import Bench, at

_STRANGERS, _NONCONTACTS = "history_add_stranger_count", "history_add_noncontact_count"


def adds(actor: str, day: int, count: int, prefix: str) -> list[dict[str, Any]]:
    """Return adds of distinct accounts, a minute apart, so many days before the night."""
    return [
        {
            "event_at": at(f"-{day}d 10:{place:02}") if day else at(f"10:{place:02}"),
            "group_id": "g",
            "actor_id": actor,
            "account_id": f"{prefix}{place}",
            "action": "add",
        }
        for place in range(count)
    ]


def build(bench: Bench, least: int = 1) -> dict[str, dict[str, Any]]:
    bench.build("acts.patient_adder", min_target_count=least)
    rows = bench.build("signals.patient_add", min_target_count=least)
    return {row["account_id"]: row for row in rows}


def test_strangers_of_all_days_count_once(bench: Bench) -> None:
    again = adds("adder", 0, 2, "x")
    bench.stage(
        membership_event=[*adds("adder", 9, 4, "x"), *adds("adder", 3, 3, "y"), *again],
        message_edge=[],
        contact=[
            {"owner_id": "x0", "contact_id": "adder", "date": "-20d"},
            {"owner_id": "x1", "contact_id": "other", "date": "-20d"},
        ],
    )
    row = build(bench)["adder"]
    assert row[_STRANGERS] == 6  # x0 lists the adder
    assert row[_NONCONTACTS] == 1  # of the others only x1 has an address book
    assert row["history_add_stranger_days"] == 2


def test_one_who_adds_nobody_on_the_date_or_few_before_has_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event=[
            *adds("idle", 1, 9, "x"),
            *adds("small", 2, 2, "x"),
            *adds("small", 0, 2, "x"),
            *adds("large", 2, 2, "x"),
            *adds("large", 0, 1, "z"),
        ],
        message_edge=[],
        contact=[],
    )
    assert build(bench, least=3).keys() == {"large"}


def test_a_history_without_strangers_has_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event=adds("host", 0, 1, "x"),
        message_edge=[],
        contact=[{"owner_id": "x0", "contact_id": "host", "date": "-1d"}],
    )
    assert build(bench) == {}
