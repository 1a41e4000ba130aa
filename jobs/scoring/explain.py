"""The weighing of an account as reasons: what speaks for spam and what against, strongest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs.config.rules import EVIDENCE
from jobs.scoring.evidence import Scale, Voice, Weighing
from jobs.scoring.flags import Reason, number, spoken

# A family that says less is not named in the sum; it has its own reason all the same.
_LOUD_BITS = 1.0


@dataclass(frozen=True)
class Waterfall:
    """Tells weighings of one policy."""

    scale: Scale

    def reasons(self, weighing: Weighing, row: Mapping[str, Any]) -> tuple[Reason, ...]:
        """Return a reason for each voice that counts; the first one begins with the sum.

        Args:
            weighing: of the account.
            row: the account as judges read it.
        """
        told = [self._reason(weighing, voice, row) for voice in weighing.counted]
        return tuple(told)

    def _reason(self, weighing: Weighing, voice: Voice, row: Mapping[str, Any]) -> Reason:
        text = self._text(weighing, voice)
        if voice is weighing.counted[0]:
            text = f"{summary(weighing)}{self.scale.weakness(weighing)}; {text}"
        table = voice.signal.table
        act = self.scale.catalog.act_of(voice.signal) if voice.bits > 0 else None
        return Reason(
            rule=EVIDENCE,
            signal=voice.signal.name,
            observed=voice.observed,
            threshold=bound(voice)[0],
            unit=voice.signal.unit,
            window_start=row.get(f"{table.stem}.window_start_at"),
            window_end=row.get(f"{table.stem}.window_end_at"),
            text=text,
            act=act.name if act else None,
            thread_id=row.get(f"{table.stem}.thread_id"),
        )

    def _text(self, weighing: Weighing, voice: Voice) -> str:
        side = "for" if voice.bits > 0 else "against"
        text = (
            f"{abs(voice.bits):.1f} bits {side} spam ({voice.family}): "
            f"{voice.signal.name} is {number(voice.observed)} ({bound(voice)[1]})"
        )
        turn = self.scale.turning_point(weighing, voice)
        return text if turn is None else f"{text}; {turn[0]}: {spoken(turn[1])}"


def likelihood(weighing: Weighing) -> str:
    """Return the probability of spam as it reads behind its name: `= 0.09` or `< 0.001`."""
    least = 0.001
    found = weighing.probability
    return f"= {found:.2g}" if found >= least else f"< {least:g}"


def bound(voice: Voice) -> tuple[float, str]:
    """Return the edge that bounds the figures which say at least as much, and how it reads.

    Where greater figures speak more for spam, a voice for spam is bounded below and one against
    spam above; where smaller figures do, the other way round. "even" marks the least that a
    weight says: all its figures speak on that side. A range has two edges; the lower is returned.
    """
    lower, upper = voice.interval
    direction = voice.weight.direction
    if direction == "any" and lower is not None and upper is not None:
        return lower, f"{lower:g} to below {upper:g}"
    is_bounded_below = (voice.bits > 0) == (direction == "rising")
    if lower is not None and (is_bounded_below or upper is None):
        even = "" if is_bounded_below or direction == "any" else "even at "
        return lower, f"{even}{lower:g} or more"
    assert upper is not None, "a weight without an edge says nothing"
    even = "even " if is_bounded_below and direction != "any" else ""
    return upper, f"{even}below {upper:g}"


def summary(weighing: Weighing) -> str:
    """Return the sum of a weighing: the probability, and what most of it is made of."""
    families: dict[str, float] = {}
    for voice in weighing.counted:
        families[voice.family] = families.get(voice.family, 0.0) + voice.bits
    loud = {family: bits for family, bits in families.items() if abs(bits) >= _LOUD_BITS}
    ordered = sorted(loud.items(), key=lambda item: (-abs(item[1]), item[0]))
    parts = [f"{family} {bits:+.1f}" for family, bits in ordered]
    if len(loud) < len(families):
        rest = sum(bits for family, bits in families.items() if family not in loud)
        parts.append(f"others {rest:+.1f}")
    told = ", ".join([f"prior {weighing.prior_bits:+.1f}", *parts])
    return f"probability of spam {weighing.probability:.4f} ({told} bits)"
