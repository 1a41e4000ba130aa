"""Strangers whom several of the compared accounts added."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def test_a_target_of_two_is_shared_and_one_of_a_single_account_is_not(bench: Bench) -> None:
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
        staging__account_name="\n".join(["account_id  name", *(f"{c}  {c}" for c in "abcxyzq")]),
    )
    x, y = alone(bench, "ring_inputs.shared_target")
    assert (x["target_id"], x["actor_count"]) == ("x", 3)
    assert (y["target_id"], y["actor_count"]) == ("y", 2)
    for row in (x, y):
        assert (row["add_count"], row["target_count"], row["account_count"]) == (5, 2, 7)
