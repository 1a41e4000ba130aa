"""From figures and policy to flags: what rules find, what evidence weighs, and one decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from jobs.catalog import Catalog
from jobs.flag import EVIDENCE, RANK, Finding, Flag, Reason, spoken, strongest
from jobs.policy import Policy
from jobs.rulebook import Rulebook
from jobs.scale import Scale, Weighing
from jobs.waterfall import Waterfall


@dataclass(frozen=True)
class Judge:
    """The policy, ready to be held against accounts."""

    policy: Policy
    catalog: Catalog
    contacts_inferred: bool

    @cached_property
    def rulebook(self) -> Rulebook:
        """What finds."""
        return Rulebook(self.policy, self.catalog, self.contacts_inferred)

    @cached_property
    def scale(self) -> Scale:
        """What weighs."""
        return Scale(self.policy, self.catalog, self.contacts_inferred)

    def flags(self, rows: Iterable[Mapping[str, Any]]) -> tuple[list[Flag], list[Flag]]:
        """Return the flags, and what rules in shadow would have flagged.

        Args:
            rows: one mapping an account: account_id, account_type, every signal that a rule or a
                weight names, and for each windowed signals table `<stem>.window_start_at` and so
                on.
        """
        flags: list[Flag] = []
        shadow: list[Flag] = []
        for row in rows:
            weighing = self._weighed(row)
            ruled = self.rulebook.findings(row)
            decision = "none" if weighing is None else self.scale.decision(weighing)
            if not ruled and decision == "none":
                continue
            reasons = () if weighing is None else Waterfall(self.scale).reasons(weighing, row)
            findings = self._findings(ruled, decision, weighing, reasons)
            for found, is_shadow in ((flags, False), (shadow, True)):
                chosen = [item for item in findings if item.is_shadow == is_shadow]
                if chosen:
                    found.append(_flag(row, chosen, weighing, reasons))
        return flags, shadow

    def _weighed(self, row: Mapping[str, Any]) -> Weighing | None:
        is_off = self.policy.score.mode == "off" or not self.policy.weights
        return None if is_off else self.scale.weigh(row)

    def _findings(
        self,
        ruled: list[Finding],
        decision: str,
        weighing: Weighing | None,
        reasons: tuple[Reason, ...],
    ) -> list[Finding]:
        """Return what speaks for a flag, strongest first, each with what else would have been."""
        found = ruled
        if weighing is not None and weighing.excuses:
            found = [_excused(finding, weighing) for finding in found]
        if decision != "none":
            strength = reasons[0].observed / (reasons[0].threshold or 1.0)
            is_shadow = self.policy.score.mode == "shadow"
            found.append(Finding(EVIDENCE, decision, strength, is_shadow, reasons))
        ordered = sorted(found, key=lambda item: (-RANK[item.decision], -item.strength, item.rule))
        return [self._contrasted(finding, ordered) for finding in ordered]

    def _contrasted(self, finding: Finding, findings: list[Finding]) -> Finding:
        """Return a rule's finding whose conditions say what would be decided if they did not hold.

        What evidence decides is contrasted figure by figure where it is told.
        """
        if finding.rule == EVIDENCE:
            return finding
        alike = [item for item in findings if item.is_shadow == finding.is_shadow]
        other = strongest(item.decision for item in alike if item is not finding)
        reasons = [
            replace(reason, text=f"{reason.text}; {reason.contrary}: {spoken(other)}")
            if reason.contrary
            else reason
            for reason in finding.reasons
        ]
        return replace(finding, reasons=tuple(reasons))


def _excused(finding: Finding, weighing: Weighing) -> Finding:
    """Return a ban as the review that it is where a signal excuses."""
    if finding.decision != "ban":
        return finding
    lead, *others = finding.reasons
    text = f"{lead.text}; no ban because of {', '.join(weighing.excuses)}"
    return replace(finding, decision="review", reasons=(replace(lead, text=text), *others))


def _flag(
    row: Mapping[str, Any],
    findings: list[Finding],
    weighing: Weighing | None,
    reasons: tuple[Reason, ...],
) -> Flag:
    is_told = any(finding.rule == EVIDENCE for finding in findings)
    return Flag(
        row["account_id"],
        findings[0].decision,
        tuple(findings),
        account_type=row["account_type"],
        score=None if weighing is None else weighing.probability,
        weighed=() if is_told else reasons,
    )
