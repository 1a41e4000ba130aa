"""Groups joined, and removals after posts, over the whole history."""

import pytest

from tests.sql.tables import Bench


def visits(account: str, day: str, expelled: str, stayed: str) -> tuple[list[str], list[str]]:
    """Return the events and messages of visits to groups; others remove it from `expelled`."""
    events, messages = [], []
    for group in expelled + stayed:
        events.append(f"{day} 10:00  {group}  {account}  {account}  join")
        messages.append(f"{day} 10:05  {account}  {group}")
    for group in expelled:
        events.append(f"{day} 11:00  {group}  admin-{group}  {account}  remove")
    return events, messages


def test_days_are_summed_for_accounts_that_visited_on_the_date(bench: Bench) -> None:
    parts = [
        visits("a", "-9d", "ghi", "j"),
        visits("a", "-2d", "", "kl"),
        visits("a", "0d", "mn", "op"),
        visits("gone", "-1d", "ghijk", ""),
        visits("quiet", "0d", "", "q"),
    ]
    bench.stage(
        membership_event="\n".join(
            ["event_at  group_id  actor_id  account_id  action"]
            + [line for events, _ in parts for line in events]
            + ["0d 09:00  r  silent  silent  join"]
        ),
        message_edge="\n".join(
            ["sent_at  sender_id  group_id"] + [line for _, messages in parts for line in messages]
        ),
    )
    built = bench.build("signals.patient_visit")
    rows = {row["account_id"]: tuple(row.values())[1:] for row in built}
    assert rows == {
        "a": (10, 5, 2, 5, pytest.approx(0.237, abs=0.001)),
        "quiet": (1, 0, 0, 0, None),
        "silent": (1, 0, 0, 0, None),
    }
