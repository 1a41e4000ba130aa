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


EPOCH = "-20522d 00:00"  # 1970-01-01


def test_a_registration_before_the_platform_began_has_no_age_and_keeps_its_places(
    bench: Bench,
) -> None:
    bench.stage(
        account=f"""
            account_id  registered_at  device_id  phone_country  network_country  registration_risk
            epoch       {EPOCH}        d          BR             VN               0.5
            other       {EPOCH}        d          BR             BR               -
            dated       -2d 10:00      d          BR             BR               -
            beside      -2d 10:20      d          BR             BR               -
        """
    )
    rows = {row["account_id"]: row for row in bench.build("signals.account")}
    assert rows["epoch"]["account_age_days"] is None
    assert rows["epoch"]["registration_risk"] == 0.5
    assert rows["epoch"]["registration_country_mismatch_count"] == 1
    assert rows["epoch"]["registration_shared_1h_count"] is None
    assert rows["dated"]["account_age_days"] == pytest.approx(2 - 10 / 24)
    assert rows["dated"]["registration_shared_1h_count"] == 1


@pytest.mark.parametrize(("day", "is_known"), [("-13217d", True), ("-13218d", False)])
def test_the_platform_begins_with_its_first_day(bench: Bench, day: str, is_known: bool) -> None:
    bench.stage(account=f"account_id  registered_at\na  {day} 00:00")
    (row,) = bench.build("signals.account")
    assert (row["account_age_days"] is not None) == is_known


def test_of_two_rows_of_a_day_the_one_with_a_date_counts(bench: Bench) -> None:
    bench.stage(
        account=f"""
            account_id  registered_at  date
            a           {EPOCH}        -3d
            a           -9d 00:00      -3d
        """
    )
    (row,) = bench.build("signals.account")
    assert row["account_age_days"] == 9
