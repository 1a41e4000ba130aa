"""What became of the strangers lately added by those who add many."""

from typing import Any

import pytest

from graph.scoring.proportion import wilson_interval
from tests.sql.signals.test_patient_add import adds
from tests.sql.tables import Bench, at

_UNWANTED, _ANSWERED = "add_stranger_2d_unwanted_low_share", "add_stranger_2d_answered_high_share"


def build(bench: Bench) -> dict[str, dict[str, Any]]:
    rows = bench.build("signals.patient_outcome", min_target_count=1)
    return {row["account_id"]: row for row in rows}


def test_outcomes_are_those_of_two_days_with_the_end_of_their_interval(bench: Bench) -> None:
    leaves = [
        {"event_at": at("12:00"), "group_id": "g", "account_id": f"y{n}", "action": "leave"}
        for n in range(3)
    ]
    bench.stage(
        membership_event=[*adds("adder", 1, 6, "x"), *adds("adder", 0, 14, "y"), *leaves],
        message_edge=[
            {"sent_at": at("13:00"), "sender_id": "x1", "recipient_id": "adder"},
            {"sent_at": at("13:00"), "sender_id": "y1", "group_id": "g"},
        ],
        contact=[{"owner_id": "x1", "contact_id": "y1"}],
    )
    row = build(bench)["adder"]
    unwanted, answered = wilson_interval(3, 20)[0], wilson_interval(2, 20)[1]
    assert row[_UNWANTED] == pytest.approx(unwanted, abs=1e-3)
    assert row[_ANSWERED] == pytest.approx(answered, abs=1e-3)


def test_without_outcomes_the_ends_stay_within_a_share(bench: Bench) -> None:
    bench.stage(membership_event=adds("adder", 0, 2, "x"), message_edge=[], contact=[])
    row = build(bench)["adder"]
    assert row[_UNWANTED] == 0
    assert 0.6 < row[_ANSWERED] <= 1


def test_what_became_of_strangers_is_unknown_where_none_was_added_lately(bench: Bench) -> None:
    bench.stage(
        membership_event=[*adds("adder", 9, 3, "x"), *adds("adder", 0, 1, "friend")],
        message_edge=[],
        contact=[{"owner_id": "friend0", "contact_id": "adder", "date": "-9d"}],
    )
    assert build(bench) == {}
