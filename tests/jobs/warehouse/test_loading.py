"""Which files and columns are read, and how often each event counts, from night to night."""

import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from tests.jobs.rows import FORMATS, HEADER, counts, lenient, line, load, rejects, run
from tests.worlds import (
    DAY,
    NIGHT,
    World,
    at,
    command,
    csv_bytes,
    encoded,
    membership,
    message,
    parquet_bytes,
    table,
)

ENDINGS = ("parquet", "csv", "csv.gz", "csv.zst", "jsonl", "jsonl.gz", "jsonl.zst", "ndjson",
           "ndjson.gz", "ndjson.zst")  # fmt: skip


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return lenient(tmp_path)


def test_every_format_gives_the_same_rows(world: World) -> None:
    rows = [
        message(1),
        message(2, recipient_id=None, group_id="g,1", is_forward=True, message_count=7),
        message(3, sender_id='"quoted", it\'s; DROP TABLE', recipient_id="übung 多 🙂"),
        message(4, sender_id="two\nlines", recipient_id=" spaces "),
        message(5, message_count=None, is_forward=None),
    ]
    for ending in ENDINGS:
        named = [{**row, "event_id": f"{ending} {n}"} for n, row in enumerate(rows)]
        world.write("message_edges", named, f"part.{ending}")
    load(world)
    rows[4].update(message_count=1, is_forward=False)
    found = world.loaded("message_edges")
    for ending in ENDINGS:
        assert counts(world, f"part.{ending}") == (5, 5, 0, 0)
        for n, row in enumerate(rows):
            name = f"{ending} {n}"
            assert [other for other in found if other["event_id"] == name] == [
                {**row, "event_id": name}
            ]


def test_formats_folders_and_column_orders_mix_in_a_partition(world: World) -> None:
    rows = [message(number) for number in range(50)]
    for place, ending in enumerate(ENDINGS):
        chosen = [
            dict(sorted(row.items(), reverse=place % 2 == 0)) for row in rows[place * 5 :][:5]
        ]
        folder = "deep/er/" * (place % 3)
        world.write("message_edges", chosen, f"{folder}part-{place}.{ending}")
    (world.partition("message_edges") / "part-0.parquet").unlink()
    world.write("message_edges", rows[:5], "spark.parquet/part-00000.parquet")
    (world.partition("message_edges") / "spark.parquet" / "_SUCCESS").touch()
    load(world)
    assert sum(file["loaded_count"] for file in world.file_counts("message_edges").values()) == 50
    names = {row["event_id"] for row in world.loaded("message_edges")}
    assert names == {row["event_id"] for row in rows}


def test_names_that_begin_with_an_underscore_or_a_dot_are_not_read(world: World) -> None:
    for name in ("_part.csv", ".part.csv", "_temporary/part.csv", ".hidden/deep/part.parquet"):
        world.put("message_edges", b"neither CSV nor Parquet", name)
    load(world)
    assert [*world.file_counts("message_edges")] == ["part-0.parquet"]
    assert not any("part.csv" in warning for warning in world.manifest()["warnings"])


def test_what_is_not_read_is_warned_of(world: World) -> None:
    for name in ("notes.txt", "part.CSV", "part.parquet.gz", "part.csv.bz2", "parquet"):
        world.put("message_edges", b"x", name)
    (world.input / "message_edges" / "date=2026-02-30").mkdir()
    (world.input / "message_edges" / "part.csv").touch()
    (world.input / "contact").mkdir()
    load(world, "--allow-missing")
    warnings = "\n".join(world.manifest()["warnings"])
    for name in ("notes.txt", "part.CSV", "part.parquet.gz", "part.csv.bz2", "/parquet"):
        assert (
            f"{name}: not read, its suffix is not one of Parquet, CSV or newline-delimited JSON"
            in warnings
        )
    assert "message_edges/date=2026-02-30: not read, not a date=YYYY-MM-DD folder" in warnings
    assert "message_edges/part.csv: not read" in warnings
    assert "contact: ignored: not a known log folder; did you mean contacts?" in warnings


