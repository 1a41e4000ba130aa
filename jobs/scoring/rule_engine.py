"""Holds the policy's rules against accounts: which fire, what each decides, and why."""

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
    Finding,
    Lowering,
    Reason,
    at_most_review,
    lowered,
    number,
    spoken,
)
from jobs.scoring.incomplete_logs import Weakened


@dataclass(frozen=True)
class Rulebook:
    """The policy's rules, ready to be held against accounts."""

    policy: Policy
    catalog: Catalog
    weakened: Weakened

    @cached_property
    def signals(self) -> Mapping[str, Signal]:
        """The signals by name."""
        return self.catalog.signals

    def findings(self, row: Mapping[str, Any]) -> list[Finding]:
        """Return the rules whose conditions hold for one account, in the policy's order.

        Those of which an exception leaves nothing decide "none".

        Args:
            row: account_type, every signal that a rule names, and for each windowed signals table
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
        """Return what the policy's exemptions leave of a finding, "none" where nothing."""
        for name, item in self.policy.exemptions.items():
            if RANK[finding.decision] <= RANK[item.limit] or not item.covers(finding.rule):
                continue
            if all(condition.holds(row[signal]) for signal, condition in item.when.items()):
                said = item.reason.format_map(self._figures(row))
                finding = lowered(finding, _lowering(name, item.limit, said, item.when, row))
        return finding

    def _figures(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Return the figures of an account as sentences tell them."""
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
        finding = self._at_weakened(self._excepted(finding, rule, row), rule, row)
        unmet = self._unmet(name, rule, row) if finding.decision == rule.decision else ()
        return replace(finding, reasons=(*finding.reasons, *unmet))

    def _unmet(self, name: str, rule: Rule, row: Mapping[str, Any]) -> tuple[Reason, ...]:
        """Return what of the rule's exception is known not to hold."""
        return tuple(
            replace(
                self._reason(name, rule, signal, condition, row),
                text=f"{signal} is {number(row[signal])}; with all of the exception ({condition}): "
                f"{spoken(rule.otherwise)}",
                act=None,
                enough_count=None,
                negation="",
            )
            for signal, condition in rule.unless.items()
            if condition.holds(row[signal]) is False
        )

    def _excepted(self, finding: Finding, rule: Rule, row: Mapping[str, Any]) -> Finding:
        """Return what the rule's own exception leaves: it holds, fails or cannot be known."""
        held = {name: condition.holds(row[name]) for name, condition in rule.unless.items()}
        if not held or False in held.values():
            return finding
        unknown = {name: rule.unless[name] for name, holds in held.items() if holds is None}
        left = at_most_review(rule.decision) if unknown else rule.otherwise
        if RANK[left] >= RANK[finding.decision]:
            return replace(finding, decision=left)
        shown = unknown or rule.unless
        said = " and ".join(
            f"{name} is {number(row[name])} ({'exception: ' if unknown else ''}{condition})"
            for name, condition in shown.items()
        )
        return lowered(finding, _lowering("unless", left, said, shown, row))

    def _at_weakened(self, finding: Finding, rule: Rule, row: Mapping[str, Any]) -> Finding:
        """Return a finding that is a review at most where a log behind it lacks rows."""
        conditions = {**rule.when, **rule.unless}
        because = self.weakened.because(conditions)
        if finding.decision != "ban" or not because:
            return finding
        weak = {name: item for name, item in conditions.items() if self.weakened.signals.get(name)}
        exception = "contacts inferred" if "contacts inferred" in because else "missing log"
        lowering = _lowering(exception, "review", ", ".join(because), weak or rule.when, row)
        # The sentence of the rule says so already.
        return replace(lowered(finding, lowering), reasons=finding.reasons)

    def _weakness(self, rule: Rule) -> str:
        """Return why the rule bans nobody, as its reason says it; empty where it may."""
        return self.weakened.text((*rule.when, *rule.unless))

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
        figures = {**self._figures(row), PARTNER: self._partner(rule, row)}
        return f"{rule.reason.format_map(figures)}{self._weakness(rule)}"

    def _partner(self, rule: Rule, row: Mapping[str, Any]) -> str:
        """Return the id of the other account that figures of the sentence are about."""
        stems = (self.signals[name].table.stem for name in rule.placeholders if name != PARTNER)
        named = (row.get(f"{stem}.thread_name") for stem in stems)
        return next((name for name in named if name is not None), "unknown")


def _lowering(
    exception: str,
    decision: str,
    text: str,
    conditions: Mapping[str, Condition],
    row: Mapping[str, Any],
) -> Lowering:
    """Return a lowering that rests on the first of some conditions."""
    signal, condition = next(iter(conditions.items()))
    observed = None if row[signal] is None else float(row[signal])
    return Lowering(exception, decision, text, signal, observed, condition.threshold)


def _enough(condition: Condition) -> float:
    """Return the least whole count that meets a lower bound."""
    least = math.ceil(condition.threshold)
    return least + 1 if condition.operator == ">" and least == condition.threshold else least
