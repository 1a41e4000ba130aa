"""A rule as policy writes it: conditions on signals, what speaks against it, its decision."""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

# The name under which decisions by weights stand among the rules.
EVIDENCE = "evidence"

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


Decision = Literal["ban", "review", "watch"]
AccountType = Literal["consumer", "business", "api"]
ACCOUNT_TYPES: tuple[AccountType, ...] = ("consumer", "business", "api")

# In a sentence: the id of the other account whose doings with this one its figures count.
PARTNER = "partner"


def _sentence(text: str) -> str:
    """Refuse a sentence that would fail, or read oddly, once figures are put into it."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        raise ValueError(f"not a sentence ({error}); write a figure as {{signal}}") from None
    for _, figure, form, conversion in parts:
        if figure == "" or form or conversion:
            raise ValueError("not a sentence; write a figure as {signal}, and nothing more in it")
    return text


Sentence = Annotated[str, AfterValidator(_sentence)]


class Section(BaseModel):
    """A table of the policy: no key but the known ones, no value of another type."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        arbitrary_types_allowed=True,
        allow_inf_nan=False,
    )


class RuleChange(Section):
    """What a rule is for one account type, where it differs."""

    mode: Literal["enforce", "shadow", "off"] | None = None
    decision: Decision | None = None
    otherwise: Literal["ban", "review", "watch", "none"] | None = None
    when: Annotated[Conditions, Field(min_length=1)] | None = None
    unless: Conditions | None = None
    least_evidence: Literal["review", "watch", "none"] | None = None
    reason: Sentence | None = None
    # Why the type has a norm of its own, for docs/policy.md.
    because: str | None = None


class Rule(Section):
    """A conjunction of conditions on signals, what speaks against it, and what it decides."""

    decision: Decision
    when: Annotated[Conditions, Field(min_length=1)]
    unless: Conditions = {}
    otherwise: Literal["ban", "review", "watch", "none"] = "none"
    mode: Literal["enforce", "shadow", "off"] = "enforce"
    # What all evidence must ask for, lest a review be a watch; "none": it may say no.
    least_evidence: Literal["review", "watch", "none"] = "watch"
    reason: Sentence
    because: str | None = None
    by_type: Annotated[dict[AccountType, RuleChange], Field(alias="for")] = {}

    def of_type(self, account_type: str | None) -> "Rule":
        """Return the rule as it is for an account type; null: as it stands."""
        change = self.by_type.get(account_type) if account_type else None  # type: ignore[call-overload]
        if change is None:
            return self
        return self.model_copy(update={name: value for name, value in change if value is not None})

    @property
    def forms(self) -> list["Rule"]:
        """The rule as it stands, and as it is for each account type that changes it."""
        return [self, *(self.of_type(name) for name in self.by_type)]

    @property
    def signals(self) -> set[str]:
        """The signals that the conditions of any form of the rule name."""
        return {name for form in self.forms for name in (*form.when, *form.unless)}

    @property
    def figures(self) -> set[str]:
        """The signals that the sentence of any form of the rule names."""
        return {name for form in self.forms for name in form.blanks} - {PARTNER}

    @property
    def blanks(self) -> list[str]:
        """What the sentence of this form leaves to be filled in, in its order."""
        return [field for _, field, _, _ in string.Formatter().parse(self.reason) if field]


class Exemption(Section):
    """Conditions that lower what rules decide: `limit` is the most that is left.

    It applies to the rules named, or to every rule; never to those in `not_rules`.
    """

    when: Annotated[Conditions, Field(min_length=1)]
    limit: Literal["review", "watch", "none"]
    rules: list[str] = []
    not_rules: list[str] = []
    reason: Sentence

    def covers(self, rule: str) -> bool:
        """Return whether it applies to the rule of a name."""
        return rule not in self.not_rules and (not self.rules or rule in self.rules)

    @property
    def figures(self) -> set[str]:
        """The signals that its conditions and its sentence name."""
        parts = string.Formatter().parse(self.reason)
        return {*self.when, *(field for _, field, _, _ in parts if field)}
