"""What a night says of an account: reasons under findings under one decision."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

_SUPPRESSIONS = {
    "verdict": "people lately found the account legitimate",
    "valve": "the safety valve holds this night's bans",
}

RANK = {"ban": 3, "review": 2, "watch": 1, "none": 0}


@dataclass(frozen=True)
class Reason:
    """A figure that counted: what was seen, against which threshold, when.

    `negation` is the condition that would have to hold for the finding not to be, empty where
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
    negation: str = ""


@dataclass(frozen=True)
class Lowering:
    """An exception that leaves less of a decision, and the figure that it rests on first.

    `text` completes "no ban because ..."; `decision_before` is empty until a finding is lowered.
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
    """A rule whose conditions hold for an account, or evidence that decides.

    `lowerings` are the exceptions that lowered its decision, in their order.
    """

    rule: str
    decision: str
    strength: float
    is_shadow: bool
    reasons: tuple[Reason, ...]
    lowerings: tuple[Lowering, ...] = ()


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


@dataclass(frozen=True)
class Exempted:
    """An account for which a rule's conditions hold, and an exception that lowers its decision."""

    account_id: int | str
    rule: str
    lowering: Lowering


@dataclass(frozen=True)
class Judged:
    """The flags of a night, what rules in shadow would have flagged, and what exceptions did."""

    flags: tuple[Flag, ...]
    shadow: tuple[Flag, ...]
    exempted: tuple[Exempted, ...]


def protected(flags: Iterable[Flag], accounts: set[Any]) -> list[Flag]:
    """Return the flags with the bans of accounts that people found legitimate turned to review."""
    return [
        replace(flag, decision="review", suppressed_by="verdict")
        if flag.decision == "ban" and flag.account_id in accounts
        else flag
        for flag in flags
    ]


def suppressed(flags: Iterable[Flag]) -> list[Exempted]:
    """Return the rules' bans that a verdict or the safety valve turned to review."""
    return [
        Exempted(
            flag.account_id,
            finding.rule,
            Lowering(
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


def lowered(finding: Finding, lowering: Lowering) -> Finding:
    """Return a finding that decides less, and says why."""
    step = replace(lowering, decision_before=finding.decision)
    told = noted(finding, f"no {finding.decision} because {lowering.text}")
    return replace(told, decision=lowering.decision, lowerings=(*finding.lowerings, step))


def noted(finding: Finding, note: str) -> Finding:
    """Return a finding whose first reason ends with a note."""
    lead, *others = finding.reasons
    return replace(finding, reasons=(replace(lead, text=f"{lead.text}; {note}"), *others))


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
