"""Decide the flag of each account from rules, evidence and exemptions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from graph.scoring.weight_of_evidence import probability
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.config.rules import EVIDENCE
from jobs.scoring.evidence import EvidenceScorer, EvidenceSum
from jobs.scoring.explain import EvidenceExplainer, likelihood
from jobs.scoring.flags import (
    RANK,
    Decisions,
    Exempted,
    ExemptionRuling,
    Finding,
    Flag,
    Reason,
    apply_ruling,
    at_most_review,
    decision_text,
    number,
    strongest,
    with_note,
)
from jobs.scoring.incomplete_logs import NOTHING, WeakSignals
from jobs.scoring.rule_engine import RuleEngine


@dataclass(frozen=True)
class FlagDecider:
    """Apply a policy to accounts."""

    policy: Policy
    catalog: Catalog
    weak: WeakSignals = NOTHING

    @cached_property
    def rule_engine(self) -> RuleEngine:
        """The evaluator of the rules."""
        return RuleEngine(self.policy, self.catalog, self.weak)

    @cached_property
    def scorer(self) -> EvidenceScorer:
        """The scorer of the evidence."""
        return EvidenceScorer(self.policy, self.catalog, self.weak)

    def flags(self, rows: Iterable[Mapping[str, Any]]) -> Decisions:
        """Return the flags, the flags of rules in shadow mode, and the applied exceptions.

        Args:
            rows: one mapping per account: account_id, account_type, every signal that a rule, a
                weight or [score] uses, and for each windowed signals table
                `<stem>.window_start_at` and so on.
        """
        flags: list[Flag] = []
        shadow: list[Flag] = []
        exempted: list[Exempted] = []
        for row in rows:
            evidence = self.scorer.scored_evidence(row) if self.policy.uses_evidence else None
            found_by_rules = self.rule_engine.findings(row)
            lowered = [self._lowered(finding, row, evidence) for finding in found_by_rules]
            exempted += _exempted(row, lowered)
            by_rules = [finding for finding in lowered if finding.decision != "none"]
            decision = "none" if evidence is None else self.scorer.decision(evidence)
            if not by_rules and decision == "none":
                continue
            reasons = (
                () if evidence is None else EvidenceExplainer(self.scorer).reasons(evidence, row)
            )
            findings = self._findings(by_rules, decision, reasons)
            for found, is_shadow in ((flags, False), (shadow, True)):
                chosen = [item for item in findings if item.is_shadow == is_shadow]
                if chosen:
                    found.append(_flag(row, chosen, evidence, reasons))
        return Decisions(tuple(flags), tuple(shadow), tuple(exempted))

    def _lowered(
        self, finding: Finding, row: Mapping[str, Any], evidence: EvidenceSum | None
    ) -> Finding:
        """Apply exemptions and evidence to the decision of a rule.

        Exemptions lower it to their limit. A ban becomes a review if a ban exemption applies or if
        P(spam) is below score.ban_floor. A review becomes a watch if the evidence supports less
        than the rule requires.
        """
        finding = self.rule_engine.exempted(finding, row)
        if finding.decision == "ban" and (exempting := self.scorer.ban_exemptions(row)):
            finding = apply_ruling(finding, self._ban_exemption(exempting, row))
        if finding.decision == "ban" and not self._is_sure(row, evidence):
            total = evidence or self.scorer.evidence(row)
            floor = self.policy.score.ban_floor
            text = f"P(spam) from all evidence is below {floor:g}"
            finding = apply_ruling(finding, _by_score("ban_floor", "review", text, total, floor))
        rule = self.policy.rules[finding.rule].of_type(row["account_type"])
        required = rule.min_evidence
        if (
            finding.decision == "review"
            and evidence is not None
            and self._is_below(evidence, required)
        ):
            text = f"P(spam) from all evidence is {evidence.probability:.2g}"
            threshold = probability(self.scorer.thresholds[required])
            return apply_ruling(finding, _by_score("evidence", "watch", text, evidence, threshold))
        return self._with_doubt(finding, evidence)

    def _with_doubt(self, finding: Finding, evidence: EvidenceSum | None) -> Finding:
        """Add P(spam) to the reason if the evidence supports less than the decision.

        A ban or review is compared with the threshold of review, a watch with that of watch.
        """
        if finding.decision == "none" or evidence is None or not evidence.counted:
            return finding
        if evidence.bits >= self.scorer.thresholds[at_most_review(finding.decision)]:
            return finding
        return with_note(finding, f"all evidence: P(spam) {likelihood(evidence)}")

    def _ban_exemption(self, exempting: tuple[str, ...], row: Mapping[str, Any]) -> ExemptionRuling:
        """Return the ruling of the ban exemptions that apply."""
        conditions = self.policy.score.ban_exemption
        text = " and ".join(
            f"{name} is {number(row[name])} ({conditions[name]})" for name in exempting
        )
        first = exempting[0]
        return ExemptionRuling(
            "ban_exemption", "review", text, first, float(row[first]), conditions[first].threshold
        )

    def _is_sure(self, row: Mapping[str, Any], evidence: EvidenceSum | None) -> bool:
        """Return whether a rule may ban: P(spam) reaches the floor, or no evidence is used."""
        if self.policy.score.mode != "enforce" or not self.policy.uses_evidence:
            return True
        evidence = evidence or self.scorer.evidence(row)
        return evidence.probability >= self.policy.score.ban_floor

    def _is_below(self, evidence: EvidenceSum, required: str) -> bool:
        """Return whether there is evidence against spam and the total is below a threshold."""
        is_enforced = self.policy.score.mode == "enforce"
        has_counterevidence = any(item.bits < 0 for item in evidence.counted)
        return (
            is_enforced
            and has_counterevidence
            and required != "none"
            and evidence.bits < self.scorer.thresholds[required]
        )

    def _findings(
        self, by_rules: list[Finding], decision: str, reasons: tuple[Reason, ...]
    ) -> list[Finding]:
        """Return the findings of a flag, strongest first, with their counterfactual decisions."""
        found = list(by_rules)
        if decision != "none":
            strength = reasons[0].observed / (reasons[0].threshold or 1.0)
            is_shadow = self.policy.score.mode == "shadow"
            found.append(Finding(EVIDENCE, decision, strength, is_shadow, reasons))
        ordered = sorted(found, key=lambda item: (-RANK[item.decision], -item.strength, item.rule))
        return [self._with_counterfactual(finding, ordered) for finding in ordered]

    def _with_counterfactual(self, finding: Finding, findings: list[Finding]) -> Finding:
        """Add to each condition of a rule the decision if the condition did not hold.

        Reasons of evidence already have this, signal by signal.
        """
        if finding.rule == EVIDENCE:
            return finding
        same_mode = [item for item in findings if item.is_shadow == finding.is_shadow]
        other = strongest(item.decision for item in same_mode if item is not finding)
        reasons = [
            replace(reason, text=f"{reason.text}; {reason.negation}: {decision_text(other)}")
            if reason.negation
            else reason
            for reason in finding.reasons
        ]
        return replace(finding, reasons=tuple(reasons))


def _exempted(row: Mapping[str, Any], findings: Iterable[Finding]) -> list[Exempted]:
    """Return the exceptions applied to rules that are not in shadow mode."""
    return [
        Exempted(row["account_id"], finding.rule, ruling)
        for finding in findings
        if not finding.is_shadow
        for ruling in finding.rulings
    ]


def _by_score(
    exception: str, decision: str, text: str, evidence: EvidenceSum, threshold: float
) -> ExemptionRuling:
    """Return the ruling of an exception that depends on the total evidence."""
    return ExemptionRuling(exception, decision, text, "score", evidence.probability, threshold)


def _flag(
    row: Mapping[str, Any],
    findings: list[Finding],
    evidence: EvidenceSum | None,
    reasons: tuple[Reason, ...],
) -> Flag:
    is_evidence = any(finding.rule == EVIDENCE for finding in findings)
    return Flag(
        row["account_id"],
        findings[0].decision,
        tuple(findings),
        account_type=row["account_type"],
        score=None if evidence is None else evidence.probability,
        weighed=() if is_evidence else reasons,
    )
