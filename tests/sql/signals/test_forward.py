"""What the account forwarded on the date, and to whom."""

import pytest

from tests.sql.tables import Bench

FORWARDS = """
    sent_at    sender_id  recipient_id  group_id  is_forward  message_count
    -1d 23:59  a          before        -         yes         1
    10:00      a          friend        -         yes         2
    11:00      a          friend        -         yes         1
    10:00      a          stranger      -         yes         1
    10:00      a          -             g1        yes         1
    10:00      a          talk          -         -           1
    10:00      talker     a             -         -           1
"""


def sent() -> str:
    """Return the messages, those that are no forwards marked so."""
    return FORWARDS.replace("  -           1", "  no          1")


def test_messages_chats_groups_and_strangers_are_counted_on_the_date(bench: Bench) -> None:
    bench.stage(
        message_edge=sent(),
        contact="""
            owner_id  contact_id
            friend    a
        """,
    )
    (row,) = bench.build("signals.forward")
    assert row["account_id"] == "a"
    assert (row["forward_count"], row["forward_chat_count"]) == (5, 3)
    assert (row["forward_group_count"], row["forward_account_count"]) == (1, 2)
    assert row["forward_stranger_share"] == 0.5
    assert row["forward_first_contact_share"] == 0.5


def test_without_contacts_nobody_is_known_to_be_a_stranger(bench: Bench) -> None:
    bench.stage(message_edge=sent())
    (row,) = bench.build("signals.forward")
    assert row["forward_stranger_share"] is None
    assert row["forward_first_contact_share"] == 1


def test_to_groups_alone_there_is_no_share(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at  sender_id  group_id  is_forward
            00:00    a          g1        yes
        """,
        contact="owner_id  contact_id\nb  a",
    )
    (row,) = bench.build("signals.forward")
    assert (row["forward_count"], row["forward_chat_count"]) == (1, 1)
    assert row["forward_stranger_share"] is row["forward_first_contact_share"] is None


@pytest.mark.parametrize(("seconds", "row_count"), [(60, 1), (61, 0)])
def test_a_log_that_sums_up_longer_spans_tells_nothing(
    bench: Bench, seconds: int, row_count: int
) -> None:
    bench.stage(message_edge=sent())
    assert len(bench.build("signals.forward", message_resolution_seconds=seconds)) == row_count
