"""Signals that the policy does not use are diagnostic, and tables only these need are left out."""

import re
from pathlib import Path

import pytest

from jobs.config.diagnostics import diagnostic_signals, left_out, measured_signals
from jobs.config.policy import Policy
from jobs.config.signal_dictionary import entries
from tests.jobs.overlays import CATALOG, Load, loader

JOBS = Path(__file__).parents[3] / "jobs"
RULE = """
[rules.talks]
mode = "shadow"
decision = "watch"
when = { {signal} = ">= 1" }
reason = "trusted"
"""


@pytest.fixture(name="load")
def _load(tmp_path: Path) -> Load:
    return loader(tmp_path)


def used_tables(policy: Policy) -> set[str]:
    """Return the tables of the signals that a policy names."""
    return {CATALOG.signals[name].table.name for name in policy.named_signals}


def test_what_decides_is_not_diagnostic(load: Load) -> None:
    policy = load("")
    diagnostic = diagnostic_signals(CATALOG, policy)
    assert not diagnostic & policy.weights.keys()
    assert not diagnostic & {name for rule in policy.rules.values() for name in rule.signals}
    assert {"talk_trust", "add_count"} <= diagnostic
    assert diagnostic | policy.named_signals == CATALOG.signals.keys()


def test_only_what_rests_on_nothing_else_is_left_out(load: Load) -> None:
    policy = load("")
    absent = left_out(CATALOG, policy)
    assert {"signals.trust", "trust.account_trust"} <= absent
    assert not absent & used_tables(policy)
    for table in CATALOG.tables.values():
        if table.name not in absent:
            assert not table.sources & absent, table.name


def test_no_code_reads_what_is_left_out(load: Load) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in JOBS.rglob("*.py"))
    # A builder may say which table it builds.
    code = re.sub(r'""".*?"""', "", text, flags=re.DOTALL)
    assert [name for name in left_out(CATALOG, load("")) if re.search(rf"\b{name}\b", code)] == []


def test_a_rule_that_names_a_signal_brings_in_all_that_it_rests_on(load: Load) -> None:
    policy = load(RULE.replace("{signal}", "talk_trust"))
    assert not {"signals.trust", "trust.account_trust"} & left_out(CATALOG, policy)
    assert "talk_trust" in measured_signals(CATALOG, policy)
    assert "talk_trust" not in measured_signals(CATALOG, load(""))


@pytest.mark.parametrize("asked", ["diagnostics = true", 'signals = "all"'])
def test_by_choice_all_signals_are_computed(load: Load, asked: str) -> None:
    policy = load(f"[publish]\n{asked}\n")
    assert left_out(CATALOG, policy) == frozenset()
    assert measured_signals(CATALOG, policy) == list(CATALOG.signals)


def test_the_dictionary_says_the_tier_by_the_policy(tmp_path: Path, load: Load) -> None:
    load(RULE.replace("{signal}", "talk_trust"))
    (packaged,), (named,) = (
        entries(name="talk_trust"),
        entries(tmp_path / "overlay.toml", "talk_trust"),
    )
    assert (packaged["tier"], named["tier"]) == ("diagnostic", "decision")
