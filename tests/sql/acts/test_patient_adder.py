"""Accounts that added on the date and many accounts over the history."""

from typing import Any

import pytest

from tests.sql.tables import Bench


def adds(actor: str, *targets: tuple[str, str]) -> list[dict[str, Any]]:
    """Return adds, each with its time and its target, to one group."""
    return [
        {"event_at": moment, "group_id": "g", "actor_id": actor, "account_id": target}
        for moment, target in targets
    ]


@pytest.mark.parametrize(("least", "count"), [(2, 1), (3, 0)])
def test_a_target_added_on_several_days_is_one_target(bench: Bench, least: int, count: int) -> None:
    bench.stage(
        membership_event=adds(
            "al", ("-27d 10:00", "bob"), ("-3d 10:00", "bob"), ("10:00", "bob"), ("10:00", "cleo")
        )
    )
    rows = bench.build("acts.patient_adder", min_target_count=least)
    assert [row["target_count"] for row in rows] == [2] * count


def test_an_account_that_added_nobody_else_on_the_date_is_left_out(bench: Bench) -> None:
    bench.stage(
        membership_event=[
            *adds("idle", ("-2d 10:00", "bob"), ("-1d 23:59:59.999999", "cleo")),
            *adds("self", ("-2d 10:00", "bob"), ("10:00", "self")),
            *adds("al", ("-2d 10:00", "bob"), ("00:00", "cleo")),
        ]
    )
    rows = bench.build("acts.patient_adder", min_target_count=2)
    assert [row["account_id"] for row in rows] == ["al"]
