"""Comparisons of a figure with a threshold, as a policy writes them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import BeforeValidator, PlainSerializer

_CONDITION = re.compile(r"(>=|<=|==|!=|>|<)\s*(-?\d+(?:\.\d+)?)")

_COMPARISONS: dict[str, Callable[..., Any]] = {
    ">=": np.greater_equal,
    "<=": np.less_equal,
    ">": np.greater,
    "<": np.less,
    "==": np.equal,
    "!=": np.not_equal,
}
_CONTRARIES = {
    ">=": "below {}",
    "<=": "above {}",
    ">": "{} or less",
    "<": "{} or more",
    "==": "other than {}",
    "!=": "at {}",
}


@dataclass(frozen=True)
class Condition:
    """A comparison of a signal with a threshold; null compares to nothing."""

    operator: str
    threshold: float

    def holds(self, observed: float | None) -> bool | None:
        """Return whether the figure meets the condition, None where there is no figure."""
        if observed is None:
            return None
        match self.operator:
            case ">=":
                return observed >= self.threshold
            case "<=":
                return observed <= self.threshold
            case ">":
                return observed > self.threshold
            case "<":
                return observed < self.threshold
            case "==":
                return observed == self.threshold
        return observed != self.threshold

    def holds_for(self, observed: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
        """Return which of many figures meet the condition; NaN stands for none, and meets none."""
        with np.errstate(invalid="ignore"):
            found: npt.NDArray[np.bool_] = _COMPARISONS[self.operator](observed, self.threshold)
        return found & ~np.isnan(observed)

    @property
    def contrary(self) -> str:
        """The condition that holds where this one does not."""
        form = _CONTRARIES[self.operator]
        return form.format(self._number)

    @property
    def _number(self) -> float | int:
        return int(self.threshold) if self.threshold.is_integer() else self.threshold

    def __str__(self) -> str:
        # Exactly: the policy's version is made of this.
        return f"{self.operator} {self._number}"


def _condition(value: object) -> Condition:
    if isinstance(value, Condition):
        return value
    match = _CONDITION.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'{value!r} is not a condition; write one like ">= 24"')
    return Condition(match[1], float(match[2]))


Conditions = dict[str, Annotated[Condition, BeforeValidator(_condition), PlainSerializer(str)]]
