"""Sets of accounts that share their targets all together, however little any two share."""

import random

from tests.sql.given import by_kernel
from tests.sql.ring_candidates.edges import Pairs, sets, stage, turned
from tests.sql.tables import Bench

NAME = "ring_candidates.cocluster"
MEMBERS = [f"m{number:02}" for number in range(24)]


def divided() -> Pairs:
    """Return adds of 20 of 150 victims by each member, and of 30 of 900 people by 100 others."""
    drawn = random.Random(0)
    others = [f"o{number:02}" for number in range(100)]
    return [
        (actor, f"v{target:03}")
        for actors, count, people in ((MEMBERS, 20, 150), (others, 30, 900))
        for actor in actors
        for target in sorted(drawn.sample(range(people), count))
    ]


def test_accounts_that_divide_a_list_are_a_set_and_those_who_add_anybody_none(
    bench: Bench,
) -> None:
    stage(bench, divided())
    assert sets(by_kernel(bench, NAME)) == {0: set(MEMBERS)}


def test_the_ids_and_the_order_of_rows_change_nothing(bench: Bench) -> None:
    stage(bench, divided()[::-1], turned)
    assert sets(by_kernel(bench, NAME)) == {0: {turned(name) for name in MEMBERS}}


def test_a_set_has_as_many_accounts_as_the_policy_wants(bench: Bench) -> None:
    stage(bench, divided())
    assert set(MEMBERS) in sets(by_kernel(bench, NAME, min_actors=24)).values()
    assert set(MEMBERS) not in sets(by_kernel(bench, NAME, min_actors=25)).values()


def test_no_adds_are_no_set(bench: Bench) -> None:
    stage(bench, [])
    assert by_kernel(bench, NAME) == []
