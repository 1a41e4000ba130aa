"""From figures and policy to flags: what rules find, what evidence weighs, and one decision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from graph.scoring.weight_of_evidence import probability
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.config.rules import EVIDENCE
from jobs.scoring.evidence import Scale, Weighing
from jobs.scoring.explain import Waterfall, likelihood
from jobs.scoring.flags import (
    RANK,
    Exempted,
    Finding,
    Flag,
    Judged,
    Lowering,
    Reason,
    at_most_review,
    lowered,
    noted,
    number,
    spoken,
    strongest,
)
from jobs.scoring.incomplete_logs import NOTHING, Weakened
from jobs.scoring.rule_engine import Rulebook


@dataclass(frozen=True)
class Judge:
    """The policy, ready to be held against accounts."""

    policy: Policy
    catalog: Catalog
    weakened: Weakened = NOTHING

    @cached_property
    def rulebook(self) -> Rulebook:
        """What finds."""
        return Rulebook(self.policy, self.catalog, self.weakened)

    @cached_property
    def scale(self) -> Scale:
        """What weighs."""
        return Scale(self.policy, self.catalog, self.weakened)

    def flags(self, rows: Iterable[Mapping[str, Any]]) -> Judged:
        """Return the flags, what rules in shadow would have flagged, and what exceptions did.

        Args:
            rows: one mapping an account: account_id, account_type, every signal that a rule, a
                weight or [score] names, and for each windowed signals table
                `<stem>.window_start_at` and so on.
        """
        flags: list[Flag] = []
        shadow: list[Flag] = []
        exempted: list[Exempted] = []
        for row in rows:
            weighing = self.scale.weigh(row) if self.policy.uses_evidence else None
            found_by_rules = self.rulebook.findings(row)
            spared = [self._spared(finding, row, weighing) for finding in found_by_rules]
            exempted += _exempted(row, spared)
            ruled = [finding for finding in spared if finding.decision != "none"]
            decision = "none" if weighing is None else self.scale.decision(weighing)
            if not ruled and decision == "none":
                continue
            reasons = () if weighing is None else Waterfall(self.scale).reasons(weighing, row)
            findings = self._findings(ruled, decision, reasons)
            for found, is_shadow in ((flags, False), (shadow, True)):
                chosen = [item for item in findings if item.is_shadow == is_shadow]
                if chosen:
                    found.append(_flag(row, chosen, weighing, reasons))
        return Judged(tuple(flags), tuple(shadow), tuple(exempted))

    def _spared(
        self, finding: Finding, row: Mapping[str, Any], weighing: Weighing | None
    ) -> Finding:
        """Return what a rule decides in the light of what else is known of the account.

        An exemption lowers its decision as far as the policy says. A ban is a review where a signal
        excuses, or where all evidence together says less than score.ban_floor, and a review a watch
        where it asks for less than the rule wants it to.
        """
        finding = self.rulebook.exempted(finding, row)
        if finding.decision == "ban" and (excuses := self.scale.excuses(row)):
            finding = lowered(finding, self._excuse(excuses, row))
        if finding.decision == "ban" and not self._is_sure(row, weighing):
            weighed = weighing or self.scale.weighing(row)
            floor = self.policy.score.ban_floor
            said = f"all evidence together says less than {floor:g}"
            finding = lowered(finding, _by_score("ban_floor", "review", said, weighed, floor))
        rule = self.policy.rules[finding.rule].of_type(row["account_type"])
        least = rule.least_evidence
        if finding.decision == "review" and weighing is not None and self._clears(weighing, least):
            said = f"all evidence together says {weighing.probability:.2g}"
            line = probability(self.scale.lines[least])
            return lowered(finding, _by_score("evidence", "watch", said, weighing, line))
        return self._doubted(finding, weighing)

    def _doubted(self, finding: Finding, weighing: Weighing | None) -> Finding:
        """Return a finding that says so where all evidence would not have a person look.

        For a watch: where evidence would not even record the account.
        """
        if finding.decision == "none" or weighing is None or not weighing.counted:
            return finding
        if weighing.bits >= self.scale.lines[at_most_review(finding.decision)]:
            return finding
        return noted(finding, f"all evidence together: P(spam) {likelihood(weighing)}")

    def _excuse(self, excuses: tuple[str, ...], row: Mapping[str, Any]) -> Lowering:
        """Return that nobody with such figures is banned."""
        conditions = self.policy.score.exculpation
        said = " and ".join(
            f"{name} is {number(row[name])} ({conditions[name]})" for name in excuses
        )
        first = excuses[0]
        return Lowering(
            "exculpation", "review", said, first, float(row[first]), conditions[first].threshold
        )

    def _is_sure(self, row: Mapping[str, Any], weighing: Weighing | None) -> bool:
        """Return whether a rule may ban: all evidence says enough, or none is weighed at all."""
        if self.policy.score.mode != "enforce" or not self.policy.uses_evidence:
            return True
        weighing = weighing or self.scale.weighing(row)
        return weighing.probability >= self.policy.score.ban_floor

    def _clears(self, weighing: Weighing, least: str) -> bool:
        """Return whether something speaks against spam, and all together asks for less."""
        is_heard = self.policy.score.mode == "enforce"
        speaks = any(voice.bits < 0 for voice in weighing.counted)
        return is_heard and speaks and least != "none" and weighing.bits < self.scale.lines[least]

    def _findings(
        self, ruled: list[Finding], decision: str, reasons: tuple[Reason, ...]
    ) -> list[Finding]:
        """Return what speaks for a flag, strongest first, each with what else would have been."""
        found = list(ruled)
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
            replace(reason, text=f"{reason.text}; {reason.negation}: {spoken(other)}")
            if reason.negation
            else reason
            for reason in finding.reasons
        ]
        return replace(finding, reasons=tuple(reasons))


def _exempted(row: Mapping[str, Any], findings: Iterable[Finding]) -> list[Exempted]:
    """Return what exceptions did to the rules that are not in shadow."""
    return [
        Exempted(row["account_id"], finding.rule, lowering)
        for finding in findings
        if not finding.is_shadow
        for lowering in finding.lowerings
    ]


def _by_score(
    exception: str, decision: str, text: str, weighing: Weighing, threshold: float
) -> Lowering:
    """Return a lowering that rests on all evidence together."""
    return Lowering(exception, decision, text, "score", weighing.probability, threshold)


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
