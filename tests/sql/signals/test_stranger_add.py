"""Strangers added within a day: non-contacts, and those who cannot be known."""

import pytest

from tests.sql.tables import Bench

CONTACT = """
    owner_id  contact_id  change  date
    knows     adder       add     -3d
    other     someone     add     -3d
"""


def test_the_unknown_count_as_strangers_and_the_listed_do_not(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        adder     knows
            10:01     g1        adder     other
            10:02     g1        adder     silent
        """,
        contact=CONTACT,
    )
    (row,) = bench.build("signals.stranger_add")
    assert row["add_stranger_24h_max_count"] == 2


def test_who_writes_to_the_adder_or_in_the_group_afterwards_has_answered(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        adder     writes
            10:00     g1        adder     posts
            10:00     g1        adder     posts_elsewhere
            10:00     g1        adder     wrote_before
            10:00     g1        adder     writes_another
        """,
        message_edge="""
            sent_at   sender_id        recipient_id  group_id
            11:00     writes           adder         -
            11:00     posts            -             g1
            11:00     posts_elsewhere  -             g2
            10:00     wrote_before     adder         -
            11:00     writes_another   someone       -
        """,
        contact=CONTACT,
    )
    (row,) = bench.build("signals.stranger_add")
    assert row["add_stranger_answered_share"] == pytest.approx(2 / 5)
    assert row["add_stranger_unwanted_share"] == 0


def test_only_targets_of_the_fullest_window_have_a_share(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at     group_id  actor_id  account_id  action
            -1d 09:00    g1        adder     left        add
            -1d 09:30    g1        left      left        leave
            10:00        g1        adder     stays       add
            11:00        g1        adder     stays_too   add
        """,
        contact=CONTACT,
    )
    (row,) = bench.build("signals.stranger_add")
    assert row["add_stranger_24h_max_count"] == 2
    assert row["add_stranger_unwanted_share"] == 0


def test_no_add_gives_no_row(bench: Bench) -> None:
    bench.stage(membership_event=[], contact=CONTACT)
    assert bench.build("signals.stranger_add") == []
