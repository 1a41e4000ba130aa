"""Responses count but for those of accomplices."""

from typing import Any

from tests.sql.given import alone, give
from tests.sql.tables import Bench

HEADER = "account_id  other_id  is_add  is_gone  is_answered  is_silent  bits"


def responses(bench: Bench, *pairs: str) -> list[tuple[Any, ...]]:
    """Return the pairs that are left, where m and n are in one rejected set, and o in another."""
    give(
        bench,
        acts__response_evidence="\n".join(
            [HEADER, *(f"{pair}  yes  no  yes  no  -2.3" for pair in pairs)]
        ),
        ring_candidates__rejection="set_number  account_id\n0  m\n0  n\n1  o",
    )
    return [
        (row["account_id"], row["other_id"]) for row in alone(bench, "ring_inputs.outside_response")
    ]


def test_what_a_member_answers_another_of_its_set_does_not_count(bench: Bench) -> None:
    assert responses(bench, "m  n", "n  m") == []


def test_what_others_answer_a_member_and_members_answer_others_counts(bench: Bench) -> None:
    pairs = ["m  x", "m  o", "x  m", "x  y"]
    assert responses(bench, *pairs) == [tuple(pair.split()) for pair in sorted(pairs)]


def test_a_response_is_handed_on_as_it_is(bench: Bench) -> None:
    assert len(responses(bench, "x  y")) == 1
    (row,) = alone(bench, "ring_inputs.outside_response")
    known = (row["is_add"], row["is_gone"], row["is_answered"], row["is_silent"], row["bits"])
    assert known == (True, False, True, False, -2.3)
