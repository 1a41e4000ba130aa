"""What those written to say of the account, and who else approached them."""

import pytest

from tests.sql.tables import Bench

MESSAGES = """
    sent_at  sender_id  recipient_id
    10:00    a          angry
    10:00    a          calm
    10:00    a          late
    10:00    a          mild
"""


def test_who_was_written_to_and_complains_on_the_date_counts_once(bench: Bench) -> None:
    bench.stage(
        message_edge=MESSAGES,
        report="""
            reported_at  reporter_id  reported_id  kind
            00:00        angry        a            report
            11:00        angry        a            block
            -1d 23:59    late         a            block
            11:00        passer       a            block
            11:00        calm         mild         block
        """,
    )
    (row,) = bench.build("signals.message_recipient")
    assert row["message_complainer_count"] == 1
    # Wilson's lower end for one of four.
    assert row["message_complainer_low_share"] == pytest.approx(0.0456, abs=1e-4)


def test_nobody_complains_is_zero_and_no_log_is_null(bench: Bench) -> None:
    bench.stage(message_edge=MESSAGES, report="reported_at  reporter_id  reported_id")
    (row,) = bench.build("signals.message_recipient")
    assert (row["message_complainer_count"], row["message_complainer_low_share"]) == (0, 0)
    bench.stage(message_edge=MESSAGES)
    (row,) = bench.build("signals.message_recipient")
    assert row["message_complainer_count"] is row["message_complainer_low_share"] is None


def test_whom_others_approach_on_the_date_is_shared(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at      sender_id  recipient_id
            00:00        a          victim
            00:00        a          victim
            23:00        b          victim
            10:00        a          own
            10:00        b          other
            -1d 23:59    c          other
            10:00        old        own
        """,
        contact="""
            owner_id  contact_id
            own       old
        """,
    )
    a, b, old = bench.build("signals.message_recipient")
    assert (a["first_contact_shared_count"], a["first_contact_shared_share"]) == (1, 0.5)
    assert (b["first_contact_shared_count"], b["first_contact_shared_share"]) == (1, 0.5)
    assert old["first_contact_shared_count"] is old["first_contact_shared_share"] is None


def test_nobody_written_to_no_rows(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.message_recipient") == []
