"""The table of bad inputs: each with its exit code and one line that says what, where and the mend."""

import gzip
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.jobs.endings import Case, Spoil, assert_ends, cases, published
from tests.worlds import (
    DAY,
    NIGHT,
    World,
    compressed,
    csv_bytes,
    encoded,
    message,
    parquet_bytes,
    rows_of,
    table,
)

ROWS = [message(number) for number in range(20)]
HEADER = b"sent_at,sender_id,recipient_id\n"
LINE = b"2026-03-10T10:00:00Z,a,b\n"
PARQUET = parquet_bytes(table("message_edges", ROWS))
CSV = csv_bytes("message_edges", ROWS)


def file(name: str, data: bytes) -> Spoil:
    """Put a file beside the good one of message_edges."""
    return lambda world: world.put("message_edges", data, name)


def column(name: str, values: list[Any], kind: pa.DataType) -> Spoil:
    """Put a Parquet file with a column of another type beside the good one."""
    rows = table("message_edges", ROWS[: len(values)])
    position = rows.column_names.index(name)
    return file(
        "part-1.parquet",
        parquet_bytes(rows.set_column(position, name, pa.array(values, kind))),
    )


def without(name: str) -> bytes:
    """Return a good file that lacks a column."""
    return parquet_bytes(table("message_edges", ROWS).drop_columns(name))


def in_place(name: str, make: Callable[[Path], object]) -> Spoil:
    """Make something that is no file in the partition of message_edges."""
    return lambda world: make(world.partition("message_edges") / name)


def make_socket(path: Path) -> None:
    """Make a socket; its own path would be too long for one."""
    folder = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


def cut(share: float, data: bytes = PARQUET) -> bytes:
    """Return the first part of a file."""
    return data[: int(len(data) * share)]


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return World(tmp_path).fill()


@cases(
    *(
        Case(
            f"Parquet cut off after {share:.0%}",
            file("part-1.parquet", cut(share)),
            65,
            ("part-1.parquet: not a readable Parquet file", "write it again"),
        )
        for share in (0.001, 0.1, 0.5, 0.9, 0.999)
    ),
    Case("Parquet of zero bytes", file("part-1.parquet", b""), 65,
         ("part-1.parquet: not a readable Parquet file", "write it again")),
    Case("Parquet that is text", file("part-1.parquet", CSV), 65,
         ("part-1.parquet: not a readable Parquet file",)),
    Case("Parquet without its middle", file("part-1.parquet", PARQUET[:200] + PARQUET[900:]), 65,
         ("part-1.parquet: ", "write it again")),
    Case("Parquet whose text is not UTF-8",
         file("part-1.parquet", parquet_bytes(table("message_edges", ROWS).set_column(
             1, "sender_id", pa.array([b"\xff\xfe"] * 20, pa.binary()).view(pa.string())))), 65,
         ("part-1.parquet: cannot be read", "not valid UTF8", "write it again")),
    Case("CSV of zero bytes", file("part-1.csv", b""), 65,
         ("part-1.csv: empty; a CSV file begins with a line of names",)),
    Case("CSV of blank lines", file("part-1.csv", b"\n\r\n\n"), 65, ("part-1.csv: empty",)),
    Case("CSV with a wrong header", file("part-1.csv", b"a,b\n1,2\n"), 65,
         ("part-1.csv: no column sent_at", "message_edges needs sent_at, sender_id")),
    Case("CSV without a header", file("part-1.csv", LINE * 3), 65,
         ("part-1.csv: no column sent_at",)),
    Case("CSV parted by semicolons", file("part-1.csv", CSV.replace(b",", b";")), 65,
         ("part-1.csv: no column sent_at",)),
    Case("CSV that names a column twice",
         file("part-1.csv", b"sent_at,sender_id,sender_id\n"), 65, ("stands twice", "drop one")),
    Case("CSV whose header is not UTF-8", file("part-1.csv", b"sent_at,\xff\n"), 65,
         ("part-1.csv: its first line is not column names in UTF-8", "write it anew")),
    Case("CSV in UTF-16", file("part-1.csv", CSV.decode().encode("utf-16")), 65,
         ("part-1.csv: its first line is not column names in UTF-8",)),
    Case("CSV whose lines end in carriage returns",
         file("part-1.csv", CSV.replace(b"\n", b"\r")), 65, ("part-1.csv: its first line",)),
    Case("CSV whose header has no end", file("part-1.csv", b"a" * 3_000_000), 65,
         ("part-1.csv: its first line", "row over 1 MB")),
    Case("CSV that ends within quotes", file("part-1.csv", HEADER + LINE * 3 + b'"2026,a\n'), 65,
         ("part-1.csv: it ends within quotes", "write it again")),
    Case("CSV header that ends within quotes", file("part-1.csv", b'sent_at,"sender_id\n'), 65,
         ("part-1.csv: its first line", "within quotes")),
    *(
        Case(
            f"{name} cut off by {lost} bytes",
            file(name, encoded("message_edges", ROWS, name)[:-lost]),
            65,
            (f"{name}: cannot be unpacked", "cut off"),
        )
        for name in ("part-1.csv.gz", "part-1.csv.zst", "part-1.jsonl.gz", "part-1.ndjson.zst")
        for lost in (1, 9)
    ),
    *(
        Case(f"{name} of zero bytes", file(name, b""), 65, (f"{name}: cannot be unpacked",))
        for name in ("part-1.csv.gz", "part-1.jsonl.zst")
    ),
    *(
        Case(f"{name} that is not compressed", file(name, CSV), 65, ("cannot be unpacked",))
        for name in ("part-1.csv.gz", "part-1.csv.zst")
    ),
    Case("gzip with a flipped bit", file("part-1.csv.gz", gzip.compress(CSV)[:-8] + b"12345678"),
         65, ("part-1.csv.gz: cannot be unpacked (CRC check failed", "write it again")),
    Case("zstd with rubbish behind it", file("part-1.csv.zst", compressed(CSV, ".zst") + b"x" * 99),
         65, ("part-1.csv.zst: cannot be unpacked",)),
    Case("gzip of nothing, as CSV", file("part-1.csv.gz", gzip.compress(b"")), 65, ("empty",)),
    Case("JSON as one array",
         file("part-1.jsonl", b'[\n{"sent_at": "2026-03-10T10:00:00Z"},\n{}\n]\n'), 65,
         ("message_edges/date=2026-03-10: 4 of 24 rows are bad", "max_reject_share")),
)  # fmt: skip
def test_a_bad_file_rejects_the_input(world: World, case: Case) -> None:
    case.spoil(world)
    assert_ends(world.run(*case.options), case.code, *case.says)
    assert not (world.output / "flags").exists()


