"""Whether one of two who share the work of a relay."""

from tests.sql.relays import CONTACT, world
from tests.sql.tables import Bench


def test_whoever_adds_or_makes_groups_without_a_relay_has_zero(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        maker     maker       create
            10:01     g2        adder     bob         add
        """,
        contact="""
            owner_id  contact_id  change  date
            bob       someone     add     -9d
        """,
    )
    found = {row["account_id"]: row for row in bench.build("signals.relay_work")}
    assert found.keys() == {"maker", "adder"}
    assert all(row["relay_shared_24h_max_count"] == 0 for row in found.values())


def test_both_sides_of_a_relay_bear_the_adds(bench: Bench) -> None:
    bench.stage(membership_event=world(groups=40, filled=17), contact=CONTACT)
    found = {row["account_id"]: row for row in bench.build("signals.relay_work")}
    assert {found[name]["relay_shared_24h_max_count"] for name in ("maker", "adder")} == {30}
