"""All that is known of a set, as the probability that it is a ring."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench

# The prior, and what a target that lists nobody or all of its adders adds.
PRIOR, STRANGER, LISTING = -8.0, 0.5, -2.7


def evidence(
    bench: Bench, *targets: str, outcome: str = "-  0", ages: str = "", **parameters: Any
) -> dict[str, Any]:
    """Return the row of a set of two members; a target is its member_count, listing_count, is_known."""
    rows = [f"0  t{number}  {target}" for number, target in enumerate(targets)]
    give(
        bench,
        ring_members__set_member="set_number  account_id  method\n0  a  block\n0  b  block",
        ring_members__set_target="\n".join(
            ["set_number  target_id  member_count  listing_count  is_known", *rows]
        ),
        ring_scores__set_outcome=f"set_number  gone_share  bits\n0  {outcome}",
        ring_scores__age_spread=f"set_number  bits\n{ages}",
    )
    (row,) = alone(bench, "ring_scores.set_evidence", **parameters)
    return row


def test_a_set_is_counted_with_its_targets_and_how_densely_it_acts_on_them(bench: Bench) -> None:
    row = evidence(bench, "2  0  no", "2  2  yes", "1  0  yes", "1  0  yes")
    counts = [row[name] for name in ("method", "account_count", "target_count")]
    assert counts == ["block", 2, 4]
    assert row["density"] == pytest.approx(6 / 8)
    assert row["stranger_share"] == pytest.approx(3 / 4)


def test_what_speaks_for_a_ring_is_added_up_and_is_a_probability(bench: Bench) -> None:
    row = evidence(bench, "2  0  no", outcome="0.25  6", ages="0  2")
    assert (row["bits"], row["score"], row["gone_share"]) == (0, 0.5, 0.25)
    assert evidence(bench, "2  0  no")["bits"] == PRIOR
    assert evidence(bench, "2  0  no")["score"] == pytest.approx(1 / 257)


def test_a_set_that_is_as_likely_a_ring_as_not_is_one(bench: Bench) -> None:
    assert evidence(bench, "2  0  no", outcome="-  8")["is_ring"]
    assert not evidence(bench, "2  0  no", outcome="-  7.99")["is_ring"]


@pytest.mark.parametrize(
    ("targets", "bits"),
    [
        (["2  0  yes"], STRANGER),
        (["2  2  yes"], LISTING),
        (["2  1  yes"], (STRANGER + LISTING) / 2),
        (["2  0  yes", "2  2  yes"], STRANGER + LISTING),
        # A target without an address book says nothing.
        (["2  0  yes", "2  0  no"], STRANGER),
        (["2  0  yes"] * 6, 6 * STRANGER),
        (["2  0  yes"] * 99, 6 * STRANGER),
        (["2  0  yes"] * 50 + ["2  2  yes"] * 50, 3 * (STRANGER + LISTING)),
    ],
)
def test_address_books_speak_for_and_against_and_six_of_them_at_most(
    bench: Bench, targets: list[str], bits: float
) -> None:
    assert evidence(bench, *targets)["bits"] == pytest.approx(PRIOR + bits)


def test_a_set_without_targets_is_not_judged(bench: Bench) -> None:
    evidence(bench, "2  0  no")
    give(
        bench,
        ring_members__set_target="set_number  target_id  member_count  listing_count  is_known",
    )
    assert alone(bench, "ring_scores.set_evidence") == []
