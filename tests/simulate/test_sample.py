"""The sample that ships: real logs with planted accounts, made by the command in its README."""

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from jobs.simulate import simulate

from .judge import Judge
from .logs import REAL_LOGS, SAMPLE, SAMPLE_DATE, SAMPLE_SEED

TRUTH = SAMPLE.parent / "truth.parquet"

Decisions = Mapping[str, Mapping[str, str]]


@pytest.fixture(scope="module")
def decisions() -> Decisions:
    return Judge(SAMPLE, SAMPLE_DATE).decisions()


def tables_of(folder: Path) -> dict[str, pa.Table]:
    """Return every Parquet file below the folder by its path."""
    paths = sorted(folder.rglob("*.parquet"))
    return {str(p.relative_to(folder)): pa.parquet.ParquetFile(p).read() for p in paths}


def test_the_command_in_the_readme_makes_the_sample_again(real_logs: Path, tmp_path: Path) -> None:
    make_up = ("accounts", "contacts")
    simulate(tmp_path / "out", into=real_logs, seed=SAMPLE_SEED, make_up=make_up)
    again = tables_of(tmp_path / "out")
    assert again.pop("truth.parquet").equals(pa.parquet.read_table(TRUTH))
    assert again == tables_of(SAMPLE)
    command = f"simulate drill --into real --seed {SAMPLE_SEED} --make-up accounts"
    assert command in (SAMPLE / "README.md").read_text()


def test_each_decision_occurs_on_the_last_date(decisions: Decisions) -> None:
    found = {decision for fired in decisions.values() for decision in fired.values()}
    assert found == {"ban", "review", "watch"}


def test_spam_alone_is_banned_and_no_real_address_is_flagged(decisions: Decisions) -> None:
    truth = {row["account_id"]: row for row in pa.parquet.read_table(TRUTH).to_pylist()}
    assert decisions.keys() <= truth.keys()
    for account, fired in decisions.items():
        assert truth[account]["is_spam"] or set(fired.values()) == {"watch"}


def test_the_readme_counts_the_planted_accounts() -> None:
    archetypes = Counter(pa.parquet.read_table(TRUTH)["archetype"].to_pylist())
    pattern = re.compile(r"^\| `(\w+)` \| (\d+) \w+ \|", re.MULTILINE)
    lines = pattern.findall((SAMPLE / "README.md").read_text())
    assert {name: int(count) for name, count in lines} == {
        name: count for name, count in archetypes.items() if name != "bystander"
    }


def test_it_is_small_and_carries_its_licence() -> None:
    size = sum(path.stat().st_size for path in SAMPLE.parent.rglob("*") if path.is_file())
    assert size < 2_000_000
    licence = (SAMPLE / "LICENSE").read_text()
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in licence
    assert "networkDynamicData" in licence


def test_the_answer_lies_outside_of_the_input() -> None:
    assert {path.name for path in SAMPLE.iterdir() if path.is_dir()} == {
        *REAL_LOGS,
        "accounts",
        "contacts",
    }
    assert not list(SAMPLE.rglob("truth*"))
