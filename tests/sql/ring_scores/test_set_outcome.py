"""How the targets of a set responded, all members together."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench

GONE, SILENT, ANSWERED = "yes  no   2.0", "no   yes  0.5", "no   no   -3.0"


def outcome(bench: Bench, **responses: dict[str, str]) -> dict[str, Any] | None:
    """Return the row of a set whose members' targets respond so; None: there is none."""
    give(
        bench,
        ring_members__set_member="\n".join(
            ["set_number  account_id", *(f"3  {member}" for member in responses)]
        ),
        ring_scores__target_response="\n".join(
            ["set_number  account_id  target_id  is_gone  is_silent  bits"]
            + [
                f"3  {member}  {target}  {response}"
                for member, targets in responses.items()
                for target, response in targets.items()
            ]
            + ["9  elsewhere  x  no  no  -99"]
        ),
    )
    return next(
        (row for row in alone(bench, "ring_scores.set_outcome") if row["set_number"] == 3), None
    )


def many(response: str, count: int, name: str = "t") -> dict[str, str]:
    """Return that many targets, all with the same response."""
    return {f"{name}{number}": response for number in range(count)}


def test_a_target_counts_once_with_the_mean_of_its_responses(bench: Bench) -> None:
    row = outcome(bench, a={"x": GONE, "y": SILENT}, b={"x": SILENT, "z": GONE})
    assert row is not None
    assert row["bits"] == pytest.approx((2 + 0.5) / 2 + 0.5 + 2)
    assert row["gone_share"] == pytest.approx(2 / 3)


def test_eight_accomplices_who_answer_all_members_are_eight_targets(bench: Bench) -> None:
    members = {
        f"m{number}": many(ANSWERED, 8, "friend") | many(GONE, 4, f"of-{number}-")
        for number in range(10)
    }
    row = outcome(bench, **members)
    assert row is not None
    # 48 targets: more than half of all responses, and a sixth of the targets, are answers.
    assert row["bits"] == pytest.approx(8 * -3 + 40 * 2)


def test_the_middle_half_of_the_members_speaks_for_all(bench: Bench) -> None:
    members = {name: many(SILENT, 2, name) for name in "abcdef"}
    row = outcome(bench, **members, loved=many(ANSWERED, 9, "l"), hated=many(GONE, 9, "h"))
    assert row is not None
    assert (row["bits"], row["gone_share"]) == (6, 0)


def test_a_member_without_responses_counts_as_one_that_says_nothing(bench: Bench) -> None:
    assert outcome(bench, a={"x": GONE}, b={}, c={}, d={}, e={}, f={}) is None


def test_sixty_responses_count_at_most_and_thirty_of_silence(bench: Bench) -> None:
    for response, count, bits in (
        (GONE, 60, 120),
        (GONE, 61, 120),
        (ANSWERED, 90, -180),
        (SILENT, 30, 15),
        (SILENT, 99, 15),
    ):
        row = outcome(bench, a=many(response, count))
        assert row is not None
        assert row["bits"] == pytest.approx(bits)


def test_of_a_set_without_any_response_nothing_is_known(bench: Bench) -> None:
    assert outcome(bench, a={}, b={}) is None
