"""Senders and recipients of the date's one-to-one messages, and how they know each other."""

from typing import Any

import pytest

from tests.sql.tables import Bench, at

MESSAGES = "sent_at  sender_id  recipient_id  message_count\n"


def pairs(bench: Bench, messages: str, **logs: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the pairs by sender and recipient."""
    bench.stage(message_edge=MESSAGES + messages, **logs)
    rows = bench.build("acts.message_contact")
    return {(row["account_id"], row["other_id"]): row for row in rows}


def test_messages_of_the_date_are_counted_and_no_pair_is_of_one_account(bench: Bench) -> None:
    found = pairs(
        bench,
        """
        -1d 23:59:59.999999  al    bob   5
        00:00                al    bob   2
        10:00                al    bob   1
        10:00                al    al    1
        -1d 10:00            cleo  al    1
        """,
    )
    assert found.keys() == {("al", "bob")}
    row = found["al", "bob"]
    assert (row["message_count"], row["first_at"], row["last_at"]) == (3, at("00:00"), at("10:00"))
    assert not row["is_first"]


@pytest.mark.parametrize(
    ("moment", "is_reply", "is_answered", "is_returned", "is_first"),
    [
        ("-2d 23:59", False, False, False, True),
        ("-1d 00:00", True, False, False, False),
        ("09:59", True, False, True, False),
        ("10:00", False, False, True, False),
        ("10:00:00.000001", False, True, True, True),
    ],
)
def test_the_time_of_the_recipient_s_own_message_makes_a_reply_or_an_answer(
    bench: Bench, moment: str, is_reply: bool, is_answered: bool, is_returned: bool, is_first: bool
) -> None:
    row = pairs(bench, f"10:00  al  bob  1\n{moment}  bob  al  1")["al", "bob"]
    assert [row["is_reply"], row["is_answered"]] == [is_reply, is_answered]
    assert [row["is_returned"], row["is_first"]] == [is_returned, is_first]


def test_contacts_are_looked_up_in_both_directions(bench: Bench) -> None:
    found = pairs(
        bench,
        "10:00  al  friend  1\n10:00  al  listed  1\n10:00  al  stranger  1",
        contact="owner_id  contact_id\nfriend  al\nal  listed\nstranger  friend",
    )
    columns = ("is_known", "is_listed", "has_listed", "is_first")
    assert {other: [row[name] for name in columns] for (_, other), row in found.items()} == {
        "friend": [True, True, False, False],
        "listed": [False, False, True, False],
        "stranger": [True, False, False, True],
    }


def test_without_a_contacts_log_contacts_are_unknown_and_a_first_contact_still_counts(
    bench: Bench,
) -> None:
    row = pairs(bench, "10:00  al  bob  1")["al", "bob"]
    assert [row["is_known"], row["is_listed"], row["has_listed"]] == [None, None, None]
    assert row["is_first"]
