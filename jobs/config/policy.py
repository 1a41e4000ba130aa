"""Load the policy, check its types and signal names, and compute its version hash."""

import datetime
import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError

from jobs.config.catalog import Catalog
from jobs.config.families import FAMILIES
from jobs.config.parameters import parameter_values, refuse_unknown
from jobs.config.rules import (
    ACCOUNT_TYPES,
    EVIDENCE,
    PARTNER,
    AccountType,
    Exemption,
    Rule,
    RuleChange,
    Section,
)
from jobs.config.weights import Costs, Score, Weight
from jobs.contract.errors import PolicyInvalid, nearest

PACKAGED = Path(__file__).with_name("policy.toml")
LEARNED = Path(__file__).with_name("weights.toml")

# Tables of conditions: an overlay replaces them whole, it does not merge them.
_REPLACED = frozenset({"when", "unless", "ban_exemption"})


def _day(value: Any) -> str:
    """Return a calendar date as text; TOML also has a date type."""
    try:
        return datetime.datetime.strptime(str(value), "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise ValueError(f"{value!r} is not a date; write it as YYYY-MM-DD") from None


Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Day = Annotated[str, BeforeValidator(_day), Field(json_schema_extra={"format": "date"})]


class History(Section):
    """The length of the history that a run reads."""

    days: Annotated[int, Field(ge=2, le=366)]


class Input(Section):
    """Limits and formats of the input."""

    max_reject_share: Share
    max_conflict_share: Share
    max_duplicate_share: Share
    null_texts: list[Annotated[str, Field(min_length=1)]]
    platform_began_on: Day
    message_resolution_seconds: Count
    require_success: bool
    gap_min_rows: Count
    max_history_gaps: Annotated[int, Field(ge=0, le=366)]


class Publish(Section):
    """How much is published, and with which file permissions."""

    signals: Literal["flagged", "all"]
    diagnostics: bool
    sample_share: Share
    sample_seed: Count
    edges: Literal["flagged", "all"]
    file_mode: Annotated[str, Field(pattern="^0[0-7]{3}$")]
    folder_mode: Annotated[str, Field(pattern="^0[0-7]{3}$")]


class Evidence(Section):
    """How much evidence is published."""

    max_rows: Annotated[int, Field(ge=1)]


class Verdicts(Section):
    """The effect of verdicts."""

    protect_days: Count


class Valve(Section):
    """The circuit breaker: limits beyond which bans are held for review."""

    min_ban_count: Count
    max_ban_share: Share
    max_ban_ratio: Annotated[float, Field(gt=0)]
    min_nights: Annotated[int, Field(ge=1)]
    trailing_nights: Annotated[int, Field(ge=1)]


class Policy(Section):
    """All settings of detection that can be changed without changing code."""

    history: History
    input: Input
    publish: Publish
    evidence: Evidence
    verdicts: Verdicts
    valve: Valve
    score: Score
    costs: Costs
    params: dict[str, dict[str, int | float]]
    rules: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Rule]
    exemptions: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Exemption]
    norms: dict[AccountType, dict[str, str]]
    weights: dict[str, Weight]

    def weighted_types(self, family: str) -> list[AccountType]:
        """Return the account types to which the weights of an evidence family apply."""
        return [name for name in ACCOUNT_TYPES if not self.norms.get(name, {}).get(family)]

    @property
    def values(self) -> dict[str, Any]:
        """The resolved policy as plain values."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @property
    def named_signals(self) -> frozenset[str]:
        """The signals used by rules, exemptions, weights or the score."""
        named = {
            name for rule in self.rules.values() for name in rule.signals | rule.reason_signals
        }
        named |= {name for item in self.exemptions.values() for name in item.signals}
        return frozenset(named | self.weights.keys() | self.score.signals)

    @property
    def measures_all(self) -> bool:
        """Whether diagnostic signals are computed."""
        return self.publish.diagnostics or self.publish.signals == "all"

    @property
    def uses_evidence(self) -> bool:
        """Whether evidence is used: a weight is not zero, and score.mode is not off."""
        has_weight = any(any(weight.bits) for weight in self.weights.values())
        return has_weight and self.score.mode != "off"

    @property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 of the resolved values."""
        text = json.dumps(_in_order(self.values), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def _in_order(value: Any) -> Any:
    """Return the values with `when` as lists, so that sorting keys keeps their order."""
    if not isinstance(value, dict):
        return value
    return {
        key: list(inner.items()) if key == "when" else _in_order(inner)
        for key, inner in value.items()
    }


def load(catalog: Catalog, overlay: Path | None = None) -> Policy:
    """Return the packaged policy, overlaid by a file.

    Raises:
        PolicyInvalid: the file is missing, is not TOML, or has an unknown key or bad value.
    """
    values = {
        **tomllib.loads(PACKAGED.read_text(encoding="utf-8")),
        **tomllib.loads(LEARNED.read_text(encoding="utf-8")),
    }
    source, changes = "the packaged policy", {}
    if overlay is not None:
        source, changes = str(overlay), _read(overlay)
    parameters = parameter_values(catalog, changes.pop("params", {}), source)
    values = {**_merged(values, changes), "params": parameters}
    try:
        policy = Policy.model_validate(values)
    except ValidationError as error:
        raise PolicyInvalid(f"{source}: {_message(error)}") from None
    _check_signals(policy, catalog, source)
    return policy


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyInvalid(f"{path}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyInvalid(f"{path}: not TOML: {error}") from None


def _merged(base: Mapping[str, Any], overlay: Mapping[str, Any]) -> dict[str, Any]:
    """Return the base with the overlay's values.

    The conditions of a rule and the bins of a weight are replaced, not merged.
    """
    merged = dict(base)
    for key, value in overlay.items():
        is_table = isinstance(value, dict) and isinstance(merged.get(key), dict)
        if is_table and key == "weights":
            merged[key] = {**merged[key], **value}
        elif is_table and key not in _REPLACED:
            merged[key] = _merged(merged[key], value)
        else:
            merged[key] = value
    return merged


def _message(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] != "extra_forbidden":
        return f"{where}: {first['msg'].removeprefix('Value error, ')}"
    *parents, key = (str(part) for part in first["loc"])
    return f"{where}: unknown key{nearest(key, _keys(parents))}"


def _keys(parents: list[str]) -> list[str]:
    """Return the keys that are allowed in a table of the policy."""
    section: Any = Policy
    if parents[:1] == ["rules"]:
        section = RuleChange if "for" in parents else Rule
    elif parents[:1] == ["exemptions"]:
        section = Exemption
    elif parents[:1] == ["weights"]:
        section = Weight
    elif parents:
        section = Policy.model_fields[parents[0]].annotation
    return [field.alias or name for name, field in section.model_fields.items()]


def _check_signals(policy: Policy, catalog: Catalog, source: str) -> None:
    known = catalog.signals
    named: dict[str, Iterable[str]] = {
        **{
            f"rules.{name}": rule.signals | rule.reason_signals
            for name, rule in policy.rules.items()
        },
        **{f"exemptions.{name}": item.signals for name, item in policy.exemptions.items()},
        "weights": policy.weights,
        "score": policy.score.signals,
    }
    for where, signals in named.items():
        refuse_unknown(signals, known, "signal", f"{source}: {where}")
    for name, form in (
        (name, form) for name, rule in policy.rules.items() for form in rule.variants
    ):
        tables = [known[signal].table for signal in form.placeholders if signal != PARTNER]
        if PARTNER in form.placeholders and not any(table.has_partner for table in tables):
            raise PolicyInvalid(
                f"{source}: rules.{name}.reason: none of its signals describes a pair of accounts; "
                f"remove {{{PARTNER}}}"
            )
    for name, item in policy.exemptions.items():
        covered = (*item.rules, *item.not_rules)
        refuse_unknown(covered, policy.rules, "rule", f"{source}: exemptions.{name}")
    for kind, norm in policy.norms.items():
        refuse_unknown(norm, FAMILIES, "family", f"{source}: norms.{kind}")
    if EVIDENCE in policy.rules:
        raise PolicyInvalid(
            f"{source}: rules.{EVIDENCE}: this name is reserved for evidence; choose another"
        )
