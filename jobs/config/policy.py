"""The policy: typed, checked against the signals there are, and named by a hash of its values."""

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

# Tables of conditions: those of two files never mix.
_REPLACED = frozenset({"when", "unless", "exculpation"})


def _day(value: Any) -> str:
    """Return a day of the calendar as text; TOML has dates of its own."""
    try:
        return datetime.datetime.strptime(str(value), "%Y-%m-%d").date().isoformat()
    except ValueError:
        raise ValueError(f"{value!r} is not a date; write it as YYYY-MM-DD") from None


Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Day = Annotated[str, BeforeValidator(_day), Field(json_schema_extra={"format": "date"})]


class History(Section):
    """How far a night looks back."""

    days: Annotated[int, Field(ge=2, le=366)]


class Input(Section):
    """What input is taken."""

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
    """How much is published, and who may read it."""

    signals: Literal["flagged", "all"]
    diagnostics: bool
    sample_share: Share
    sample_seed: Count
    edges: Literal["flagged", "all"]
    file_mode: Annotated[str, Field(pattern="^0[0-7]{3}$")]
    folder_mode: Annotated[str, Field(pattern="^0[0-7]{3}$")]


class Evidence(Section):
    """How much evidence is kept."""

    max_rows: Annotated[int, Field(ge=1)]


class Verdicts(Section):
    """What people's verdicts do."""

    protect_days: Count


class Valve(Section):
    """When bans are held."""

    min_ban_count: Count
    max_ban_share: Share
    max_ban_ratio: Annotated[float, Field(gt=0)]
    min_nights: Annotated[int, Field(ge=1)]
    trailing_nights: Annotated[int, Field(ge=1)]


class Policy(Section):
    """All that can be decided without touching code."""

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

    def heard_types(self, family: str) -> list[AccountType]:
        """Return the account types about which the weights of a family say something."""
        return [name for name in ACCOUNT_TYPES if not self.norms.get(name, {}).get(family)]

    @property
    def values(self) -> dict[str, Any]:
        """The resolved policy as plain values."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)

    @property
    def named_signals(self) -> frozenset[str]:
        """The signals that a rule, an exemption, a weight or a condition of the score names."""
        named = {name for rule in self.rules.values() for name in rule.signals | rule.figures}
        named |= {name for item in self.exemptions.values() for name in item.figures}
        return frozenset(named | self.weights.keys() | self.score.signals)

    @property
    def measures_all(self) -> bool:
        """Whether diagnostic signals are computed: asked for, or with the signals of everybody."""
        return self.publish.diagnostics or self.publish.signals == "all"

    @property
    def weighs(self) -> bool:
        """Whether evidence is weighed: some weight says something, and the score is not off."""
        says = any(any(weight.bits) for weight in self.weights.values())
        return says and self.score.mode != "off"

    @property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 of the resolved values."""
        text = json.dumps(_in_order(self.values), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def _in_order(value: Any) -> Any:
    """Return values so that sorting their keys keeps the order of `when`, whose first leads."""
    if not isinstance(value, dict):
        return value
    return {
        key: list(inner.items()) if key == "when" else _in_order(inner)
        for key, inner in value.items()
    }


def load(catalog: Catalog, overlay: Path | None = None) -> Policy:
    """Return the packaged policy, overlaid by a file.

    Raises:
        PolicyInvalid: the file is not there, is not TOML, or holds an unknown key or a wrong value.
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
        raise PolicyInvalid(f"{source}: {_explained(error)}") from None
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

    The conditions of a rule and the bins of a weight are replaced as a whole.
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


def _explained(error: ValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] != "extra_forbidden":
        return f"{where}: {first['msg'].removeprefix('Value error, ')}"
    *parents, key = (str(part) for part in first["loc"])
    return f"{where}: unknown key{nearest(key, _keys(parents))}"


def _keys(parents: list[str]) -> list[str]:
    """Return the keys that may stand in a table of the policy."""
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
        **{f"rules.{name}": rule.signals | rule.figures for name, rule in policy.rules.items()},
        **{f"exemptions.{name}": item.figures for name, item in policy.exemptions.items()},
        "weights": policy.weights,
        "score": policy.score.signals,
    }
    for where, signals in named.items():
        refuse_unknown(signals, known, "signal", f"{source}: {where}")
    for name, form in ((name, form) for name, rule in policy.rules.items() for form in rule.forms):
        tables = [known[figure].table for figure in form.blanks if figure != PARTNER]
        if PARTNER in form.blanks and not any(table.has_partner for table in tables):
            raise PolicyInvalid(
                f"{source}: rules.{name}.reason: no figure of it is about two accounts; "
                f"leave out {{{PARTNER}}}"
            )
    for name, item in policy.exemptions.items():
        covered = (*item.rules, *item.not_rules)
        refuse_unknown(covered, policy.rules, "rule", f"{source}: exemptions.{name}")
    for kind, norm in policy.norms.items():
        refuse_unknown(norm, FAMILIES, "family", f"{source}: norms.{kind}")
    if EVIDENCE in policy.rules:
        raise PolicyInvalid(
            f"{source}: rules.{EVIDENCE}: flags by weights bear that name; choose another"
        )
