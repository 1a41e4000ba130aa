"""By which targets an earlier ring is known again."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench

RING = """
    ring_id  account_id  last_seen_on
    r        a           -2d
    r        b           -2d
    s        c           -9d
    s        d           -9d
"""


def targets(bench: Bench, *adds: str) -> list[tuple[str, str]]:
    """Return ring and target; an add is account_id, target_id, group_id, date."""
    give(
        bench,
        staging__former_ring=RING,
        history__add_pair_day="\n".join(["account_id  target_id  group_id  date", *adds]),
    )
    rows = alone(bench, "ring_history.former_target")
    return [(row["ring_id"], row["target_id"]) for row in rows]


def test_a_target_of_two_members_is_known_and_one_that_a_member_added_twice_is_not(
    bench: Bench,
) -> None:
    assert targets(
        bench,
        "a  shared  g  -2d",
        "b  shared  h  -3d",
        "a  twice   g  -2d",
        "a  twice   h  -3d",
        "a  both    g  -2d",
        "c  both    g  -9d",
    ) == [("r", "shared")]


def test_the_seven_days_up_to_the_night_that_last_saw_the_ring_count(bench: Bench) -> None:
    for date, is_known in (("-1d", False), ("-2d", True), ("-8d", True), ("-9d", False)):
        found = targets(bench, f"a  x  g  {date}", f"b  x  g  {date}")
        assert found == [("r", "x")] * is_known, date


def test_each_ring_counts_from_the_night_that_last_saw_it(bench: Bench) -> None:
    assert targets(bench, "c  x  g  -9d", "d  x  g  -15d") == [("s", "x")]
