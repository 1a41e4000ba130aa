"""Define the policy's rules and exemptions: conditions on signals, exceptions and decisions."""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

# The rule name of decisions by weights of evidence.
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
_NEGATIONS = {
    ">=": "below {}",
    "<=": "above {}",
    ">": "{} or less",
    "<": "{} or more",
    "==": "other than {}",
    "!=": "at {}",
}


@dataclass(frozen=True)
class Condition:
    """A comparison of a signal with a threshold; it never holds for null."""

    operator: str
    threshold: float

    def holds(self, observed: float | None) -> bool | None:
        """Return whether the value meets the condition, None for null."""
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
        """Return which values meet the condition; NaN (null) never does."""
        with np.errstate(invalid="ignore"):
            found: npt.NDArray[np.bool_] = _COMPARISONS[self.operator](observed, self.threshold)
        return found & ~np.isnan(observed)

    @property
    def negation(self) -> str:
        """The negation of this condition, in words."""
        return _NEGATIONS[self.operator].format(self._number)

    @property
    def _number(self) -> float | int:
        return int(self.threshold) if self.threshold.is_integer() else self.threshold

    def __str__(self) -> str:
        # The exact form matters: the policy's version hash includes it.
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

# Placeholder in a reason: the id of the other account of a pair.
PARTNER = "partner"


def _sentence(text: str) -> str:
    """Refuse a sentence with invalid placeholders."""
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        raise ValueError(f"not a sentence ({error}); write placeholders as {{signal}}") from None
    for _, placeholder, form, conversion in parts:
        if placeholder == "" or form or conversion:
            raise ValueError("not a sentence; write placeholders as {signal}, without a format")
    return text


Sentence = Annotated[str, AfterValidator(_sentence)]


class Section(BaseModel):
    """A table of the policy; unknown keys and values of a wrong type are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        arbitrary_types_allowed=True,
        allow_inf_nan=False,
    )


class RuleChange(Section):
    """Changes of a rule for one account type."""

    mode: Literal["enforce", "shadow", "off"] | None = None
    decision: Decision | None = None
    otherwise: Literal["ban", "review", "watch", "none"] | None = None
    when: Annotated[Conditions, Field(min_length=1)] | None = None
    unless: Conditions | None = None
    min_evidence: Literal["review", "watch", "none"] | None = None
    reason: Sentence | None = None
    # Why the rule differs for this type; shown in docs/policy.md.
    because: str | None = None


class Rule(Section):
    """A conjunction of conditions on signals, its exception, and its decision."""

    decision: Decision
    when: Annotated[Conditions, Field(min_length=1)]
    unless: Conditions = {}
    otherwise: Literal["ban", "review", "watch", "none"] = "none"
    mode: Literal["enforce", "shadow", "off"] = "enforce"
    # A review becomes a watch if the evidence supports less than this; "none": never.
    min_evidence: Literal["review", "watch", "none"] = "watch"
    reason: Sentence
    because: str | None = None
    by_type: Annotated[dict[AccountType, RuleChange], Field(alias="for")] = {}

    def of_type(self, account_type: str | None) -> "Rule":
        """Return the rule with the changes for an account type; None: without changes."""
        change = self.by_type.get(account_type) if account_type else None  # type: ignore[call-overload]
        if change is None:
            return self
        return self.model_copy(update={name: value for name, value in change if value is not None})

    @property
    def variants(self) -> list["Rule"]:
        """The rule itself, and its variant for each account type that changes it."""
        return [self, *(self.of_type(name) for name in self.by_type)]

    @property
    def signals(self) -> set[str]:
        """The signals in the conditions of all variants of the rule."""
        return {name for variant in self.variants for name in (*variant.when, *variant.unless)}

    @property
    def reason_signals(self) -> set[str]:
        """The signals in the reasons of all variants of the rule."""
        return {name for variant in self.variants for name in variant.placeholders} - {PARTNER}

    @property
    def placeholders(self) -> list[str]:
        """The placeholders of the reason, in order."""
        return [field for _, field, _, _ in string.Formatter().parse(self.reason) if field]


class Exemption(Section):
    """Conditions that lower the decision of rules to at most `limit`.

    It applies to the rules in `rules`, or to every rule if empty; never to those in `not_rules`.
    """

    when: Annotated[Conditions, Field(min_length=1)]
    limit: Literal["review", "watch", "none"]
    rules: list[str] = []
    not_rules: list[str] = []
    reason: Sentence

    def covers(self, rule: str) -> bool:
        """Return whether it applies to a rule."""
        return rule not in self.not_rules and (not self.rules or rule in self.rules)

    @property
    def signals(self) -> set[str]:
        """The signals in its conditions and its reason."""
        parts = string.Formatter().parse(self.reason)
        return {*self.when, *(field for _, field, _, _ in parts if field)}
