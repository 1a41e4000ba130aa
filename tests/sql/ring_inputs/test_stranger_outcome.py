"""How the strangers of an account respond, summed."""

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench

HEADER = "account_id  other_id  is_gone  is_answered  is_silent  bits"
GONE, ANSWERED, SILENT, EARLY = (
    "yes  no  no  2.3",
    "no  yes  no  -2.3",
    "no  no  yes  0.17",
    "no  no  no  0",
)


@pytest.mark.parametrize(
    ("responses", "outcome_count", "bits", "is_unwelcome"),
    [
        ([SILENT, SILENT], 2, 0.34, False),
        ([SILENT, SILENT, EARLY], 2, 0.34, False),
        ([SILENT, SILENT, SILENT], 3, 0.51, True),
        ([GONE, ANSWERED, SILENT], 3, 0.17, True),
        # No evidence either way is none against the account.
        ([GONE, ANSWERED, GONE, ANSWERED], 4, 0, False),
        ([ANSWERED, ANSWERED, GONE], 3, -2.3, False),
        ([EARLY, EARLY, EARLY], 0, 0, False),
    ],
)
def test_an_account_is_unwelcome_where_enough_responses_are_known_and_point_to_spam(
    bench: Bench, responses: list[str], outcome_count: int, bits: float, is_unwelcome: bool
) -> None:
    rows = [f"a  x{number}  {response}" for number, response in enumerate(responses)]
    give(bench, ring_inputs__outside_response="\n".join([HEADER, *rows, f"b  x0  {GONE}"]))
    a, b = alone(bench, "ring_inputs.stranger_outcome")
    assert (a["outcome_count"], a["is_unwelcome"]) == (outcome_count, is_unwelcome)
    assert a["bits"] == pytest.approx(bits)
    assert (b["outcome_count"], b["is_unwelcome"]) == (1, False)
