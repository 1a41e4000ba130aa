"""Strangers whom several of the compared accounts added."""

from typing import Any

from tests.sql.given import alone, give
from tests.sql.rings.test_ring import MEMBERS, VICTIMS, adds, leaves
from tests.sql.rings.test_ring import stage as stage_ring
from tests.sql.tables import Bench


def shared(bench: Bench, registered: str = "", added: str = "xyz") -> list[dict[str, Any]]:
    """Return the shared targets, where x is one of three, y of two and z of a single account."""
    give(
        bench,
        ring_inputs__stranger_add_edge="""
            account_id  target_id
            a           x
            b           x
            c           x
            a           y
            b           y
            a           z
        """,
        staging__registration="\n".join(["account_id", *registered]),
        history__add_pair_day="\n".join(["target_id", *added]),
    )
    return alone(bench, "ring_inputs.shared_target")


def test_a_target_of_two_is_shared_and_one_of_a_single_account_is_not(bench: Bench) -> None:
    x, y = shared(bench)
    assert (x["target_id"], x["actor_count"]) == ("x", 3)
    assert (y["target_id"], y["actor_count"]) == ("y", 2)
    for row in (x, y):
        assert (row["add_count"], row["target_count"], row["account_count"]) == (5, 2, 3)


def test_possible_targets_are_the_registered_or_the_added_whichever_are_more(bench: Bench) -> None:
    for registered, added, count in (("", "xyzxyzx", 3), ("abcx", "xyz", 4), ("ab", "xyz", 3)):
        assert {row["account_count"] for row in shared(bench, registered, added)} == {count}


def test_accounts_that_only_later_nights_name_change_no_set(bench: Bench) -> None:
    # Half of what this account adds are the ring's targets: it is at the edge of the set.
    others = [f"p{number}" for number in range(60)]
    mixed = [*adds(["half"], VICTIMS[:31]), *adds(["half"], others[:14])]
    ring = [*adds(MEMBERS, VICTIMS), *leaves([*MEMBERS, "half"], VICTIMS[:20])]
    stage_ring(bench, [*ring, *mixed, *adds(["z1"], others), *adds(["z2"], others)])
    before = bench.build("ring_members.set_member")
    assert before
    bench.engine.append(
        "staging.account_name", "SELECT 'later ' || i, 'later ' || i FROM range(20000) AS n (i)", {}
    )
    assert bench.build("ring_members.set_member") == before
