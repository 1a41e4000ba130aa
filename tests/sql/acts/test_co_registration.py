"""Registrations at one place around the same time, and which of the accounts approach others."""

from typing import Any

import pytest

from tests.sql.tables import Bench

PAIR = """
    account_id  registered_at  device_id  network_id
    one         -2d 10:00      d          n
    other       {moment}       d          n
"""


def registrations(bench: Bench, **parameters: Any) -> dict[str, dict[str, Any]]:
    """Return the counts of each account."""
    rows = bench.build("acts.co_registration", **parameters)
    return {row["account_id"]: row for row in rows}


@pytest.mark.parametrize(
    ("moment", "hours", "count"),
    [("-2d 10:59:59.999999", 1, 1), ("-2d 11:00", 1, 0), ("-2d 11:00", 2, 1)],
)
def test_two_accounts_of_one_device_are_together_in_less_than_the_window(
    bench: Bench, moment: str, hours: int, count: int
) -> None:
    bench.stage(account=PAIR.format(moment=moment))
    found = registrations(bench, window_hours=hours)
    assert found["one"]["device_fullest_count"] == found["other"]["device_fullest_count"] == count


def test_an_account_without_a_place_or_a_time_of_registration_is_not_compared(
    bench: Bench,
) -> None:
    bench.stage(account=PAIR.format(moment="-20000d 10:00").replace("d          n", "d          -"))
    found = registrations(bench)
    assert found["one"]["network_fullest_count"] is None
    assert found["other"]["device_fullest_count"] is None
    # Whether others ever used the device needs no time.
    assert found["one"]["device_ever_count"] == found["other"]["device_ever_count"] == 1


@pytest.mark.parametrize(
    ("verdicts", "count"),
    [("one  spam  09:00", 1), ("one  spam  09:00\none  legitimate  09:30", 0), ("", 0)],
)
def test_another_account_with_a_spam_verdict_at_the_place_is_counted(
    bench: Bench, verdicts: str, count: int
) -> None:
    bench.stage(
        account=PAIR.format(moment="-90d 10:00"),
        verdict=f"account_id  verdict  decided_at\n{verdicts}",
    )
    found = registrations(bench)
    assert (found["one"]["device_spam_count"], found["other"]["device_spam_count"]) == (0, count)


@pytest.mark.parametrize(
    ("event_at", "sent_at", "target", "count"),
    [
        ("10:00", "-1d 10:00", "bob", 1),
        ("-1d 10:00", "10:00", "bob", 1),
        ("-1d 10:00", "-1d 10:00", "bob", 0),
        ("10:00", "10:00", "one", 0),
    ],
)
def test_an_account_approaches_by_an_add_or_a_first_contact_of_another_on_the_date(
    bench: Bench, event_at: str, sent_at: str, target: str, count: int
) -> None:
    bench.stage(
        account=PAIR.format(moment="-2d 11:00"),
        membership_event=f"event_at  group_id  actor_id  account_id\n{event_at}  g  one  {target}",
        message_edge=f"sent_at  sender_id  recipient_id\n{sent_at}  one  {target}",
    )
    assert registrations(bench)["other"]["device_approaching_count"] == count
