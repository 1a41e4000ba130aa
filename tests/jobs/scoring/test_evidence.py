"""Which events a flag rests on, where the reason has a window and where it has none."""

from pathlib import Path

import pytest

from tests.worlds import DAY, NIGHT, World, membership


@pytest.fixture(name="patient")
def _patient(tmp_path: Path) -> World:
    """An account adds 75 strangers on each of three days, and somebody else one."""
    world = World(tmp_path)
    for place in range(3):
        date = NIGHT - (2 - place) * DAY
        world.fill(date)
        world.write(
            "membership_events",
            [
                membership(
                    30_000 + number, date, actor_id="slow", account_id=f"{date}-{number}",
                    group_id="club", event_id=f"{date}-slow{number}",
                )
                for number in range(75)
            ],
            "slow.parquet",
            date,
        )  # fmt: skip
    for date in (NIGHT - DAY, NIGHT):
        assert world.run(date=date).code == 0
    return world


def test_a_reason_without_a_window_rests_on_all_acts_that_the_night_has_rows_of(
    patient: World,
) -> None:
    (flag,) = patient.published("flags")
    assert (flag["account_id"], flag["rules"][0]) == ("slow", "patient_stranger_add")
    assert flag["reasons"][0]["window_start"] is None
    rows = [row for row in patient.published("evidence") if row["rule"] == "patient_stranger_add"]
    assert {row["account_id"] for row in rows} == {"slow"}
    # Raw rows reach back over the day before; what lies further back is counted, not kept.
    assert sorted(row["event_id"] for row in rows) == sorted(
        f"{date}-slow{number}" for date in (NIGHT - DAY, NIGHT) for number in range(75)
    )
