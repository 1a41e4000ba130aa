"""Evaluate the policy's rules for each account."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from jobs.config.catalog import Catalog, Signal
from jobs.config.policy import Policy
from jobs.config.rules import PARTNER, Condition, Rule
from jobs.scoring.flags import (
    RANK,
    ExemptionRuling,
    Finding,
    Reason,
    apply_ruling,
    at_most_review,
    decision_text,
    number,
)
from jobs.scoring.incomplete_logs import WeakSignals


@dataclass(frozen=True)
class RuleEngine:
    """Evaluate the policy's rules for each account."""

    policy: Policy
    catalog: Catalog
    weak: WeakSignals

    @cached_property
    def signals(self) -> Mapping[str, Signal]:
        """The signals by name."""
        return self.catalog.signals

    def findings(self, row: Mapping[str, Any]) -> list[Finding]:
        """Return the rules that fire for one account, in the order of the policy.

        The decision is "none" if an exception of the rule lowers it that far.

        Args:
            row: account_type, every signal that a rule uses, and for each windowed signals table
                `<stem>.window_start_at` and so on.
        """
        found = []
        for name, rule in self.policy.rules.items():
            applied = rule.of_type(row["account_type"])
            finding = self._finding(name, applied, row) if applied.mode != "off" else None
            if finding is not None:
                found.append(finding)
        return found

    def exempted(self, finding: Finding, row: Mapping[str, Any]) -> Finding:
        """Apply the policy's exemptions to a finding; the decision may become "none"."""
        for name, item in self.policy.exemptions.items():
            if RANK[finding.decision] <= RANK[item.limit] or not item.covers(finding.rule):
                continue
            if all(condition.holds(row[signal]) for signal, condition in item.when.items()):
                text = item.reason.format_map(self._values(row))
                finding = apply_ruling(finding, _ruling(name, item.limit, text, item.when, row))
        return finding

    def _values(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Return the signal values of an account as conditions in reasons."""
        return {name: number(row.get(name)) for name in self.signals if name in row}

    def _finding(self, name: str, rule: Rule, row: Mapping[str, Any]) -> Finding | None:
        if not all(condition.holds(row[signal]) for signal, condition in rule.when.items()):
            return None
        reasons = tuple(
            self._reason(name, rule, signal, condition, row)
            for signal, condition in rule.when.items()
        )
        lead = reasons[0]
        strength = lead.observed / lead.threshold if lead.threshold else lead.observed
        finding = Finding(name, rule.decision, strength, rule.mode == "shadow", reasons)
        finding = self._without_weak_ban(self._with_exception(finding, rule, row), rule, row)
        unmet = self._unmet(name, rule, row) if finding.decision == rule.decision else ()
        return replace(finding, reasons=(*finding.reasons, *unmet))

    def _unmet(self, name: str, rule: Rule, row: Mapping[str, Any]) -> tuple[Reason, ...]:
        """Return the conditions of the rule's exception that do not hold, as reasons."""
        return tuple(
            replace(
                self._reason(name, rule, signal, condition, row),
                text=f"{signal} is {number(row[signal])}; with all of the exception ({condition}): "
                f"{decision_text(rule.otherwise)}",
                act=None,
                enough_count=None,
                negation="",
            )
            for signal, condition in rule.unless.items()
            if condition.holds(row[signal]) is False
        )

    def _with_exception(self, finding: Finding, rule: Rule, row: Mapping[str, Any]) -> Finding:
        """Apply the rule's exception, which holds, fails or is unknown."""
        outcomes = {name: condition.holds(row[name]) for name, condition in rule.unless.items()}
        if not outcomes or False in outcomes.values():
            return finding
        unknown = {name: rule.unless[name] for name, holds in outcomes.items() if holds is None}
        left = at_most_review(rule.decision) if unknown else rule.otherwise
        if RANK[left] >= RANK[finding.decision]:
            return replace(finding, decision=left)
        conditions = unknown or rule.unless
        text = " and ".join(
            f"{name} is {number(row[name])} ({'exception: ' if unknown else ''}{condition})"
            for name, condition in conditions.items()
        )
        return apply_ruling(finding, _ruling("unless", left, text, conditions, row))

    def _without_weak_ban(self, finding: Finding, rule: Rule, row: Mapping[str, Any]) -> Finding:
        """Lower a ban to review if a log that the rule depends on is incomplete."""
        conditions = {**rule.when, **rule.unless}
        because = self.weak.because(conditions)
        if finding.decision != "ban" or not because:
            return finding
        weak = {name: item for name, item in conditions.items() if self.weak.signals.get(name)}
        exception = "contacts inferred" if "contacts inferred" in because else "missing log"
        ruling = _ruling(exception, "review", ", ".join(because), weak or rule.when, row)
        # The rule's reason already contains this note.
        return replace(apply_ruling(finding, ruling), reasons=finding.reasons)

    def _weakness_note(self, rule: Rule) -> str:
        """Return why the rule may not ban, for the reason text; empty if it may."""
        return self.weak.text((*rule.when, *rule.unless))

    def _reason(
        self, name: str, rule: Rule, signal: str, condition: Condition, row: Mapping[str, Any]
    ) -> Reason:
        source = self.signals[signal]
        act = self.catalog.act_of(source)
        stem = source.table.stem
        is_counted = condition.operator in (">", ">=") and signal == source.table.counted
        return Reason(
            rule=name,
            signal=signal,
            observed=float(row[signal]),
            threshold=condition.threshold,
            unit=source.unit,
            window_start=row.get(f"{stem}.window_start_at"),
            window_end=row.get(f"{stem}.window_end_at"),
            text=self._text(rule, signal, condition, row),
            act=act.name if act else None,
            thread_id=row.get(f"{stem}.thread_id"),
            enough_count=_enough(condition) if is_counted else None,
            negation=condition.negation,
        )

    def _text(self, rule: Rule, signal: str, condition: Condition, row: Mapping[str, Any]) -> str:
        if signal != next(iter(rule.when)):
            return f"{signal} is {number(row[signal])} ({condition})"
        values = {**self._values(row), PARTNER: self._partner(rule, row)}
        return f"{rule.reason.format_map(values)}{self._weakness_note(rule)}"

    def _partner(self, rule: Rule, row: Mapping[str, Any]) -> str:
        """Return the id of the other account of the pair that the reason describes."""
        stems = (self.signals[name].table.stem for name in rule.placeholders if name != PARTNER)
        named = (row.get(f"{stem}.thread_name") for stem in stems)
        return next((name for name in named if name is not None), "unknown")


def _ruling(
    exception: str,
    decision: str,
    text: str,
    conditions: Mapping[str, Condition],
    row: Mapping[str, Any],
) -> ExemptionRuling:
    """Return a ruling based on the first of some conditions."""
    signal, condition = next(iter(conditions.items()))
    observed = None if row[signal] is None else float(row[signal])
    return ExemptionRuling(exception, decision, text, signal, observed, condition.threshold)


def _enough(condition: Condition) -> float:
    """Return the smallest count that meets a lower bound."""
    smallest = math.ceil(condition.threshold)
    return (
        smallest + 1 if condition.operator == ">" and smallest == condition.threshold else smallest
    )
