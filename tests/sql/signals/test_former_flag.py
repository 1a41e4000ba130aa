"""What earlier nights decided of the account."""

import datetime

import pyarrow as pa

from tests.sql.tables import NIGHT, Bench


def test_nights_are_counted_and_the_last_of_them_dated(bench: Bench) -> None:
    bench.stage()
    rows = [
        {"account_id": account, "date": NIGHT - datetime.timedelta(days), "decision": decision}
        for account, days, decision in (
            ("amy", 9, "review"),
            ("amy", 4, "ban"),
            ("amy", 3, "watch"),
            ("bob", 1, "review"),
        )
    ]
    bench.engine.provide("staging.former_flag", pa.Table.from_pylist(rows))
    assert bench.build("signals.former_flag") == [
        {
            "account_id": "amy",
            "flagged_night_count": 3,
            "flagged_ban_night_count": 1,
            "flagged_idle_days": 3,
        },
        {
            "account_id": "bob",
            "flagged_night_count": 1,
            "flagged_ban_night_count": 0,
            "flagged_idle_days": 1,
        },
    ]
