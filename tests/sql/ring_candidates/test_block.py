"""Dense blocks of adders and targets, among the accounts that are in no other set."""

import pytest

from tests.sql.given import alone, by_kernel, give
from tests.sql.ring_candidates.edges import (
    MEMBERS,
    VICTIMS,
    Pairs,
    bystanders,
    sets,
    shared,
    stage,
    turned,
)
from tests.sql.tables import Bench

NAME = "ring_candidates.block"


def blocks(
    bench: Bench, pairs: Pairs, lockstep: str = "", cocluster: str = "", bits: str = ""
) -> None:
    """Provide adds, the members of other sets, and how strangers receive accounts."""
    stage(bench, pairs, turned)
    give(
        bench,
        ring_candidates__lockstep=f"set_number  account_id\n{lockstep}",
        ring_candidates__cocluster=f"set_number  account_id\n{cocluster}",
        signals__add_reception=f"account_id  add_stranger_reception_bits\n{bits}",
    )


def test_a_dense_block_is_a_set_and_what_is_left_stands_in_a_row_of_its_own(bench: Bench) -> None:
    blocks(bench, [*shared(MEMBERS, VICTIMS), *bystanders()])
    rows = by_kernel(bench, NAME)
    assert sets(rows) == {0: {turned(name) for name in MEMBERS}}
    (rest,) = [row for row in rows if row["set_number"] == -1]
    assert rest["account_id"] is None


def test_accounts_that_another_detector_found_are_in_no_block(bench: Bench) -> None:
    pairs = [*shared(MEMBERS, VICTIMS), *bystanders()]
    blocks(bench, pairs, lockstep="\n".join(f"0  {turned(name)}" for name in MEMBERS))
    assert sets(by_kernel(bench, NAME)) == {}
    half = [turned(name) for name in MEMBERS[:4]]
    blocks(bench, pairs, cocluster="\n".join(f"0  {name}" for name in half))
    assert sets(by_kernel(bench, NAME)) == {}
    assert not {row["account_id"] for row in alone(bench, NAME)} & set(half)


@pytest.mark.parametrize(
    ("bits", "prior"), [("", 1 / 257), ("0m  -", 1 / 257), ("0m  8", 1 / 2), ("0m  -8", 2**-16)]
)
def test_the_prior_of_an_account_is_its_probability_of_spam_by_the_responses_to_it(
    bench: Bench, bits: str, prior: float
) -> None:
    blocks(bench, [("m0", "v")], bits=bits)
    (row,) = alone(bench, NAME)
    assert (row["account_id"], row["target_id"]) == ("0m", "v")
    assert row["prior"] == pytest.approx(prior, rel=1e-4)
