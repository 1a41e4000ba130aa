"""Define flags: an account, its decision, the findings of rules, and their reasons."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

_SUPPRESSIONS = {
    "verdict": "a recent verdict says legitimate",
    "valve": "the circuit breaker holds the bans of this run",
}

RANK = {"ban": 3, "review": 2, "watch": 1, "none": 0}


@dataclass(frozen=True)
class Reason:
    """A signal value that led to a decision, with its threshold and window.

    `negation` is the condition under which the rule would not fire; empty for other reasons.
    """

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
    negation: str = ""


@dataclass(frozen=True)
class ExemptionRuling:
    """An exception that lowers a decision, with the first signal that it depends on.

    `text` completes "no ban because ..."; `decision_before` is set when it is applied.
    """

    exception: str
    decision: str
    text: str
    signal: str | None = None
    observed: float | None = None
    threshold: float | None = None
    decision_before: str = ""


@dataclass(frozen=True)
class Finding:
    """A rule that fired for an account, or a decision by evidence.

    `rulings` are the exceptions that lowered its decision, in order.
    """

    rule: str
    decision: str
    strength: float
    is_shadow: bool
    reasons: tuple[Reason, ...]
    rulings: tuple[ExemptionRuling, ...] = ()


@dataclass(frozen=True)
class Flag:
    """A flagged account with its findings, strongest first.

    `score` is the probability of spam, `weighed` the evidence that is not a finding by itself.
    """

    account_id: int | str
    decision: str
    findings: tuple[Finding, ...]
    suppressed_by: str | None = None
    account_type: str | None = None
    first_flagged_on: Any = None
    score: float | None = None
    weighed: tuple[Reason, ...] = ()

    @property
    def rules(self) -> list[str]:
        """The rules that fired, strongest first."""
        return [finding.rule for finding in self.findings]

    @property
    def reasons(self) -> list[Reason]:
        """The reasons of all findings in order, then the other evidence."""
        found = [reason for finding in self.findings for reason in finding.reasons]
        return [*found, *self.weighed]


@dataclass(frozen=True)
class Exempted:
    """An account for which a rule fired and an exception lowered its decision."""

    account_id: int | str
    rule: str
    ruling: ExemptionRuling


@dataclass(frozen=True)
class Decisions:
    """The flags of a run, the flags of rules in shadow mode, and the applied exceptions."""

    flags: tuple[Flag, ...]
    shadow: tuple[Flag, ...]
    exempted: tuple[Exempted, ...]


def protected(flags: Iterable[Flag], accounts: set[Any]) -> list[Flag]:
    """Return the flags; bans of accounts with a legitimate verdict become reviews."""
    return [
        replace(flag, decision="review", suppressed_by="verdict")
        if flag.decision == "ban" and flag.account_id in accounts
        else flag
        for flag in flags
    ]


def suppressed(flags: Iterable[Flag]) -> list[Exempted]:
    """Return the bans that a verdict or the circuit breaker turned into reviews."""
    return [
        Exempted(
            flag.account_id,
            finding.rule,
            ExemptionRuling(
                flag.suppressed_by,
                flag.decision,
                _SUPPRESSIONS[flag.suppressed_by],
                decision_before=finding.decision,
            ),
        )
        for flag in flags
        if flag.suppressed_by is not None
        for finding in flag.findings
        if finding.decision == "ban"
    ]


def apply_ruling(finding: Finding, ruling: ExemptionRuling) -> Finding:
    """Return the finding with the lowered decision and the reason."""
    step = replace(ruling, decision_before=finding.decision)
    with_reason = with_note(finding, f"no {finding.decision} because {ruling.text}")
    return replace(with_reason, decision=ruling.decision, rulings=(*finding.rulings, step))


def with_note(finding: Finding, note: str) -> Finding:
    """Return the finding with a note appended to its first reason."""
    lead, *others = finding.reasons
    return replace(finding, reasons=(replace(lead, text=f"{lead.text}; {note}"), *others))


def at_most_review(decision: str) -> str:
    """Return the decision, with ban lowered to review."""
    return "review" if decision == "ban" else decision


def strongest(decisions: Iterable[str]) -> str:
    """Return the strongest decision, none if there are none."""
    return max(decisions, key=RANK.__getitem__, default="none")


def number(value: Any) -> str:
    """Return a value as shown in reasons."""
    if value is None:
        return "unknown"
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:.2f}"


def decision_text(decision: str) -> str:
    """Return a decision as shown in reasons."""
    return "no flag" if decision == "none" else decision