def test_wildcards_in_names_are_letters(world: World) -> None:
    names = ("*", "part-[0]", "a?c", "**", "back\\slash", "{a,b}", "it's", "$x", "[!a]", "a b", "~")
    paths = [
        f"{name}/{name}.{ending}"
        for name in names
        for ending in ("parquet", "csv", "jsonl", "csv.gz")
    ]
    for number, path in enumerate(paths):
        world.write("message_edges", [message(100 + number)], path)
    load(world)
    for path in paths:
        assert counts(world, path.partition("/")[2]) == (1, 1, 0, 0)
    assert len(world.loaded("message_edges")) == 20 + len(paths)


def test_a_warehouse_whose_path_is_a_pattern_is_refused(world: World) -> None:
    folder = world.root / "[x]"
    result = world.run("--warehouse", str(folder / "w.duckdb"))
    assert result.code == 2
    assert "wildcards; use a path without them for --warehouse" in result.error


# ---- Columns


def test_optional_columns_may_be_absent_from_some_files(world: World) -> None:
    for place, name in enumerate(FORMATS):
        rows = [
            {column: message(n)[column] for column in ("sent_at", "sender_id", "recipient_id")}
            for n in (31 + place, 41 + place)
        ]
        world.write("message_edges", rows, name)
    load(world)
    found = [row for row in world.loaded("message_edges") if row["event_id"] is None]
    assert len(found) == 6
    assert {(row["message_count"], row["is_forward"], row["group_id"]) for row in found} == {
        (1, False, None)
    }


OTHERS = ("file_index", "file_row_number", "filename", "row_number", "raw", "date", "rowid",
          'quoted""name', "unreadable", "data_row_number", "c1", "n", "line_reason", "extra_names",
          "select", "$path", "", " ")  # fmt: skip


@pytest.mark.parametrize(
    "extra", [OTHERS, ("SENDER_ID", "Sent_At"), ("FILE_ROW_NUMBER",)], ids=lambda names: names[0]
)
def test_extra_columns_are_ignored_whatever_their_names(
    world: World, extra: tuple[str, ...]
) -> None:
    evil = {name: f"evil {name}" for name in extra}
    # Of several files the engine looks at the first one's columns alone.
    (world.partition("message_edges") / "part-0.parquet").unlink()
    rows = {name: message(40 + number) for number, name in enumerate(FORMATS)}
    for name, row in rows.items():
        world.write("message_edges", [{**evil, **row}, {**row, **evil, "event_id": None}], name)
    load(world)
    assert rejects(world) == []
    found = {row["event_id"]: row for row in world.loaded("message_edges")}
    for name, row in rows.items():
        assert counts(world, name) == (2, 2, 0, 0)
        assert found[row["event_id"]] == row
    warning = f"message_edges: columns are ignored: {', '.join(sorted(extra))}"
    assert [text for text in world.manifest()["warnings"] if "columns are ignored" in text] == [
        warning
    ]


def test_extra_columns_are_named_once(world: World) -> None:
    for place, name in enumerate(FORMATS):
        world.write(
            "message_edges", [message(n) | {"extra": 1, f"own_{place}": 2} for n in (1, 2)], name
        )
    load(world)
    warnings = [text for text in world.manifest()["warnings"] if "columns are ignored" in text]
    assert warnings == ["message_edges: columns are ignored: extra, own_0, own_1, own_2"]


def test_columns_of_nulls_alone_are_absent(world: World) -> None:
    rows = table("message_edges", [message(n) for n in (1, 2)])
    for name in ("group_id", "message_count", "is_forward", "event_id"):
        rows = rows.set_column(rows.column_names.index(name), name, pa.nulls(2))
    world.put("message_edges", parquet_bytes(rows), "part-1.parquet")
    load(world)
    assert counts(world, "part-1.parquet") == (2, 2, 0, 0)