@cases(
    Case("times as text", column("sent_at", ["2026-03-10T10:00:00Z"], pa.string()), 65,
         ("part-1.parquet: column sent_at is VARCHAR, not a date and time", "cast it")),
    Case("times as dates", column("sent_at", [NIGHT], pa.date32()), 65, ("sent_at is DATE",)),
    Case("times as numbers", column("sent_at", [1_773_136_800], pa.int64()), 65,
         ("sent_at is BIGINT",)),
    Case("ids as fractions", column("sender_id", [1.0], pa.float64()), 65,
         ("sender_id is DOUBLE, not text",)),
    Case("ids as bytes", column("sender_id", [b"a"], pa.binary()), 65, ("sender_id is BLOB",)),
    Case("ids as lists", column("sender_id", [["a"]], pa.list_(pa.string())), 65,
         ("sender_id is VARCHAR[]",)),
    Case("ids as structs", column("recipient_id", [{"a": "b"}], pa.struct({"a": pa.string()})), 65,
         ("recipient_id is STRUCT",)),
    Case("counts as fractions", column("message_count", [1.0], pa.float64()), 65,
         ("message_count is DOUBLE, not a whole number",)),
    Case("flags as text", column("is_forward", ["yes"], pa.string()), 65,
         ("is_forward is VARCHAR, not true or false",)),
    Case("no time", file("part-1.parquet", without("sent_at")), 65,
         ("part-1.parquet: no column sent_at", "needs sent_at, sender_id")),
    Case("no sender", file("part-1.parquet", without("sender_id")), 65,
         ("part-1.parquet: no column sender_id",)),
    Case("a name that differs in case", file("part-1.csv", HEADER.replace(b"sent", b"Sent")), 65,
         ("part-1.csv: no column sent_at",)),
    Case("a column that stands twice", file("part-1.parquet", parquet_bytes(pa.table(
        [table("message_edges", ROWS)["sent_at"], pa.array(["a"] * 20), pa.array(["b"] * 20)],
        names=["sent_at", "sender_id", "sender_id"]))), 65, ("stands twice", "drop one")),
)  # fmt: skip
def test_a_wrong_or_absent_column_rejects_the_input(world: World, case: Case) -> None:
    case.spoil(world)
    assert_ends(world.run(), case.code, *case.says)


