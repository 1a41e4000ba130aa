"""Refused adds and invites of targets that refuse many accounts."""

from tests.sql.tables import Bench

HEADER = "event_at  group_id  actor_id  account_id  action"


def refused(actors: int) -> list[str]:
    """Return one invite of the victim by each of the actors, and its refusal."""
    return [
        line
        for n in range(actors)
        for line in (f"10:00  g{n}  a{n}  victim  invite", f"10:01  g{n}  victim  victim  decline")
    ]


def staged(bench: Bench, *lines: str) -> list[str]:
    bench.stage(membership_event="\n".join([HEADER, *lines]), contact="owner_id  contact_id\nx  y")
    return [row["account_id"] for row in bench.build("acts.pressed_attempt")]


def test_each_refused_attempt_has_a_row_and_an_actor_counts_once(bench: Bench) -> None:
    again = ["10:02  h  a0  victim  invite", "10:03  h  victim  victim  decline"]
    assert staged(bench, *refused(4), *again) == []
    assert staged(bench, *refused(5), *again) == ["a0", "a0", "a1", "a2", "a3", "a4"]


def test_an_attempt_that_the_target_accepts_is_not_refused(bench: Bench) -> None:
    accepted = ["10:02  h  friend  victim  invite", "10:03  h  victim  victim  accept"]
    assert "friend" not in staged(bench, *refused(5), *accepted)
