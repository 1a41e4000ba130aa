"""Add up an account's evidence for and against spam, and derive the decision."""

import bisect
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.scoring.weight_of_evidence import probability
from jobs.config.catalog import Catalog, Signal
from jobs.config.policy import Policy
from jobs.config.weights import Weight
from jobs.scoring.incomplete_logs import NOTHING, WeakSignals

DECISIONS = ("ban", "review", "watch")


@dataclass(frozen=True)
class SignalEvidence:
    """The evidence of one signal value, in bits; above 0 for spam."""

    signal: Signal
    weight: Weight
    observed: float
    bits: float

    @property
    def family(self) -> str:
        """The evidence family; only the strongest signal of each family counts."""
        return self.signal.column.family

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """The edges of the bin that contains the value, None where the bin is open."""
        edges, position = self.weight.edges, _bin(self.weight, self.observed)
        return edges[position - 1] if position else None, edges[position] if position < len(
            edges
        ) else None

    @property
    def allows_ban(self) -> bool:
        """Whether a ban may depend on it: signals that count unknown targets allow only reviews."""
        return self.bits < 0 or not self.signal.rests_on_unknown


@dataclass(frozen=True)
class EvidenceSum:
    """All evidence on one account; only the strongest of each family and sign counts.

    `ban_exemptions` are the signals that exempt the account from bans.
    """

    prior_bits: float
    items: tuple[SignalEvidence, ...]
    ban_exemptions: tuple[str, ...] = ()

    @cached_property
    def counted(self) -> tuple[SignalEvidence, ...]:
        """The evidence that counts, strongest first."""
        return _counted(self.items)

    @cached_property
    def bits(self) -> float:
        """The log-odds of spam, in bits."""
        return self.prior_bits + math.fsum(item.bits for item in self.counted)

    @cached_property
    def ban_bits(self) -> float:
        """The log-odds without the evidence on which no ban may depend."""
        allowed = _counted(item for item in self.items if item.allows_ban)
        return self.prior_bits + math.fsum(item.bits for item in allowed)

    @property
    def probability(self) -> float:
        """The probability of spam, rounded to six digits, beyond the precision of the bins."""
        return round(probability(self.bits), 6)

    def without(self, item: SignalEvidence, bits: float) -> "EvidenceSum":
        """Return the sum with other bits for one signal."""
        changed = SignalEvidence(item.signal, item.weight, item.observed, bits)
        return EvidenceSum(
            self.prior_bits,
            tuple(changed if other is item else other for other in self.items),
            self.ban_exemptions,
        )


def _counted(items: Iterable[SignalEvidence]) -> tuple[SignalEvidence, ...]:
    chosen: dict[tuple[str, bool], SignalEvidence] = {}
    for item in items:
        if item.bits:
            key = (item.family, item.bits > 0)
            if key not in chosen or abs(item.bits) > abs(chosen[key].bits):
                chosen[key] = item
    return tuple(sorted(chosen.values(), key=lambda item: (-abs(item.bits), item.signal.name)))


@dataclass(frozen=True)
class EvidenceScorer:
    """Apply the policy's weights of evidence to accounts."""

    policy: Policy
    catalog: Catalog
    weak: WeakSignals = NOTHING

    @cached_property
    def thresholds(self) -> dict[str, float]:
        """The bits from which each decision costs least."""
        return {name: math.log2(odds) for name, odds in self.policy.costs.odds_thresholds().items()}

    def scored_evidence(self, row: Mapping[str, Any]) -> EvidenceSum | None:
        """Return the evidence on an account, None if score.weighed does not select it.

        Args:
            row: account_type and every signal that has a weight or is used in [score].
        """
        if not any(
            all(condition.holds(row[name]) for name, condition in group.items())
            for group in self.policy.score.weighed
        ):
            return None
        return self.evidence(row)

    def evidence(self, row: Mapping[str, Any]) -> EvidenceSum:
        """Return the evidence on an account, also if score.weighed does not select it."""
        items = [
            SignalEvidence(signal, weight, float(row[name]), _bits(weight, row[name]))
            for name, weight, signal in self._weights(row["account_type"])
            if row[name] is not None
        ]
        return EvidenceSum(prior_bits(self.policy), tuple(items), self.ban_exemptions(row))

    def ban_exemptions(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the signals that exempt an account from bans by rules and evidence."""
        conditions = self.policy.score.ban_exemption
        return tuple(name for name, condition in conditions.items() if condition.holds(row[name]))

    def _weights(self, account_type: str | None) -> Iterable[tuple[str, Weight, Signal]]:
        for name, weight in self.policy.weights.items():
            signal = self.catalog.signals[name]
            applicable = self.policy.weighted_types(signal.column.family)
            if account_type is None or account_type in applicable:
                yield name, weight, signal

    def decision(self, evidence: EvidenceSum) -> str:
        """Return the decision of the evidence alone: ban, review, watch or none.

        Without any evidence for spam the decision is none, even with a high prior.
        """
        if not any(item.bits > 0 for item in evidence.counted):
            return "none"
        reached = next(
            (name for name in DECISIONS if evidence.bits >= self.thresholds[name]), "none"
        )
        if reached == "ban" and not self._may_ban(evidence):
            return "review"
        return reached

    def _may_ban(self, evidence: EvidenceSum) -> bool:
        return (
            evidence.ban_bits >= self.thresholds["ban"]
            and not evidence.ban_exemptions
            and not self.weakness_note(evidence)
        )

    def weakness_note(self, evidence: EvidenceSum) -> str:
        """Return why the evidence for spam may not ban, for the reason text; empty if it may."""
        return self.weak.text(v.signal.name for v in evidence.counted if v.bits > 0)

    def counterfactual(self, evidence: EvidenceSum, item: SignalEvidence) -> tuple[str, str] | None:
        """Return the nearest range of a signal that would change the decision, and that decision.

        Returns:
            A condition, such as "0.31 or more" or "below 12", and the decision; None if no
            value of this signal alone changes the decision.
        """
        now = self.decision(evidence)
        edges, position = item.weight.edges, _bin(item.weight, item.observed)
        _, *others = sorted(range(len(edges) + 1), key=lambda other: abs(other - position))
        for other in others:
            becomes = self.decision(evidence.without(item, item.weight.bits[other]))
            if becomes != now:
                condition = (
                    f"below {edges[other]:g}"
                    if other < position
                    else f"{edges[other - 1]:g} or more"
                )
                return condition, becomes
        return None


def prior_bits(policy: Policy) -> float:
    """Return the prior log-odds of spam of a scored account."""
    share = policy.score.spam_share
    return math.log2(share / (1 - share))


def _bin(weight: Weight, value: float) -> int:
    return bisect.bisect_right(weight.edges, value)


def _bits(weight: Weight, value: float) -> float:
    return weight.bits[_bin(weight, value)]