def test_ids_are_text_in_whatever_they_are_held(world: World) -> None:
    kinds = [pa.int8(), pa.int64(), pa.uint64(), pa.uint8(), pa.string(), pa.large_string(),
             pa.dictionary(pa.int32(), pa.string()), pa.string_view()]  # fmt: skip
    for number, kind in enumerate(kinds):
        rows = table("message_edges", [message(n, event_id=None) for n in (1, 2)])
        texts = pa.array([str(number), "100"])
        values = texts.dictionary_encode() if pa.types.is_dictionary(kind) else texts.cast(kind)
        place = rows.column_names.index("sender_id")
        world.put(
            "message_edges",
            parquet_bytes(rows.set_column(place, "sender_id", values)),
            f"{number}.parquet",
        )
    load(world)
    found = {row["sender_id"] for row in world.loaded("message_edges") if row["event_id"] is None}
    assert found == {"100", *(str(number) for number in range(len(kinds)))}


def test_times_of_any_unit_and_zone_are_instants(world: World) -> None:
    for unit in ("s", "ms", "us", "ns"):
        for zone in (None, "UTC", "+02:00"):
            kind = pa.timestamp(unit, zone)
            rows = table("message_edges", [message(61, event_id=f"{unit} {zone}")])
            plain = rows["sent_at"].cast(pa.timestamp("us")) if zone is None else rows["sent_at"]
            world.put(
                "message_edges",
                parquet_bytes(rows.set_column(0, "sent_at", plain.cast(kind))),
                f"{unit}-{zone}.parquet",
            )
    load(world)
    found = [row["sent_at"] for row in world.loaded("message_edges") if " " in row["event_id"]]
    assert found == [at("00:01:01")] * 12


def test_nanoseconds_are_cut_to_microseconds_in_every_format(world: World) -> None:
    text = "2026-03-10T23:59:59.999999999"
    rows = table("message_edges", [message(61)])
    for zone in (None, "UTC"):
        values = pa.array([1_773_187_199_999_999_999], pa.timestamp("ns", zone))
        data = parquet_bytes(rows.set_column(0, "sent_at", values))
        world.put("message_edges", data, f"{zone}.parquet")
    world.write("message_edges", [message(62, sent_at=text)], "part.csv")
    world.write("message_edges", [message(63, sent_at=text)], "part.jsonl")
    load(world)
    assert rejects(world) == []
    late = [row for row in world.loaded("message_edges") if row["sent_at"] == at("23:59:59.999999")]
    assert len(late) == 3


# ---- Duplicates


@pytest.mark.parametrize("name", FORMATS)
def test_an_event_counts_once_however_often_it_is_given(world: World, name: str) -> None:
    rows = [message(1, message_count=9), message(2), message(1), message(1), message(2)]
    rows += [message(3, event_id=None), message(3, event_id=None), message(3, event_id="")]
    rows += [message(4, sender_id=None), message(4)]
    (world.partition("message_edges") / "part-0.parquet").unlink()
    world.write("message_edges", rows, name)
    load(world)
    assert counts(world, name) == (10, 6, 1, 3)
    found = world.loaded("message_edges")
    ids = sorted(str(row["event_id"]) for row in found)
    assert ids == [f"{NIGHT}-e1", f"{NIGHT}-e2", f"{NIGHT}-e4", "None", "None", "None"]
    (first,) = (row for row in found if row["event_id"] == f"{NIGHT}-e1")
    assert first["message_count"] == 1


def test_duplicates_are_known_across_files_and_formats(world: World) -> None:
    rows = [message(number) for number in range(20)]
    for name in FORMATS:
        world.write("message_edges", rows[5:15], name)
    load(world)
    files = world.file_counts("message_edges").values()
    assert sum(file["row_count"] for file in files) == 50
    assert sum(file["duplicate_count"] for file in files) == 30
    assert len(world.loaded("message_edges")) == 20
    for file in files:
        assert file["row_count"] == file["loaded_count"] + file["duplicate_count"]


def test_the_same_name_in_another_log_or_on_another_date_is_another_event(world: World) -> None:
    world.fill(NIGHT - DAY)
    world.write("message_edges", [message(1, event_id="x")])
    world.write("message_edges", [message(1, NIGHT - DAY, event_id="x")], date=NIGHT - DAY)
    world.write("membership_events", [membership(1, event_id="x")])
    load(world)
    assert counts(world, "part-0.parquet") == (1, 1, 0, 0)
    assert counts(world, "part-0.parquet", "membership_events") == (1, 1, 0, 0)


# ---- From night to night


