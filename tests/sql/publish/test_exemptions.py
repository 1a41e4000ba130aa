"""Exceptions are published under the names of accounts."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def test_each_exception_of_an_account_is_a_row_and_what_is_not_known_of_it_is_null(
    bench: Bench,
) -> None:
    give(
        bench,
        staging__account_name="""
            account_id  name
            1           amy
            2           bob
        """,
        score__exemption="""
            account_id  rule   decision_before  decision  exception  signal  observed  threshold  text
            1           burst  ban              review    unless     age     40        30         old
            1           burst  review           none      verdict    -       -         -          cleared
        """,
    )
    none, review = alone(bench, "publish.exemptions")[::-1]
    assert {none["account_id"], review["account_id"]} == {"amy"}
    assert (review["decision_before"], review["decision"]) == ("ban", "review")
    assert (review["observed"], review["threshold"], review["text"]) == (40, 30, "old")
    assert [none[name] for name in ("signal", "observed", "threshold")] == [None] * 3
