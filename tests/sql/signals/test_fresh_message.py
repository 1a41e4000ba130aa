"""Messages within seconds of an account's first hour."""

import pytest

from tests.sql.tables import Bench, at


def burst(start: str, account: str = "fresh", recipient: str = "bob") -> str:
    return f"""
        sent_at       sender_id   recipient_id   group_id   message_count
        {start}       {account}   {recipient}    -          60
        {start}.5     {account}   cleo           -          40
        {start}.6     {account}   -              g1         500
    """


@pytest.mark.parametrize("registered", ["09:00:00", "10:00:00"])
def test_one_to_one_messages_of_the_first_hour_are_counted(bench: Bench, registered: str) -> None:
    bench.stage(
        account=[{"account_id": "fresh", "registered_at": registered}],
        message_edge=burst("10:00:00"),
    )
    (row,) = bench.build("signals.fresh_message")
    assert row["fresh_message_15s_max_count"] == 100
    assert row["window_end_at"] == at("10:00:00.5")


@pytest.mark.parametrize("registered", ["08:59:59.499999", "10:00:01"])
def test_before_registration_or_after_the_first_hour_nothing_counts(
    bench: Bench, registered: str
) -> None:
    bench.stage(
        account=[{"account_id": "fresh", "registered_at": registered}],
        message_edge=burst("10:00:00"),
    )
    assert bench.build("signals.fresh_message") == []


def test_an_account_registered_before_midnight_is_fresh_after_it(bench: Bench) -> None:
    bench.stage(
        account=[{"account_id": "fresh", "registered_at": "-1d 23:30:00"}],
        message_edge="""
            sent_at            sender_id  recipient_id  message_count
            -1d 23:59:50       fresh      bob           50
            00:00:04.999999    fresh      bob           50
        """,
    )
    (row,) = bench.build("signals.fresh_message")
    assert row["fresh_message_15s_max_count"] == 100


def test_without_an_accounts_log_nobody_is_known_to_be_fresh(bench: Bench) -> None:
    bench.stage(message_edge=burst("10:00:00"))
    assert bench.build("signals.fresh_message") == []
