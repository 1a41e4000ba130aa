"""CSV and JSON that are hard to split into rows: none is lost, each keeps its number."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.ingest import text_reader
from tests.jobs.rows import HEADER, counts, lenient, line, load, rejects
from tests.worlds import World, compressed, message, table


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return lenient(tmp_path)


CSV_FILES: dict[str, tuple[bytes, int, list[tuple[int, str]]]] = {
    "a byte-order mark": (b"\xef\xbb\xbf" + HEADER + line(1), 1, []),
    "carriage returns": ((HEADER + line(1) + line(2)).replace(b"\n", b"\r\n"), 2, []),
    "no end to the last line": ((HEADER + line(1) + line(2))[:-1], 2, []),
    "a header alone": (HEADER, 0, []),
    "a header without an end": (HEADER[:-1], 0, []),
    "blank lines": (HEADER + b"\n" + line(1) + b"\n\r\n" + line(2) + b"\n", 2, []),
    "too few columns": (HEADER + line(1) + b"2026,a\n" + line(2), 2,
                        [(2, "undecodable: 2 values under 3 names")]),
    "too many columns": (HEADER + b"2026,a,b,c\n" + line(2), 1,
                         [(1, "undecodable: 4 values under 3 names")]),
    "blank lines and too few columns": (HEADER + b"\n\n" + line(1) + b"\nx\n" + line(2), 2,
                                        [(2, "undecodable: 1 values under 3 names")]),
    "line ends within quotes": (HEADER + line(1, b'"a\nb"') + line(2, b'"c\r\n\r\nd"') + b"x\n",
                                2, [(3, "undecodable: 1 values under 3 names")]),
    "quotes within quotes": (HEADER + line(1, b'"a""b"') + line(2, b'""""') + line(3, b'"a,b"'),
                             3, []),
    "a quote within a value": (HEADER + line(1, b'5" wide') + line(2), 2, []),
    "text behind a closing quote": (HEADER + line(1, b'"a"b') + line(2), 1,
                                    [(1, "undecodable: a quote or carriage return inside a value")]),
    "a stray carriage return": (HEADER + line(1, b"a\rb") + line(2), 1,
                                [(1, "undecodable: a quote or carriage return inside a value")]),
    "bytes that are no text": (HEADER + line(1) + line(2, b"\xff\xfe") + line(3), 2,
                               [(2, "undecodable: not UTF-8")]),
    "bytes that are no text within quotes": (HEADER + line(1, b'"\xc3\n\x28"') + line(3), 1,
                                             [(1, "undecodable: not UTF-8")]),
    "a header in quotes": (b'"sent_at","sender_id","recipient_id"\n' + line(1), 1, []),
    "a header over two lines": (b'sent_at,sender_id,recipient_id,"x\ny"\n' +
                                line(1).replace(b"\n", b",z\n"), 1, []),
    "values that are all empty": (HEADER + b",,\n" + line(1), 1, [(1, "sent_at is null")]),
    "a comment": (HEADER + b"# by hand\n" + line(1), 1,
                  [(1, "undecodable: 1 values under 3 names")]),
}  # fmt: skip


def assert_split(
    world: World, files: dict[str, tuple[bytes, int, list[tuple[int, str]]]], ending: str
) -> None:
    """Load files together, and hold each against how many of its rows are good, and which are not."""
    for hour, (name, (data, _, _)) in enumerate(files.items()):
        # Two files with the same rows would be refused.
        own = data.replace(b"2026-03-10T10", b"2026-03-10T%02d" % hour)
        world.put("message_edges", own, f"{name}.{ending}")
    load(world)
    found: dict[str, list[tuple[int, str]]] = {name: [] for name in files}
    for row in world.published("rejects"):
        found[Path(row["file"]).stem].append((row["row_number"], row["reason"]))
    for name, (_, loaded, bad) in files.items():
        assert (name, sorted(found[name])) == (name, bad)
        assert counts(world, f"{name}.{ending}") == (loaded + len(bad), loaded, len(bad), 0)


def test_csv_keeps_its_rows_and_their_numbers(world: World) -> None:
    assert_split(world, CSV_FILES, "csv")


GOOD_JSON = b'{"sent_at": "2026-03-10T10:00:00Z", "sender_id": "a", "recipient_id": "b"}'
NO_JSON = "undecodable: not a JSON object"
JSON_FILES: dict[str, tuple[bytes, int, list[tuple[int, str]]]] = {
    "a byte-order mark": (b"\xef\xbb\xbf" + GOOD_JSON + b"\n", 1, []),
    "carriage returns": (GOOD_JSON + b"\r\n" + GOOD_JSON + b"\r\n", 2, []),
    "no end to the last line": (GOOD_JSON + b"\n" + GOOD_JSON, 2, []),
    "zero bytes": (b"", 0, []),
    "blank lines": (b"\n" + GOOD_JSON + b"\n\n \t\r\n" + GOOD_JSON + b"\n\n", 2, []),
    "a line cut off": (GOOD_JSON + b"\n" + GOOD_JSON[:30], 1, [(2, NO_JSON)]),
    "two objects in a line": (GOOD_JSON + GOOD_JSON + b"\n" + GOOD_JSON, 1, [(1, NO_JSON)]),
    "values that are no objects": (b'1\n"x"\nnull\n[]\n{}\n' + GOOD_JSON, 1,
                                   [*((n, NO_JSON) for n in (1, 2, 3, 4)), (5, "sent_at is null")]),
    "bytes that are no text": (GOOD_JSON.replace(b'"a"', b'"\xff"') + b"\n" + GOOD_JSON, 1,
                               [(1, NO_JSON)]),
    "half a character": (GOOD_JSON.replace(b'"a"', b'"\\ud800"') + b"\n" + GOOD_JSON, 1,
                         [(1, NO_JSON)]),
    "a NUL byte": (GOOD_JSON.replace(b'"a"', b'"\0"') + b"\n" + GOOD_JSON, 1, [(1, NO_JSON)]),
    "ids that are no text": (b"".join(
        GOOD_JSON.replace(b'"a"', value) + b"\n" for value in (b"[1]", b'{"x": 1}', b"1.5", b"true")),
        0, [(1, "sender_id is not a plain value"), (2, "sender_id is not a plain value"),
            (3, "sender_id is neither text nor a whole number"),
            (4, "sender_id is neither text nor a whole number")]),
    "deep nesting": (b'{"a":' + b"[" * 50_000 + b"]" * 50_000 + b"}\n" + GOOD_JSON, 1,
                     [(1, "sent_at is null")]),
    "an escaped name": (GOOD_JSON.replace(b"sender_id", b"\\u0073ender_id"), 1, []),
    "a mark of the loader's own": (b'"row over 1 MB"\n' + GOOD_JSON, 1, [(1, "row over 1 MB")]),
    "a row over many lines": (GOOD_JSON.replace(b", ", b",\n") + b"\n" + GOOD_JSON, 1,
                              [(n, NO_JSON) for n in (1, 2, 3)]),
}  # fmt: skip


