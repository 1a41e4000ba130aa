"""Adds of accounts that a third one removed after their messages."""

from tests.sql.tables import Bench, at


def staged(bench: Bench, *lines: str, posts: tuple[str, ...] = ("10:10  a  g",)) -> None:
    header = "event_at  group_id  actor_id  account_id  action"
    bench.stage(
        membership_event="\n".join([header, *lines]),
        message_edge="\n".join(["sent_at  sender_id  group_id", *posts]),
    )


def test_the_add_comes_before_the_message_and_the_message_before_the_removal(
    bench: Bench,
) -> None:
    staged(
        bench,
        "10:00  g  lead  a  add",
        "10:10  g  late  a  add",
        "10:20  g  ann  a  remove",
        "10:20  g  ann  later  remove",
        "10:30  g  lead  later  add",
        posts=("10:10  a  g", "10:10  later  g", "10:40  later  g"),
    )
    rows = bench.build("acts.expelled_add")
    assert [(row["account_id"], row["other_id"]) for row in rows] == [("lead", "a")]


def test_the_add_of_the_day_before_and_in_the_same_group_counts(bench: Bench) -> None:
    staged(
        bench,
        "-1d 23:00  g  lead  a  add",
        "-1d 23:00  h  lead  a  add",
        "10:20  g  ann  a  remove",
    )
    (row,) = bench.build("acts.expelled_add")
    assert (row["group_id"], row["event_at"]) == ("g", at("-1d 23:00"))


def test_who_adds_and_removes_the_same_account_made_an_error_unless_a_third_removes_it_too(
    bench: Bench,
) -> None:
    removed = ("10:00  g  lead  a  add", "10:20  g  lead  a  remove")
    staged(bench, *removed)
    assert bench.build("acts.expelled_add") == []
    staged(bench, *removed, "10:30  g  ann  a  remove", "10:40  g  bob  a  remove")
    assert len(bench.build("acts.expelled_add")) == 1


def test_who_came_by_itself_or_was_added_by_the_system_was_added_by_nobody(bench: Bench) -> None:
    staged(
        bench,
        "10:00  g  a  a  add",
        "10:01  g  -  a  add",
        "10:02  g  a  a  join",
        "10:03  g  lead  a  invite",
        "10:20  g  ann  a  remove",
    )
    assert bench.build("acts.expelled_add") == []
