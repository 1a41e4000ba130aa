"""Whether a target has the actor as a contact, for all pairs that a later table looks up."""

from typing import Any

import pytest

from tests.sql.tables import Bench, at


def pairs(bench: Bench, **parameters: Any) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the rows by actor and target; no two rows have the same pair."""
    rows = bench.build("acts.acquaintance", **parameters)
    found = {(row["account_id"], row["other_id"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def test_a_pair_is_an_add_an_invite_or_a_message_of_a_fresh_account_to_another(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        adder     target      add
            11:00     g2        adder     target      add
            12:00     g2        adder     invited     invite
            12:00     g2        adder     removed     remove
            12:00     g2        adder     adder       invite
            12:00     g2        -         nobody      add
        """,
        message_edge="""
            sent_at  sender_id  recipient_id  group_id
            10:00    fresh      reader        -
            11:00    fresh      reader        -
            11:00    fresh      fresh         -
            11:00    fresh      -             g1
            11:00    old        reader        -
        """,
        account="""
            account_id  registered_at
            fresh       -1d 10:00
            old         -90d 10:00
        """,
    )
    expected = {("adder", "target"), ("adder", "invited"), ("fresh", "reader")}
    assert pairs(bench).keys() == expected


def test_the_address_book_of_the_target_decides_and_not_that_of_the_actor(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        adder     friend
            10:00     g1        adder     stranger
            10:00     g1        adder     unknown
            10:00     g1        other     friend
        """,
        message_edge="sent_at  sender_id  recipient_id\n09:00  stranger  adder",
        contact="""
            owner_id  contact_id
            friend    adder
            stranger  other
            adder     stranger
            adder     unknown
        """,
    )
    found = pairs(bench)
    listed = {other for (_, other), row in found.items() if row["known_from_at"] is not None}
    assert listed == {"friend"} and found["other", "friend"]["known_from_at"] is None
    known = {other for (_, other), row in found.items() if row["is_known"]}
    assert known == {"friend", "stranger"}


def test_without_a_contacts_log_a_target_knows_the_actor_from_its_first_message_to_it_on(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        adder     friend
            10:00     g1        adder     stranger
        """,
        message_edge="""
            sent_at     sender_id  recipient_id
            -9d 10:00   friend     adder
            -1d 10:00   friend     adder
            -9d 10:00   adder      stranger
            -9d 10:00   stranger   other
        """,
    )
    found = pairs(bench)
    assert found["adder", "friend"]["known_from_at"] == at("-9d 10:00")
    assert found["adder", "stranger"]["known_from_at"] is None
    assert all(row["is_known"] for row in found.values())


@pytest.mark.parametrize(("least", "has_pairs"), [(2, True), (3, False)])
def test_all_targets_of_a_week_are_looked_up_for_an_account_that_added_many(
    bench: Bench, least: int, has_pairs: bool
) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id
            -6d 10:00  g1        adder     one
            -5d 10:00  g1        adder     two
            -7d 10:00  g1        adder     three
        """,
        message_edge=[],
    )
    found = pairs(bench, min_target_count=least)
    assert {other for _, other in found} == ({"one", "two"} if has_pairs else set())


@pytest.mark.parametrize(("least", "has_pairs"), [(2, True), (3, False)])
def test_all_targets_of_the_history_are_looked_up_for_an_account_that_still_adds(
    bench: Bench, least: int, has_pairs: bool
) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id
            -9d 10:00  g1        adder     former
            -9d 10:00  g1        idle      one
            -8d 10:00  g1        idle      two
            10:00      g1        adder     target
        """,
        message_edge=[],
    )
    found = pairs(bench, min_target_count=least, add_days=1)
    assert {other for _, other in found} == {"target"} | ({"former"} if has_pairs else set())
