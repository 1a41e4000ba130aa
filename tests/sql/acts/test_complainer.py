"""Complainers, and whether they had met the account before their first complaint."""

from typing import Any

import pytest

from tests.sql.tables import Bench, at


def met(bench: Bench, report: str = "10:00  victim  spammer  report", **logs: Any) -> bool:
    """Return whether the victim had met the spammer."""
    header = "reported_at  reporter_id  reported_id  kind\n"
    bench.stage(**{"message_edge": [], "membership_event": [], "report": header + report, **logs})
    (row,) = [row for row in bench.build("acts.complainer") if row["other_id"] == "victim"]
    assert row["account_id"] == "spammer"
    return bool(row["is_met"])


def test_complaints_of_one_account_about_another_are_one_with_the_time_of_the_first(
    bench: Bench,
) -> None:
    bench.stage(
        report="""
            reported_at  reporter_id  reported_id  kind
            10:00        victim       spammer      block
            -5d 10:00    victim       spammer      report
            10:00        victim       other        report
            10:00        spammer      spammer      report
        """
    )
    other, spammer = bench.build("acts.complainer")
    assert (other["account_id"], spammer["account_id"]) == ("other", "spammer")
    assert spammer["reported_at"] == at("-5d 10:00")


@pytest.mark.parametrize(("moment", "is_met"), [("10:00", True), ("10:00:00.000001", False)])
@pytest.mark.parametrize("way", ["add", "invite", "message"])
def test_an_approach_up_to_the_complaint_is_a_meeting(
    bench: Bench, way: str, moment: str, is_met: bool
) -> None:
    events = (
        f"event_at  group_id  actor_id  account_id  action\n{moment}  g  spammer  victim  {way}"
    )
    messages = f"sent_at  sender_id  recipient_id\n{moment}  spammer  victim"
    logs = {"message_edge": messages} if way == "message" else {"membership_event": events}
    assert met(bench, **logs) == is_met


def test_what_the_complainer_or_a_third_account_did_is_no_meeting(bench: Bench) -> None:
    events = """
        event_at  group_id  actor_id  account_id  action
        09:00     g         victim    spammer     add
        09:00     g         victim    spammer     invite
        09:00     g         third     victim      add
        09:00     g         spammer   third       add
        09:00     g         spammer   victim      remove
    """
    messages = """
        sent_at  sender_id  recipient_id  group_id
        09:00    victim     spammer       -
        09:00    spammer    -             g
    """
    assert not met(bench, membership_event=events, message_edge=messages)


@pytest.mark.parametrize(
    ("entry", "is_met"),
    [
        ("victim  spammer  add  -0d", True),
        ("spammer  victim  add  -9d", True),
        ("victim  spammer  remove  -9d", False),
        ("spammer  victim  remove  -9d", False),
        ("victim  spammer  add  -9d\nspammer  victim  add  -9d", True),
        ("victim  spammer  add  -9d\nvictim  spammer  remove  -8d", True),
        ("victim  third  add  -9d", False),
    ],
)
def test_an_address_book_entry_of_either_up_to_the_day_of_the_complaint_is_a_meeting(
    bench: Bench, entry: str, is_met: bool
) -> None:
    assert met(bench, contact=f"owner_id  contact_id  change  date\n{entry}") == is_met


def test_an_entry_of_the_day_after_the_first_complaint_is_no_meeting(bench: Bench) -> None:
    report = "-1d 23:59  victim  spammer  report\n10:00  victim  spammer  report"
    entry = "owner_id  contact_id  date\nvictim  spammer  -0d"
    assert not met(bench, report, contact=entry)


@pytest.mark.parametrize(("day", "is_met"), [("-1d", True), ("-2d", False)])
def test_an_add_is_remembered_over_the_history_and_a_message_for_two_days(
    bench: Bench, day: str, is_met: bool
) -> None:
    messages = f"sent_at  sender_id  recipient_id\n{day} 10:00  spammer  victim"
    assert met(bench, message_edge=messages) == is_met
    events = f"event_at  group_id  actor_id  account_id\n{day} 10:00  g  spammer  victim"
    assert met(bench, membership_event=events)
