"""Sets of accounts that share more targets two by two than chance gives."""

from tests.sql.given import by_kernel
from tests.sql.ring_candidates.edges import (
    MEMBERS,
    VICTIMS,
    bystanders,
    sets,
    shared,
    stage,
    turned,
)
from tests.sql.tables import Bench

NAME = "ring_candidates.lockstep"


def test_accounts_that_work_through_one_list_are_a_set_and_those_with_lists_of_their_own_none(
    bench: Bench,
) -> None:
    stage(bench, [*shared(MEMBERS, VICTIMS), *bystanders()])
    assert sets(by_kernel(bench, NAME)) == {0: set(MEMBERS)}


def test_sets_are_numbered_by_size_then_by_name_whatever_the_ids_and_the_order_of_rows(
    bench: Bench,
) -> None:
    small, others = [f"a{n}" for n in range(6)], [f"w{n:02}" for n in range(45)]
    pairs = [*shared(small, others), *shared(MEMBERS, VICTIMS), *bystanders()]
    stage(bench, pairs)
    assert sets(by_kernel(bench, NAME)) == {0: set(MEMBERS), 1: set(small)}
    stage(bench, pairs[::-1], turned)
    assert sets(by_kernel(bench, NAME)) == {
        0: {turned(name) for name in MEMBERS},
        1: {turned(name) for name in small},
    }


def test_a_member_is_linked_with_four_others_at_least(bench: Bench) -> None:
    stage(bench, [*shared(MEMBERS[:5], VICTIMS), *bystanders()])
    assert sets(by_kernel(bench, NAME)) == {0: set(MEMBERS[:5])}
    stage(bench, [*shared(MEMBERS[:4], VICTIMS), *bystanders()])
    assert by_kernel(bench, NAME) == []


def test_no_adds_are_no_set(bench: Bench) -> None:
    stage(bench, [])
    assert by_kernel(bench, NAME) == []
