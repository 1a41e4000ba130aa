"""Pairs of accounts that write to each other."""

import pytest

from tests.sql.tables import Bench


def pairs(bench: Bench, messages: str) -> list[set[str]]:
    """Return the pairs of messages, whichever account of a pair stands first."""
    bench.stage(message_edge=f"sent_at  sender_id  recipient_id\n{messages}")
    return [{row["account_id"], row["other_id"]} for row in bench.build("trust.conversation")]


@pytest.mark.parametrize(
    "messages",
    [
        "10:00  a  b\n11:00  b  a",
        "10:00  b  a\n11:00  a  b",
        "10:00  a  b\n10:00  b  a",
        "-1d 10:00  a  b\n11:00  b  a",
        "-1d 10:00  b  a\n11:00  a  b",
        "-1d 10:00  b  a\n10:00  a  b\n11:00  b  a",
    ],
)
def test_a_pair_both_of_which_wrote_is_one_row_whoever_began(bench: Bench, messages: str) -> None:
    assert pairs(bench, messages) == [{"a", "b"}]


@pytest.mark.parametrize(
    "messages",
    [
        "10:00  a  b",
        "10:00  a  a",
        # Nobody wrote on the date.
        "-1d 10:00  a  b\n-1d 11:00  b  a",
        # Further back than the night has rows of.
        "-2d 10:00  b  a\n10:00  a  b",
    ],
)
def test_who_is_not_answered_has_no_conversation(bench: Bench, messages: str) -> None:
    assert pairs(bench, messages) == []
