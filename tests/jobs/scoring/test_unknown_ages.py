"""A registration before the platform existed is an unknown age, not an old account."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.endings import policy, warnings_of
from tests.worlds import NIGHT, Row, World, at, command, membership

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
AGES = ("account_age_days", "add_noncontact_age_days", "group_created_1h_age_days")


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    """A world whose account `adder` adds 1,100 strangers to a group that it made."""
    world = World(tmp_path).fill()
    first: dict[str, Any] = {"actor_id": "adder", "group_id": "g"}
    rows = [membership(0, **first, account_id="adder", action="create")]
    rows += [membership(n, **first, account_id=f"v{n}") for n in range(1, 1_101)]
    world.write("membership_events", rows)
    book = [{"owner_id": f"v{n}", "contact_id": "friend"} for n in range(1, 1_101)]
    world.write("contacts", book)
    return world


def register(world: World, instant: datetime.datetime | str, name: str = "part.parquet") -> None:
    """Let the log say when the adder was registered."""
    row: Row = {"account_id": "adder", "registered_at": instant, "phone_country": "BR"}
    world.write("accounts", [row], name)


def signals(world: World) -> Row:
    (row,) = (row for row in world.published("signals") if row["account_id"] == "adder")
    return row


@pytest.mark.parametrize(
    "instant", ["1970-01-01T00:00:00Z", "1989-12-31T23:59:59.999999Z", "0001-01-01"]
)
def test_every_age_is_null_and_a_warning_counts_the_rows(world: World, instant: str) -> None:
    register(world, instant, "part.csv")
    assert warnings_of(world, is_whole=True) == [
        "accounts: 1 rows with registered_at before input.platform_began_on = 1990-01-01; "
        "the age of these accounts is unknown"
    ]
    row = signals(world)
    assert [row[age] for age in AGES] == [None] * 3
    (flag,) = (flag for flag in world.published("flags") if flag["account_id"] == "adder")
    assert flag["registered_at"] is None
    assert flag["account_type"] == "consumer"


def test_a_known_age_is_told_and_brings_no_warning(world: World) -> None:
    register(world, at("00:00", NIGHT - datetime.timedelta(days=400)))
    assert warnings_of(world, is_whole=True) == []
    assert signals(world)["account_age_days"] == 400


def test_an_exception_for_old_accounts_is_unknown_and_so_is_a_condition(world: World) -> None:
    register(world, EPOCH)
    options = policy(
        world,
        """
        [rules.stranger_add_burst]
        unless = { account_age_days = ">= 30" }
        otherwise = "none"
        min_evidence = "none"
        [rules.old]
        decision = "watch"
        when = { account_age_days = ">= 30" }
        reason = "old"
        """,
    )
    assert world.run(*options).code == 0
    (flag,) = (flag for flag in world.published("flags") if flag["account_id"] == "adder")
    assert "stranger_add_burst" in flag["rules"] and "old" not in flag["rules"]
    assert flag["decision"] == "review"


def test_policy_says_when_the_platform_began(world: World) -> None:
    register(world, at("00:00", datetime.date(2014, 6, 30)))
    assert warnings_of(world) == []
    options = policy(world, 'platform_began_on = "2014-07-01"')
    (warning,) = warnings_of(world, *options, is_whole=True)
    assert "before input.platform_began_on = 2014-07-01" in warning
    assert signals(world)["account_age_days"] is None
    assert warnings_of(world, *policy(world, "platform_began_on = 2014-06-30")) == []


def test_the_dossier_tells_no_age_either(world: World) -> None:
    register(world, EPOCH)
    assert world.run().code == 0
    places = ("--input", str(world.input), "--output", str(world.output))
    result = command("account", "adder", "--json", *places)
    registration = json.loads(result.out)["registration"]
    assert registration["registered_at"] is None
    assert registration["phone_country"] == "BR"
    assert "registered_at: unknown" in command("account", "adder", *places).out
