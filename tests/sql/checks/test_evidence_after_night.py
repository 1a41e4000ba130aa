"""No evidence is later than the night."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def test_the_first_instant_of_the_next_day_is_after_the_night_and_the_one_before_is_not(
    bench: Bench,
) -> None:
    bench.stage()
    bench.build("staging.night")
    give(
        bench,
        evidence__event="""
            account_id  rule  event_at
            a           r     23:59:59.999999
            a           r     -1d 10:00
            b           r     1d 00:00
        """,
    )
    (row,) = alone(bench, "checks.evidence_after_night")
    assert row["account_id"] == "b"
