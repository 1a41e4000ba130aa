"""All that is known of a set, as the probability that it is a ring."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench

PRIOR = -8.0


def evidence(
    bench: Bench, *targets: str, outcome: str = "-  0", books: str = "", ages: str = ""
) -> dict[str, Any]:
    """Return the row of a set of two members; a target is its member_count and listing_count."""
    rows = [f"0  t{number}  {target}" for number, target in enumerate(targets)]
    give(
        bench,
        ring_members__set_member="set_number  account_id  method\n0  a  block\n0  b  block",
        ring_members__set_target="\n".join(
            ["set_number  target_id  member_count  listing_count", *rows]
        ),
        ring_scores__set_outcome=f"set_number  gone_share  bits\n0  {outcome}",
        ring_scores__book_evidence=f"set_number  bits\n{books}",
        ring_scores__age_spread=f"set_number  bits\n{ages}",
    )
    (row,) = alone(bench, "ring_scores.set_evidence")
    return row


def test_a_set_is_counted_with_its_targets_and_how_densely_it_acts_on_them(bench: Bench) -> None:
    row = evidence(bench, "2  0", "2  2", "1  0", "1  0")
    counts = [row[name] for name in ("method", "account_count", "target_count")]
    assert counts == ["block", 2, 4]
    assert row["density"] == pytest.approx(6 / 8)
    assert row["stranger_share"] == pytest.approx(3 / 4)


def test_what_speaks_for_a_ring_is_added_up_and_is_a_probability(bench: Bench) -> None:
    row = evidence(bench, "2  0", outcome="0.25  5", books="0  1", ages="0  2")
    assert (row["bits"], row["score"], row["gone_share"]) == (0, 0.5, 0.25)
    assert evidence(bench, "2  0")["bits"] == PRIOR
    assert evidence(bench, "2  0")["score"] == pytest.approx(1 / 257)


def test_the_more_sets_a_night_shows_the_less_likely_is_each(bench: Bench) -> None:
    count = 2**10
    numbers = range(count)
    give(
        bench,
        ring_members__set_member="\n".join(
            ["set_number  account_id  method", *(f"{n}  a{n}  block" for n in numbers)]
        ),
        ring_members__set_target="\n".join(
            [
                "set_number  target_id  member_count  listing_count",
                *(f"{n}  t  1  0" for n in numbers),
            ]
        ),
        ring_scores__set_outcome="set_number  gone_share  bits\n0  1  7",
        ring_scores__book_evidence="set_number  bits",
        ring_scores__age_spread="set_number  bits",
    )
    rows = alone(bench, "ring_scores.set_evidence")
    assert {row["set_number"]: row["bits"] for row in rows} == {
        n: -6 if n == 0 else -13 for n in numbers
    }


def test_a_set_that_is_as_likely_a_ring_as_not_is_one(bench: Bench) -> None:
    assert evidence(bench, "2  0", outcome="-  8")["is_ring"]
    assert not evidence(bench, "2  0", outcome="-  7.99")["is_ring"]


def test_a_set_without_targets_is_not_judged(bench: Bench) -> None:
    evidence(bench, "2  0")
    give(
        bench,
        ring_members__set_target="set_number  target_id  member_count  listing_count",
    )
    assert alone(bench, "ring_scores.set_evidence") == []
