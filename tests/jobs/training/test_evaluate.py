"""How published flags are held against labels."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.jobs.suspects import ADDER, PARDONED, QUIET, QUOTES
from tests.worlds import DAY, NIGHT, Result, World, command

LABELS = [
    (ADDER, "adder", True),
    ("unseen", "adder", True),
    (PARDONED, "school", False),
    (QUIET, "ordinary", False),
    ("b4", "ordinary", False),
]


def evaluate(world: World, labels: Path, *options: str) -> Result:
    return command("evaluate", "--labels", str(labels), "--output", str(world.output), *options)


def document(world: World, labels: Path, *options: str) -> dict[str, Any]:
    result = evaluate(world, labels, "--json", *options)
    assert result.code == 0, result.error
    found: dict[str, Any] = json.loads(result.out)
    return found


@pytest.fixture(name="labels")
def _labels(tmp_path: Path) -> Path:
    names = ("account_id", "archetype", "is_spam")
    path = tmp_path / "truth.parquet"
    pq.write_table(pa.table(dict(zip(names, zip(*LABELS, strict=True), strict=True))), path)
    return path


def test_each_archetype_is_counted_by_its_strongest_decisions(
    suspected: World, labels: Path
) -> None:
    found = document(suspected, labels)
    assert found["dates"] == [str(NIGHT - DAY), str(NIGHT)]
    counts = {
        item["archetype"]: (
            item["is_spam"],
            item["account_count"],
            item["banned"]["count"],
            item["banned_or_reviewed"]["count"],
        )
        for item in found["archetypes"]
    }
    assert counts == {
        "adder": (True, 2, 1, 1),
        "school": (False, 1, 0, 1),
        "ordinary": (False, 2, 0, 0),
    }
    assert found["spam_banned"]["share"] == 0.5
    assert found["ban_precision"] == {
        "count": 1, "share": 1.0, "share_low": pytest.approx(0.2065, abs=1e-4), "share_high": 1.0,
    }  # fmt: skip
    assert found["ban_or_review_precision"]["share"] == 0.5
    assert found["ordinary_flags_per_100k"] == 0.0
    assert found["average_precision"] == pytest.approx((1 + 2 / 5) / 2)
    assert found["unlabelled_flag_count"] >= 1


def test_only_the_nights_asked_for_count(suspected: World, labels: Path) -> None:
    found = document(suspected, labels, "--to", str(NIGHT - DAY))
    assert found["dates"] == [str(NIGHT - DAY)]
    assert found["spam_banned_or_reviewed"]["count"] == 0


def test_labels_may_be_csv_and_without_archetypes(suspected: World, tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerows([("account_id", "is_spam"), (ADDER, "true"), (QUOTES, "false")])
    found = document(suspected, path)
    assert [item["archetype"] for item in found["archetypes"]] == ["spam", "innocent"]
    assert found["ordinary_flags_per_100k"] is None


def test_people_see_a_table_and_analysts_get_a_file(
    suspected: World, labels: Path, tmp_path: Path
) -> None:
    path = tmp_path / "by-archetype.parquet"
    result = evaluate(suspected, labels, "--parquet", str(path))
    assert "0.500 (0.095 to 0.905)" in result.out
    rows = pq.read_table(path).to_pylist()
    assert [row["archetype"] for row in rows] == ["adder", "ordinary", "school"]
    assert rows[0]["banned_share"] == 0.5


@pytest.mark.parametrize(
    ("text", "code", "complaint"),
    [
        ("account_id\nx\n", 65, "no column is_spam"),
        ("account_id,is_spam\nx,true\nx,false\n", 65, "account x has two rows"),
        ("account_id,is_spam\nx,maybe\n", 65, "cannot be read as labels"),
        ("account_id,is_spam\n,true\n", 65, "account_id is null"),
        ("account_id,is_spam\n", 1, "no account is labelled"),
    ],
)
def test_unclear_labels_are_refused(
    text: str, code: int, complaint: str, suspected: World, tmp_path: Path
) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(text)
    result = evaluate(suspected, path)
    assert (result.code, result.out) == (code, "")
    assert complaint in result.error


def test_labels_that_are_not_there_are_missing_input(suspected: World, tmp_path: Path) -> None:
    assert evaluate(suspected, tmp_path / "none.csv").code == 66
    assert evaluate(suspected, tmp_path / "labels.xlsx").code == 65


def test_a_file_that_cannot_be_written_is_told(
    suspected: World, labels: Path, tmp_path: Path
) -> None:
    result = evaluate(suspected, labels, "--parquet", str(tmp_path / "no" / "such.parquet"))
    assert result.code == 73


def test_nothing_published_is_nothing_found(labels: Path, tmp_path: Path) -> None:
    assert evaluate(World(tmp_path / "empty"), labels).code == 1
