"""The table of outputs and warehouses that cannot be had: exit code, one line, nothing harmed."""

import datetime
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import duckdb
import pytest

from jobs.contract.input_schema import Kind
from jobs.warehouse import warehouse
from tests.jobs.endings import Case, apart, assert_ends, cases, published
from tests.worlds import DAY, NIGHT, World, at, message


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return World(tmp_path).fill()


def folder(world: World, *parts: str) -> Path:
    """Make a folder below the output, with something in it."""
    path = world.output.joinpath(*parts)
    path.mkdir(parents=True)
    (path / "something").touch()
    return path


def a_file(world: World, *parts: str, text: str = "something") -> None:
    """Make a file at the output or below it."""
    path = world.output.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


DATE = f"date={NIGHT}"


@cases(
    Case("the output is a file", a_file, 73, ("output: is a file, but must be a folder",)),
    Case("a table is a file", lambda world: a_file(world, "flags"), 73,
         ("output/flags: is a file, but must be a folder", "remove or rename it")),
    Case("a date is a file", lambda world: a_file(world, "edges", DATE), 73,
         (f"edges/{DATE}: is a file, but must be a folder",)),
    Case("a table's file is a folder", lambda world: folder(world, "flags", DATE, "flags.parquet"),
         73, ("flags.parquet: is a folder, but must be a file", "remove it")),
    Case("the manifest is a folder", lambda world: folder(world, "runs", DATE, "manifest.json"), 73,
         ("manifest.json: is a folder, but must be a file", "remove")),
    Case("the lock is a folder", lambda world: folder(world, "_lock"), 73,
         ("_lock: is a folder, but must be a file", "remove")),
    Case("the workplace is a file", lambda world: a_file(world, "_aside"), 73,
         ("_aside: is a file, but must be a folder", "remove or rename it")),
    Case("a former manifest is no JSON",
         lambda world: a_file(world, "runs", "date=2026-03-09", "manifest.json"), 73,
         ("runs/date=2026-03-09/manifest.json: not a manifest", "delete or restore it")),
    Case("a former manifest is another document",
         lambda world: a_file(world, "runs", "date=2026-03-09", "manifest.json", text="{}"), 73,
         ("runs/date=2026-03-09/manifest.json: not a manifest", "delete or restore it")),
    Case("the warehouse is no database", lambda world: world.warehouse.write_bytes(b"x" * 9_999),
         73, ("warehouse.duckdb: cannot be opened as a warehouse", "--warehouse", "delete it")),
    Case("the warehouse is a folder", lambda world: world.warehouse.mkdir(), 73,
         ("warehouse.duckdb: cannot be opened as a warehouse",)),
    Case("the warehouse's spill folder is a file",
         lambda world: world.root.joinpath("warehouse.duckdb.spill").touch(), 73,
         ("warehouse.duckdb.spill: is a file, but must be a folder",)),
    Case("too little memory", lambda _: None, 69,
         ("out of memory", "raise --memory-limit"), ("--memory-limit", "5MB")),
)  # fmt: skip
def test_what_cannot_be_written_ends_a_run(world: World, case: Case) -> None:
    case.spoil(world)
    assert_ends(world.run(*case.options), case.code, *case.says)


def test_a_database_of_something_else_is_left_as_it_is(world: World) -> None:
    with duckdb.connect(str(world.warehouse)) as theirs:
        theirs.execute("CREATE SCHEMA sales; CREATE TABLE sales.invoice AS SELECT 42 AS amount")
    assert_ends(world.run(), 73, "warehouse.duckdb: not a groupspam warehouse", "--warehouse")
    assert_ends(world.run("--rebuild"), 73, "not a groupspam warehouse", "--warehouse")
    with duckdb.connect(str(world.warehouse)) as theirs:
        assert theirs.execute("FROM sales.invoice").fetchall() == [(42,)]


def test_a_warehouse_of_another_layout_is_rebuilt(after_a_night: World) -> None:
    world = after_a_night
    before = published(world)
    with duckdb.connect(str(world.warehouse)) as connection:
        connection.execute("UPDATE store.meta SET layout = 'of another version'")
        connection.execute("DELETE FROM store.message_edge")
        connection.execute("ALTER TABLE store.reject ADD COLUMN other INTEGER")
    assert world.run().code == 0
    assert without_manifest(published(world)) == without_manifest(before)
    assert len(world.loaded("message_edges")) == 20


