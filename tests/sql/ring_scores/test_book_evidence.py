"""What the address books of a set's targets say of the set."""

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench

# What a target that lists nobody or all of its adders adds.
STRANGER, LISTING = 0.5, -2.7


def bits_of(bench: Bench, *targets: str) -> list[float]:
    """Return the evidence of a set; a target is its member_count, listing_count, is_known."""
    rows = [f"0  t{number}  {target}" for number, target in enumerate(targets)]
    give(
        bench,
        ring_members__set_target="\n".join(
            ["set_number  target_id  member_count  listing_count  is_known", *rows]
        ),
    )
    return [row["bits"] for row in alone(bench, "ring_scores.book_evidence")]


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
    assert bits_of(bench, *targets) == [pytest.approx(bits)]


def test_without_an_address_book_there_is_no_evidence(bench: Bench) -> None:
    assert bits_of(bench, "2  0  no", "2  2  no") == []
