"""What lies in a log's folder and is not read, why, and the fix that is offered."""

import datetime
from pathlib import Path

import pytest

from jobs.contract.input_schema import LOGS
from jobs.ingest.partitions import Listing, list_partitions
from tests.worlds import DAY, NIGHT, World

MEMBERSHIPS = next(log for log in LOGS if log.name == "membership_events")


def listed(
    world: World, first: datetime.date | None = None, *, require_success: bool = False
) -> Listing:
    last = NIGHT
    return list_partitions(world.input, MEMBERSHIPS, first, last, lambda *_: "", require_success)


def not_read(world: World, first: datetime.date | None = None) -> dict[str, datetime.date | None]:
    return {item.path.partition("/")[2]: item.date for item in listed(world, first).not_read}


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("part-0.json.gz", "if it holds one object a line, rename it to part-0.jsonl.gz"),
        ("part-0.json", "if it holds one object a line, rename it to part-0.jsonl"),
        ("part-0.PARQUET", "rename it to part-0.parquet"),
        ("part.0.CSV.GZ", "rename it to part.0.csv.gz"),
        ("part-0.JSON", "if it holds one object a line, rename it to part-0.jsonl"),
        ("part-0.parquet.gz", "decompress it: Parquet is already compressed"),
        ("part-0.csv.bz2", "decompress it, or compress it as .gz or .zst"),
        ("part-0.txt", "if it is CSV with a header line, rename it to .csv"),
        ("part-0.orc", "write it as Parquet"),
        ("part-0.avro", "write it as Parquet"),
        ("part-0", "rename it, or start its name with _ if it has no rows"),
    ],
)
def test_a_file_of_another_ending_is_named_with_its_fix(
    tmp_path: Path, name: str, fix: str
) -> None:
    world = World(tmp_path)
    world.put("membership_events", b"", f"deep/{name}")
    listing = listed(world)
    (found,) = listing.not_read
    assert found.text == (
        f"membership_events/date={NIGHT}/deep/{name}: not read, "
        f"its suffix is not one of Parquet, CSV or newline-delimited JSON; {fix}"
    )
    assert found.date == NIGHT
    assert not listing.partitions


@pytest.mark.parametrize(
    ("name", "is_dated"),
    [
        ("dt=2026-03-10", True),
        ("date=20260310", True),
        ("DATE=2026-03-10", True),
        ("2026-03-10", True),
        ("20260310", True),
        ("ds=2026_03_10", True),
        ("date=2026-02-30", False),
        ("year=2026", False),
        ("backup-of-2026-03-10", False),
        ("date=2026-03-10-copy", False),
        ("date=２０２６-03-10", False),
    ],
)
def test_a_folder_of_another_name_is_named_with_its_fix(
    tmp_path: Path, name: str, is_dated: bool
) -> None:
    world = World(tmp_path)
    (world.input / "membership_events" / name).mkdir(parents=True)
    (found,) = listed(world).not_read
    fix = "rename it to date=2026-03-10" if is_dated else "move its files into such folders"
    assert found.text.endswith(f"{name}: not read, not a date=YYYY-MM-DD folder; {fix}")
    assert found.date == (NIGHT if is_dated else None)


def test_a_file_beside_the_partitions_is_named(tmp_path: Path) -> None:
    world = World(tmp_path).fill()
    (world.input / "membership_events" / "part-0.parquet").touch()
    (found,) = listed(world).not_read
    assert "not in a date=YYYY-MM-DD folder; move it there" in found.text
    assert found.date is None


def test_a_partition_without_success_is_named_where_it_is_required(tmp_path: Path) -> None:
    world = World(tmp_path).fill()
    assert not listed(world).not_read
    (found,) = listed(world, require_success=True).not_read
    assert found.path == f"membership_events/date={NIGHT}"
    assert "no _SUCCESS" in found.why
    assert found.date == NIGHT


def test_what_the_night_does_not_know_is_not_missed(tmp_path: Path) -> None:
    world = World(tmp_path)
    for place in (-2, -1, 0, 1):
        world.put("membership_events", b"", "part.json", NIGHT + place * DAY)
        (world.input / "membership_events" / f"dt={NIGHT + place * DAY}").mkdir()
    dates = {NIGHT - DAY, NIGHT}
    assert {*not_read(world, NIGHT - DAY).values()} == dates
    assert {*not_read(world).values()} == dates | {NIGHT - 2 * DAY}


def test_names_that_begin_with_an_underscore_or_a_dot_are_not_missed(tmp_path: Path) -> None:
    world = World(tmp_path).fill()
    for name in ("_SUCCESS", ".part-0.json.crc", "_temporary/part.json"):
        world.put("membership_events", b"", name)
    for name in ("_temporary2", ".hive-staging"):
        (world.input / "membership_events" / name).mkdir()
    assert not not_read(world)


def test_the_first_date_is_told_though_it_is_read_no_more(tmp_path: Path) -> None:
    world = World(tmp_path).fill(NIGHT - 9 * DAY).fill().fill(NIGHT + DAY)
    assert listed(world, NIGHT - DAY).first_date == NIGHT - 9 * DAY
    assert listed(World(tmp_path / "none").fill(NIGHT + DAY)).first_date is None


def test_a_name_that_cannot_be_printed_is_told_in_escapes(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.put("membership_events", b"", "\x1b[31m.json")
    (found,) = listed(world).not_read
    assert found.text.isprintable()
