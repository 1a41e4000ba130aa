"""Admins that another account removed or demoted."""

import pytest

from tests.sql.tables import Bench

OUSTED = "10:00  g  thief  boss  remove"


def staged(bench: Bench, *lines: str) -> None:
    header = "event_at  group_id  actor_id  account_id  action"
    bench.stage(membership_event="\n".join([header, *lines]), message_edge=[])


@pytest.mark.parametrize(
    ("sign", "is_admin"),
    [
        ("-20d 09:00  g  founder  boss  promote", True),
        ("-20d 09:00  g  boss  boss  create", True),
        ("09:59:59  g  boss  other  demote", True),
        ("10:00  g  boss  other  remove", False),
        ("10:01  g  boss  other  remove", False),
        ("09:00  h  founder  boss  promote", False),
        ("09:00  g  boss  other  add", False),
        ("09:00  g  boss  boss  remove", False),
        ("09:00  g  boss  boss  promote", False),
    ],
)
def test_a_removed_account_was_an_admin_of_that_group_if_an_earlier_event_shows_it(
    bench: Bench, sign: str, is_admin: bool
) -> None:
    staged(bench, sign, OUSTED)
    rows = [row for row in bench.build("acts.ousting") if row["other_id"] == "boss"]
    assert len(rows) == is_admin


def test_who_is_demoted_and_then_removed_has_two_rows_only_if_known_as_an_admin(
    bench: Bench,
) -> None:
    demoted = "-1d 23:59  g  thief  boss  demote"
    staged(bench, demoted, OUSTED)
    assert [row["action"] for row in bench.build("acts.ousting")] == ["demote"]
    staged(bench, "-2d 09:00  g  founder  boss  promote", demoted, OUSTED)
    assert [row["action"] for row in bench.build("acts.ousting")] == ["demote", "remove"]


def test_several_signs_give_one_row_and_nobody_ousts_itself(bench: Bench) -> None:
    staged(
        bench,
        "-5d 09:00  g  founder  boss  promote",
        "-4d 09:00  g  founder  boss  promote",
        "09:00  g  boss  other  remove",
        "10:00  g  boss  boss  demote",
        "10:00  g  -  boss  demote",
        OUSTED,
    )
    (row,) = bench.build("acts.ousting")
    assert (row["account_id"], row["other_id"]) == ("thief", "boss")
