"""How many surge tests a night made, and how many were discoveries."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench

HEADER = """
    account_id  message_surge_log10  recipient_surge_log10  add_surge_log10  surge_discovery_count
"""


def test_each_test_made_counts_whatever_its_result(bench: Bench) -> None:
    give(
        bench,
        signals__surge=HEADER.rstrip()
        + """
    a           0.0                  9.0                    -                1
    b           -                    -                      0.5              0
    c           8.0                  8.0                    8.0              3
    d           -                    -                      -                -
        """,
    )
    assert alone(bench, "score.discovery") == [{"test_count": 6, "discovery_count": 4}]


def test_a_night_without_tests_made_none(bench: Bench) -> None:
    give(bench, signals__surge=HEADER)
    assert alone(bench, "score.discovery") == [{"test_count": 0, "discovery_count": 0}]
