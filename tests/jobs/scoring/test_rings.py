"""A campaign keeps its ring_id from night to night, whoever acts in it."""

import datetime
import json
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from tests.worlds import DAY, NIGHT, World, at, command, message

VICTIMS = [f"v{number:02}" for number in range(60)]
LATER = NIGHT + DAY


def names(prefix: str, count: int = 8) -> list[str]:
    """Return so many accounts."""
    return [f"{prefix}{number}" for number in range(count)]


def adds(
    members: Sequence[str], victims: Sequence[str], date: datetime.date
) -> list[dict[str, Any]]:
    """Return adds of two thirds of the victims by each member, and that each victim leaves."""
    return [row for added in _added(members, victims, date) for row in (added, _left(added))]


def _left(added: dict[str, Any]) -> dict[str, Any]:
    when = added["event_at"] + datetime.timedelta(hours=1)
    return {**added, "event_at": when, "actor_id": added["account_id"], "action": "leave"}


def _added(
    members: Sequence[str], victims: Sequence[str], date: datetime.date
) -> list[dict[str, Any]]:
    rows = []
    for number, member in enumerate(members):
        for place, victim in enumerate(victims):
            if (place + number) % 3 == 0:
                continue
            added = {"group_id": f"g {member}", "account_id": victim}
            when = at("08:00", date) + datetime.timedelta(minutes=place)
            rows.append({**added, "event_at": when, "actor_id": member, "action": "add"})
    return rows


def crowd(date: datetime.date) -> list[dict[str, Any]]:
    """Return the adds of many others, each of people of its own, who stay."""
    return [
        row
        for number in range(120)
        for row in _added([f"other{number}"], [f"o{number}-{place}" for place in range(60)], date)
    ]


def night(world: World, date: datetime.date, *rings: tuple[Sequence[str], Sequence[str]]) -> None:
    """Write a date on which each ring adds its victims, and run its night."""
    events = [row for members, victims in rings for row in adds(members, victims, date)]
    world.write("membership_events", [*events, *crowd(date)], date=date)
    world.write("message_edges", [message(number, date) for number in range(20)], date=date)
    assert world.run(date=date).code in (0, 3)


def rings(world: World, date: datetime.date) -> dict[str, dict[str, Any]]:
    """Return the rings of a night by their ids."""
    return {row["ring_id"]: row for row in world.published("rings", date)}


def members(world: World, date: datetime.date, ring_id: str) -> set[str]:
    """Return the accounts of a ring."""
    rows = world.published("ring_members", date)
    return {row["account_id"] for row in rows if row["ring_id"] == ring_id}


