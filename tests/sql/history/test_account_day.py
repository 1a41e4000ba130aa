"""What an account did on a day, counted once."""

from typing import Any

from tests.sql.given import on
from tests.sql.tables import Bench


def days(bench: Bench, **logs: Any) -> dict[tuple[str, int], dict[str, Any]]:
    """Return the rows by account and days after the night."""
    bench.stage(**logs)
    rows = bench.build("history.account_day")
    found = {(row["account_id"], (row["date"] - on(0)).days): row for row in rows}
    assert len(found) == len(rows)
    return found


def test_messages_weigh_their_count_and_each_recipient_other_than_the_sender_counts_once(
    bench: Bench,
) -> None:
    rows = days(
        bench,
        message_edge="""
            sent_at  sender_id  recipient_id  group_id  message_count
            10:00    a          b             -         2
            10:01    a          b             -         3
            10:02    a          c             -         1
            10:03    a          a             -         1
            10:04    a          -             g1        4
            10:05    a          -             g2        5
            10:06    b          c             -         1
        """,
    )
    counts = {name: rows["a", 0][name] for name in rows["a", 0] if name.endswith("_count")}
    assert {name: count for name, count in counts.items() if count} == {
        "message_count": 16,
        "group_message_count": 9,
        "recipient_count": 2,
    }
    assert rows["b", 0]["group_message_count"] == 0


def test_each_kind_of_act_counts_for_who_did_it_and_not_for_whom_it_was_done_to(
    bench: Bench,
) -> None:
    rows = days(
        bench,
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        a         a           create
            10:01     g1        a         b           add
            10:02     g1        a         c           add
            10:03     g1        a         d           invite
            10:04     g1        a         b           remove
            10:05     g1        -         e           add
            10:06     g1        f         f           leave
        """,
    )
    assert rows.keys() == {("a", 0), ("f", 0)}
    counts = [rows["a", 0][f"{name}_count"] for name in ("group", "add", "invite", "message")]
    assert counts == [1, 2, 1, 0]
    assert not any(rows["f", 0][f"{name}_count"] for name in ("group", "add", "invite"))


def test_the_last_instant_of_a_day_and_the_first_of_the_next_are_of_two_days(
    bench: Bench,
) -> None:
    rows = days(
        bench,
        message_edge="""
            sent_at              sender_id  recipient_id
            -1d 23:59:59.999999  a          b
            00:00                a          b
            00:59:59             a          c
        """,
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            00:30     g         a         b           add
            13:00     g         a         b           remove
        """,
    )
    assert {key: row["message_count"] for key, row in rows.items()} == {("a", -1): 1, ("a", 0): 2}
    assert rows["a", -1]["hours"] == 1 << 23
    assert rows["a", 0]["hours"] == 1 << 0 | 1 << 13
