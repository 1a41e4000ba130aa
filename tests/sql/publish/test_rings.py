"""Rings are published as they were judged, without the numbers of the night's sets."""

from tests.sql.given import alone, give, on
from tests.sql.tables import Bench


def test_a_ring_bears_its_id_its_counts_and_the_rings_that_it_comes_from(bench: Bench) -> None:
    give(
        bench,
        rings__ring="""
            set_number  ring_id  method    account_count  target_count  density  score  first_seen_on  parent_ring_ids
            0           r        lockstep  8              45            0.5      0.9    -2d            p+q
            1           s        block     5              20            0.25     0.6    0d             none
        """,
    )
    first, second = alone(bench, "publish.rings")
    assert first == {
        "ring_id": "r",
        "method": "lockstep",
        "account_count": 8,
        "target_count": 45,
        "density": 0.5,
        "score": 0.9,
        "first_seen_on": on(-2),
        "parent_ring_ids": ["p", "q"],
    }
    assert (second["ring_id"], second["parent_ring_ids"]) == ("s", [])
