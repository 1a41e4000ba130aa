"""Which edges are published, and whether the target has the source as a contact."""

from typing import Any

import pytest

from tests.sql.given import alone, give
from tests.sql.tables import Bench

NAMES = "\n".join(["account_id  name", *(f"{name}  {name.upper()}" for name in "abcdef")])
EDGES = """
    source_id  target_id  relation  event_count  first_at  last_at
    a          b          added     2            10:00     11:00
    b          a          messaged  1            12:00     12:00
    c          d          messaged  1            12:00     12:00
    e          f          messaged  1            12:00     12:00
"""


def edges(bench: Bench, contact: str | None = None, **arguments: Any) -> list[dict[str, Any]]:
    """Return the published edges where a is flagged and d is in a ring."""
    bench.stage(**({} if contact is None else {"contact": contact}))
    bench.build("staging.night")
    give(
        bench,
        staging__account_name=NAMES,
        edges__edge=EDGES,
        score__flag="account_id\na",
        rings__ring_member="account_id\nd",
    )
    return alone(bench, "publish.edges", **arguments)


def test_edges_to_and_from_flagged_accounts_and_members_of_rings_are_published_under_their_names(
    bench: Bench,
) -> None:
    rows = edges(bench)
    assert [(row["source_id"], row["target_id"]) for row in rows] == [
        ("A", "B"),
        ("B", "A"),
        ("C", "D"),
    ]
    assert (rows[0]["relation"], rows[0]["event_count"]) == ("added", 2)
    assert {row["is_listed"] for row in rows} == {None}


def test_all_edges_are_published_on_demand(bench: Bench) -> None:
    assert len(edges(bench, all_edges=True)) == 4


@pytest.mark.parametrize(
    ("changes", "is_listed"),
    [
        ("b  a  add  -1d", True),
        # The address book is that of the target.
        ("a  b  add  -1d", None),
        ("b  x  add  -1d", False),
        ("x  a  add  -1d", None),
        ("b  a  add  -3d\nb  a  remove  -2d", False),
        ("b  a  remove  -3d\nb  a  add  -2d", True),
        ("b  a  add  -4d\nb  a  remove  -3d\nb  a  add  -2d", True),
        ("b  a  remove  -4d\nb  a  add  -3d\nb  a  remove  -2d", False),
        # A pair is listed on a date if it was at the end of the day before, or is added on it.
        ("b  a  add  -3d\nb  a  remove  0d", True),
        ("b  a  add  0d", True),
        ("b  a  remove  -1d", False),
    ],
)
def test_an_edge_says_whether_the_target_lists_the_source_on_the_date(
    bench: Bench, changes: str, is_listed: bool | None
) -> None:
    rows = edges(bench, f"owner_id  contact_id  change  date\n{changes}")
    (row,) = [row for row in rows if row["relation"] == "added"]
    assert row["is_listed"] == is_listed


def test_a_target_that_lists_one_of_two_sources_lists_the_other_not(bench: Bench) -> None:
    bench.stage(contact="owner_id  contact_id  date\nb  a  -1d\nd  e  -1d")
    bench.build("staging.night")
    give(
        bench,
        staging__account_name=NAMES,
        edges__edge="source_id  target_id  relation  event_count  first_at  last_at"
        "\na  b  added  1  10:00  10:00\nc  b  added  1  10:00  10:00",
        score__flag="account_id\nb",
        rings__ring_member="account_id",
    )
    rows = alone(bench, "publish.edges")
    assert {row["source_id"]: row["is_listed"] for row in rows} == {"A": True, "C": False}
