"""Leads that bring in accounts which are then removed."""

import pytest

from tests.sql.tables import Bench


def test_targets_that_a_third_account_removes_after_their_messages_count(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         lead      a           add
            10:00     g         lead      b           add
            10:00     g         lead      silent      add
            10:00     g         lead      own         add
            10:00     g         lead      stayed      add
            10:30     g         ann       a           remove
            10:30     g         ann       b           remove
            10:30     g         ann       silent      remove
            10:30     g         lead      own         remove
        """,
        message_edge="""
            sent_at  sender_id  group_id
            10:10    a          g
            10:10    b          g
            10:10    own        g
            10:10    stayed     g
        """,
    )
    (row,) = bench.build("signals.expelled_add")
    assert row["account_id"] == "lead"
    assert row["add_expelled_24h_max_count"] == 2
    # Wilson, by hand: 2 of 5.
    assert row["add_expelled_low_share"] == pytest.approx(0.1176, abs=1e-4)


def test_a_member_that_posted_before_the_add_was_not_brought_in_to_post(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         lead      a           add
            10:30     g         ann       a           remove
        """,
        message_edge="""
            sent_at  sender_id  group_id
            09:50    a          g
            10:10    a          g
        """,
    )
    assert bench.build("signals.expelled_add") == []
