"""An account has one flag."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def test_two_flags_of_an_account_are_found_though_they_decide_the_same(bench: Bench) -> None:
    give(
        bench,
        score__flag="""
            account_id  decision
            a           ban
            b           ban
            b           ban
        """,
    )
    assert alone(bench, "checks.flag_twice") == [{"account_id": "b", "row_count": 2}]
