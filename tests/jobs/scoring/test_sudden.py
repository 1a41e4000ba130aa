"""Old accounts that turn within hours: those that add and those that write."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.worlds import DAY, NIGHT, World, at, membership, message

HISTORY = [NIGHT - days * DAY for days in (4, 3, 2, 1)]
STRANGERS = [f"stranger{number}" for number in range(40)]
ADD, WRITE = "sudden_stranger_add", "sudden_stranger_messages"


def lived(folder: Path, *, age_days: float = 400, usual: int = 2) -> World:
    """Return a world in which `old` has written to that many friends on each former day."""
    world = World(folder)
    friends = [f"friend{number}" for number in range(usual)]
    for date in (*HISTORY, NIGHT):
        world.fill(date)
        rows = [
            message(36_000 + 300 * place, date, sender_id=sender, recipient_id=recipient,
                    event_id=f"{date}-{sender}-{recipient}")
            for place, friend in enumerate(friends)
            for sender, recipient in (("old", friend), (friend, "old"))
        ]  # fmt: skip
        world.write("message_edges", rows, "friends.parquet", date)
    registered_at = at("09:00") - datetime.timedelta(days=age_days)
    world.write(
        "accounts",
        [{"registered_at": registered_at, "account_id": "old", "account_type": "consumer"}],
        date=HISTORY[0],
    )
    # All own an address book, so it is known that none of the strangers lists the account.
    pairs = [(friend, "old") for friend in friends] + [(name, "somebody") for name in STRANGERS]
    world.write(
        "contacts",
        [{"owner_id": owner, "contact_id": one} for owner, one in pairs],
        date=HISTORY[0],
    )
    return world


def write_to_strangers(world: World, *, answered: int = 0, gap_seconds: int = 60) -> None:
    """Let it write to all strangers on the date, the first of whom answer."""
    rows = [
        message(40_000 + gap_seconds * place, sender_id="old", recipient_id=name, event_id=f"to-{name}")
        for place, name in enumerate(STRANGERS)
    ] + [
        message(40_300 + gap_seconds * place, sender_id=name, recipient_id="old", event_id=f"of-{name}")
        for place, name in enumerate(STRANGERS[:answered])
    ]  # fmt: skip
    world.write("message_edges", rows, "sudden.parquet")


def add_strangers(world: World, *, leaving: int = 0, writing: int = 0) -> None:
    """Let it add all strangers to one group on the date, the first of whom leave or write there."""
    rows = [
        membership(40_000 + 60 * place, actor_id="old", account_id=name, group_id="club",
                   event_id=f"add-{name}")
        for place, name in enumerate(STRANGERS)
    ] + [
        membership(43_000 + 60 * place, actor_id=name, account_id=name, group_id="club",
                   action="leave", event_id=f"leave-{name}")
        for place, name in enumerate(STRANGERS[:leaving])
    ]  # fmt: skip
    world.write("membership_events", rows, "sudden.parquet")
    posts = [
        message(44_000 + 60 * place, sender_id=name, recipient_id=None, group_id="club",
                event_id=f"post-{name}")
        for place, name in enumerate(STRANGERS[:writing])
    ]  # fmt: skip
    world.write("message_edges", posts, "posts.parquet")


def flag_of(world: World) -> dict[str, Any] | None:
    """Run the night; return the account's flag if it has one."""
    assert world.run().code == 0
    return next((row for row in world.published("flags") if row["account_id"] == "old"), None)


def test_an_old_account_that_suddenly_writes_to_strangers_is_reviewed(tmp_path: Path) -> None:
    world = lived(tmp_path)
    write_to_strangers(world)
    flag = flag_of(world)
    assert flag is not None and flag["decision"] == "review"
    assert WRITE in flag["rules"]
    reason = next(reason for reason in flag["reasons"] if reason["rule"] == WRITE)
    assert reason["text"].startswith(
        "sudden surge at an age of 399.62 days: 40 strangers that it wrote to did not answer"
    )
    rows = [row for row in world.published("evidence") if row["rule"] == WRITE]
    assert {row["other_id"] for row in rows} == set(STRANGERS)


def test_an_old_account_that_suddenly_adds_strangers_is_reviewed(tmp_path: Path) -> None:
    world = lived(tmp_path)
    add_strangers(world, leaving=12)
    flag = flag_of(world)
    assert flag is not None and flag["decision"] == "review"
    assert ADD in flag["rules"]


@pytest.mark.parametrize(
    ("past", "day"),
    [
        ({}, {"answered": 16}),
        ({}, {"gap_seconds": 900}),
        ({"age_days": 10}, {}),
        ({"usual": 120}, {}),
    ],
    ids=["answered", "slow", "young", "always wrote to many"],
)
def test_who_writes_has_not_turned(
    tmp_path: Path, past: dict[str, int], day: dict[str, int]
) -> None:
    world = lived(tmp_path, **past)
    write_to_strangers(world, **day)
    flag = flag_of(world)
    assert flag is None or WRITE not in flag["rules"]


def test_whose_strangers_stay_has_not_turned(tmp_path: Path) -> None:
    world = lived(tmp_path)
    add_strangers(world, writing=30)
    flag = flag_of(world)
    assert flag is None or ADD not in flag["rules"]