def test_json_keeps_its_rows_and_their_numbers(world: World) -> None:
    assert_split(world, JSON_FILES, "jsonl")


@pytest.mark.parametrize("ending", ["csv", "jsonl", "csv.gz"])
def test_a_row_over_a_megabyte_is_rejected_and_the_others_load(world: World, ending: str) -> None:
    for megabytes in (2, 10, 40, 100):
        giant = b"x" * megabytes * 1_000_000
        if ending == "jsonl":
            long = GOOD_JSON.replace(b'"a"', b'"' + giant + b'"')
            data = b"\n".join([GOOD_JSON, long, GOOD_JSON, b"", long, GOOD_JSON])
        else:
            lines = b'x""\n' * (500_000 if megabytes == 2 else 0)
            quoted = line(3, b'"' + (lines or giant) + b'"')
            data = HEADER + line(1) + line(2, giant) + line(2) + quoted + line(4)
        own = data.replace(b"2026-03-10T10:00", b"2026-03-10T10:%02d" % (megabytes // 2))
        world.put("message_edges", compressed(own, ending), f"{megabytes}.{ending}")
    load(world)
    assert rejects(world) == [(2, "row over 1 MB")] * 4 + [(4, "row over 1 MB")] * 4
    for megabytes in (2, 10, 40, 100):
        assert counts(world, f"{megabytes}.{ending}") == (5, 3, 2, 0)


@pytest.mark.parametrize("over", [0, 1])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_a_row_of_a_megabyte_to_the_byte_loads(world: World, ending: str, over: int) -> None:
    row = line(1)[:-1] if ending == "csv" else GOOD_JSON
    longer = b"a" * (1_048_576 - len(row) + 1 + over)
    data = row.replace(b",a," if ending == "csv" else b'"a"',
                       b",%s," % longer if ending == "csv" else b'"%s"' % longer) + b"\n"  # fmt: skip
    assert len(data) == 1_048_576 + over + 1
    world.put("message_edges", (HEADER if ending == "csv" else b"") + data, f"part.{ending}")
    load(world)
    assert counts(world, f"part.{ending}") == (1, 1 - over, over, 0)


@pytest.mark.parametrize("name", ["part.csv", "part.jsonl"])
def test_a_reader_that_loses_rows_is_not_believed(
    world: World, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def losing(engine: Any, sql: str, source: Path, target: Path) -> int | None:
        return attempt(engine, f"{sql} LIMIT 3", source, target)

    attempt = text_reader._attempt
    monkeypatch.setattr(text_reader, "_attempt", losing)
    world.write("message_edges", [message(100 + number) for number in range(9)], name)
    load(world)
    assert counts(world, name) == (9, 9, 0, 0)


def test_rows_of_parquet_keep_their_numbers_where_the_file_is_copied(world: World) -> None:
    numbers = (1, 150_000, 299_999)
    rows = table("message_edges", [message(n % 86_400, event_id=None) for n in range(1, 300_001)])
    senders = [None if n in numbers else "a" for n in range(1, 300_001)]
    rows = rows.set_column(1, "sender_id", pa.array(senders))
    rows = rows.append_column("file_row_number", pa.nulls(300_000, pa.string()))
    # In groups, so that two threads share the file.
    pq.write_table(rows, world.partition("message_edges") / "part-0.parquet", row_group_size=10_000)
    load(world)
    assert rejects(world) == [(n, "sender_id is null") for n in numbers]


def test_many_rows_keep_their_numbers_over_several_threads(world: World) -> None:
    lines = [line(n % 60, b"%d" % n) for n in range(1, 200_001)]
    for n in (1, 77_777, 200_000):
        lines[n - 1] = b",,\n"
    world.put("message_edges", HEADER + b"".join(lines), "part.csv")
    lines[99] = b"broken\n"
    world.put("message_edges", HEADER + b"".join(lines), "spoilt.csv")
    load(world)
    found = {
        name: [row["row_number"] for row in world.published("rejects") if name in row["file"]]
        for name in ("part.csv", "spoilt.csv")
    }
    assert sorted(found["part.csv"]) == [1, 77_777, 200_000]
    assert sorted(found["spoilt.csv"]) == [1, 100, 77_777, 200_000]
