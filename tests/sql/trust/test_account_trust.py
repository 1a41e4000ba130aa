"""How much trust and distrust reach each account that talks."""

from typing import Any

import pytest

from tests.sql.given import by_kernel, give
from tests.sql.tables import Bench

# A chain of talks: seed, near, far; and a pair that no seed talks with.
TALKS = """
    account_id  other_id
    seed        near
    far         near
    x           y
"""


def trust(bench: Bench, seeds: str, talks: str = TALKS, **parameters: Any) -> dict[str, Any]:
    """Return the rows by account."""
    bench.stage()
    give(bench, trust__conversation=talks, trust__trust_seed=f"account_id  is_spam\n{seeds}")
    rows = by_kernel(bench, "trust.account_trust", **parameters)
    return {row["account_id"]: row for row in rows}


def test_trust_is_greatest_near_its_seeds_and_none_where_no_talk_leads(bench: Bench) -> None:
    rows = trust(bench, "seed  no")
    assert rows.keys() == {"seed", "near", "far", "x", "y"}
    values = {name: row["trust"] for name, row in rows.items()}
    assert values["near"] > values["x"] == values["y"] == 0
    assert {row["distrust"] for row in rows.values()} == {None}


def test_distrust_spreads_by_the_same_talks_and_apart_from_trust(bench: Bench) -> None:
    rows = trust(bench, "far  yes")
    assert rows["near"]["distrust"] > rows["x"]["distrust"] == 0
    assert {row["trust"] for row in rows.values()} == {None}


def test_a_pair_s_order_and_a_seed_without_talks_change_nothing(bench: Bench) -> None:
    turned = """
        account_id  other_id
        y           x
        near        far
        near        seed
    """
    rows = trust(bench, "seed  no")
    assert trust(bench, "seed  no", turned) == rows
    assert trust(bench, "seed  no\nsilent  no", turned).keys() == rows.keys()


@pytest.mark.parametrize("seeds", ["", "silent  no"])
def test_where_no_seed_talks_there_is_no_trust_at_all(bench: Bench, seeds: str) -> None:
    assert {row["trust"] in (None, 0) for row in trust(bench, seeds).values()} == {True}
