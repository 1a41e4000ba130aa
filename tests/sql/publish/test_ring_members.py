"""Members of rings are published under their names."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def test_each_member_of_a_ring_is_a_row_under_its_name(bench: Bench) -> None:
    give(
        bench,
        staging__account_name="""
            account_id  name
            1           amy
            2           bob
        """,
        rings__ring_member="""
            ring_id  account_id  role   membership
            r        2           adder  1
            r        1           maker  0.5
        """,
    )
    assert [tuple(row.values()) for row in alone(bench, "publish.ring_members")] == [
        ("r", "amy", "maker", 0.5),
        ("r", "bob", "adder", 1.0),
    ]
