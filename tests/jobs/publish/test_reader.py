"""Published tables are read by date, and a mixture of two runs is noticed."""

import datetime
import hashlib
import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.contract.errors import NothingFound, OutputFailed
from jobs.publish.layout import manifest_path, table_path
from jobs.publish.reader import Published, in_memory

DATES = [datetime.date(2026, 3, day) for day in (8, 9, 10)]


@pytest.fixture(name="output")
def _output(tmp_path: Path) -> Path:
    """Three nights, each with a flag of an account of its own."""
    for date in DATES:
        path = table_path(tmp_path, "flags", date)
        path.parent.mkdir(parents=True)
        pq.write_table(pa.table({"account_id": [f"a{date.day}"], "decision": ["ban"]}), path)
        file = {
            "path": str(path.relative_to(tmp_path)),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        manifest = manifest_path(tmp_path, date)
        manifest.parent.mkdir(parents=True)
        manifest.write_text(json.dumps({"run_id": f"r{date.day}", "flags": {}, "files": [file]}))
    return tmp_path


def test_without_a_date_it_is_the_latest_night(output: Path) -> None:
    published = Published(output)
    assert published.published_date(None) == DATES[-1]
    assert published.published_date(DATES[0]) == DATES[0]
    with pytest.raises(NothingFound, match="2026-03-11 is not published; 3 dates are, from"):
        published.published_date(datetime.date(2026, 3, 11))


def test_a_range_holds_both_its_ends_and_may_be_open(output: Path) -> None:
    published = Published(output)
    assert published.published_between(DATES[0], DATES[1]) == DATES[:2]
    assert published.published_between(DATES[1], None) == DATES[1:]
    assert published.published_between(None, DATES[0]) == DATES[:1]
    assert published.published_between(None, None) == DATES
    with pytest.raises(NothingFound, match="no date of the range"):
        published.published_between(datetime.date(2026, 3, 11), None)


def test_rows_are_those_of_the_date_that_meet_the_condition(output: Path) -> None:
    published = Published(output)
    with in_memory() as engine:
        assert published.rows(engine, "flags", DATES[1]) == [
            {"account_id": "a9", "decision": "ban"}
        ]
        condition = "account_id = $name"
        assert published.rows(engine, "flags", DATES[1], condition, name="a8") == []
        assert published.rows(engine, "rings", DATES[1]) == []


def test_a_table_that_cannot_be_read_is_named(output: Path) -> None:
    table_path(output, "flags", DATES[1]).write_bytes(b"no Parquet")
    with (
        in_memory() as engine,
        pytest.raises(OutputFailed, match=r"date=2026-03-09/flags\.parquet"),
    ):
        Published(output).rows(engine, "flags", DATES[1])


@pytest.mark.parametrize("change", ["another run's", "gone"])
def test_a_table_that_is_not_the_one_of_the_manifest_is_noticed(output: Path, change: str) -> None:
    published = Published(output)
    before = published.version_stamp(DATES[1])
    assert published.is_consistent(DATES[1])
    path = table_path(output, "flags", DATES[1])
    path.unlink()
    if change == "another run's":
        shutil.copy(table_path(output, "flags", DATES[0]), path)
    assert not published.is_consistent(DATES[1])
    assert published.is_consistent(DATES[2])
    assert published.version_stamp(DATES[1]) != before


def test_the_same_rows_published_by_another_run_are_another_version(output: Path) -> None:
    published = Published(output)
    before = published.version_stamp(DATES[1])
    assert published.version_stamp(DATES[1]) == before
    manifest = manifest_path(output, DATES[1])
    manifest.write_text(manifest.read_text().replace('"r9"', '"again"'))
    assert published.version_stamp(DATES[1]) != before
