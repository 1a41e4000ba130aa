"""Strangers that an account, or accounts that it promoted, brought into groups without their admins."""

import pytest

from tests.sql.tables import Bench

OUSTED = "10:00  g  thief  boss  demote"


def newcomers(bench: Bench, *lines: str, contact: str = "") -> list[tuple[str, str]]:
    """Return who brought in which stranger for the thief."""
    header = "event_at  group_id  actor_id  account_id  action"
    bench.stage(
        membership_event="\n".join([header, OUSTED, *lines]),
        message_edge=[],
        contact=f"owner_id  contact_id\ns1  other\n{contact}",
    )
    rows = bench.build("acts.takeover_newcomer")
    assert all(row["account_id"] == "thief" for row in rows)
    return [(row["member_id"], row["other_id"]) for row in rows]


@pytest.mark.parametrize(
    ("promoted", "is_helper"),
    [
        ("-2d 23:59", False),
        ("-1d 00:00", True),
        ("10:59:59", True),
        ("11:00", False),
        ("12:00", False),
    ],
)
@pytest.mark.parametrize("action", ["add", "invite"])
def test_a_helper_was_promoted_on_the_two_days_and_before_it_brought_strangers(
    bench: Bench, action: str, promoted: str, is_helper: bool
) -> None:
    found = newcomers(
        bench,
        f"{promoted}  g  thief  helper  promote",
        f"11:00  g  helper  s1  {action}",
    )
    assert found == ([("helper", "s1")] if is_helper else [])


def test_a_stranger_counts_once_for_each_account_that_brought_it(bench: Bench) -> None:
    found = newcomers(
        bench,
        "-1d 12:00  g  thief  helper  promote",
        "12:00  g  thief  helper  promote",
        "13:00  g  helper  s1  add",
        "13:00  g  helper  s1  invite",
        "14:00  g  thief  s1  add",
        "-1d 14:00  g  thief  s1  invite",
    )
    assert found == [("helper", "s1"), ("thief", "s1")]


def test_contacts_are_no_strangers_and_accounts_without_an_address_book_are(bench: Bench) -> None:
    found = newcomers(
        bench,
        "11:00  g  thief  friend  add",
        "11:00  g  thief  friend  invite",
        "11:00  g  thief  unknown  add",
        contact="friend  thief",
    )
    assert found == [("thief", "unknown")]


def test_helpers_of_others_and_other_groups_do_not_count(bench: Bench) -> None:
    found = newcomers(
        bench,
        "10:30  g  boss  heir  promote",
        "10:30  h  thief  helper  promote",
        "11:00  g  heir  s1  add",
        "11:00  g  helper  s1  add",
        "11:00  h  helper  s1  add",
        "11:00  h  thief  s1  add",
    )
    assert found == []