def replace_partition(world: World) -> None:
    """Let the partition of message_edges be a file."""
    folder = world.partition("message_edges")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_bytes(PARQUET)


def loop(path: Path) -> None:
    """Make a link from a partition to itself."""
    path.symlink_to(path.parent)


def log_is_a_file(world: World) -> None:
    """Let a whole log be a file."""
    (world.input / "contacts").write_bytes(CSV)


def log_is_a_dead_link(world: World) -> None:
    """Let a whole log be a link to nothing."""
    (world.input / "contacts").symlink_to(world.root / "nowhere")


@cases(
    Case("an empty folder", in_place("part-1.parquet", Path.mkdir), 65,
         ("part-1.parquet: an empty folder where a file should be", "remove it")),
    Case("a dead link", in_place("part-1.parquet", lambda path: path.symlink_to("nowhere")), 65,
         ("part-1.parquet: a link to nothing", "remove or restore it")),
    Case("a named pipe", in_place("part-1.csv", os.mkfifo), 65,
         ("part-1.csv: neither a file nor a folder", "remove it")),
    Case("a socket", in_place("part-1.csv", make_socket), 65, ("neither a file nor a folder",)),
    Case("a device", in_place("part-1.csv", lambda path: path.symlink_to("/dev/zero")), 65,
         ("part-1.csv: neither a file nor a folder",)),
    Case("a folder within itself", in_place("again", loop), 65,
         ("again: a link to a folder that is read already", "remove it")),
    Case("a partition that is a file", replace_partition, 65,
         ("date=2026-03-10: a file where a folder should be", "remove or rename it")),
    Case("a log that is a file", log_is_a_file, 65,
         ("contacts: a file or a dead link where a folder should be",)),
    Case("a log that is a dead link", log_is_a_dead_link, 65,
         ("contacts: a file or a dead link where a folder should be",)),
    Case("a file name with an escape", file("\x1b[31mred.csv", CSV), 65,
         ("x1b[31mred.csv", "cannot be printed", "rename it")),
    Case("a file name that is no text", file("\udcff.csv", CSV), 65, ("cannot be printed",)),
)  # fmt: skip
def test_something_else_where_a_file_should_be_rejects_the_input(world: World, case: Case) -> None:
    case.spoil(world)
    assert_ends(world.run(), case.code, *case.says)


