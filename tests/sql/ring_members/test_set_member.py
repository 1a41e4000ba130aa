"""Sets of all detectors, merged where they overlap, so that an account is in one of them."""

from typing import Any

from tests.sql.given import alone, by_kernel, give
from tests.sql.tables import Bench

WORK = (
    "account_id  account_name  target_id  is_listed  has_outcome  is_gone  is_answered"
    "  actor_count  add_count  target_count  account_count"
)


def merged(bench: Bench, **sets: str) -> dict[int, tuple[str, str]]:
    """Return the method and the members of each set; sets share no targets, and are given so.

    `rejection0="abc"` is a set of three accounts.
    """
    members = [
        f"{name[:-1]}  {name[-1]}  {account}" for name, accounts in sets.items() for account in accounts
    ]  # fmt: skip
    names = sorted({account for accounts in sets.values() for account in accounts})
    give(
        bench,
        ring_candidates__candidate_member="\n".join(["method  set_number  account_id", *members]),
        staging__account_name="\n".join(["account_id  name", *(f"{name}  {name}" for name in names)]),
        ring_members__shared_add=WORK,
    )  # fmt: skip
    found: dict[int, Any] = {}
    for row in by_kernel(bench, "ring_members.set_member"):
        method, accounts = found.get(row["set_number"], (row["method"], ""))
        assert method == row["method"]
        found[row["set_number"]] = (method, accounts + row["account_id"])
    return found


def test_two_sets_most_of_whose_members_are_the_same_are_one_found_in_both_ways(
    bench: Bench,
) -> None:
    assert merged(bench, rejection0="abcdef", group0="abcdxyz") == {
        0: ("group+rejection", "abcdefxyz")
    }


def test_sixty_percent_of_the_smaller_set_in_the_other_merge_them_and_less_do_not(
    bench: Bench,
) -> None:
    assert len(merged(bench, group0="abcde", rejection0="abcpqrstuvw")) == 1
    assert len(merged(bench, group0="abcdefghij", rejection0="abcdepqrstuvw")) == 2


def test_an_account_of_two_sets_that_stay_apart_is_in_one(bench: Bench) -> None:
    found = merged(bench, group0="abcdefghij", rejection0="jpqrstuvw")
    assert sorted(members for _, members in found.values()) in (
        ["abcdefghij", "pqrstuvw"],
        ["abcdefghi", "jpqrstuvw"],
    )


def test_a_set_that_keeps_fewer_than_five_members_is_none(bench: Bench) -> None:
    assert merged(bench, group0="abcd", rejection0="pqrst") == {0: ("rejection", "pqrst")}


def test_no_candidates_are_no_sets(bench: Bench) -> None:
    assert merged(bench) == {}
    assert alone(bench, "ring_members.set_member") == []
