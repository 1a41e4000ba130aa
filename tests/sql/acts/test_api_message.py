"""The messages of api accounts, to accounts and to groups."""

import pytest

from tests.sql.tables import Bench

MESSAGES = """
    sent_at  sender_id  recipient_id  group_id  message_count  event_id
    10:00    api        bob           -         20             e1
    10:00    api        -             g1        5              e2
    10:00    business   bob           -         20             e3
    10:00    consumer   api           -         20             e4
    10:00    stranger   bob           -         20             e5
"""
ACCOUNTS = """
    account_id  registered_at  account_type
    api         -90d 10:00     api
    business    -90d 10:00     business
    consumer    -90d 10:00     consumer
"""


def test_messages_of_api_accounts_count_with_their_number_whatever_they_are_sent_to(
    bench: Bench,
) -> None:
    bench.stage(message_edge=MESSAGES, account=ACCOUNTS)
    rows = bench.build("acts.api_message")
    assert {row["event_id"]: row["message_count"] for row in rows} == {"e1": 20, "e2": 5}
    assert {(row["other_id"], row["group_id"]) for row in rows} == {("bob", None), (None, "g1")}


def test_the_latest_row_of_an_account_says_whether_it_is_an_api_account(bench: Bench) -> None:
    bench.stage(
        message_edge="sent_at  sender_id  recipient_id\n10:00  was  bob\n10:00  is  bob",
        account="""
            account_id  registered_at  account_type  date
            was         -90d 10:00     api           -9d
            was         -90d 10:00     business      -1d
            is          -90d 10:00     business      -9d
            is          -90d 10:00     api           -1d
        """,
    )
    assert [row["account_id"] for row in bench.build("acts.api_message")] == ["is"]


@pytest.mark.parametrize(("seconds", "row_count"), [(10, 2), (11, 0)])
def test_a_log_with_one_row_for_more_than_ten_seconds_gives_no_rows(
    bench: Bench, seconds: int, row_count: int
) -> None:
    bench.stage(message_edge=MESSAGES, account=ACCOUNTS)
    assert len(bench.build("acts.api_message", message_resolution_seconds=seconds)) == row_count


def test_without_an_accounts_log_no_account_is_an_api_account(bench: Bench) -> None:
    bench.stage(message_edge=MESSAGES)
    assert bench.build("acts.api_message") == []
