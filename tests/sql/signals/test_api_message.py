"""The rate of an api sender."""

from tests.sql.tables import Bench, at

ACCOUNT = """
    account_id  registered_at  account_type
    bank        -300d 10:00    api
    shop        -300d 10:00    business
"""


def test_a_sender_at_exactly_twenty_a_second_has_two_hundred_in_ten_seconds(bench: Bench) -> None:
    steady = [
        {
            "sent_at": f"10:00:{n // 20:02}.{n % 20 * 50_000:06}",
            "sender_id": "bank",
            "recipient_id": f"r{n}",
        }
        for n in range(400)
    ]
    bench.stage(account=ACCOUNT, message_edge=steady)
    (row,) = bench.build("signals.api_message")
    assert row["api_message_10s_max_count"] == 200
    assert row["window_end_at"] == at("10:00:09.95")


def test_group_posts_count_and_other_account_types_do_not(bench: Bench) -> None:
    bench.stage(
        account=ACCOUNT,
        message_edge="""
            sent_at   sender_id  recipient_id  group_id  message_count
            10:00:00  bank       -             g1        7
            10:00:09  bank       bob           -         5
            10:00:10  bank       bob           -         1
            10:00:00  shop       bob           -         9
        """,
    )
    (row,) = bench.build("signals.api_message")
    assert row["account_id"] == "bank"
    assert row["api_message_10s_max_count"] == 12


def test_nothing_is_known_of_rows_that_sum_up_more_than_ten_seconds(bench: Bench) -> None:
    bench.stage(
        account=ACCOUNT,
        message_edge="""
            sent_at   sender_id  recipient_id
            10:00:00  bank       bob
        """,
    )
    bench.settings["message_resolution_seconds"] = 11
    assert bench.build("signals.api_message") == []
