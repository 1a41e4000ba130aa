"""The response of each stranger to adds and to a first message."""

from typing import Any

from tests.sql.tables import Bench, at


def responses(bench: Bench) -> dict[tuple[str, bool], dict[str, Any]]:
    """Return the responses by stranger and whether it was added."""
    rows = bench.build("acts.stranger_response")
    return {(row["other_id"], row["is_add"]): row for row in rows if row["account_id"] == "al"}


def test_adds_of_two_days_are_one_response_and_the_one_that_was_refused_decides(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at             group_id  actor_id  account_id  action
            -2d 23:59:59.999999  g1        al        old         add
            -1d 10:00            g1        al        bob         add
            10:00                g2        al        bob         add
            11:00                g2        bob       bob         leave
            10:00                g3        al        cleo        add
            11:00                g3        al        cleo        add
            10:00                g3        al        dora        add
        """,
        message_edge="sent_at  sender_id  group_id\n12:00  bob  g1\n10:30  cleo  g3",
    )
    found = responses(bench)
    assert {other for other, _ in found} == {"bob", "cleo", "dora"}
    bob = found["bob", True]
    assert (bob["is_gone"], bob["is_answered"], bob["first_at"]) == (True, False, at("-1d 10:00"))
    cleo = found["cleo", True]
    assert (cleo["is_gone"], cleo["is_answered"], cleo["first_at"]) == (False, True, at("10:00"))
    dora = found["dora", True]
    assert (dora["is_gone"], dora["is_answered"]) == (False, False)


def test_a_first_message_is_a_response_of_its_own_and_one_in_a_talk_is_none(bench: Bench) -> None:
    bench.stage(
        membership_event="event_at  group_id  actor_id  account_id\n10:00  g1  al  bob",
        message_edge="""
            sent_at    sender_id  recipient_id
            10:00      al         bob
            11:00      bob        al
            -1d 10:00  al         cleo
            10:00      al         cleo
        """,
    )
    found = responses(bench)
    assert found.keys() == {("bob", True), ("bob", False)}
    assert found["bob", True]["is_answered"] and found["bob", False]["is_answered"]
    assert not found["bob", False]["is_gone"]


def test_contacts_are_no_strangers_and_without_a_contacts_log_all_contacts_count_as_known(
    bench: Bench,
) -> None:
    logs = {
        "membership_event": "event_at  group_id  actor_id  account_id\n10:00  g1  al  bob",
        "message_edge": "sent_at  sender_id  recipient_id\n10:00  al  cleo",
    }
    bench.stage(**logs, contact="owner_id  contact_id\nbob  al")
    found = responses(bench)
    assert {target: row["is_known"] for target, row in found.items()} == {("cleo", False): False}
    bench.stage(**logs)
    found = responses(bench)
    assert {target: row["is_known"] for target, row in found.items()} == {
        ("bob", True): True,
        ("cleo", False): True,
    }
