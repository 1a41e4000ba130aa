"""How the strangers took it to whom an account wrote first."""

import pytest

from tests.sql.tables import Bench


def test_first_contacts_speak_by_whether_they_answer(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at  sender_id  recipient_id
            10:00    writer     answers
            10:00    writer     silent
            10:00    writer     silent_too
            10:00    writer     friend
            09:00    asker      writer
            10:00    writer     asker
            11:00    answers    writer
        """,
        contact="""
            owner_id  contact_id
            friend    writer
        """,
    )
    rows = {row["account_id"]: row for row in bench.build("signals.message_reception")}
    assert rows["writer"]["first_contact_silent_count"] == 2
    assert rows["writer"]["first_contact_reception_bits"] == pytest.approx(-2.5 + 2 * 0.53)
    # Who asked was answered; who answers writes to nobody first.
    assert rows["asker"]["first_contact_reception_bits"] == -2.5
    assert "answers" not in rows


@pytest.mark.parametrize(("sent", "silent"), [("21:59:59.999999", 1), ("22:00", 0)])
def test_who_had_no_time_to_answer_is_not_silent(bench: Bench, sent: str, silent: int) -> None:
    bench.stage(
        message_edge=f"""
            sent_at  sender_id  recipient_id
            {sent}   writer     late
        """
    )
    (row,) = bench.build("signals.message_reception")
    assert row["first_contact_silent_count"] == silent
    assert row["first_contact_reception_bits"] == 0.53 * silent


def test_nobody_written_to_is_nothing_known(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.message_reception") == []