@pytest.fixture(scope="module", name="first_night")
def _first_night(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Give a world with a night that has one ring; tests look at it and change nothing."""
    world = World(tmp_path_factory.mktemp("first"))
    night(world, NIGHT, (names("a"), VICTIMS))
    return world


@pytest.fixture(name="world")
def _world(first_night: World, tmp_path: Path) -> World:
    """Give a copy of that world, for tests that go on with it."""
    return World(Path(shutil.copytree(first_night.root, tmp_path / "copy")))


def only(found: Iterable[str]) -> str:
    """Return the one ring there is."""
    (ring_id,) = found
    return ring_id


def test_a_flag_names_the_ring_and_the_ring_its_members(world: World) -> None:
    ring_id = only(rings(world, NIGHT))
    flags = {row["account_id"]: row for row in world.published("flags", NIGHT)}
    assert members(world, NIGHT, ring_id) == set(names("a"))
    for account in names("a"):
        assert flags[account]["ring_id"] == ring_id
        assert flags[account]["decision"] == "review"
        assert "ring" in flags[account]["rules"]
        told = [reason["text"] for reason in flags[account]["reasons"]]
        assert any(text.startswith("member of a ring of 8 accounts: ") for text in told)
    assert not any(name.startswith(("v", "o")) for name in flags)


def test_a_ring_whose_accounts_are_all_new_ten_days_later_is_the_same(world: World) -> None:
    later = NIGHT + 10 * DAY
    night(world, later, (names("new"), VICTIMS))
    ring_id = only(rings(world, NIGHT))
    found = rings(world, later)
    assert found.keys() == {ring_id}
    assert found[ring_id]["first_seen_on"] == NIGHT
    assert members(world, later, ring_id) == set(names("new"))


def test_a_ring_that_changes_all_accounts_overnight_is_the_same(world: World) -> None:
    night(world, LATER, (names("new"), VICTIMS))
    assert rings(world, LATER).keys() == rings(world, NIGHT).keys()
    assert set(names("new")) <= members(world, LATER, only(rings(world, NIGHT)))


def test_a_ring_that_moves_on_to_others_is_the_same_by_its_accounts(world: World) -> None:
    later = NIGHT + 8 * DAY
    night(world, later, (names("a"), [f"w{number}" for number in range(60)]))
    assert rings(world, later).keys() == rings(world, NIGHT).keys()


def test_the_manifest_tells_what_became_of_rings(world: World) -> None:
    ring_id = only(rings(world, NIGHT))
    fates = {
        "born": [ring_id],
        "goes_on": [],
        "returned": [],
        "split": [],
        "merged": [],
        "gone": [],
    }
    assert world.manifest(NIGHT)["campaigns"] == fates
    for date, workers, fate in (
        (LATER, names("new"), "goes_on"),
        (LATER + 8 * DAY, (), "gone"),
        (LATER + 9 * DAY, (), ""),
        (LATER + 16 * DAY, names("again"), "returned"),
    ):
        night(world, date, *([(workers, VICTIMS)] if workers else []))
        told = world.manifest(date)["campaigns"]
        assert {fate: ids for fate, ids in told.items() if ids} == (
            {fate: [ring_id]} if fate else {}
        )


def test_another_ring_is_another(world: World) -> None:
    later = NIGHT + 8 * DAY
    night(world, later, (names("b"), [f"w{number}" for number in range(60)]))
    (found,) = rings(world, later).values()
    assert found["ring_id"] not in rings(world, NIGHT)
    assert (found["first_seen_on"], found["parent_ring_ids"]) == (later, [])


def test_rings_that_merge_or_split_name_where_they_come_from(tmp_path: Path) -> None:
    world = World(tmp_path)
    others = [f"w{number}" for number in range(60)]
    night(world, NIGHT, (names("a"), VICTIMS), (names("b"), others))
    first, second = sorted(rings(world, NIGHT))
    later = NIGHT + 8 * DAY
    night(world, later, (names("a") + names("b"), VICTIMS + others))
    (merged,) = rings(world, later).values()
    assert {merged["ring_id"], *merged["parent_ring_ids"]} == {first, second}
    told = world.manifest(later)["campaigns"]
    assert (told["goes_on"], told["merged"]) == ([merged["ring_id"]], merged["parent_ring_ids"])
    last = later + 8 * DAY
    night(world, last, (names("a"), VICTIMS), (names("b"), others))
    split = rings(world, last)
    assert len(split) == 2
    assert merged["ring_id"] in split
    (new,) = split.keys() - {merged["ring_id"]}
    goes_on = new in {first, second}
    assert goes_on or split[new]["parent_ring_ids"] == [merged["ring_id"]]
    told = world.manifest(last)["campaigns"]
    assert told["goes_on"] == [merged["ring_id"]]
    assert told["returned" if goes_on else "split"] == [new]


def test_the_same_night_again_is_the_same(world: World) -> None:
    before = world.published("rings", NIGHT), world.published("ring_members", NIGHT)
    assert world.run(date=NIGHT).code in (0, 3)
    assert (world.published("rings", NIGHT), world.published("ring_members", NIGHT)) == before


def test_a_night_run_again_knows_neither_itself_nor_later_nights(world: World) -> None:
    def told() -> tuple[Any, ...]:
        flags = {row["account_id"]: row["first_flagged_on"] for row in world.published("flags")}
        return rings(world, NIGHT), world.manifest()["campaigns"], flags

    before = told()
    night(world, LATER, (names("a"), VICTIMS[:40]), (names("b"), [f"w{n}" for n in range(60)]))
    assert len(rings(world, LATER)) == 2
    assert world.run(date=NIGHT).code in (0, 3)
    assert told() == before
    assert set(before[2].values()) == {NIGHT}


def test_the_command_shows_the_ring_and_hands_on_its_graph(world: World) -> None:
    ring_id = only(rings(world, NIGHT))
    asked = ("ring", ring_id, "--output", str(world.output))
    shown = command(*asked)
    assert shown.code == 0, shown.error
    assert all(account in shown.out for account in names("a"))
    told = json.loads(command(*asked, "--json").out)
    assert {row["account_id"] for row in told["members"]} == set(names("a"))
    assert told["measures"]["shared_target_count"] >= 60
    graph = nx.node_link_graph(json.loads(command(*asked, "--graph", "json").out), edges="edges")
    assert set(names("a")) | set(VICTIMS) <= set(graph)
    assert command(*asked, "--graph", "graphml").out.startswith("<graphml")
    lines = (world.output / "_access.log").read_text().splitlines()
    assert [json.loads(line)["command"] for line in lines] == ["ring"] * 4


def test_the_command_lists_the_rings_of_a_night_and_what_none_of_them_shows(world: World) -> None:
    ring_id = only(rings(world, NIGHT))
    shown = command("ring", "--output", str(world.output))
    assert shown.code == 0, shown.error
    (row,) = [line.split() for line in shown.out.splitlines() if line.startswith(ring_id)]
    assert row[1:4] == ["new", "8", "8"]
    hidden = world.manifest(NIGHT)["undetected_rings"]
    assert f"undetected ring: {hidden['max_add_count']:,} adds" in shown.out
    told = json.loads(command("ring", "--output", str(world.output), "--json").out)
    assert told["undetected_rings"] == hidden
    assert [(found["ring_id"], found["fate"]) for found in told["rings"]] == [(ring_id, "born")]
    assert command("ring", "--output", str(world.output), "--graph", "json").code == 2

    night(world, NIGHT + 8 * DAY)
    shown = command("ring", "--output", str(world.output))
    assert (shown.code, shown.error.count("\n")) == (1, 1)
    assert f"No longer found since the last night: {ring_id}" in shown.out
    assert not (world.output / "_access.log").exists()


def test_a_ring_that_a_night_did_not_see_is_said_to_be_none(world: World) -> None:
    night(world, NIGHT + 20 * DAY)
    ring_id = only(rings(world, NIGHT))
    for asked, said in ((ring_id, f"it was last seen on {NIGHT}"), ("nothing", "no such ring")):
        result = command("ring", asked, "--output", str(world.output))
        assert result.code == 1
        assert said in result.error
