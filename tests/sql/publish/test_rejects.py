"""Which rejected rows a night publishes."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def test_rows_of_the_date_are_published_and_those_of_the_day_before_were(bench: Bench) -> None:
    bench.stage()
    bench.build("staging.night")
    give(
        bench,
        staging__reject="""
            log       date  file       row_number  reason         raw
            accounts  0d    a.csv      3           unknown type   {}
            accounts  0d    b.parquet  -           unknown type   -
            accounts  -1d   a.csv      4           unknown type   {}
        """,
    )
    first, second = alone(bench, "publish.rejects")
    assert first == {
        "log": "accounts",
        "file": "a.csv",
        "row_number": 3,
        "reason": "unknown type",
        "raw": "{}",
    }
    assert (second["file"], second["row_number"], second["raw"]) == ("b.parquet", None, None)
