"""Adds of targets whom several strangers added, by members of candidate sets."""

from typing import Any

from tests.sql.given import alone, give
from tests.sql.tables import Bench

RESPONSES = "account_id  other_id  is_add  is_gone  is_answered  is_silent"


def shared(bench: Bench, candidates: str = "ab", responses: str = "") -> dict[tuple[str, str], Any]:
    """Return the adds by member and target: a, b and c added x; a, whom y lists, added y, as b."""
    pairs = [("a", "x"), ("b", "x"), ("c", "x"), ("b", "y"), ("c", "y"), ("a", "alone")]
    give(
        bench,
        ring_inputs__stranger_add_edge="\n".join(
            ["account_id  target_id", *map("  ".join, pairs)]
        ),
        ring_inputs__shared_target="""
            target_id  actor_count  add_count  target_count  account_count
            x          3            5          2             100
            y          2            5          2             100
        """,
        ring_candidates__candidate_member="\n".join(
            ["method  set_number  account_id"]
            + [f"{method}  0  {name}" for name in candidates for method in ("block", "group")]
        ),
        acts__bulk_add="""
            account_id  target_id  first_at
            a           y          10:00
            b           y          10:00
            c           y          10:00
            a           x          10:00
        """,
        acts__acquaintance="""
            account_id  other_id  known_from_at
            a           y         09:59
            b           y         10:00
            c           y         -
            a           x         -
        """,
        ring_inputs__outside_response=f"{RESPONSES}\n{responses}",
        staging__account_name="account_id  name\na  A\nb  B\nc  C",
    )  # fmt: skip
    rows = alone(bench, "ring_members.shared_add")
    found = {(row["account_id"], row["target_id"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def test_adds_by_candidates_of_targets_that_are_shared_are_rows_with_how_often_they_are(
    bench: Bench,
) -> None:
    rows = shared(bench)
    assert rows.keys() == {("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")}
    row = rows["a", "x"]
    assert (row["account_name"], row["actor_count"]) == ("A", 3)
    assert (row["add_count"], row["target_count"], row["account_count"]) == (5, 2, 100)


def test_an_add_by_a_contact_is_told_from_that_by_a_stranger(bench: Bench) -> None:
    assert {key: row["is_listed"] for key, row in shared(bench).items()} == {
        ("a", "x"): False,
        ("a", "y"): True,
        ("b", "x"): False,
        ("b", "y"): False,
    }


def test_only_what_is_known_of_a_response_to_an_add_is_an_outcome(bench: Bench) -> None:
    rows = shared(
        bench,
        responses="""a  x  yes  yes  no   no
            b  x  yes  no   no   no
            b  x  no   yes  no   no
            b  y  yes  no   yes  no""",
    )
    told = ("has_outcome", "is_gone", "is_answered")
    assert [rows["a", "x"][name] for name in told] == [True, True, False]
    # Too early to tell; and what came of a message is not what came of the add.
    assert [rows["b", "x"][name] for name in told] == [False, False, False]
    assert [rows["b", "y"][name] for name in told] == [True, False, True]
    assert [rows["a", "y"][name] for name in told] == [False, False, False]


def test_silence_is_an_outcome(bench: Bench) -> None:
    row = shared(bench, responses="a  x  yes  no  no  yes")["a", "x"]
    assert (row["has_outcome"], row["is_gone"], row["is_answered"]) == (True, False, False)
