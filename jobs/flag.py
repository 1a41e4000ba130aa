"""What a night says of an account: reasons under findings under one decision."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

# The name under which what the weights decide stands among the rules.
EVIDENCE = "evidence"

RANK = {"ban": 3, "review": 2, "watch": 1, "none": 0}


@dataclass(frozen=True)
class Reason:
    """A figure that counted: what was seen, against which threshold, when.

    `contrary` is the condition that would have to hold for the finding not to be, empty where
    this figure alone does not carry it.
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
    contrary: str = ""


@dataclass(frozen=True)
class Finding:
    """A rule that fired for an account, or evidence that decides."""

    rule: str
    decision: str
    strength: float
    is_shadow: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Flag:
    """An account and all that speaks for its decision; findings stand strongest first.

    `score` is the probability of spam, `weighed` what speaks for and against it where that is no
    finding of its own.
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
        """The reasons of all findings, in their order, then what was weighed beside them."""
        found = [reason for finding in self.findings for reason in finding.reasons]
        return [*found, *self.weighed]


def protected(flags: Iterable[Flag], accounts: set[Any]) -> list[Flag]:
    """Return the flags with the bans of accounts that people found legitimate turned to review."""
    return [
        replace(flag, decision="review", suppressed_by="verdict")
        if flag.decision == "ban" and flag.account_id in accounts
        else flag
        for flag in flags
    ]


def lowered(finding: Finding, decision: str, because: str) -> Finding:
    """Return a finding that decides less, and says why."""
    lead, *others = finding.reasons
    lead = replace(lead, text=f"{lead.text}; {because}")
    return replace(finding, decision=decision, reasons=(lead, *others))


def at_most_review(decision: str) -> str:
    """Return the decision, a ban weakened to a review."""
    return "review" if decision == "ban" else decision


def strongest(decisions: Iterable[str]) -> str:
    """Return the strongest of some decisions, none where there are none."""
    return max(decisions, key=RANK.__getitem__, default="none")


def number(value: Any) -> str:
    """Return a figure as reasons tell it."""
    if value is None:
        return "unknown"
    if float(value).is_integer():
        return f"{int(value):,}"
    return f"{value:.2f}"


def spoken(decision: str) -> str:
    """Return a decision as reasons tell it."""
    return "no flag" if decision == "none" else decision
