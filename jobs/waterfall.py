"""The weighing of an account as reasons: what speaks for spam and what against, strongest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jobs.flag import EVIDENCE, Reason, number, spoken
from jobs.scale import Scale, Voice, Weighing

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
        act = self.scale.catalog.act_behind(voice.signal) if voice.bits > 0 else None
        edge, _ = voice.bound
        return Reason(
            rule=EVIDENCE,
            signal=voice.signal.name,
            observed=voice.observed,
            threshold=edge,
            unit=voice.signal.unit,
            window_start=row.get(f"{table.stem}.window_start_at"),
            window_end=row.get(f"{table.stem}.window_end_at"),
            text=text,
            act=act.name if act else None,
            thread_id=row.get(f"{table.stem}.thread_id"),
        )

    def _text(self, weighing: Weighing, voice: Voice) -> str:
        side = "for" if voice.bits > 0 else "against"
        edge, is_above = voice.bound
        bound = f"{edge:g} or more" if is_above else f"below {edge:g}"
        text = (
            f"{abs(voice.bits):.1f} bits {side} spam ({voice.family}): "
            f"{voice.signal.name} is {number(voice.observed)} ({bound})"
        )
        turn = self.scale.turning_point(weighing, voice)
        return text if turn is None else f"{text}; {turn[0]}: {spoken(turn[1])}"


def summary(weighing: Weighing) -> str:
    """Return the sum of a weighing: the probability, and what most of it is made of."""
    loud = [voice for voice in weighing.counted if abs(voice.bits) >= _LOUD_BITS]
    parts = [f"{voice.family} {voice.bits:+.1f}" for voice in loud]
    if len(loud) < len(weighing.counted):
        rest = sum(voice.bits for voice in weighing.counted[len(loud) :])
        parts.append(f"others {rest:+.1f}")
    told = ", ".join([f"prior {weighing.prior_bits:+.1f}", *parts])
    return f"probability of spam {weighing.probability:.4f} ({told} bits)"