def test_a_warehouse_that_stores_rows_in_another_form_is_rebuilt(world: World) -> None:
    with patch.dict(warehouse._STORED_TYPES, {Kind.COUNT: "INTEGER"}):
        assert world.load().code == 0
    assert world.load().code == 0
    with duckdb.connect(str(world.warehouse), read_only=True) as connection:
        kinds = {row[0]: row[1] for row in connection.sql("DESCRIBE store.message_edge").fetchall()}
    assert kinds["message_count"] == "BIGINT"
    assert len(world.loaded("message_edges")) == 20


def without_manifest(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return published tables alone: a manifest tells the time."""
    return {name: data for name, data in files.items() if not name.startswith("runs/")}


@pytest.mark.parametrize("data", [b"", None], ids=["of zero bytes", "in a folder to be made"])
def test_a_warehouse_that_is_not_there_is_made(world: World, data: bytes | None) -> None:
    path = world.warehouse if data is not None else world.root / "a" / "b" / "c.duckdb"
    if data is not None:
        path.write_bytes(data)
    result = world.load("--warehouse", str(path))
    assert result.code == 0, result.error
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("size", [0, 4_096, 8_192])
def test_a_warehouse_that_a_killed_run_began_to_make_is_made_anew(world: World, size: int) -> None:
    duckdb.connect(str(world.warehouse)).close()
    os.truncate(world.warehouse, size)
    assert world.load().code == 0


def test_a_lock_in_a_path_is_no_lock(world: World) -> None:
    path = world.root / "blocked" / "lock.duckdb"
    path.parent.mkdir()
    path.write_text("notes")
    assert_ends(world.run("--warehouse", str(path)), 73, "cannot be opened as a warehouse")
    assert path.read_text() == "notes"


def test_a_damaged_warehouse_is_one_line(after_a_night: World) -> None:
    world = after_a_night
    data = world.warehouse.read_bytes()
    world.warehouse.write_bytes(data[: len(data) // 2])
    result = world.run()
    assert_ends(result, 73, "warehouse.duckdb", "the next run rebuilds it")


@contextmanager
def holding(code: str, path: Path) -> Iterator[None]:
    """Let another process hold a file."""
    with subprocess.Popen(
        [sys.executable, "-c", f"{code}; print('held', flush=True); input()", str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield
        finally:
            process.communicate("\n")


WAREHOUSE = "import duckdb, sys; c = duckdb.connect(sys.argv[1])"
OUTPUT = "import fcntl, sys; f = open(sys.argv[1] + '/_lock', 'w'); fcntl.flock(f, fcntl.LOCK_EX)"


@pytest.mark.parametrize(
    ("code", "says"),
    [(WAREHOUSE, "another run is using the warehouse"), (OUTPUT, "another run is writing there")],
    ids=["the warehouse", "the output"],
)
def test_what_another_run_holds_is_not_touched(after_a_night: World, code: str, says: str) -> None:
    world = after_a_night
    before = published(world), world.warehouse.read_bytes()
    spill = world.root / "warehouse.duckdb.spill"
    aside = world.output / "_aside"
    for path in (spill, aside):
        path.mkdir(exist_ok=True)
        (path / "of the other run").touch()
    world.write("message_edges", [message(1)])
    with holding(code, world.warehouse if code == WAREHOUSE else world.output):
        assert_ends(world.run(), 75, says, "try again later")
        assert (published(world), world.warehouse.read_bytes()) == before
        kept = spill if code == WAREHOUSE else aside
        assert (kept / "of the other run").exists()
    assert world.run().code == 0
    assert published(world) != before[0]
    assert not spill.exists()
    assert not aside.exists()


@contextmanager
def small_disk(path: Path, kilobytes: int) -> Iterator[None]:
    """Let a folder be a disk of its own."""
    path.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(path)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(path)], check=True)


def may_mount(path: Path) -> bool:
    """Return whether this process may make a disk."""
    try:
        with small_disk(path, 64):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def test_a_full_disk_under_the_output_leaves_what_is_published(tmp_path: Path) -> None:
    if not may_mount(tmp_path / "try"):
        pytest.skip("this process may not mount a small disk")
    with small_disk(tmp_path / "disk", 320):
        world = World(tmp_path / "disk")
        roomy = World(tmp_path / "roomy").fill()
        arguments = ("--input", str(roomy.input), "--warehouse", str(roomy.warehouse))
        assert world.run(*arguments).code == 0
        before = published(world)
        (world.root / "ballast").write_bytes(bytes(1024 * free_kilobytes(world.root) - 8_192))
        roomy.write("message_edges", [message(1)])
        assert_ends(world.run(*arguments), 73, "free some space")
        assert published(world) == before
        (world.root / "ballast").unlink()
        assert world.run(*arguments).code == 0
        assert published(world) != before


def test_a_disk_that_may_only_be_read_is_one_line(tmp_path: Path) -> None:
    if not may_mount(tmp_path / "try"):
        pytest.skip("this process may not mount a small disk")
    world = World(tmp_path / "roomy").fill()
    with small_disk(tmp_path / "disk", 64):
        disk = str(tmp_path / "disk")
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert_ends(
            world.run("--output", f"{disk}/output"), 73, "output: on a read-only file system"
        )
        result = world.run("--warehouse", f"{disk}/warehouse.duckdb")
        assert_ends(result, 73, "warehouse.duckdb: cannot be opened as a warehouse", "Read-only")


def flagged(world: World, date: datetime.date) -> None:
    """Write a date on which an account is flagged."""
    world.fill(date)
    sent_at, burst = at("12:00", date), range(250)
    rows = [message(0, sender_id="api", sent_at=sent_at, event_id=f"burst {n}") for n in burst]
    world.write("message_edges", rows, "burst.parquet", date)
    registered = {"account_id": "api", "registered_at": at("01:00", date), "account_type": "api"}
    world.write("accounts", [registered], date=date)


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"PAR1"), Path.unlink])
def test_a_former_night_that_cannot_be_read_is_one_line(
    world: World, damage: Callable[[Path], object]
) -> None:
    flagged(world, NIGHT - DAY)
    flagged(world, NIGHT)
    assert world.run(date=NIGHT - DAY).code == 0
    assert world.run().code == 0
    assert [row["first_flagged_on"] for row in world.published("flags")] == [NIGHT - DAY]
    before = published(world)
    path = world.output / "flags" / f"date={NIGHT - DAY}" / "flags.parquet"
    damage(path)
    del before[f"flags/date={NIGHT - DAY}/flags.parquet"]
    assert_ends(
        world.run(),
        73,
        "date=2026-03-09/flags.parquet: published table cannot be read",
        "restore it",
    )
    now = published(world)
    now.pop(f"flags/date={NIGHT - DAY}/flags.parquet", None)
    assert now == before


def free_kilobytes(path: Path) -> int:
    """Return how much a disk still holds."""
    status = os.statvfs(path)
    return status.f_bavail * status.f_frsize // 1024


@pytest.mark.parametrize("name", ["part-0.parquet", "part-0.csv.gz", "part-0.jsonl"])
def test_a_full_disk_under_the_warehouse_is_not_the_input_s_fault(
    tmp_path: Path, name: str
) -> None:
    if not may_mount(tmp_path / "try"):
        pytest.skip("this process may not mount a small disk")
    world = World(tmp_path / "roomy").fill(row_count=2)
    world.write("message_edges", [message(number) for number in range(20_000)], name)
    with small_disk(tmp_path / "disk", 300):
        warehouse = tmp_path / "disk" / "warehouse.duckdb"
        assert_ends(world.run("--warehouse", str(warehouse)), 73, "free some space")
    assert not (world.output / "flags").exists()


@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_limit_to_the_size_of_files_is_one_line(world: World, size: int) -> None:
    world.write("message_edges", [message(number) for number in range(20_000)])
    result = apart(
        world, "run", limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    )
    assert_ends(result, 73, "File too large")


@cases(
    Case("a file", lambda world: world.partition("message_edges") / "part-0.parquet", 77,
         ("part-0.parquet: no permission to read", "grant it to this user")),
    Case("a partition", lambda world: world.partition("message_edges"), 77,
         (f"message_edges/{DATE}: no permission to read", "grant")),
    Case("the input", lambda world: world.input, 77, ("input", "grant")),
    Case("the output", lambda world: world.output, 77, ("output", "grant access")),
    Case("a published table", lambda world: world.output / "flags" / DATE, 77,
         ("flags", "no permission to write", "grant access")),
    Case("the warehouse", lambda world: world.warehouse, 77,
         ("warehouse.duckdb: no permission to write the warehouse", "grant access")),
    Case("the policy", lambda world: world.root / "policy.toml", 78, ("policy.toml",)),
)  # fmt: skip
def test_what_the_run_s_user_may_not_touch_is_one_line(after_a_night: World, case: Case) -> None:
    world = after_a_night
    (world.root / "policy.toml").touch()
    before = published(world)
    path = case.spoil(world)
    assert isinstance(path, Path)
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        result = apart(world, "run", "--policy", str(world.root / "policy.toml"), plain=True)
    finally:
        path.chmod(mode)
    assert_ends(result, case.code, *case.says)
    assert published(world) == before
