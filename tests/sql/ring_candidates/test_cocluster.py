"""Sets of accounts that share their targets all together, however little any two share."""

import random

from tests.sql.given import by_kernel
from tests.sql.ring_candidates.edges import Pairs, bystanders, sets, stage, turned
from tests.sql.tables import Bench

NAME = "ring_candidates.cocluster"
MEMBERS = [f"m{number:02}" for number in range(24)]


def divided(seed: int = 0) -> Pairs:
    """Return adds of 30 of 150 victims by each member: any two share about six."""
    drawn = random.Random(seed)
    return [
        (member, f"v{victim:03}")
        for member in MEMBERS
        for victim in sorted(drawn.sample(range(150), 30))
    ]


def test_accounts_that_divide_a_list_are_a_set_and_those_with_lists_of_their_own_none(
    bench: Bench,
) -> None:
    stage(bench, [*divided(), *bystanders()])
    assert sets(by_kernel(bench, NAME)) == {0: set(MEMBERS)}


def test_the_ids_and_the_order_of_rows_change_nothing(bench: Bench) -> None:
    stage(bench, [*divided(), *bystanders()][::-1], turned)
    assert sets(by_kernel(bench, NAME)) == {0: {turned(name) for name in MEMBERS}}


def test_a_set_has_as_many_accounts_as_the_policy_wants(bench: Bench) -> None:
    stage(bench, [*divided(), *bystanders()])
    assert sets(by_kernel(bench, NAME, min_actors=24)) == {0: set(MEMBERS)}
    assert by_kernel(bench, NAME, min_actors=25) == []


def test_no_adds_are_no_set(bench: Bench) -> None:
    stage(bench, [])
    assert by_kernel(bench, NAME) == []
