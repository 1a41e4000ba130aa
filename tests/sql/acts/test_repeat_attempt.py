"""Adds and invites of strangers that had refused before."""

import pytest

from tests.sql.tables import Bench, at


def attempts(bench: Bench, *lines: str, **logs: str) -> list[tuple[str, str]]:
    """Return actor and group of each repeated attempt on the victim."""
    header = "event_at  group_id  actor_id  account_id  action"
    logs.setdefault("contact", "owner_id  contact_id\nvictim  somebody")
    bench.stage(
        membership_event="\n".join([header, *lines]),
        message_edge=logs.pop("message_edge", []),
        **{name: text for name, text in logs.items() if text},
    )
    rows = bench.build("acts.repeat_attempt")
    return [(row["account_id"], row["group_id"]) for row in rows]


@pytest.mark.parametrize("action", ["decline", "leave", "remove"])
def test_an_attempt_comes_after_the_refusal_and_two_of_one_instant_are_two(
    bench: Bench, action: str
) -> None:
    found = attempts(
        bench,
        "10:00  g  presser  victim  invite",
        f"10:01  g  victim  victim  {action}",
        "10:01  g  presser  victim  invite",
        "10:02  g  presser  victim  invite",
        "10:02  g  presser  victim  add",
    )
    assert found == [("presser", "g")] * 2


def test_a_refusal_counts_for_all_groups_of_the_refused_and_for_all_accounts_in_its_group(
    bench: Bench,
) -> None:
    found = attempts(
        bench,
        "-1d 23:00  g  presser  victim  add",
        "-1d 23:01  g  victim  victim  leave",
        "00:01  h  presser  victim  add",
        "00:01  g  second  victim  add",
        "00:01  h  second  victim  add",
        "00:02  g  victim  victim  add",
        "00:02  g  -  victim  add",
    )
    assert found == [("presser", "h"), ("second", "g")]


def test_whoever_leaves_a_group_has_not_refused_those_who_did_not_add_it(bench: Bench) -> None:
    found = attempts(
        bench,
        "10:00  g  victim  victim  join",
        "10:01  g  victim  victim  leave",
        "10:02  h  presser  victim  add",
        "10:03  g  presser  victim  add",
    )
    assert found == [("presser", "g")]


@pytest.mark.parametrize(
    ("afterwards", "found"),
    [
        ("10:03  g  victim  victim  accept", []),
        ("10:01  g  victim  victim  join", [("presser", "g")]),
        ("10:03  h  victim  victim  join", [("presser", "g")]),
        ("10:03  g  victim  victim  join\n10:04  g  victim  victim  leave", [("presser", "g")]),
    ],
)
def test_whoever_comes_by_itself_afterwards_and_stays_agreed_after_all(
    bench: Bench, afterwards: str, found: list[tuple[str, str]]
) -> None:
    lines = ("10:00  g  presser  victim  add", "10:01  g  victim  victim  leave")
    assert attempts(bench, *lines, "10:02  g  presser  victim  add", afterwards) == found


def test_whoever_writes_in_the_group_afterwards_agreed_after_all(bench: Bench) -> None:
    found = attempts(
        bench,
        "10:00  g  presser  victim  add",
        "10:01  g  victim  victim  leave",
        "10:02  g  presser  victim  add",
        message_edge="sent_at  sender_id  group_id\n10:03  victim  g",
    )
    assert found == []


def test_without_a_contacts_log_only_an_earlier_message_of_the_target_makes_a_friend(
    bench: Bench,
) -> None:
    found = attempts(
        bench,
        "10:00  g  presser  victim  invite",
        "10:01  g  victim  victim  decline",
        "10:02  g  presser  victim  invite",
        "10:04  h  presser  victim  invite",
        contact="",
        message_edge="sent_at  sender_id  recipient_id\n10:03  victim  presser",
    )
    assert found == [("presser", "g")]
    (row,) = bench.build("acts.repeat_attempt")
    assert row["event_at"] == at("10:02")


def test_a_complaint_about_another_account_is_no_refusal(bench: Bench) -> None:
    report = "reported_at  reporter_id  reported_id\n09:00  victim  other\n09:00  other  presser"
    assert attempts(bench, "10:00  g  presser  victim  add", report=report) == []
