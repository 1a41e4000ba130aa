"""The targets that an account chose, by an add or a first contact."""

from typing import Any

import pytest

from tests.sql.tables import Bench, at


def choices(bench: Bench, **parameters: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the choices of all accounts by target and kind."""
    rows = bench.build("acts.choice", **parameters)
    return {(row["other_id"], row["kind"]): row for row in rows}


def test_an_add_since_the_day_before_and_a_first_contact_of_the_date_are_choices(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at             group_id  actor_id  account_id
            -2d 23:59:59.999999  g1        al        old
            -1d 00:00            g1        al        bob
            10:00                g1        al        cleo
            10:00                g1        al        al
        """,
        message_edge="""
            sent_at    sender_id  recipient_id
            -1d 12:00  al         former
            12:00      al         former
            12:00      al         cleo
            12:00      al         dora
            12:01      al         dora
            12:00      al         al
        """,
    )
    expected = {("bob", "add"), ("cleo", "add"), ("cleo", "message"), ("dora", "message")}
    assert choices(bench).keys() == expected
    assert len(bench.build("acts.choice")) == len(expected)


def test_of_several_adds_of_a_target_the_first_is_the_choice_and_any_answer_counts(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            11:00     g2        al        bob
            10:00     g1        al        bob
            10:00     g1        al        cleo
        """,
        message_edge="sent_at  sender_id  group_id\n12:00  bob  g2\n09:00  cleo  g1",
    )
    found = choices(bench)
    assert found["bob", "add"]["chosen_at"] == at("10:00")
    assert found["bob", "add"]["is_answered"] and not found["cleo", "add"]["is_answered"]


@pytest.mark.parametrize(
    ("moment", "hours", "count"),
    [("22:59:59.999999", 1, 2), ("23:00", 1, 0), ("23:00", 0, 2), ("21:59:59.999999", 2, 2)],
)
def test_a_target_without_time_to_reply_is_left_out(
    bench: Bench, moment: str, hours: int, count: int
) -> None:
    bench.stage(
        membership_event=f"event_at  group_id  actor_id  account_id\n{moment}  g1  al  bob",
        message_edge=f"sent_at  sender_id  recipient_id\n{moment}  al  cleo",
    )
    # The night has a parameter of the same name, which this table does not read.
    assert len(choices(bench, patience_hours=hours)) == count
