"""From signals and policy to flags: which rules fire, what they decide, and why."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from jobs.catalog import Catalog, Signal
from jobs.condition import Condition
from jobs.policy import Policy
from jobs.rule import Rule

RANK = {"ban": 3, "review": 2, "watch": 1, "none": 0}


@dataclass(frozen=True)
class Reason:
    """A condition that held: what was seen, against which threshold, when."""

    rule: str
    signal: str
    observed: float
    threshold: float
    unit: str
    window_start: datetime | None
    window_end: datetime | None
    text: str
    act: str | None = None
    thread_id: int | str | None = None
    enough_count: float | None = None


@dataclass(frozen=True)
class Finding:
    """A rule that fired for an account."""

    rule: str
    decision: str
    strength: float
    is_shadow: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Flag:
    """An account and all that speaks for its decision; findings stand strongest first."""

    account_id: int | str
    decision: str
    findings: tuple[Finding, ...]
    suppressed_by: str | None = None
    account_type: str | None = None
    first_flagged_on: Any = None

    @property
    def rules(self) -> list[str]:
        """The rules that fired, strongest first."""
        return [finding.rule for finding in self.findings]

    @property
    def reasons(self) -> list[Reason]:
        """The reasons of all rules, in the rules' order."""
        return [reason for finding in self.findings for reason in finding.reasons]


@dataclass(frozen=True)
class Judge:
    """The policy, ready to be held against accounts."""

    policy: Policy
    catalog: Catalog
    contacts_inferred: bool
    signals: Mapping[str, Signal] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "signals", self.catalog.signals)

    def flags(self, rows: Iterable[Mapping[str, Any]]) -> tuple[list[Flag], list[Flag]]:
        """Return the flags, and what rules in shadow would have flagged.

        Args:
            rows: one mapping an account: account_id, account_type, every signal that a rule names,
                and for each windowed signals table `<stem>.window_start_at` and so on.
        """
        flags: list[Flag] = []
        shadow: list[Flag] = []
        for row in rows:
            findings = self.findings(row)
            for found, is_shadow in ((flags, False), (shadow, True)):
                chosen = tuple(item for item in findings if item.is_shadow == is_shadow)
                if chosen:
                    found.append(
                        Flag(
                            row["account_id"],
                            chosen[0].decision,
                            chosen,
                            account_type=row["account_type"],
                        )
                    )
        return flags, shadow

    def findings(self, row: Mapping[str, Any]) -> list[Finding]:
        """Return the rules that fire for one account, strongest first."""
        found = []
        for name, rule in self.policy.rules.items():
            applied = rule.of_type(row["account_type"])
            finding = self._finding(name, applied, row) if applied.mode != "off" else None
            if finding is not None:
                found.append(finding)
        return sorted(found, key=lambda item: (-RANK[item.decision], -item.strength, item.rule))

    def _finding(self, name: str, rule: Rule, row: Mapping[str, Any]) -> Finding | None:
        if not all(condition.holds(row[signal]) for signal, condition in rule.when.items()):
            return None
        decision = self._decision(rule, row)
        if decision == "none":
            return None
        reasons = tuple(
            self._reason(name, rule, signal, condition, row)
            for signal, condition in rule.when.items()
        )
        lead = reasons[0]
        strength = lead.observed / lead.threshold if lead.threshold else lead.observed
        return Finding(name, decision, strength, rule.mode == "shadow", reasons)

    def _decision(self, rule: Rule, row: Mapping[str, Any]) -> str:
        spared = [condition.holds(row[signal]) for signal, condition in rule.unless.items()]
        decision: str = rule.decision
        if rule.unless and all(spared):
            decision = rule.otherwise
        elif rule.unless and False not in spared:
            decision = _at_most_review(rule.decision)
        return _at_most_review(decision) if self._is_inferred(rule) else decision

    def _is_inferred(self, rule: Rule) -> bool:
        names = (*rule.when, *rule.unless)
        return self.contacts_inferred and any(
            self.signals[name].rests_on_contacts for name in names
        )

    def _reason(
        self, name: str, rule: Rule, signal: str, condition: Condition, row: Mapping[str, Any]
    ) -> Reason:
        source = self.signals[signal]
        act = self.catalog.act_behind(source)
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
        )

    def _text(self, rule: Rule, signal: str, condition: Condition, row: Mapping[str, Any]) -> str:
        if signal != next(iter(rule.when)):
            return f"{signal} is {_number(row[signal])} ({condition})"
        values = {name: _number(row.get(name)) for name in self.signals if name in row}
        text = rule.reason.format_map(values)
        return f"{text} (contacts inferred)" if self._is_inferred(rule) else text


def protected(flags: Iterable[Flag], accounts: set[Any]) -> list[Flag]:
    """Return the flags with the bans of accounts that people found legitimate turned to review."""
    return [
        replace(flag, decision="review", suppressed_by="verdict")
        if flag.decision == "ban" and flag.account_id in accounts
        else flag
        for flag in flags
    ]


def _at_most_review(decision: str) -> str:
    return "review" if decision == "ban" else decision


def _enough(condition: Condition) -> float:
    """Return the least whole count that meets a lower bound."""
    least = math.ceil(condition.threshold)
    return least + 1 if condition.operator == ">" and least == condition.threshold else least


def _number(value: Any) -> str:
    if value is None:
        return "unknown"
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:.2f}"
