"""The sets of all detectors in one table."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench

DETECTORS = {
    "block": "block",
    "cocluster": "cocluster",
    "group": "group_set",
    "lockstep": "lockstep",
    "registration": "registration_set",
    "rejection": "rejection",
}


def test_each_member_of_each_detector_s_sets_is_a_row_and_who_is_in_no_block_is_none(
    bench: Bench,
) -> None:
    give(
        bench,
        **{
            f"ring_candidates__{table}": f"set_number  account_id\n0  {method}0\n1  {method}1\n-1  -"
            if method == "block"
            else f"set_number  account_id\n0  {method}0\n1  {method}1"
            for method, table in DETECTORS.items()
        },
    )
    rows = alone(bench, "ring_candidates.candidate_member")
    assert [(row["method"], row["set_number"], row["account_id"]) for row in rows] == [
        (method, number, f"{method}{number}") for method in DETECTORS for number in (0, 1)
    ]


def test_an_account_that_two_detectors_find_stands_there_twice(bench: Bench) -> None:
    give(
        bench,
        **{
            f"ring_candidates__{table}": "set_number  account_id"
            + ("\n0  a" if method in ("lockstep", "rejection") else "")
            for method, table in DETECTORS.items()
        },
    )
    rows = alone(bench, "ring_candidates.candidate_member")
    assert [row["method"] for row in rows] == ["lockstep", "rejection"]
