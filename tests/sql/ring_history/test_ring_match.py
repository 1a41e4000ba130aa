"""Which sets of the night continue which earlier rings."""

from collections.abc import Collection
from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def match(
    bench: Bench,
    sets: dict[int, str],
    rings: dict[str, str],
    targets: dict[int, str] | None = None,
    former_targets: dict[str, str] | None = None,
    first_seen: dict[str, str] | None = None,
    unlikely: Collection[int] = (),
) -> dict[tuple[int, str], dict[str, Any]]:
    """Return the matches; members and targets are letters. `unlikely` sets are no rings."""
    targets = dict.fromkeys(sets, "") | (targets or {})
    seen = first_seen or {}
    give(
        bench,
        ring_members__set_member=_rows("set_number  account_id", sets),
        ring_members__set_target=_rows("set_number  target_id", targets),
        ring_scores__set_evidence="\n".join(
            ["set_number  account_count  target_count  is_ring"]
            + [
                f"{number}  {len(sets[number])}  {len(targets[number])}  "
                f"{'no' if number in unlikely else 'yes'}"
                for number in sets
            ]
        ),
        staging__former_ring="\n".join(
            ["ring_id  account_id  first_seen_on"]
            + [f"{ring}  {name}  {seen.get(ring, '-3d')}" for ring in rings for name in rings[ring]]
        ),
        ring_history__former_target=_rows("ring_id  target_id", former_targets or {}),
    )
    rows = alone(bench, "ring_history.ring_match")
    return {(row["set_number"], row["ring_id"]): row for row in rows}


def _rows(header: str, groups: dict[Any, str]) -> str:
    return "\n".join([header, *(f"{key}  {name}" for key in groups for name in groups[key])])


def same(found: dict[tuple[int, str], dict[str, Any]]) -> dict[int, str]:
    """Return the ring that each set continues."""
    return {number: ring for (number, ring), row in found.items() if row["is_same_ring"]}


@pytest.mark.parametrize(
    ("members", "share"),
    [
        ("abcdef", 1.0),
        # Grown, shrunk: the smaller side counts.
        ("abcdefghijkl", 1.0),
        ("abc", 1.0),
        ("abcxyz", 0.5),
        ("abwxyz", None),
    ],
)
def test_a_ring_goes_on_where_half_of_the_smaller_side_is_in_the_other(
    bench: Bench, members: str, share: float | None
) -> None:
    found = match(bench, {0: members}, {"r": "abcdef"})
    assert [row["share"] for row in found.values()] == ([] if share is None else [share])
    assert same(found) == ({} if share is None else {0: "r"})


def test_a_ring_goes_on_by_its_targets_when_all_its_accounts_are_new(bench: Bench) -> None:
    found = match(bench, {0: "abcde"}, {"r": "vwxyz"}, {0: "123456"}, {"r": "456789"})
    assert found[0, "r"]["share"] == 0.5
    fewer = match(bench, {0: "abcde"}, {"r": "vwxyz"}, {0: "123"}, {"r": "123456"})
    assert fewer[0, "r"]["share"] == 1
    assert same(found) == {0: "r"}
    assert match(bench, {0: "abcde"}, {"r": "vwxyz"}, {0: "123456"}, {"r": "567890"}) == {}


def test_of_two_parts_of_a_ring_the_larger_share_keeps_its_id(bench: Bench) -> None:
    found = match(bench, {0: "abcxy", 1: "defgh"}, {"r": "abcdefgh"})
    assert found.keys() == {(0, "r"), (1, "r")}
    assert same(found) == {1: "r"}


def test_of_two_rings_that_merge_the_one_with_the_larger_share_lends_its_id(bench: Bench) -> None:
    found = match(bench, {0: "abcdefghi"}, {"r": "abcxy", "s": "fghi"})
    assert found.keys() == {(0, "r"), (0, "s")}
    assert same(found) == {0: "s"}


def test_of_equal_shares_the_older_ring_then_the_first_by_id_lends_its_id(bench: Bench) -> None:
    rings = {"s": "abcde", "r": "fghij", "q": "klmno"}
    ages = {"s": "-9d", "r": "-9d", "q": "-3d"}
    found = match(bench, {0: "abcdefghijklmno"}, rings, first_seen=ages)
    assert same(found) == {0: "r"}
    assert len(found) == 3


def test_of_equal_parts_the_first_set_keeps_the_id(bench: Bench) -> None:
    assert same(match(bench, {0: "abc", 1: "def"}, {"r": "abcdef"})) == {0: "r"}


def test_a_set_that_is_no_ring_takes_no_id_from_one_that_is(bench: Bench) -> None:
    sets = {0: "abcdef", 1: "abcxyz"}
    assert same(match(bench, sets, {"r": "abcdef"})) == {0: "r"}
    assert same(match(bench, sets, {"r": "abcdef"}, unlikely=[0])) == {1: "r"}


def test_another_ring_is_no_match(bench: Bench) -> None:
    assert match(bench, {0: "abcde"}, {"r": "vwxyz"}, {0: "123"}, {"r": "789"}) == {}
