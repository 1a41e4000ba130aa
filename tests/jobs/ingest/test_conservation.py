"""Random worlds: each row is loaded, rejected or a duplicate, and the format makes no difference."""

import datetime
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from jobs.contract.input_schema import LOGS
from jobs.publish.layout import TABLES, table_path
from tests.seeds import seeds
from tests.worlds import DAY, NIGHT, World, at

POLICY = """
[input]
max_reject_share = 1.0
max_conflict_share = 1.0
max_duplicate_share = 1.0
[publish]
signals = "all"
edges = "all"
"""
ENDINGS = ("parquet", "csv", "jsonl.gz")
ACTIONS = {"create", "add", "remove", "promote", "demote", "join", "leave", "invite", "accept",
           "decline"}  # fmt: skip
COLUMNS = {log.name: [column.name for column in log.columns] for log in LOGS}

NAMES = (None, "", "e1", "e2", "e3")

Row = dict[str, Any]


def text(chance: Random) -> str:
    """Return an id: most are of few accounts, some are any text at all."""
    if chance.random() < 0.9:
        return chance.choice("abcd")
    strange = "\0\t\n\r \"',;\\{}[]éß多🙂\u202e\ufeff-01"
    return "".join(chance.choices(strange, k=chance.randrange(4)))


def mostly(chance: Random, usual: Any, *rare: Any) -> Any:
    """Return the usual value nine times of ten."""
    return usual if chance.random() < 0.9 else chance.choice(rare)


def instant(chance: Random) -> datetime.datetime:
    """Return an instant of the night, or just outside it."""
    last = 86_399_999_999
    micros = mostly(chance, chance.randint(0, last), -1, 0, last, last + 1)
    return at("00:00") + datetime.timedelta(microseconds=micros)


def membership(chance: Random) -> Row:
    """Return a row of membership_events, good or bad."""
    return {
        "event_at": mostly(chance, instant(chance), None),
        "group_id": mostly(chance, text(chance), None),
        "actor_id": mostly(chance, text(chance), None),
        "account_id": mostly(chance, text(chance), None),
        "action": mostly(chance, chance.choice(sorted(ACTIONS)), "kick", "", None),
        "event_id": chance.choice(NAMES),
    }


def message(chance: Random) -> Row:
    """Return a row of message_edges, good or bad."""
    return {
        "sent_at": instant(chance),
        "sender_id": mostly(chance, text(chance), None),
        "recipient_id": mostly(chance, text(chance), None),
        "group_id": mostly(chance, None, text(chance)),
        "message_count": mostly(chance, chance.choice([None, 1, 2, 10**9]), -1, 0, 10**9 + 1),
        "is_forward": chance.choice([None, True, False]),
        "event_id": chance.choice(NAMES),
    }


def contact(chance: Random) -> Row:
    """Return a row of contacts, good or bad."""
    return {
        "owner_id": mostly(chance, text(chance), None),
        "contact_id": mostly(chance, text(chance), None),
        "change": mostly(chance, chance.choice(["add", "remove", None]), "drop", ""),
    }


def logs(chance: Random) -> dict[str, list[Row]]:
    """Return the rows of three logs."""
    makers = {"membership_events": membership, "message_edges": message, "contacts": contact}
    return {
        log: [make(chance) for _ in range(chance.randrange(25))] for log, make in makers.items()
    }


def plain(row: Row) -> Row:
    """Return a row as the contract reads it: empty text is null, what is not given has its value."""
    read = {name: None if value == "" else value for name, value in row.items()}
    for name, value in (("message_count", 1), ("is_forward", False), ("change", "add")):
        if name in read and read[name] is None:
            read[name] = value
    return read


