"""All ways in which a busy account approaches others, and what the target did."""

from typing import Any

import pytest

from tests.sql.tables import Bench

EVENTS = """
    event_at   group_id  actor_id  account_id  action
    10:00      g1        busy      added       add
    10:00      g1        busy      invited     invite
    -1d 10:00  g1        busy      former      add
    -1d 10:00  g1        idle      former      add
    -1d 10:00  g1        idle      former      invite
    11:00      g1        invited   invited     accept
    11:00      g1        added     added       leave
"""
MESSAGES = """
    sent_at    sender_id  recipient_id
    10:00      busy       written
    -1d 09:00  asker      busy
    10:01      busy       asker
    11:00      written    busy
    10:00      busy       busy
    10:00      idle       written
"""


def approaches(bench: Bench, **parameters: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the approaches by actor and target."""
    rows = bench.build("acts.approached", **parameters)
    found = {(row["account_id"], row["other_id"]): row for row in rows}
    assert len(found) == len(rows)
    return found


@pytest.mark.parametrize(("least", "is_busy"), [(4, True), (5, False)])
def test_adds_invites_and_recipients_of_the_date_add_up_to_a_busy_account(
    bench: Bench, least: int, is_busy: bool
) -> None:
    bench.stage(membership_event=EVENTS, message_edge=MESSAGES)
    found = approaches(bench, min_approach_count=least)
    targets = {"added", "invited", "former", "written"}
    assert found.keys() == ({("busy", target) for target in targets} if is_busy else set())


def test_each_way_has_its_own_consent_and_a_reply_is_no_approach(bench: Bench) -> None:
    contacts = "owner_id  contact_id\nadded  busy\nwritten  busy"
    bench.stage(membership_event=EVENTS, message_edge=MESSAGES, contact=contacts)
    found = approaches(bench, min_approach_count=4)
    columns = ("is_message", "is_known", "is_listed", "is_agreed", "is_refused")
    assert {other: [row[name] for name in columns] for (_, other), row in found.items()} == {
        "added": [False, True, True, False, True],
        "invited": [False, False, False, True, False],
        "former": [False, False, False, False, False],
        "written": [True, True, True, True, False],
    }


@pytest.mark.parametrize(("least", "is_busy"), [(2, True), (3, False)])
def test_joins_by_link_count_for_an_account_that_created_many_groups(
    bench: Bench, least: int, is_busy: bool
) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        maker     maker       create
            10:00     g2        maker     maker       create
            10:00     g3        other     other       create
            11:00     g1        guest     guest       join
            11:00     g1        maker     maker       join
            11:00     g3        late      late        join
            11:00     g1        leaver    leaver      leave
        """,
        message_edge=[],
    )
    found = approaches(bench, min_group_count=least)
    assert found.keys() == ({("maker", "guest")} if is_busy else set())
    assert all(row["is_agreed"] and not row["is_refused"] for row in found.values())


def test_without_a_contacts_log_the_contacts_of_a_recipient_are_unknown_and_of_a_target_inferred(
    bench: Bench,
) -> None:
    bench.stage(membership_event=EVENTS, message_edge=MESSAGES)
    found = approaches(bench, min_approach_count=4)
    known = {other: (row["is_known"], row["is_listed"]) for (_, other), row in found.items()}
    assert known["written"] == (False, False)
    assert known["added"] == known["invited"] == (True, False)
