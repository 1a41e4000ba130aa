"""Accounts that were fresh at some time of the date or the day before."""

import pytest

from tests.sql.tables import Bench, at


@pytest.mark.parametrize(
    ("registered", "hours", "is_fresh"),
    [
        ("-4d 00:00", 72, False),
        ("-4d 00:00:00.000001", 72, True),
        ("-4d 00:00", 73, True),
        ("23:59:59.999999", 72, True),
        ("1d 00:00", 72, False),
        ("-3d 12:00", 24, False),
    ],
)
def test_an_account_is_fresh_if_it_was_until_later_than_the_start_of_the_day_before(
    bench: Bench, registered: str, hours: int, is_fresh: bool
) -> None:
    bench.stage(account=[{"account_id": "al", "registered_at": registered}])
    assert len(bench.build("acts.fresh_account", fresh_hours=hours)) == int(is_fresh)


def test_an_account_stops_being_fresh_so_many_hours_after_its_latest_registration(
    bench: Bench,
) -> None:
    bench.stage(
        account="""
            account_id  registered_at  date
            al          -1d 10:00      -1d
            al          -2d 10:00      -0d
            unknown     -20000d 10:00  -0d
        """
    )
    (row,) = bench.build("acts.fresh_account")
    assert (row["account_id"], row["registered_at"]) == ("al", at("-2d 10:00"))
    assert row["fresh_until_at"] == at("1d 10:00")


def test_without_an_accounts_log_no_account_is_fresh(bench: Bench) -> None:
    bench.stage(message_edge="sent_at  sender_id  recipient_id\n10:00  al  bob")
    assert bench.build("acts.fresh_account") == []
