"""Invites and their answers: an answer belongs to the latest earlier invite into the group."""

from typing import Any

import pytest

from tests.sql.tables import Bench

EVENTS = "event_at  group_id  actor_id  account_id  action\n"


def invites(bench: Bench, events: str, **logs: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return the invites by actor, group and hour."""
    bench.stage(
        **{"message_edge": "sent_at  sender_id", "membership_event": EVENTS + events, **logs}
    )
    rows = bench.build("acts.invite")
    found = {(row["account_id"], row["group_id"], f"{row['event_at']:%H}"): row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize(
    ("answer", "is_accepted", "is_declined"),
    [
        ("accept", True, False),
        ("join", True, False),
        ("decline", False, True),
        ("leave", False, False),
    ],
)
def test_an_invite_is_answered_in_its_group_after_it_by_its_target(
    bench: Bench, answer: str, is_accepted: bool, is_declined: bool
) -> None:
    found = invites(
        bench,
        f"""
        -1d 23:00       g1  al     bob    invite
        10:00           g2  al     bob    invite
        10:00           g2  al     cleo   add
        10:00           g2  bob    bob    {answer}
        09:00           g1  bob    bob    {answer}
        11:00           g2  other  other  {answer}
        """,
    )
    first, second = found["al", "g1", "23"], found["al", "g2", "10"]
    assert (first["is_accepted"], first["is_declined"]) == (is_accepted, is_declined)
    assert (second["is_accepted"], second["is_declined"]) == (False, False)
    assert len(found) == 2


def test_of_two_invites_into_a_group_the_later_one_is_answered(bench: Bench) -> None:
    found = invites(
        bench,
        """
        10:00  g1  al      bob  invite
        11:00  g1  second  bob  invite
        11:00  g1  bob     bob  decline
        12:00  g1  bob     bob  accept
        """,
    )
    # The decline comes at the instant of the second invite, which is thus not earlier.
    assert found["al", "g1", "10"]["is_declined"] and not found["al", "g1", "10"]["is_accepted"]
    later = found["second", "g1", "11"]
    assert later["is_accepted"] and not later["is_declined"]


def test_two_invites_at_one_instant_are_both_answered(bench: Bench) -> None:
    found = invites(
        bench,
        """
        10:00  g1  al      bob  invite
        10:00  g1  second  bob  invite
        11:00  g1  bob     bob  accept
        """,
    )
    assert [row["is_accepted"] for row in found.values()] == [True, True]


@pytest.mark.parametrize("actor", ["-", "bob"])
def test_an_answer_to_a_later_invite_of_nobody_else_is_no_answer_to_an_earlier_one(
    bench: Bench, actor: str
) -> None:
    found = invites(
        bench,
        f"""
        10:00  g1  al       bob  invite
        11:00  g1  {actor}  bob  invite
        12:00  g1  bob      bob  accept
        """,
    )
    assert found.keys() == {("al", "g1", "10")}
    assert not found["al", "g1", "10"]["is_accepted"]


def test_a_target_is_listed_by_its_address_book_or_without_a_log_by_an_earlier_message(
    bench: Bench,
) -> None:
    events = "10:00  g1  al  bob  invite\n12:00  g1  al  bob  invite\n10:00  g2  al  cleo  invite"
    message = "sent_at  sender_id  recipient_id\n11:00  bob  al"
    found = invites(bench, events, message_edge=message)
    assert [row["is_listed"] for row in found.values()] == [False, True, False]
    assert all(row["is_known"] for row in found.values())
    found = invites(bench, events, contact="owner_id  contact_id\nbob  al")
    assert [row["is_listed"] for row in found.values()] == [True, True, False]
    assert [row["is_known"] for row in found.values()] == [True, True, False]