def is_good(log: str, row: Row) -> bool:
    """Return whether a row breaks no rule of its log."""
    if log == "contacts":
        return None not in (row["owner_id"], row["contact_id"]) and row["change"] != "drop"
    instant = row["event_at" if log == "membership_events" else "sent_at"]
    if instant is None or not at("00:00") <= instant < at("00:00", NIGHT + DAY):
        return False
    if log == "membership_events":
        return None not in (row["group_id"], row["account_id"]) and row["action"] in ACTIONS
    return (
        row["sender_id"] is not None
        and (row["recipient_id"] is None) != (row["group_id"] is None)
        and 1 <= row["message_count"] <= 10**9
    )


def place(log: str, row: Row) -> list[tuple[bool, Any]]:
    """Return where a row stands in the order of all columns, nulls last."""
    return [(row[name] is None, row[name]) for name in COLUMNS[log]]


def wanted(log: str, rows: list[Row]) -> list[Row]:
    """Return the rows that should be loaded, in order: the good ones, each event once."""
    good = sorted(
        (row for row in map(plain, rows) if is_good(log, row)), key=lambda r: place(log, r)
    )
    kept, seen = [], set()
    for row in good:
        name = row.get("event_id")
        if name is None or name not in seen:
            kept.append(row)
        seen.add(name)
    return kept


def assert_conserved(world: World, log: str, files: dict[str, list[Row]]) -> None:
    """Hold what a night says of a log's files against their rows."""
    counts = world.file_counts(log)
    rejected = {(Path(row["file"]).name, row["row_number"]) for row in world.published("rejects")
                if row["log"] == log}  # fmt: skip
    assert rejected == {
        (name, number)
        for name, rows in files.items()
        for number, row in enumerate(rows, 1)
        if not is_good(log, plain(row))
    }
    for name, rows in files.items():
        count = counts[name]
        assert count["row_count"] == len(rows)
        assert count["rejected_count"] == sum(file == name for file, _ in rejected)
        parts = ("loaded_count", "rejected_count", "duplicate_count")
        assert count["row_count"] == sum(count[part] for part in parts)
    every = [row for rows in files.values() for row in rows]
    loaded = [
        {name: row[name] for name in COLUMNS[log] if name in row} for row in wanted(log, every)
    ]
    assert sorted(world.loaded(log), key=lambda row: place(log, row)) == loaded


def written(folder: Path, given_rows: dict[str, list[Row]], ending: str, cut: int) -> World:
    """Load a night's rows in one format, in two files a log; return the world."""
    world = World(folder / ending)
    world.root.mkdir()
    (world.root / "policy.toml").write_text(POLICY)
    files = {
        log: {f"a.{ending}": rows[:cut], f"b.{ending}": rows[cut:]}
        for log, rows in given_rows.items()
    }
    for log, parts in files.items():
        for name, rows in parts.items():
            world.write(log, rows, name)
    result = world.load(*options(world))
    assert result.code == 0, result.error
    for log, parts in files.items():
        assert_conserved(world, log, parts)
    return world


def options(world: World) -> tuple[str, ...]:
    """Return the options of a night on such a world."""
    return ("--policy", str(world.root / "policy.toml"), "--allow-missing")


def tables(world: World) -> dict[str, bytes]:
    """Run the night; return its tables."""
    result = world.run(*options(world))
    assert result.code == 0, result.error
    names = [name for name in TABLES if name != "rejects"]
    return {name: table_path(world.output, name, NIGHT).read_bytes() for name in names}


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # to shrink a world takes minutes
)
@given(st.randoms(use_true_random=True))
def test_no_row_vanishes_in_any_format(chance: Random) -> None:
    given_rows = logs(chance)
    cut = chance.randrange(25)
    with tempfile.TemporaryDirectory() as folder:
        for ending in ENDINGS:
            written(Path(folder), given_rows, ending, cut)


@pytest.mark.parametrize("seed", seeds(8, usual=1))
def test_the_format_makes_no_difference_to_what_is_published(tmp_path: Path, seed: int) -> None:
    given_rows = logs(Random(seed))
    first, *others = (tables(written(tmp_path, given_rows, ending, 12)) for ending in ENDINGS)
    assert others == [first] * len(others)
