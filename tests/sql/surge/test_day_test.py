"""How rare the day of an account is among its own days."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench

HEADER = "account_id  date  message_count  recipient_count  add_count"
# An account that acted on the first day of the history.
FIRST = "steady  -27d  1  1  1"


def inputs(bench: Bench, *days: str, registered: str = "") -> dict[str, dict[str, Any]]:
    """Return what the surge test is given, by account."""
    bench.stage()
    bench.build("staging.night")
    give(
        bench,
        history__account_day="\n".join([HEADER, *days]),
        staging__registration=f"account_id  registered_at\n{registered}",
    )
    return {row["account_id"]: row for row in alone(bench, "surge.day_test")}


def test_days_with_a_count_are_listed_and_those_with_none_are_only_counted(bench: Bench) -> None:
    rows = inputs(bench, FIRST, "a  -4d  5  2  0", "a  -1d  0  0  3", "a  0d  9  4  1")
    assert rows.keys() == {"a"}
    row = rows["a"]
    assert (row["day_count"], row["message_count"], row["add_count"]) == (4, 9, 1)
    former = [row[f"former_{kind}_counts"] for kind in ("message", "recipient", "add")]
    assert former == [[5], [2], [3]]


@pytest.mark.parametrize(
    ("registered", "day_count"),
    [
        ("", 0),
        ("a  -", 0),
        ("a  0d 10:00", 0),
        ("a  -1d 10:00", 1),
        ("a  -3d 00:00", 3),
        ("a  -4d 23:59:59", 4),
        # No further back than the first day of the history.
        ("a  -900d 10:00", 27),
    ],
)
def test_an_account_without_earlier_acts_has_the_days_since_its_registration(
    bench: Bench, registered: str, day_count: int
) -> None:
    row = inputs(bench, FIRST, "a  0d  9  4  1", registered=registered)["a"]
    assert row["day_count"] == day_count
    assert row["former_message_counts"] == []


def test_days_before_the_registration_count_where_the_account_acted_on_them(bench: Bench) -> None:
    days = [FIRST, "a  -9d  5  2  0", "a  0d  9  4  1"]
    assert inputs(bench, *days, registered="a  -2d 10:00")["a"]["day_count"] == 9
