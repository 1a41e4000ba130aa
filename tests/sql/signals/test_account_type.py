"""Of which type the account is."""

from tests.sql.tables import Bench


def test_the_type_is_told_by_figures_and_the_latest_row_counts(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at  account_type  date
            a           -9d 12:00      api           -9d
            a           -9d 12:00      business      -3d
            b           -9d 12:00      api           -9d
            c           -9d 12:00      consumer      -9d
        """
    )
    rows = bench.build("signals.account_type")
    types = {
        row["account_id"]: (row["registration_business_count"], row["registration_api_count"])
        for row in rows
    }
    assert types == {"a": (1, 0), "b": (0, 1), "c": (0, 0)}


def test_who_has_no_accounts_row_has_no_type(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.account_type") == []
