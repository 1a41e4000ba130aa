"""The adds of a relay, from the side of the account that created the groups."""

from tests.sql.relays import CONTACT, world
from tests.sql.tables import Bench


def test_maker_and_adder_have_the_same_adds_with_the_other_as_partner(bench: Bench) -> None:
    bench.stage(membership_event=world(40, filled=17), contact=CONTACT)
    made = bench.build("acts.relay_maker_add")
    added = bench.build("acts.relay_add")
    assert {(row["account_id"], row["partner_id"]) for row in made} == {("maker", "adder")}
    swapped = [
        {**row, "account_id": row["partner_id"], "partner_id": row["account_id"]} for row in made
    ]
    assert swapped == added and len(added) == 30


def test_a_maker_that_fills_its_own_groups_is_no_relay(bench: Bench) -> None:
    events = [
        {name: "maker" if value == "adder" else value for name, value in event.items()}
        for event in world()
    ]
    bench.stage(membership_event=events, contact=CONTACT)
    assert bench.build("acts.relay_maker_add") == []
