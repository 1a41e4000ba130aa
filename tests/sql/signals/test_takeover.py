"""Admins that an account ousts, and the strangers that it brings in."""

import pytest

from tests.sql.tables import Bench

OUSTED = "10:00  g  thief  boss  remove"


def events(*lines: str) -> str:
    return "\n".join(["event_at  group_id  actor_id  account_id  action", *lines])


@pytest.mark.parametrize(
    "sign",
    [
        "-1d 09:00  g  boss  boss  create",
        "-1d 09:00  g  founder  boss  promote",
        "-1d 09:00  g  boss  somebody  remove",
    ],
)
def test_a_creator_a_promoted_one_and_whoever_removed_others_is_an_admin(
    bench: Bench, sign: str
) -> None:
    bench.stage(membership_event=events(sign, OUSTED))
    rows = {row["account_id"]: row for row in bench.build("signals.takeover")}
    assert rows["thief"]["admin_ousted_24h_max_count"] == 1


def test_a_removed_member_is_no_admin_and_a_demoted_one_must_be(bench: Bench) -> None:
    bench.stage(membership_event=events(OUSTED))
    assert bench.build("signals.takeover") == []
    bench.stage(membership_event=events("10:00  g  thief  boss  demote"))
    assert len(bench.build("signals.takeover")) == 1


def test_strangers_count_in_the_groups_without_their_admin_alone(bench: Bench) -> None:
    bench.stage(
        membership_event=events(
            "10:00  g  thief  boss  demote",
            "10:01  g  thief  s1  add",
            "10:01  g  thief  s1  invite",
            "10:01  g  thief  s2  invite",
            "10:01  g  thief  friend  add",
            "10:01  h  thief  s3  add",
        ),
        contact="""
            owner_id  contact_id
            friend    thief
            s1        x
            s2        x
            s3        x
        """,
    )
    (row,) = bench.build("signals.takeover")
    assert row["takeover_stranger_count"] == 2


def test_those_whom_it_promotes_there_bring_strangers_for_it(bench: Bench) -> None:
    bench.stage(
        membership_event=events(
            "10:00  g  thief  boss  demote",
            "10:01  g  thief  helper  promote",
            "10:02  g  helper  s1  add",
            "10:02  g  helper  s2  invite",
            "10:02  h  helper  s3  add",
            "10:02  g  other  s4  add",
            "10:03  g  thief  s1  add",
        ),
        contact="""
            owner_id  contact_id
            s1        x
            s2        x
            s3        x
            s4        x
        """,
    )
    rows = {row["account_id"]: row for row in bench.build("signals.takeover")}
    assert rows.keys() == {"thief", "helper"}
    assert rows["thief"]["takeover_stranger_count"] == 2
    assert rows["helper"]["takeover_helper_stranger_count"] == 2
    assert rows["helper"]["admin_ousted_24h_max_count"] is None


def test_members_who_are_brought_back_and_adds_before_are_no_newcomers(bench: Bench) -> None:
    bench.stage(
        membership_event=events(
            "09:00  g  hijacker  member  remove",
            "09:30  g  rescuer  early  add",
            "10:00  g  rescuer  hijacker  demote",
            "10:10  g  rescuer  member  add",
            "10:10  g  rescuer  new  add",
        ),
        contact="owner_id  contact_id\nx  y",
    )
    rows = {row["account_id"]: row for row in bench.build("signals.takeover")}
    assert rows["rescuer"]["takeover_stranger_count"] == 1
