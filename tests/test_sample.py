"""The sample's pages say of its night what the night decides."""

import datetime
import re
from pathlib import Path

import duckdb
import pytest

from jobs.pipeline import nightly
from jobs.pipeline.nightly import Options
from jobs.publish.layout import table_path

ROOT = Path(__file__).resolve().parents[1]
DATE = datetime.date(2001, 10, 29)
_DECISIONS = """
SELECT truth.archetype, coalesce(flag.decision, 'nothing') AS decision
FROM read_parquet($truth) AS truth
LEFT JOIN read_parquet($flags, hive_partitioning = false) AS flag USING (account_id)
"""


@pytest.fixture(name="decisions", scope="module")
def _decisions(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    folder = tmp_path_factory.mktemp("sample")
    sample = ROOT / "data" / "sample"
    nightly.run(Options(DATE, sample, folder / "output", folder / "warehouse.duckdb"))
    files = {
        "truth": str(ROOT / "data" / "truth.parquet"),
        "flags": str(table_path(folder / "output", "flags", DATE)),
    }
    with duckdb.connect() as connection:
        return connection.sql(_DECISIONS, params=files).fetchall()


def test_the_page_of_the_sample_tells_each_archetype_s_decision(
    decisions: list[tuple[str, str]],
) -> None:
    page = (ROOT / "data" / "sample" / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \|.*\| (\w+) \|$", page, re.MULTILINE))
    assert len(told) > 30
    assert told == {name: decided for name, decided in decisions if name != "bystander"}
    assert {decided for name, decided in decisions if name == "bystander"} == {"nothing"}
    assert set(decisions) == {*told.items(), ("bystander", "nothing")}


def test_the_readme_counts_them(decisions: list[tuple[str, str]]) -> None:
    decided = [decision for _, decision in decisions]
    counts = ", ".join(f"{decided.count(name)} {name}" for name in ("ban", "review", "watch"))
    assert f"Flagged on {DATE}: {counts}\n" in (ROOT / "README.md").read_text(encoding="utf-8")
