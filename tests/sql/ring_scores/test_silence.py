"""What the silence of a stranger says, by how many answer tonight."""

import math
from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench

ANSWERED, SILENT, GONE = "no  yes  no", "no  no  yes", "yes  no  no"


def silence(
    bench: Bench, *responses: str, members: str = "", is_add: str = "yes"
) -> dict[str, Any]:
    """Return the row for responses: account, other, and whether it is gone, answered or silent."""
    give(
        bench,
        ring_members__set_member="\n".join(["account_id", *members]),
        ring_inputs__outside_response="\n".join(
            ["account_id  is_gone  is_answered  is_silent  is_add"]
            + [f"{response}  {is_add}" for response in responses]
        ),
    )
    (row,) = alone(bench, "ring_scores.silence")
    return row


def test_without_a_response_the_usual_shares_hold(bench: Bench) -> None:
    row = silence(bench)
    assert row["answered_share"] == pytest.approx(0.3)
    assert row["bits"] == pytest.approx(math.log2(0.74 / 0.66), abs=1e-6)


def test_where_hardly_anybody_answers_silence_is_no_sign_of_spam(bench: Bench) -> None:
    row = silence(bench, *(f"a{number}  {SILENT}" for number in range(980)))
    assert row["answered_share"] == pytest.approx(20 * 0.3 / 1000)
    assert row["bits"] < 0


def test_where_more_answer_than_usual_the_usual_share_holds(bench: Bench) -> None:
    row = silence(bench, *(f"a{number}  {ANSWERED}" for number in range(99)))
    assert row["answered_share"] == pytest.approx(0.3)


def test_each_account_counts_once_and_members_of_sets_and_messages_do_not(bench: Bench) -> None:
    mine = [f"a  {ANSWERED}", f"a  {SILENT}", f"a  {GONE}", f"a  {SILENT}"]
    spam = [f"m  {SILENT}"] * 99
    expected = pytest.approx((0.25 + 20 * 0.3) / 21)
    assert silence(bench, *mine, *spam, members="m")["answered_share"] == expected
    assert silence(bench, *mine, is_add="no")["answered_share"] == pytest.approx(0.3)
