"""Adds and invites of those who had already refused."""

import pytest

from tests.sql.tables import Bench

CONTACT = """
    owner_id  contact_id
    victim    somebody
    friend    presser
"""


def events(*lines: str) -> str:
    return "\n".join(["event_at  group_id  actor_id  account_id  action", *lines])


def test_each_attempt_after_the_first_refusal_counts(bench: Bench) -> None:
    bench.stage(
        membership_event=events(
            "10:00  g  presser  victim  invite",
            "10:01  g  victim  victim  decline",
            "10:02  g  presser  victim  invite",
            "10:03  h  presser  victim  add",
            "10:04  h  victim  victim  leave",
            "10:05  h  presser  victim  add",
        ),
        contact=CONTACT,
    )
    (row,) = bench.build("signals.repeat_attempt")
    assert row["repeat_attempt_24h_max_count"] == 3
    assert row["repeat_attempt_target_count"] == 1


def test_another_account_that_adds_to_the_same_group_again_is_counted_too(bench: Bench) -> None:
    bench.stage(
        membership_event=events(
            "10:00  g  first  victim  add",
            "10:01  g  victim  victim  leave",
            "10:02  g  second  victim  add",
            "10:03  h  third  victim  add",
        ),
        contact=CONTACT,
    )
    assert [row["account_id"] for row in bench.build("signals.repeat_attempt")] == ["second"]


@pytest.mark.parametrize(("reported", "count"), [("09:59", 1), ("10:00", 0)])
def test_a_complaint_is_a_refusal_of_all_later_attempts(
    bench: Bench, reported: str, count: int
) -> None:
    bench.stage(
        membership_event=events("10:00  g  presser  victim  invite"),
        report=f"""
            reported_at  reporter_id  reported_id
            {reported}   victim       presser
        """,
        contact=CONTACT,
    )
    assert len(bench.build("signals.repeat_attempt")) == count


def test_friends_may_ask_again_and_a_removal_is_no_refusal(bench: Bench) -> None:
    bench.stage(
        membership_event=events(
            "10:00  g  presser  friend  invite",
            "10:01  g  friend  friend  decline",
            "10:02  g  presser  friend  invite",
            "10:00  g  presser  victim  add",
            "10:01  g  presser  victim  remove",
            "10:02  g  presser  victim  add",
        ),
        contact=CONTACT,
    )
    assert bench.build("signals.repeat_attempt") == []