def test_a_file_that_vanishes_while_it_is_read_rejects_the_input(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jobs.ingest import file_reader

    def vanishing(engine: Any, given: Any, folder: Path, *others: Any) -> Any:
        source = read(engine, given, folder, *others)
        if given.log.name == "message_edges":
            given.files[0].path.unlink()
        return source

    read = file_reader.relation
    monkeypatch.setattr("jobs.warehouse.partition_loader.relation", vanishing)
    assert_ends(world.run(), 65, "changed or removed while it was read", "run again")


@pytest.mark.parametrize("name", ["part-0.parquet", "part-0.csv"])
def test_a_file_that_changes_while_it_is_read_rejects_the_input(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from jobs.ingest import file_reader

    def changing(engine: Any, given: Any, folder: Path, *others: Any) -> Any:
        if given.log.name == "message_edges":
            world.write("message_edges", ROWS[:5], name)
        return read(engine, given, folder, *others)

    (world.partition("message_edges") / "part-0.parquet").unlink()
    world.write("message_edges", ROWS, name)
    read = file_reader.relation
    monkeypatch.setattr("jobs.warehouse.partition_loader.relation", changing)
    assert_ends(world.run(), 65, f"{name}: changed or removed", "run again")


def test_a_parquet_file_with_damaged_pages_is_named(world: World) -> None:
    rows = table("message_edges", [message(number) for number in range(5_000)])
    data = bytearray(parquet_bytes(rows))
    data[100:4_000] = bytes(3_900)
    world.put("message_edges", bytes(data), "part-7.parquet")
    assert_ends(world.run(), 65, "part-7.parquet: cannot be read", "write it again")


def null_ids(world: World, share: float) -> None:
    """Let a share of the senders be null."""
    count = 1_000
    bad = int(count * share)
    rows = [message(n, sender_id=None if n < bad else "a") for n in range(count)]
    world.write("message_edges", rows)


def test_a_fifth_of_null_ids_rejects_the_input_and_says_why(after_a_night: World) -> None:
    world = after_a_night
    before = published(world)
    null_ids(world, 0.2)
    failed = world.output / "_failed" / f"date={NIGHT}" / "rejects.parquet"
    assert_ends(
        world.run(),
        65,
        "message_edges/date=2026-03-10: 200 of 1000 rows are bad",
        "input.max_reject_share = 0.01",
        "mend them",
        str(failed),
    )
    assert published(world) == before
    rows = rows_of(failed)
    assert len(rows) == 200
    assert {row["reason"] for row in rows} == {"sender_id is null"}
    assert sorted(row["row_number"] for row in rows) == list(range(1, 201))


def test_a_fifth_of_null_ids_in_an_earlier_partition_rejects_the_input(world: World) -> None:
    world.write("message_edges", [message(n, NIGHT - DAY, sender_id=None) for n in range(9)],
                date=NIGHT - DAY)  # fmt: skip
    assert_ends(world.run(), 65, "message_edges/date=2026-03-09: 9 of 9 rows are bad")


@pytest.mark.parametrize("bad", [10, 11])
def test_one_per_cent_of_bad_rows_loads_and_more_does_not(world: World, bad: int) -> None:
    null_ids(world, bad / 1_000)
    assert world.load().code == (0 if bad == 10 else 65)


@cases(
    Case("no input folder", lambda world: world.input.rename(world.root / "moved"), 66,
         ("input: no such input folder", "--input")),
    Case("no partition of the date",
         lambda world: world.partition("message_edges").rename(world.root / "moved"), 66,
         ("message_edges/date=2026-03-10: no such partition", "--allow-missing")),
    Case("an empty partition",
         lambda world: (world.partition("message_edges") / "part-0.parquet").unlink(), 66,
         ("message_edges/date=2026-03-10: no such partition",)),
    Case("a partition of ignored files alone",
         lambda world: (world.partition("message_edges") / "part-0.parquet").rename(
             world.partition("message_edges") / "_part-0.parquet"), 66,
         ("message_edges/date=2026-03-10: no such partition",)),
    Case("a header and no row",
         lambda world: world.put("message_edges", parquet_bytes(table("message_edges", []))), 66,
         ("message_edges/date=2026-03-10: holds no valid row", "--allow-missing")),
)  # fmt: skip
def test_a_needed_log_without_rows_is_missing(world: World, case: Case) -> None:
    case.spoil(world)
    assert_ends(world.run(), case.code, *case.says)
    if world.input.exists():
        result = world.load("--allow-missing")
        assert result.code == 0, result.error
        assert any("message_edges" in warning for warning in world.manifest()["warnings"])


def test_no_valid_row_where_all_may_be_bad_is_missing(world: World) -> None:
    policy = world.root / "policy.toml"
    policy.write_text("[input]\nmax_reject_share = 1.0\n")
    world.write("message_edges", [message(1, sender_id=None)])
    assert_ends(
        world.run("--policy", str(policy)), 66, "message_edges/date=2026-03-10: holds no valid row"
    )
    assert world.run("--policy", str(policy), "--allow-missing").code == 0


def test_a_partition_without_success_counts_as_missing_where_it_is_required(world: World) -> None:
    policy = world.root / "policy.toml"
    policy.write_text("[input]\nrequire_success = true\n")
    (world.partition("membership_events") / "_SUCCESS").touch()
    assert_ends(
        world.run("--policy", str(policy)), 66, "message_edges/date=2026-03-10: no such partition"
    )
    (world.partition("message_edges") / "_SUCCESS").touch()
    assert world.load("--policy", str(policy)).code == 0


@cases(
    Case("not a size", lambda _: None, 2, ("--memory-limit many", "write it like 3GB"),
         ("--memory-limit", "many")),
    Case("a policy that is not TOML", lambda world: world.input.joinpath("p").write_text("= ="), 78,
         ("not TOML",), ("--policy", "{input}/p")),
    Case("a policy that is not there", lambda _: None, 78, ("nowhere.toml",),
         ("--policy", "nowhere.toml")),
    Case("an unknown key", lambda world: world.input.joinpath("p").write_text("[input]\nmax=1"), 78,
         ("input.max",), ("--policy", "{input}/p")),
)  # fmt: skip
def test_a_wrong_option_is_one_line(world: World, case: Case) -> None:
    case.spoil(world)
    options = [option.format(input=world.input) for option in case.options]
    assert_ends(world.run(*options), case.code, *case.says)
