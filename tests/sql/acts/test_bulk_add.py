"""The targets of accounts that added many within some days."""

import pytest

from tests.sql.tables import Bench, at

ADDS = """
    event_at             group_id  actor_id  account_id
    -7d 23:59:59.999999  g1        adder     one
    -6d 00:00            g1        adder     two
    -6d 01:00            g2        adder     two
    -3d 10:00            g1        adder     two
    10:00                g1        adder     three
    10:00                g1        adder     adder
    10:00                g1        other     three
    10:00                g2        other     three
    10:00                g1        exact     one
    10:00                g1        exact     two
"""


@pytest.mark.parametrize(("least", "actors"), [(2, {"adder", "exact"}), (3, set())])
def test_distinct_targets_of_the_days_make_an_account_that_added_many(
    bench: Bench, least: int, actors: set[str]
) -> None:
    bench.stage(membership_event=ADDS)
    rows = bench.build("acts.bulk_add", min_target_count=least)
    assert {row["account_id"] for row in rows} == actors


@pytest.mark.parametrize(("days", "targets"), [(7, ["three", "two"]), (8, ["one", "three", "two"])])
def test_a_target_has_one_row_with_its_first_add_of_the_days_that_end_with_the_date(
    bench: Bench, days: int, targets: list[str]
) -> None:
    bench.stage(membership_event=ADDS)
    rows = bench.build("acts.bulk_add", min_target_count=2, add_days=days)
    found = {row["target_id"]: row["first_at"] for row in rows if row["account_id"] == "adder"}
    assert list(found) == targets
    assert found["two"] == at("-6d 00:00")
