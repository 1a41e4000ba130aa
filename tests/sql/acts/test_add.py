"""What targets do after an add: each response counts from the add on, in the group of the add."""

from typing import Any

import pytest

from tests.sql.tables import Bench

ADD = """
    event_at     group_id  actor_id  account_id  action
    -1d 09:00    g1        adder     target      add
    10:00        g2        adder     target      add
    10:00        g1        adder     bystander   add
"""
RESPONSES = ("is_reported", "is_blocked", "is_replied", "is_posted")


def adds(bench: Bench, *, events: str = "", **logs: str | list[dict[str, Any]]) -> dict[str, Any]:
    """Return the adds of the target by group, after further events of the membership log."""
    bench.stage(**{"message_edge": [], "membership_event": ADD.rstrip() + events, **logs})
    rows = bench.build("acts.add")
    return {row["group_id"]: row for row in rows if row["other_id"] == "target"}


def test_an_add_without_a_response_is_neither_unwanted_nor_answered(bench: Bench) -> None:
    found = adds(bench)
    assert found.keys() == {"g1", "g2"}
    for row in found.values():
        assert not any(row[name] for name in RESPONSES)
        assert (row["left_at"], row["removed_at"]) == (None, None)
        assert (row["is_unwanted"], row["is_answered"]) == (False, False)


@pytest.mark.parametrize(("action", "column"), [("leave", "left_at"), ("remove", "removed_at")])
def test_a_departure_counts_in_its_group_after_the_add_and_the_first_one_alone(
    bench: Bench, action: str, column: str
) -> None:
    found = adds(
        bench,
        events=f"""
            09:59        g2        target     target      {action}
            10:00        g2        target     target      {action}
            10:00:00.5   g2        target     target      {action}
            11:00        g2        target     target      {action}
            12:00        g1        bystander  bystander   {action}
            12:00        g3        target     target      {action}
        """,
    )
    assert found["g2"][column].microsecond == 500_000
    assert found["g2"]["is_unwanted"] and not found["g2"]["is_answered"]
    assert found["g1"][column] is None and not found["g1"]["is_unwanted"]


@pytest.mark.parametrize(("kind", "column"), [("report", "is_reported"), ("block", "is_blocked")])
def test_a_complaint_counts_from_the_instant_of_the_add_on(
    bench: Bench, kind: str, column: str
) -> None:
    found = adds(
        bench,
        report=f"""
            reported_at  reporter_id  reported_id  kind
            09:59:59     target       adder        {kind}
            10:30        bystander    adder        {kind}
            10:30        target       other        {kind}
        """,
    )
    assert found["g1"][column] and found["g1"]["is_unwanted"]
    assert not found["g2"][column] and not found["g2"]["is_unwanted"]
    found = adds(
        bench,
        report=f"""
            reported_at  reporter_id  reported_id  kind
            10:00        target       adder        {kind}
        """,
    )
    assert found["g2"][column]


def test_a_reply_is_a_message_to_the_actor_and_a_post_one_to_the_group_after_the_add(
    bench: Bench,
) -> None:
    found = adds(
        bench,
        message_edge="""
            sent_at    sender_id  recipient_id  group_id
            10:00      target     adder         -
            10:00      target     -             g2
            10:01      target     other         -
            10:01      target     -             g1
            10:01      bystander  adder         -
        """,
    )
    assert [found["g1"][name] for name in RESPONSES] == [False, False, True, True]
    assert [found["g2"][name] for name in RESPONSES] == [False, False, False, False]
    assert (found["g1"]["is_answered"], found["g2"]["is_answered"]) == (True, False)
    found = adds(
        bench,
        message_edge="""
            sent_at      sender_id  recipient_id  group_id
            10:00:00.1   target     adder         -
        """,
    )
    assert found["g2"]["is_replied"] and found["g2"]["is_answered"]


def test_who_adds_themselves_is_no_target(bench: Bench) -> None:
    bench.stage(
        message_edge=[],
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        self      self        add
            10:01     g1        self      self        join
        """,
    )
    assert bench.build("acts.add") == []
    assert bench.build("acts.add_event") == []
