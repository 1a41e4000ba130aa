"""Removals by others: each needs a message in the group within the day before it."""

import pytest

from tests.sql.tables import Bench, at


def staged(bench: Bench, removals: tuple[str, ...], posts: tuple[str, ...]) -> None:
    bench.stage(
        membership_event="\n".join(["event_at  group_id  actor_id  account_id  action", *removals]),
        message_edge="\n".join(["sent_at  sender_id  recipient_id  group_id", *posts]),
    )


@pytest.mark.parametrize(
    ("posted", "is_expelled"),
    [
        ("-1d 10:00", False),
        ("-1d 10:00:00.000001", True),
        ("09:59:59.999999", True),
        ("10:00", False),
    ],
)
def test_the_day_before_a_removal_is_open_at_both_ends(
    bench: Bench, posted: str, is_expelled: bool
) -> None:
    staged(bench, ("10:00  g  ann  poster  remove",), (f"{posted}  poster  -  g",))
    assert len(bench.build("acts.expulsion")) == is_expelled


def test_messages_long_before_and_after_a_removal_do_not_make_it_an_expulsion(
    bench: Bench,
) -> None:
    staged(
        bench,
        ("10:00  g  ann  poster  remove", "10:05  g  poster  poster  join"),
        ("-1d 01:00  poster  -  g", "11:00  poster  -  g"),
    )
    assert bench.build("acts.expulsion") == []


def test_only_a_message_of_the_account_to_the_group_counts(bench: Bench) -> None:
    staged(
        bench,
        ("10:00  g  ann  poster  remove",),
        ("09:00  poster  -  h", "09:00  poster  ann  -", "09:00  ann  -  g"),
    )
    assert bench.build("acts.expulsion") == []


def test_who_is_removed_twice_has_two_rows_each_with_the_last_message_before(
    bench: Bench,
) -> None:
    staged(
        bench,
        ("10:00  g  ann  poster  remove", "12:00  g  bob  poster  remove"),
        ("09:00  poster  -  g", "09:30  poster  -  g", "11:00  poster  -  g"),
    )
    rows = {row["other_id"]: row["posted_at"] for row in bench.build("acts.expulsion")}
    assert rows == {"ann": at("09:30"), "bob": at("11:00")}
