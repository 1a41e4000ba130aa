"""A night killed at any moment leaves the former tables or the new ones, and the next one succeeds."""

import hashlib
import json
import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jobs.publish.layout import TABLES, table_path
from tests.jobs.forked import Nights, nights
from tests.seeds import seeds
from tests.worlds import NIGHT, World, at, membership, message

# A seed; `make soak` kills the rest of fifty.
KILL_COUNT = 10
POLICY = """
[input]
max_reject_share = 0.5
[publish]
signals = "all"
edges = "all"
[rules.api_rate]
mode = "shadow"
"""

Tables = dict[str, bytes]


@dataclass(frozen=True)
class Stage:
    """A world with two inputs that differ in every table with rows, and what each should give."""

    world: World
    nights: Nights
    expected: dict[str, Tables]

    def arguments(self, name: str, world: World | None = None) -> list[str]:
        """Return the command line of a night on one of the inputs."""
        chosen = world or self.world
        return [
            "run", "--date", str(NIGHT), "--quiet", "--threads", "1",
            "--policy", str(self.world.root / "policy.toml"),
            "--input", str(self.world.root / name), "--output", str(chosen.output),
            "--warehouse", str(chosen.warehouse),
        ]  # fmt: skip

    def succeed(self, name: str) -> float:
        """Run a night to its end, and find its tables and nothing else; return its seconds."""
        started = time.perf_counter()
        self.nights.start(self.arguments(name))
        assert self.nights.wait() == 0
        seconds = time.perf_counter() - started
        assert tables(self.world) == self.expected[name]
        assert manifest_hashes(self.world) == hashes(self.expected[name])
        left = {path.name for path in self.world.root.rglob("*")}
        assert not [entry for entry in left if entry.endswith((".part", ".spill", "_aside"))]
        return seconds


def fill(world: World, name: str) -> None:
    """Write one of the inputs: another spammer, other messages, another bad row."""
    given = World(world.root / f"of-{name}").fill(row_count=300 if name == "one" else 330)
    bursts = [
        message(0, sender_id=name, sent_at=at(f"12:00:0{n // 35}"), event_id=f"{name}{n}")
        for n in range(250 if name == "one" else 270)
    ]
    given.write(
        "message_edges",
        [*bursts, message(len(name), sender_id=None, event_id=name)],
        "burst.parquet",
    )
    strangers = [
        membership(n, actor_id=f"adder-{name}", account_id=f"s{n}", event_id=f"a{n}", group_id="g")
        for n in range(210)
    ]
    given.write("membership_events", strangers, "burst.parquet")
    accounts = [{"account_id": name, "registered_at": at("01:00"), "account_type": "api"}]
    given.write("accounts", accounts)
    given.input.rename(world.root / name)


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Give a stage in a folder, with a process of its own that runs nights."""
    world = World(folder)
    (world.root / "policy.toml").write_text(POLICY)
    with nights() as server:
        stage = Stage(world, server, {})
        for name in ("one", "two"):
            fill(world, name)
            apart = World(world.root / f"of-{name}")
            server.start(stage.arguments(name, apart))
            assert server.wait() == 0
            stage.expected[name] = tables(apart)
        yield stage


@pytest.fixture(scope="module", name="stage")
def _stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("kill")) as stage:
        yield stage


def tables(world: World) -> Tables:
    """Return the published tables that are there, each read to its end."""
    found = {}
    for name in TABLES:
        path = table_path(world.output, name, NIGHT)
        if path.exists():
            pq.read_table(path, partitioning=None)
            found[name] = path.read_bytes()
    return found


def hashes(found: Tables) -> dict[str, str]:
    """Return the hash of each table."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}


def manifest_hashes(world: World) -> dict[str, str] | None:
    """Return the hash of each table by the manifest, None where there is none."""
    path = world.output / "runs" / f"date={NIGHT}" / "manifest.json"
    if not path.exists():
        return None
    return {file["table"]: file["sha256"] for file in json.loads(path.read_text())["files"]}


def assert_old_or_new(stage: Stage, old: str, new: str) -> int:
    """Hold what is published against both nights; return how many tables are the new one's."""
    before, after = stage.expected.get(old, {}), stage.expected[new]
    found = tables(stage.world)
    shown = {path for path in stage.world.output.rglob("*.parquet") if "_aside" not in path.parts}
    assert shown == {table_path(stage.world.output, name, NIGHT) for name in found}
    assert not list(stage.world.output.glob("_aside/*.parquet"))
    differing = [name for name in TABLES if before.get(name) != after[name]]
    replaced = [name for name in differing if found.get(name) == after[name]]
    assert replaced == differing[: len(replaced)]
    for name in TABLES:
        wanted = after if name in replaced else before
        assert found.get(name) == wanted.get(name)
    known = manifest_hashes(stage.world)
    if known is None or known == hashes(before):
        assert known is not None or not before
    else:
        assert known == hashes(found) == hashes(after)
    return len(replaced)


def test_the_two_inputs_differ_in_every_table_that_can_have_rows(stage: Stage) -> None:
    one, two = stage.expected["one"], stage.expected["two"]
    assert one.keys() == two.keys() == set(TABLES)
    assert {name for name in TABLES if one[name] == two[name]} == {"rings", "ring_members"}


@pytest.mark.parametrize("seed", seeds(5, usual=1))
def test_a_night_killed_at_a_random_moment_leaves_the_old_or_the_new(
    stage: Stage, seed: int
) -> None:
    moments, killed = random.Random(seed), 0
    old, new = "one", "two"
    seconds = stage.succeed(old)
    for number in range(KILL_COUNT):
        share = moments.random() ** (3 if number % 5 == 0 else 1)
        if number % 5 == 0:
            forget(stage.world)
        process = stage.nights.start(stage.arguments(new))
        time.sleep(share * seconds)
        os.kill(process, signal.SIGKILL)
        killed += stage.nights.wait() == -signal.SIGKILL
        assert_old_or_new(stage, old, new)
        seconds = stage.succeed(new)
        old, new = new, old
    assert killed > KILL_COUNT // 2


def forget(world: World) -> None:
    """Remove the warehouse, so that the night has to make one."""
    for path in world.root.glob("warehouse.duckdb*"):
        if path.is_file():
            path.unlink()


def counts_by_move(stage: Stage, old: str, step: int) -> list[int]:
    """Kill a night before each of its moves, or every few; return how many tables were new then."""
    counts = []
    for move in range(0, len(TABLES) + 1, step):
        stage.nights.start(stage.arguments("two"), kill_before_move=move)
        assert stage.nights.wait() == -signal.SIGKILL
        counts.append(assert_old_or_new(stage, old, "two"))
    stage.succeed("two")
    return counts


def test_a_night_killed_between_two_tables_leaves_some_of_each(stage: Stage) -> None:
    stage.succeed("one")
    counts = counts_by_move(stage, "one", 1)
    # Two tables are empty in both nights; the manifest is moved last.
    assert sorted(set(counts)) == list(range(len(TABLES) - 1))
    assert counts == sorted(counts)


def test_a_first_night_killed_between_two_tables_leaves_whole_ones(stage: Stage) -> None:
    shutil.rmtree(stage.world.output, ignore_errors=True)
    assert counts_by_move(stage, "none", 4) == [0, 4, 8]
