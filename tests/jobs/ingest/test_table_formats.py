"""Folders of table formats are refused by name: their superseded files would count too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.jobs.endings import assert_refused
from tests.worlds import DAY, NIGHT, World

Mark = tuple[str, str]
MARKS: tuple[Mark, ...] = (
    ("_delta_log/00000000000000000000.json", "a Delta Lake table (_delta_log)"),
    (".hoodie/hoodie.properties", "an Apache Hudi table (.hoodie)"),
    (".hoodie_partition_metadata", "an Apache Hudi table (.hoodie_partition_metadata)"),
    ("metadata/v3.metadata.json", "an Apache Iceberg table (metadata)"),
    ("metadata/00000-5f.metadata.json", "an Apache Iceberg table (metadata)"),
    ("_spark_metadata/0", "the output of a Spark stream (_spark_metadata)"),
    ("delta_0000001_0000001_0000/bucket_00000", "a Hive ACID table (delta_0000001_0000001_0000)"),
    ("delta_12_14/000000_0.parquet", "a Hive ACID table (delta_12_14)"),
    ("delete_delta_0000002_0000002/b", "a Hive ACID table (delete_delta_0000002_0000002)"),
    ("base_0000003/000000_0.parquet", "a Hive ACID table (base_0000003)"),
    ("base_7_v0000021/b", "a Hive ACID table (base_7_v0000021)"),
)


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return World(tmp_path).fill()


def put(folder: Path, mark: str) -> None:
    """Put a file of a table format below a folder."""
    path = folder / mark
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"{}")


PLACES: dict[str, Callable[[World], Path]] = {
    "log": lambda world: world.input / "message_edges",
    "partition": lambda world: world.partition("message_edges"),
    "below": lambda world: world.partition("message_edges") / "region=eu",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark[0])
def test_a_table_format_is_named_with_its_place_and_the_fix(
    world: World, mark: Mark, place: str
) -> None:
    folder = PLACES[place](world)
    put(folder, mark[0])
    assert_refused(
        world,
        f"{folder}: {mark[1]}, whose superseded files would be counted twice",
        "export it as plain Parquet, or ",
        "move the live files" if "Hive" in mark[1] else "once only live files remain",
    )


def test_optional_logs_are_looked_at_too(world: World) -> None:
    put(world.input / "contacts", "_delta_log/0.json")
    assert_refused(world, "contacts: a Delta Lake table")


@pytest.mark.parametrize(
    "name", ["metadata/notes.txt", "delta_force/x", "base_line/x", "delta_1/x", "_delta/log"]
)
def test_other_names_belong_to_no_table_format(world: World, name: str) -> None:
    put(world.partition("message_edges"), name)
    result = world.load("--allow-missing")
    assert result.code == 0, result.error
    assert "table" not in result.error


def test_partitions_that_no_night_reads_are_not_looked_at(world: World) -> None:
    world.fill(NIGHT + DAY)
    put(world.partition("message_edges", NIGHT + DAY), "_delta_log/0.json")
    assert world.load().code == 0
