"""The candidates for flags include every account that would be flagged."""

import datetime
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pytest

from jobs.config.policy import Policy
from jobs.contract.errors import Defect
from jobs.engine.duckdb import DuckDB
from jobs.pipeline import nightly
from jobs.pipeline.nightly import Options
from jobs.scoring.candidates import candidates, log_odds, scored, types_of, values_of
from jobs.scoring.decide import FlagDecider
from jobs.scoring.evidence import EvidenceScorer
from jobs.scoring.features import Features, feature_rows
from jobs.scoring.score_tables import distributions
from jobs.simulate import simulate
from tests.jobs.overlays import CATALOG, loader

LAST = datetime.date(2026, 3, 10)
WEIGHTS = """
[publish]
diagnostics = true

[score]
spam_share = 0.01
weighed = [{ add_count = ">= 1" }, { message_count = ">= 20", account_age_days = "< 400" }]

[rules.relay]
mode = "off"

[weights.add_count]
edges = [3.0, 60.0]
bits = [-0.5, 1.25, 6.5]

[weights.add_stranger_24h_max_count]
edges = [5.0, 100.0]
bits = [-1.0, 2.5, 7.0]

[weights.add_stranger_answered_share]
edges = [0.2]
bits = [3.0, -6.5]

[weights.message_count]
edges = [100.0]
bits = [0.0, 2.0]

[weights.account_age_days]
edges = [1.0, 30.0]
bits = [2.0, 0.5, -1.0]
"""


@pytest.fixture(name="night", scope="module")
def _night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DuckDB, Policy]]:
    """Give the warehouse of a night, and the policy that it was run under."""
    folder = tmp_path_factory.mktemp("suspects")
    simulate(folder / "input", date=LAST, seed=5, account_count=300, days=3)
    policy = loader(folder)(WEIGHTS)
    warehouse = folder / "warehouse.duckdb"
    nightly.run(
        Options(LAST, folder / "input", folder / "output", warehouse, folder / "overlay.toml")
    )
    with DuckDB.open(warehouse, folder / "spill") as engine:
        yield engine, policy


def rows(engine: DuckDB, policy: Policy) -> pa.Table:
    """Return every active account as judges read it."""
    engine.create("score.everybody", "SELECT account_id FROM signals.activity", {})
    return feature_rows(engine, CATALOG, policy, "score.everybody")


def test_all_at_once_is_weighed_as_one_by_one(night: tuple[DuckDB, Policy]) -> None:
    engine, policy = night
    everybody = rows(engine, policy)
    scorer = EvidenceScorer(policy, CATALOG)
    sums = [scorer.scored_evidence(row) for row in everybody.to_pylist()]
    expected = [-np.inf if evidence is None else evidence.bits for evidence in sums]
    assert len(set(expected)) > 10 and -np.inf in expected
    is_weighed = scored(policy, Features(engine, CATALOG).of, len(everybody))
    bits = log_odds(policy, CATALOG, values_of(everybody), types_of(everybody["account_type"]))
    assert np.where(is_weighed, bits, -np.inf) == pytest.approx(expected)


def test_nobody_whom_a_judge_would_flag_is_missed_and_few_are_looked_at(
    night: tuple[DuckDB, Policy],
) -> None:
    engine, policy = night
    everybody = rows(engine, policy)
    flags = FlagDecider(policy, CATALOG).flags(everybody.to_pylist()).flags
    found = candidates(engine, CATALOG, policy)["account_id"].to_pylist()
    assert any(flag.rules == ["evidence"] for flag in flags)
    assert any(flag.rules != ["evidence"] for flag in flags)
    assert {flag.account_id for flag in flags} <= set(found)
    assert found == sorted(set(found))
    assert len(found) < len(everybody) / 2


def test_without_weights_or_rules_nobody_is_looked_at(night: tuple[DuckDB, Policy]) -> None:
    engine, policy = night
    empty = policy.model_copy(update={"rules": {}, "weights": {}})
    assert candidates(engine, CATALOG, empty)["account_id"].to_pylist() == []


def test_a_signals_table_with_two_rows_of_an_account_is_a_defect(
    night: tuple[DuckDB, Policy],
) -> None:
    engine, policy = night
    with engine.transaction(keep=False):
        engine.run("INSERT INTO signals.stranger_add FROM signals.stranger_add LIMIT 1")
        with pytest.raises(Defect, match=r"stranger_add\.sql: has more than one row per account"):
            candidates(engine, CATALOG, policy)


def test_so_it_is_in_a_table_that_no_rule_names(night: tuple[DuckDB, Policy]) -> None:
    engine, _ = night
    with engine.transaction(keep=False):
        engine.run("INSERT INTO signals.address_book FROM signals.address_book LIMIT 1")
        with pytest.raises(Defect, match=r"address_book\.sql: has more than one row per account"):
            distributions(engine, CATALOG, CATALOG.signals)
