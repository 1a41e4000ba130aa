"""What the registration says."""

import pytest

from tests.sql.tables import Bench


def test_the_latest_row_of_an_account_is_the_one_that_counts(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at  registration_risk  phone_country  network_country  date
            a           -9d 12:00      0.9                BR             VN               -9d
            a           -3d 12:00      0.2                BR             BR               -3d
            a           -2d 12:00      0.1                BR             BR               -3d
        """
    )
    (row,) = bench.build("signals.account")
    assert row["account_age_days"] == pytest.approx(1.5)
    assert row["registration_risk"] == 0.1
    assert row["registration_country_mismatch_count"] == 0
    assert row["registration_shared_1h_count"] is None


def test_what_is_not_given_is_unknown(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at  phone_country
            a           06:00          BR
        """
    )
    (row,) = bench.build("signals.account")
    assert row["account_age_days"] == pytest.approx(-0.25)
    assert row["registration_risk"] is None
    assert row["registration_country_mismatch_count"] is None


def test_the_fullest_hour_that_holds_the_registration_is_counted(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at     device_id  network_id
            a           -2d 10:00         d1         n1
            b           -2d 10:30         d1         n2
            c           -2d 10:59:59      d1         n3
            d           -2d 11:00         d1         n4
            e           -2d 12:00         d2         n1
        """
    )
    counts = {
        row["account_id"]: row["registration_shared_1h_count"]
        for row in bench.build("signals.account")
    }
    assert counts == {"a": 2, "b": 2, "c": 2, "d": 2, "e": 0}
