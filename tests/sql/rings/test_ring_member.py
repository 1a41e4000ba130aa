"""What each member of a ring did for it."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.ring_candidates.test_registration_set import FARM, found, messages, registrations
from tests.sql.tables import Bench, at


def members(
    bench: Bench,
    actions: str,
    targets: str = "xyz",
    accounts: str = "abc",
    promotions: str = "",
    groups: str = "",
    adds: str = "",
    responses: str = "",
) -> dict[str, dict[str, Any]]:
    """Return the members of ring r; an action is account_id, target_id, is_add."""
    give(
        bench,
        rings__ring="set_number  ring_id\n0  r",
        ring_members__set_member="\n".join(
            ["set_number  account_id", *(f"0  {name}" for name in accounts), "1  elsewhere"]
        ),
        ring_members__member_action="\n".join(
            ["set_number  account_id  target_id  is_add"]
            + [f"0  {action}" for action in actions.splitlines()]
            + ["1  elsewhere  x  yes"]
        ),
        ring_members__set_target="\n".join(
            ["set_number  target_id", *(f"0  {name}" for name in targets), "1  x"]
        ),
        ring_scores__target_response=f"set_number  account_id  bits\n{responses}",
        history__promotion_day=f"account_id  target_id\n{promotions}",
        history__group_day=f"account_id  group_id\n{groups}",
        history__add_pair_day=f"account_id  group_id\n{adds}",
    )
    rows = alone(bench, "rings.ring_member")
    assert {row["ring_id"] for row in rows} <= {"r"}
    assert len({row["account_id"] for row in rows}) == len(rows)
    return {row["account_id"]: row for row in rows}


EVEN = "\n".join(f"{name}  {target}  yes" for name in "abc" for target in "xyz")


def test_membership_is_the_share_of_what_the_median_member_did_and_at_most_one(
    bench: Bench,
) -> None:
    actions = "a  x  yes\na  y  yes\na  z  yes\nb  x  yes\nb  y  yes\nc  x  yes\nc  other  yes"
    rows = members(bench, actions)
    assert {name: row["shared_count"] for name, row in rows.items()} == {"a": 3, "b": 2, "c": 1}
    assert {name: row["membership"] for name, row in rows.items()} == {"a": 1, "b": 1, "c": 0.5}


def test_where_the_median_member_did_nothing_that_counts_each_does_as_much_as_it(
    bench: Bench,
) -> None:
    rows = members(bench, "a  x  yes\nb  other  yes\nc  other  yes")
    assert {name: (row["shared_count"], row["membership"]) for name, row in rows.items()} == {
        "a": (1, 1),
        "b": (0, 1),
        "c": (0, 1),
    }


def test_who_added_one_is_an_adder_and_who_only_wrote_a_sender(bench: Bench) -> None:
    rows = members(bench, "a  x  yes\na  y  no\nb  x  no\nc  x  yes")
    assert {name: row["role"] for name, row in rows.items()} == {
        "a": "adder",
        "b": "sender",
        "c": "adder",
    }


@pytest.mark.parametrize(
    ("groups", "adds", "role"),
    [
        ("a  g", "b  g", "maker"),
        ("a  g", "a  g", "adder"),
        ("a  g", "stranger  g", "adder"),
        ("a  g", "b  h", "adder"),
        ("a  g", "elsewhere  g", "adder"),
    ],
)
def test_who_created_groups_that_other_members_fill_is_a_maker(
    bench: Bench, groups: str, adds: str, role: str
) -> None:
    rows = members(bench, EVEN, groups=groups, adds=adds)
    assert [rows[name]["role"] for name in "abc"] == [role, "adder", "adder"]


def test_who_promoted_another_member_is_a_promoter_and_a_maker_above_all(bench: Bench) -> None:
    rows = members(
        bench, EVEN, promotions="a  b\na  c\nb  stranger\nc  a", groups="c  g", adds="a  g\nb  g"
    )
    assert [rows[name]["role"] for name in "abc"] == ["promoter", "adder", "maker"]


def test_a_member_that_did_nothing_the_ring_counts_is_a_member(bench: Bench) -> None:
    rows = members(bench, "a  x  yes\nb  x  yes", groups="c  g", adds="a  g")
    assert rows.keys() == set("abc")
    assert (rows["c"]["role"], rows["c"]["shared_count"], rows["c"]["membership"]) == (
        "maker",
        0,
        0,
    )


def test_responses_to_each_member_are_summed(bench: Bench) -> None:
    rows = members(bench, EVEN, responses="0  a  2\n0  a  -3\n0  b  0.5\n1  c  9")
    assert {name: row["reception"] for name, row in rows.items()} == {"a": -1, "b": 0.5, "c": None}


def test_who_acted_on_other_members_alone_does_not_slip_out_of_the_ring(bench: Bench) -> None:
    sent = [row for row in messages(FARM) if row["sender_id"] != "f7"]
    sent += [
        {"sent_at": at(f"09:0{number}"), "sender_id": "f7", "recipient_id": f"f{number}"}
        for number in range(6)
    ]
    assert found(bench, registrations(FARM, network_id="n"), sent) == [set(FARM)]
    (ring,) = bench.build("rings.ring")
    assert len(bench.build("rings.ring_member")) == ring["account_count"] == len(FARM)
