"""The ring that an account belongs to, as its signals tell it."""

from tests.sql.rings.test_ring import MEMBERS, VICTIMS, adds, leaves, stage
from tests.sql.tables import Bench


def test_members_bear_what_their_ring_is(bench: Bench) -> None:
    stage(bench, [*adds(MEMBERS, VICTIMS), *leaves(MEMBERS, VICTIMS[:20])])
    rows = bench.build("signals.ring")
    assert {row["account_id"] for row in rows} == set(MEMBERS)
    for row in rows:
        assert (row["ring_account_count"], row["ring_target_count"]) == (8, 45)
        assert (row["ring_shared_count"], row["ring_membership"]) == (30, 1.0)
        assert row["ring_score"] > 0.99
        assert row["ring_stranger_share"] == 1.0
