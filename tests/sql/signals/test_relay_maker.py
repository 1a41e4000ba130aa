"""One makes many groups and promotes another, who fills them with non-contacts."""

from typing import Any

from tests.sql.relays import CONTACT, renamed, world
from tests.sql.tables import Bench


def makers(bench: Bench) -> dict[str, dict[str, Any]]:
    """Return the signals of those whose groups others fill, by account."""
    return {row["account_id"]: row for row in bench.build("signals.relay_maker")}


def test_the_maker_bears_the_adder_s_adds_and_names_it(bench: Bench) -> None:
    bench.stage(membership_event=world(groups=40, filled=17), contact=CONTACT)
    ((account, row),) = makers(bench).items()
    assert (account, row["thread_id"], row["thread_name"]) == ("maker", "adder", "adder")
    assert row["relay_maker_noncontact_24h_max_count"] == 30
    assert row["relay_maker_group_1h_max_count"] == 40
    assert (row["relay_maker_group_count"], row["relay_maker_filled_24h_count"]) == (40, 17)


def test_a_maker_that_does_nothing_on_the_date_is_active_through_its_adder(bench: Bench) -> None:
    bench.stage(membership_event=world(day="-9d "), contact=CONTACT)
    assert set(makers(bench)) == {"maker"}
    assert {row["account_id"] for row in bench.build("signals.activity")} == {"adder", "maker"}


def test_few_groups_make_no_maker(bench: Bench) -> None:
    bench.stage(membership_event=world(23), contact=CONTACT)
    assert makers(bench) == {}


def test_of_several_adders_the_one_that_added_most_is_named(bench: Bench) -> None:
    second = renamed(world(adds=20), "h", maker="second")
    third = renamed(world(adds=10), "i", adder="third")
    bench.stage(membership_event=[*world(), *second, *third], contact=CONTACT)
    found = makers(bench)
    assert found["maker"]["thread_id"] == "adder"
    assert found["maker"]["relay_maker_noncontact_24h_max_count"] == 30
    assert found["second"]["relay_maker_noncontact_24h_max_count"] == 20


def test_two_who_fill_each_other_s_groups_are_each_told_as_maker_and_as_adder(
    bench: Bench,
) -> None:
    back = renamed(world(groups=30, adds=12, filled=6), "h", maker="adder", adder="maker")
    bench.stage(membership_event=[*world(), *back], contact=CONTACT)
    found = makers(bench)
    assert found["maker"]["relay_maker_noncontact_24h_max_count"] == 30
    assert found["adder"]["relay_maker_noncontact_24h_max_count"] == 12
    assert found["adder"]["relay_maker_group_count"] == 30
    assert found["adder"]["relay_maker_filled_24h_count"] == 6
    adders = {row["account_id"]: row for row in bench.build("signals.relay")}
    assert adders["adder"]["relay_noncontact_24h_max_count"] == 30
    assert adders["maker"]["relay_noncontact_24h_max_count"] == 12
