"""Define the policy's weights of evidence, in bits, and the costs of wrong decisions."""

import itertools
import math
from typing import Annotated, Literal

from pydantic import Field, model_validator

from graph.scoring.binning import MAX_BITS, Bins, Shape
from jobs.config.rules import Conditions, Section

Cost = Annotated[float, Field(gt=0)]


class Weight(Section):
    """The weights of one signal by bin: below the first edge, and from each edge on."""

    edges: list[float]
    bits: list[float]
    errors: list[float] = Field(default_factory=list)
    direction: Literal["rising", "falling", "any"] = "any"
    # The value with zero weight; and whether weights may be positive, negative or both.
    neutral: float | None = None
    speaks: Literal["both", "for", "against"] = "both"
    # The largest size that learning may give a weight.
    limit: Annotated[float, Field(gt=0, le=MAX_BITS)] = MAX_BITS

    @model_validator(mode="after")
    def _is_a_table(self) -> "Weight":
        if any(one >= other for one, other in itertools.pairwise(self.edges)):
            raise ValueError("edges must ascend")
        if len(self.bits) != len(self.edges) + 1:
            raise ValueError(f"{len(self.edges)} edges need {len(self.edges) + 1} bits")
        if not self.edges and self.bits[0]:
            raise ValueError("without edges, bits must be [0.0]")
        if self.errors and len(self.errors) != len(self.bits):
            raise ValueError(f"{len(self.bits)} bits need as many errors, or none")
        steps = itertools.pairwise(self.bits)
        if self.direction != "any" and any(
            (one > other) if self.direction == "rising" else (one < other) for one, other in steps
        ):
            raise ValueError(f"bits are not {self.direction}")
        if self.speaks != "both" and any(
            (bits < 0) if self.speaks == "for" else (bits > 0) for bits in self.bits
        ):
            raise ValueError(f"bits must be evidence {self.speaks} spam only")
        return self

    @model_validator(mode="after")
    def _is_neutral(self) -> "Weight":
        """Refuse bits with the wrong sign on one side of the neutral value."""
        if self.neutral is None:
            return self
        if self.direction == "any":
            raise ValueError("a neutral value needs a direction, rising or falling")
        sign = 1 if self.direction == "rising" else -1
        lows = (-math.inf, *self.edges)
        highs = (*self.edges, math.inf)
        for low, high, bits in zip(lows, highs, self.bits, strict=True):
            if (low < self.neutral and sign * bits > 0) or (
                high > self.neutral and sign * bits < 0
            ):
                raise ValueError(
                    f"bits have the wrong sign on one side of neutral = {self.neutral:g}"
                )
        return self

    @property
    def bins(self) -> Bins:
        """Its bins as learned."""
        return Bins(tuple(self.edges), tuple(self.bits), tuple(self.errors))

    @property
    def shape(self) -> Shape:
        """The constraints for learning it."""
        return Shape(self.direction, self.neutral, self.speaks, self.limit)


class Score(Section):
    """Settings of scoring by evidence."""

    mode: Literal["enforce", "shadow", "off"]
    spam_share: Annotated[float, Field(gt=0, lt=1)]
    weighed: Annotated[list[Annotated[Conditions, Field(min_length=1)]], Field(min_length=1)]
    ban_exemption: Conditions
    # Rules ban only at or above this probability of spam.
    ban_floor: Annotated[float, Field(ge=0, le=1)]

    @property
    def signals(self) -> set[str]:
        """The signals that select the scored accounts and the ban exemptions."""
        return {name for group in (*self.weighed, self.ban_exemption) for name in group}


class Costs(Section):
    """The costs of wrong decisions, in one arbitrary unit."""

    wrong_ban: Cost
    wrong_review: Cost
    wrong_watch: Cost
    miss: Cost

    def odds_thresholds(self) -> dict[str, float]:
        """Return, for each decision, the odds of spam from which it costs less than no decision."""
        wrong = {"ban": self.wrong_ban, "review": self.wrong_review, "watch": self.wrong_watch}
        return {name: cost / self.miss for name, cost in wrong.items()}
