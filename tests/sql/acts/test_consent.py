"""The response of each target that a busy account approached on the date."""

from typing import Any

import pytest

from tests.sql.tables import Bench

EVENTS = "event_at  group_id  actor_id  account_id  action\n"


def responses(bench: Bench, events: str, **logs: str) -> dict[tuple[str, bool], dict[str, Any]]:
    """Return the responses by target and whether it was a message; all accounts are busy."""
    bench.stage(
        **{"message_edge": "sent_at  sender_id", "membership_event": EVENTS + events, **logs}
    )
    rows = bench.build("acts.consent", min_approach_count=1)
    return {(row["other_id"], row["is_message"]): row for row in rows}


def test_a_target_has_one_row_for_groups_and_one_for_messages(bench: Bench) -> None:
    found = responses(
        bench,
        """
        -1d 23:59:59.999999  g1  al  former  add
        -1d 12:00            g1  al  bob     add
        12:00                g2  al  bob     add
        12:00                g3  al  bob     invite
        13:00                g3  bob  bob    accept
        """,
        message_edge="sent_at  sender_id  recipient_id\n12:00  al  bob",
    )
    assert found.keys() == {("bob", False), ("bob", True)}
    assert found["bob", False]["is_agreed"] and not found["bob", True]["is_agreed"]


@pytest.mark.parametrize(
    ("moment", "reporter", "is_refused"),
    [("12:00", "bob", True), ("11:59:59.999999", "bob", False), ("13:00", "cleo", False)],
)
@pytest.mark.parametrize("kind", ["report", "block"])
def test_a_complaint_of_the_target_since_the_approach_refuses_every_way_of_approach(
    bench: Bench, moment: str, reporter: str, is_refused: bool, kind: str
) -> None:
    found = responses(
        bench,
        "12:00  g1  al  bob  invite\n12:30  g1  bob  bob  accept",
        message_edge="sent_at  sender_id  recipient_id\n12:00  al  bob\n12:30  bob  al",
        report=f"reported_at  reporter_id  reported_id  kind\n{moment}  {reporter}  al  {kind}",
    )
    assert len(found) == 2
    for row in found.values():
        assert (row["is_refused"], row["is_agreed"]) == (is_refused, not is_refused)


def test_a_contact_agrees_without_a_word_unless_it_refuses(bench: Bench) -> None:
    found = responses(
        bench,
        """
        12:00  g1  al      friend  add
        12:00  g1  al      leaver  add
        12:00  g1  al      quiet   add
        13:00  g1  leaver  leaver  leave
        """,
        contact="owner_id  contact_id\nfriend  al\nleaver  al\nquiet  friend",
    )
    columns = ("is_listed", "is_agreed", "is_refused")
    assert {other: [row[name] for name in columns] for (other, _), row in found.items()} == {
        "friend": [True, True, False],
        "leaver": [True, False, True],
        "quiet": [False, False, False],
    }


@pytest.mark.parametrize(("moment", "has_had_time"), [("21:59:59.999999", True), ("22:00", False)])
def test_a_target_has_had_time_by_its_first_approach_before_the_deadline(
    bench: Bench, moment: str, has_had_time: bool
) -> None:
    found = responses(bench, f"{moment}  g1  al  bob  add\n23:00  g2  al  bob  add")
    assert found["bob", False]["has_had_time"] == has_had_time
