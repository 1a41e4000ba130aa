"""How the strangers of a set's members responded."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def outcome(bench: Bench, *outcomes: str, others: str = "") -> dict[str, Any]:
    """Return the row of a set of members with such gone_count, bits and outcome_count."""
    members = [f"m{number}" for number in range(len(outcomes))]
    rows = [
        f"{name}  {row}" for name, row in zip(members, outcomes, strict=True) if row != "nothing"
    ]
    give(
        bench,
        ring_members__set_member="\n".join(
            ["set_number  account_id", *(f"3  {name}" for name in members)]
        ),
        ring_inputs__stranger_outcome="\n".join(
            ["account_id  gone_count  bits  outcome_count", *rows, others]
        ).rstrip(),
    )
    (row,) = alone(bench, "ring_scores.set_outcome")
    assert row["set_number"] == 3
    return row


def test_the_median_member_speaks_for_all_responses_of_the_set(bench: Bench) -> None:
    row = outcome(bench, "1  4  4", "0  2  4", "4  9.2  4", others="x  9  99  9")
    # A bit a response is the median of 1, 0.5 and 2.3; twelve responses are known.
    assert row["bits"] == pytest.approx(12)
    assert row["gone_share"] == pytest.approx(5 / 12)


def test_one_unwelcome_member_does_not_speak_for_a_set_of_which_nothing_else_is_known(
    bench: Bench,
) -> None:
    row = outcome(bench, "4  9.2  4", "nothing", "0  0  0")
    assert row["bits"] == 0
    assert row["gone_share"] == 1


def test_thirty_responses_count_at_most(bench: Bench) -> None:
    assert outcome(bench, "0  15  15", "0  14  14")["bits"] == pytest.approx(29)
    assert outcome(bench, "0  16  16", "0  15  15")["bits"] == pytest.approx(30)
    assert outcome(bench, "0  -20  20", "0  -20  20")["bits"] == pytest.approx(-30)


def test_of_a_set_without_any_response_nothing_is_known(bench: Bench) -> None:
    row = outcome(bench, "nothing", "nothing")
    assert (row["bits"], row["gone_share"]) == (0, None)
