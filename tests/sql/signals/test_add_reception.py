"""How the strangers took it whom an account added."""

import pytest

from tests.sql.tables import Bench


def test_each_stranger_speaks_once_by_what_he_did(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at     group_id  actor_id  account_id  action
            10:00        g1        adder     friend      add
            10:00        g1        adder     answers     add
            10:00        g1        adder     silent      add
            -1d 10:00    g1        adder     leaves      add
            10:00        g2        adder     leaves      add
            -1d 11:00    g1        leaves    leaves      leave
            10:00        g1        adder     blocks      add
        """,
        message_edge="""
            sent_at  sender_id  group_id
            11:00    answers    g1
            11:00    blocks     g1
        """,
        contact="""
            owner_id  contact_id
            friend    adder
            silent    friend
        """,
        report="""
            reported_at  reporter_id  reported_id  kind
            12:00        blocks       adder        block
        """,
    )
    (row,) = bench.build("signals.add_reception")
    assert (row["add_stranger_silent_count"], row["add_stranger_gone_count"]) == (1, 2)
    assert row["add_stranger_answered_count"] == 1
    assert row["add_stranger_reception_bits"] == pytest.approx(2 * 2.3 - 2.3 + 0.17)


@pytest.mark.parametrize(("added", "silent"), [("21:59:59.999999", 1), ("22:00", 0)])
def test_who_had_no_time_to_answer_is_not_silent(bench: Bench, added: str, silent: int) -> None:
    bench.stage(
        membership_event=f"""
            event_at     group_id  actor_id  account_id  action
            {added}      g1        adder     a           add
        """
    )
    (row,) = bench.build("signals.add_reception")
    assert row["add_stranger_silent_count"] == silent
    assert row["add_stranger_reception_bits"] == 0.17 * silent


def test_the_first_add_counts_and_a_friend_is_none(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            20:00     g1        adder     a           add
            23:00     g2        adder     a           add
            10:00     g3        host      friend      add
        """,
        contact="""
            owner_id  contact_id
            friend    host
        """,
    )
    (row,) = bench.build("signals.add_reception")
    assert (row["account_id"], row["add_stranger_silent_count"]) == ("adder", 1)


def test_nobody_added_is_nothing_known(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.add_reception") == []
