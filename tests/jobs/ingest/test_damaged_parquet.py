"""Parquet files with damage that shows only while they are read."""

import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.jobs.endings import assert_ends
from tests.worlds import World, message, parquet_bytes, table


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return World(tmp_path).fill()


def damaged(seed: int) -> bytes:
    """Return a Parquet file with a few of its bytes changed."""
    chance = random.Random(seed)
    data = bytearray(parquet_bytes(table("message_edges", [message(n) for n in range(300)])))
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_parquet_file_is_read_whole_or_rejected(world: World, seed: int) -> None:
    world.put("message_edges", damaged(seed), "part-1.parquet")
    result = world.load()
    if result.code == 0:
        assert world.file_counts("message_edges")["part-1.parquet"]["row_count"] == 300
    else:
        assert_ends(result, 65, "date=2026-03-10")


def test_a_file_that_is_fatal_to_the_engine_is_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jobs.warehouse import partition_loader

    def fatal(engine: Any, given: Any, folder: Path, *others: Any) -> Any:
        poison = pa.table({"instant": pa.array([-(2**63)], pa.timestamp("us"))})
        engine.provide("staging.poison", poison)
        engine.run("SELECT instant::VARCHAR FROM staging.poison")

    data = bytearray(parquet_bytes(table("message_edges", [message(n) for n in range(20)])))
    data[100:1_000] = bytes(900)
    world.put("membership_events", bytes(data), "part-7.parquet")
    monkeypatch.setattr(partition_loader, "relation", fatal)
    assert_ends(world.run(), 65, "part-7.parquet: cannot be read", "write it again")
