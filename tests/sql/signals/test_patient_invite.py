"""Strangers invited day after day, and how many of them accept."""

from typing import Any

import pytest

from graph.scoring.proportion import wilson_interval
from tests.sql.signals.test_patient_add import adds
from tests.sql.tables import Bench, at

_ACCEPTED = "invite_2d_accepted_high_share"


def invites(actor: str, day: int, count: int, prefix: str) -> list[dict[str, Any]]:
    """Return invites of distinct accounts, a minute apart, so many days before the night."""
    return [{**row, "action": "invite"} for row in adds(actor, day, count, prefix)]


def accepts(*people: str) -> list[dict[str, Any]]:
    """Return what is recorded of people who accept."""
    return [
        {
            "event_at": at("12:00"),
            "group_id": "g",
            "actor_id": person,
            "account_id": person,
            "action": "accept",
        }
        for person in people
    ]


def build(bench: Bench) -> dict[str, dict[str, Any]]:
    return {row["account_id"]: row for row in bench.build("signals.patient_invite")}


def test_invites_are_those_of_the_history_and_answers_those_of_two_days(bench: Bench) -> None:
    bench.stage(
        membership_event=[
            *invites("amy", 6, 4, "w"),
            *invites("amy", 1, 6, "x"),
            *invites("amy", 0, 14, "y"),
            *accepts("w1", "x1", "y1", "y2"),
        ],
        message_edge=[],
        contact=[{"owner_id": "x0", "contact_id": "z", "date": "-9d"}],
    )
    row = build(bench)["amy"]
    assert (row["history_invite_count"], row["history_invite_days"]) == (24, 3)
    assert row[_ACCEPTED] == pytest.approx(wilson_interval(3, 20)[1], abs=1e-3)


def test_one_invite_says_little_and_no_share_leaves_its_bounds(bench: Bench) -> None:
    bench.stage(
        membership_event=[
            *invites("amy", 0, 1, "x"),
            *invites("bob", 0, 1, "y"),
            *accepts("y0"),
        ],
        message_edge=[],
        contact=[],
    )
    found = build(bench)
    assert 0.7 < found["amy"][_ACCEPTED] < 1
    assert found["bob"][_ACCEPTED] == 1


def test_who_has_stopped_or_invites_only_those_who_list_him_is_left_out(bench: Bench) -> None:
    bench.stage(
        membership_event=[*invites("amy", 1, 3, "x"), *invites("bob", 0, 3, "y")],
        message_edge=[],
        contact=[{"owner_id": f"y{n}", "contact_id": "bob", "date": "-9d"} for n in range(3)],
    )
    assert build(bench) == {}