def loaded_files(world: World) -> dict[str, str]:
    """Return what the warehouse holds: for each file, when it was last modified."""
    with duckdb.connect(str(world.warehouse), read_only=True) as connection:
        return dict(connection.execute("SELECT file, sha256 FROM store.file").fetchall())


def test_a_partition_is_loaded_again_only_where_it_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jobs.warehouse import partition_loader

    seen: list[str] = []

    def counting(warehouse: Any, item: Any, *others: Any) -> None:
        seen.append(f"{item.log.name}/{item.date}")
        load_partition(warehouse, item, *others)

    load_partition = partition_loader.load_partition
    monkeypatch.setattr("jobs.warehouse.load.load_partition", counting)
    world.fill(NIGHT - DAY)
    load(world)
    assert len(seen) == 4
    seen.clear()
    load(world)
    assert seen == []
    world.write("message_edges", [message(n) for n in range(3)])
    load(world)
    assert seen == [f"message_edges/{NIGHT}"]
    assert len(world.loaded("message_edges")) == 3
    seen.clear()
    world.write("message_edges", [message(9)], "late.csv")
    load(world)
    assert seen == [f"message_edges/{NIGHT}"]
    assert len(world.loaded("message_edges")) == 4


def test_a_change_that_keeps_size_and_time_is_seen(world: World) -> None:
    import os

    path = world.put("message_edges", HEADER + line(1, b"a"), "part.csv")
    load(world)
    status = path.stat()
    path.write_bytes(HEADER + line(1, b"z"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    load(world)
    assert "z" in {row["sender_id"] for row in world.loaded("message_edges")}


def test_a_partition_that_vanishes_is_taken_out_and_one_that_comes_late_put_in(
    world: World,
) -> None:
    world.fill(NIGHT - DAY)
    run(world)
    with_both = {row["signal"]: row for row in world.published("signal_distribution")}
    moved = world.root / "moved"
    world.partition("message_edges", NIGHT - DAY).rename(moved)
    run(world)
    assert world.loaded("message_edges", NIGHT - DAY) == []
    warning = (
        "message_edges/date=2026-03-09: partition removed from the input; its rows were deleted"
    )
    assert warning in world.manifest()["warnings"]
    moved.rename(world.partition("message_edges", NIGHT - DAY))
    run(world)
    assert len(world.loaded("message_edges", NIGHT - DAY)) == 20
    assert {row["signal"]: row for row in world.published("signal_distribution")} == with_both


def test_a_night_says_of_its_input_what_it_says_where_it_ends_after_loading(
    world: World,
) -> None:
    world.fill(NIGHT - DAY)
    rows = [message(1), message(2, sender_id=None), message(1), message(3) | {"extra": 1}]
    world.write("message_edges", rows, "part.csv")
    world.put("message_edges", b"x", "notes.txt")
    load(world, "--allow-missing")
    manifest, rejected = world.manifest(), world.published("rejects")
    shutil.rmtree(world.output)
    world.warehouse.unlink()
    run(world, "--allow-missing")
    assert rejected == world.published("rejects") != []
    found = world.manifest()
    assert manifest["input"] == found["input"]
    assert manifest["warnings"] == found["warnings"]
    assert len(manifest["warnings"]) > 4


def test_a_failed_night_leaves_the_warehouse_as_it_was(world: World) -> None:
    load(world)
    before = world.loaded("message_edges"), loaded_files(world)
    world.write("message_edges", [message(1, sender_id="new")])
    world.put("membership_events", b"PAR1", "bad.parquet")
    assert world.run().code == 65
    assert (world.loaded("message_edges"), loaded_files(world)) == before


def test_check_says_of_a_file_what_a_run_says(world: World) -> None:
    world.put("message_edges", csv_bytes("message_edges", [message(1)]) + b"x\n", "part.csv")
    world.put("message_edges", encoded("message_edges", [message(2)], "p.jsonl.gz"), "p.jsonl.gz")
    result = command("check", "--input", str(world.input), "--output", str(world.output),
                     "--warehouse", str(world.warehouse), "--date", str(NIGHT))  # fmt: skip
    assert "part.csv: csv, 2 rows, 1 of them bad" in result.out
    assert "p.jsonl.gz: json, 1 rows" in result.out
