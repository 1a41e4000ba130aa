"""Weighs what an account's figures say for and against spam, and what that decides."""

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
from jobs.scoring.incomplete_logs import NOTHING, Weakened

DECISIONS = ("ban", "review", "watch")


@dataclass(frozen=True)
class Voice:
    """What one figure says of an account, in bits; above 0 for spam."""

    signal: Signal
    weight: Weight
    observed: float
    bits: float

    @property
    def family(self) -> str:
        """The signals of which only the strongest voice counts."""
        return self.signal.column.family

    @property
    def interval(self) -> tuple[float | None, float | None]:
        """The edges between which the figure lies, None where its range is open."""
        edges, place = self.weight.edges, _place(self.weight, self.observed)
        return edges[place - 1] if place else None, edges[place] if place < len(edges) else None

    @property
    def is_sure(self) -> bool:
        """Whether a ban may rest on it: those who cannot be known allow a review at most."""
        return self.bits < 0 or not self.signal.rests_on_unknown


@dataclass(frozen=True)
class Weighing:
    """All voices on one account; those that count are the strongest of their family.

    `excuses` are the signals by which nobody is banned, whatever else speaks against the account.
    """

    prior_bits: float
    voices: tuple[Voice, ...]
    excuses: tuple[str, ...] = ()

    @cached_property
    def counted(self) -> tuple[Voice, ...]:
        """The voices that count, the strongest first."""
        return _counted(self.voices)

    @cached_property
    def bits(self) -> float:
        """The log-odds of spam, in bits."""
        return self.prior_bits + math.fsum(voice.bits for voice in self.counted)

    @cached_property
    def sure_bits(self) -> float:
        """The log-odds without the voices that no ban may rest on."""
        sure = _counted(voice for voice in self.voices if voice.is_sure)
        return self.prior_bits + math.fsum(voice.bits for voice in sure)

    @property
    def probability(self) -> float:
        """The probability of spam, to six places: below that, bins are no measure."""
        return round(probability(self.bits), 6)

    def without(self, voice: Voice, bits: float) -> "Weighing":
        """Return the weighing if one voice said something else."""
        other = Voice(voice.signal, voice.weight, voice.observed, bits)
        return Weighing(
            self.prior_bits,
            tuple(other if item is voice else item for item in self.voices),
            self.excuses,
        )


def _counted(voices: Iterable[Voice]) -> tuple[Voice, ...]:
    chosen: dict[tuple[str, bool], Voice] = {}
    for voice in voices:
        if voice.bits:
            key = (voice.family, voice.bits > 0)
            if key not in chosen or abs(voice.bits) > abs(chosen[key].bits):
                chosen[key] = voice
    return tuple(sorted(chosen.values(), key=lambda item: (-abs(item.bits), item.signal.name)))


@dataclass(frozen=True)
class Scale:
    """The policy's weights, ready to be held against accounts."""

    policy: Policy
    catalog: Catalog
    weakened: Weakened = NOTHING

    @cached_property
    def lines(self) -> dict[str, float]:
        """From how many bits on each decision is the cheapest."""
        return {name: math.log2(odds) for name, odds in self.policy.costs.odds_thresholds().items()}

    def weigh(self, row: Mapping[str, Any]) -> Weighing | None:
        """Return what the figures of an account say, None where the policy does not weigh it.

        Args:
            row: account_type and every signal that has a weight or that [score] names.
        """
        if not any(
            all(condition.holds(row[name]) for name, condition in group.items())
            for group in self.policy.score.weighed
        ):
            return None
        return self.weighing(row)

    def weighing(self, row: Mapping[str, Any]) -> Weighing:
        """Return what the figures of an account say, whether the policy weighs it or not."""
        voices = [
            Voice(signal, weight, float(row[name]), _said(weight, row[name]))
            for name, weight, signal in self._weights(row["account_type"])
            if row[name] is not None
        ]
        return Weighing(prior_bits(self.policy), tuple(voices), self.excuses(row))

    def excuses(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the signals by which an account is banned by nobody: neither rule nor evidence."""
        conditions = self.policy.score.exculpation
        return tuple(name for name, condition in conditions.items() if condition.holds(row[name]))

    def _weights(self, account_type: str | None) -> Iterable[tuple[str, Weight, Signal]]:
        for name, weight in self.policy.weights.items():
            signal = self.catalog.signals[name]
            heard = self.policy.weighted_types(signal.column.family)
            if account_type is None or account_type in heard:
                yield name, weight, signal

    def decision(self, weighing: Weighing) -> str:
        """Return what the evidence alone decides: ban, review, watch or none.

        Where nothing speaks for spam there is none, however high the prior.
        """
        if not any(voice.bits > 0 for voice in weighing.counted):
            return "none"
        reached = next((name for name in DECISIONS if weighing.bits >= self.lines[name]), "none")
        if reached == "ban" and not self._may_ban(weighing):
            return "review"
        return reached

    def _may_ban(self, weighing: Weighing) -> bool:
        return (
            weighing.sure_bits >= self.lines["ban"]
            and not weighing.excuses
            and not self.weakness(weighing)
        )

    def weakness(self, weighing: Weighing) -> str:
        """Return why what speaks for spam bans nobody, as a reason says it; empty where it may."""
        return self.weakened.text(v.signal.name for v in weighing.counted if v.bits > 0)

    def turning_point(self, weighing: Weighing, voice: Voice) -> tuple[str, str] | None:
        """Return which other figure would change what the evidence decides, and to what.

        Returns:
            A condition, such as "0.31 or more" or "below 12", and the decision; None where this
            figure alone changes nothing.
        """
        now = self.decision(weighing)
        edges, place = voice.weight.edges, _place(voice.weight, voice.observed)
        _, *others = sorted(range(len(edges) + 1), key=lambda other: abs(other - place))
        for other in others:
            becomes = self.decision(weighing.without(voice, voice.weight.bits[other]))
            if becomes != now:
                below = (
                    f"below {edges[other]:g}" if other < place else f"{edges[other - 1]:g} or more"
                )
                return below, becomes
        return None


def prior_bits(policy: Policy) -> float:
    """Return the log-odds of spam before anything is known of an account that is weighed."""
    share = policy.score.spam_share
    return math.log2(share / (1 - share))


def _place(weight: Weight, value: float) -> int:
    return bisect.bisect_right(weight.edges, value)


def _said(weight: Weight, value: float) -> float:
    return weight.bits[_place(weight, value)]
