"""Explain the evidence on an account as reasons, strongest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs.config.rules import EVIDENCE
from jobs.scoring.evidence import EvidenceScorer, EvidenceSum, SignalEvidence
from jobs.scoring.flags import Reason, decision_text, number

# Families with fewer bits are summed as "others"; each has its own reason anyway.
_NAMED_BITS = 1.0


@dataclass(frozen=True)
class EvidenceExplainer:
    """Explain evidence under one policy."""

    scorer: EvidenceScorer

    def reasons(self, evidence: EvidenceSum, row: Mapping[str, Any]) -> tuple[Reason, ...]:
        """Return a reason for each signal that counts; the first one starts with the sum.

        Args:
            evidence: the evidence on the account.
            row: the feature row of the account.
        """
        texts = [self._reason(evidence, item, row) for item in evidence.counted]
        return tuple(texts)

    def _reason(
        self, evidence: EvidenceSum, item: SignalEvidence, row: Mapping[str, Any]
    ) -> Reason:
        text = self._text(evidence, item)
        if item is evidence.counted[0]:
            text = f"{summary(evidence)}{self.scorer.weakness_note(evidence)}; {text}"
        table = item.signal.table
        act = self.scorer.catalog.act_of(item.signal) if item.bits > 0 else None
        return Reason(
            rule=EVIDENCE,
            signal=item.signal.name,
            observed=item.observed,
            threshold=bound(item)[0],
            unit=item.signal.unit,
            window_start=row.get(f"{table.stem}.window_start_at"),
            window_end=row.get(f"{table.stem}.window_end_at"),
            text=text,
            act=act.name if act else None,
            thread_id=row.get(f"{table.stem}.thread_id"),
        )

    def _text(self, evidence: EvidenceSum, item: SignalEvidence) -> str:
        side = "for" if item.bits > 0 else "against"
        text = (
            f"{abs(item.bits):.1f} bits {side} spam ({item.family}): "
            f"{item.signal.name} is {number(item.observed)} ({bound(item)[1]})"
        )
        turn = self.scorer.counterfactual(evidence, item)
        return text if turn is None else f"{text}; {turn[0]}: {decision_text(turn[1])}"


def likelihood(evidence: EvidenceSum) -> str:
    """Return the probability of spam with its relation: `= 0.09` or `< 0.001`."""
    smallest = 0.001
    found = evidence.probability
    return f"= {found:.2g}" if found >= smallest else f"< {smallest:g}"


def bound(item: SignalEvidence) -> tuple[float, str]:
    """Return the edge of the values with at least this weight, and its text.

    If the weight rises with the value, evidence for spam has a lower bound and evidence against
    spam an upper bound; if it falls, the reverse. "even" marks the weakest bin of a weight whose
    bins all have the same sign. A closed range has two edges; the lower one is returned.
    """
    lower, upper = item.interval
    direction = item.weight.direction
    if direction == "any" and lower is not None and upper is not None:
        return lower, f"{lower:g} to below {upper:g}"
    is_bounded_below = (item.bits > 0) == (direction == "rising")
    if lower is not None and (is_bounded_below or upper is None):
        even = "" if is_bounded_below or direction == "any" else "even at "
        return lower, f"{even}{lower:g} or more"
    assert upper is not None, "a weight without edges is zero"
    even = "even " if is_bounded_below and direction != "any" else ""
    return upper, f"{even}below {upper:g}"


def summary(evidence: EvidenceSum) -> str:
    """Return the total as text: the probability, and the bits of the main families."""
    families: dict[str, float] = {}
    for item in evidence.counted:
        families[item.family] = families.get(item.family, 0.0) + item.bits
    named = {family: bits for family, bits in families.items() if abs(bits) >= _NAMED_BITS}
    ordered = sorted(named.items(), key=lambda item: (-abs(item[1]), item[0]))
    parts = [f"{family} {bits:+.1f}" for family, bits in ordered]
    if len(named) < len(families):
        rest = sum(bits for family, bits in families.items() if family not in named)
        parts.append(f"others {rest:+.1f}")
    texts = ", ".join([f"prior {evidence.prior_bits:+.1f}", *parts])
    return f"P(spam) = {evidence.probability:.4f} ({texts} bits)"
