"""Accounts that come to a group together and are removed together."""

import pytest

from tests.sql.tables import Bench

COLUMNS = "event_at  group_id  actor_id  account_id  action"


def raid(comers: dict[str, str], removed: int, group: str = "g") -> tuple[list[str], list[str]]:
    """Return events and posts of accounts that come at given instants; the first ones are removed."""
    events = [f"{at}  {group}  {name}  {name}  join" for name, at in comers.items()]
    events += [f"11:30  {group}  ann  {name}  remove" for name in list(comers)[:removed]]
    return events, [f"11:00  {name}  {group}" for name in comers]


def staged(bench: Bench, *raids: tuple[list[str], list[str]]) -> None:
    events = [line for raid in raids for line in raid[0]]
    posts = [line for raid in raids for line in raid[1]]
    bench.stage(
        membership_event="\n".join([COLUMNS, *events]),
        message_edge="\n".join(["sent_at  sender_id  group_id", *posts]),
    )


def test_those_within_ten_minutes_count_and_those_who_stay_lower_the_share(bench: Bench) -> None:
    minutes = {f"a{n}": f"10:{n:02}" for n in range(8)} | {"late": "10:30"}
    staged(bench, raid(minutes, 6))
    rows = {row["account_id"]: row for row in bench.build("signals.raid")}
    assert rows.keys() == {f"a{n}" for n in range(6)}
    assert rows["a0"]["raid_expelled_count"] == 6
    # Wilson, by hand: 6 of 8.
    assert rows["a0"]["raid_expelled_low_share"] == pytest.approx(0.4093, abs=1e-4)


def test_ten_minutes_are_together_and_a_second_more_is_not(bench: Bench) -> None:
    comers = {f"a{n}": "10:00" for n in range(4)} | {"edge": "10:10", "late": "10:10:01"}
    staged(bench, raid(comers, 6))
    rows = {row["account_id"]: row["raid_expelled_count"] for row in bench.build("signals.raid")}
    assert (rows["a0"], rows["edge"], rows["late"]) == (5, 6, 2)


def test_of_several_groups_the_largest_raid_counts(bench: Bench) -> None:
    small = raid({f"a{n}": "10:00" for n in range(5)}, 5, "small")
    large = raid({f"a{n}": "10:00" for n in range(7)}, 7, "large")
    staged(bench, small, large)
    assert {row["raid_expelled_count"] for row in bench.build("signals.raid")} == {7}


def test_four_removed_accounts_are_no_raid(bench: Bench) -> None:
    staged(bench, raid({f"a{n}": "10:00" for n in range(6)}, 4))
    assert bench.build("signals.raid") == []
