"""A reason with a window has events."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def test_events_of_another_account_or_another_rule_are_none_of_the_reasons(bench: Bench) -> None:
    give(
        bench,
        score__reason="""
            account_id  rule   signal  window_end_at
            a           burst  s       10:00
            a           fresh  s       10:00
            b           burst  s       10:00
        """,
        evidence__event="""
            account_id  rule   event_at
            a           burst  09:00
        """,
    )
    rows = alone(bench, "checks.flag_without_evidence")
    assert [(row["account_id"], row["rule"]) for row in rows] == [("a", "fresh"), ("b", "burst")]


def test_a_reason_without_a_window_may_rest_on_events_that_are_no_longer_loaded(
    bench: Bench,
) -> None:
    give(
        bench,
        score__reason="""
            account_id  rule     signal  window_end_at
            a           patient  s       -
        """,
        evidence__event="account_id  rule  event_at",
    )
    assert alone(bench, "checks.flag_without_evidence") == []
