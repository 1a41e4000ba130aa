"""The stay of a visitor in a group: first arrival, messages and last departure of two days."""

from typing import Any

from tests.sql.tables import Bench, at

# Makes the account a visitor without any stay in the groups that the tests look at.
ELSEWHERE = "10:00  elsewhere  ann  visitor  remove"


def visits(bench: Bench, *lines: str, posts: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """Return the visitor's visits by group."""
    header = "event_at  group_id  actor_id  account_id  action"
    bench.stage(
        membership_event="\n".join([header, ELSEWHERE, *lines]),
        message_edge="\n".join(
            ["sent_at  sender_id  recipient_id  group_id  message_count  is_forward", *posts]
        ),
    )
    rows = bench.build("acts.visit")
    assert {row["account_id"] for row in rows} == {"visitor"}
    return {row["group_id"]: row for row in rows if row["group_id"] != "elsewhere"}


def test_who_leaves_and_comes_back_came_with_the_first_arrival_and_left_with_the_last_departure(
    bench: Bench,
) -> None:
    found = visits(
        bench,
        "-1d 00:00  g  ann  visitor  add",
        "-1d 23:59  g  visitor  visitor  leave",
        "00:01  g  visitor  visitor  accept",
        "00:02  g  visitor  visitor  remove",
        "00:03  g  visitor  visitor  join",
        "00:04  g  ann  visitor  remove",
    )
    assert found["g"]["came_at"] == at("-1d 00:00")
    assert found["g"]["joined_at"] == at("00:01")
    assert found["g"]["left_at"] == at("00:02")


def test_the_creator_of_a_group_came_when_it_was_made_but_did_not_join(bench: Bench) -> None:
    found = visits(bench, "09:00  g  visitor  visitor  create", "11:00  g  ann  visitor  promote")
    assert (found["g"]["came_at"], found["g"]["joined_at"]) == (at("09:00"), None)


def test_rows_of_several_messages_and_forwards_are_summed_in_their_group(bench: Bench) -> None:
    found = visits(
        bench,
        posts=(
            "-1d 09:00  visitor  -  g  3  no",
            "11:00  visitor  -  g  2  yes",
            "11:00  visitor  -  g  1  no",
            "12:00  visitor  -  h  1  no",
            "12:00  visitor  ann  -  1  yes",
            "12:00  ann  -  g  1  yes",
        ),
    )
    assert found.keys() == {"g", "h"}
    assert (found["g"]["message_count"], found["g"]["forward_count"]) == (6, 2)
    assert found["g"]["first_posted_at"] == at("-1d 09:00")
    assert found["g"]["last_posted_at"] == at("11:00")
    assert (found["g"]["came_at"], found["g"]["left_at"]) == (None, None)


def test_a_silent_stay_has_no_messages_and_an_invite_is_no_stay(bench: Bench) -> None:
    found = visits(bench, "09:00  g  visitor  visitor  join", "09:00  h  ann  visitor  invite")
    assert found.keys() == {"g"}
    assert (found["g"]["first_posted_at"], found["g"]["last_posted_at"]) == (None, None)
    assert (found["g"]["message_count"], found["g"]["forward_count"]) == (0, 0)
