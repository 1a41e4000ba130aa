"""Generate docs/policy.md: every key, and every rule in words."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jobs.config.catalog import Catalog
from jobs.config.families import FAMILIES
from jobs.config.lineage import Source, sources
from jobs.config.policy import PACKAGED, Policy
from jobs.config.rules import ACCOUNT_TYPES, AccountType, Condition, Rule
from jobs.contract.input_schema import LOGS
from jobs.docs.markdown import code, link, table
from jobs.docs.signals import file_of

_SECTION = re.compile(r"\[(\w+)\]")
_KEY = re.compile(r"(?P<key>\w+) = (?P<value>.+?)\s+# (?P<meaning>.+)")
_PLACEHOLDER = re.compile(r"\{\w+\}")
_DECISIONS = {"ban": "a ban", "review": "a review", "watch": "a watch", "none": "nothing"}
_EVIDENCE = {
    "review": "A review becomes a watch if all evidence on the account does not support a review.",
    "none": "A review stays a review, also if all evidence supports less.",
}


def parts(catalog: Catalog, policy: Policy) -> dict[str, str]:
    """Return the generated parts of the page."""
    lines: list[str] = []
    for name, rule in policy.rules.items():
        lines += [*_rule(catalog, name, rule), ""]
    return {
        "keys": _keys(),
        "parameters": _parameters(catalog),
        "exemptions": _exemptions(policy),
        "families": _families(catalog, policy),
        "norms": _norms(catalog, policy),
        "rules": "\n".join(lines),
    }


def _exemptions(policy: Policy) -> str:
    rows = []
    for name, item in policy.exemptions.items():
        covered = ", ".join(code(rule) for rule in policy.rules if item.covers(rule))
        rest = [code(rule) for rule in item.not_rules]
        rules = covered if item.rules else f"every rule except {', '.join(rest)}"
        reasons = _PLACEHOLDER.sub("…", item.reason)
        limit = f"{_DECISIONS[item.limit]} at most" if item.limit != "none" else "nothing"
        rows.append((code(name), _conditions(item.when), rules, limit, reasons))
    return table(("exemption", "conditions", "rules", "limit", "reason"), rows)


def _families(catalog: Catalog, policy: Policy) -> str:
    """Return one row per signal family: what it measures, and its number of weights."""
    rows = []
    for family, meaning in FAMILIES.items():
        names = [item.name for item in catalog.signals.values() if item.column.family == family]
        weighed = sum(any(policy.weights[name].bits) for name in names if name in policy.weights)
        rows.append((code(family), meaning, str(len(names)), str(weighed)))
    return table(("family", "what its signals measure", "signals", "with a weight"), rows)


def _norms(catalog: Catalog, policy: Policy) -> str:
    """Return one row per rule, then one per evidence family: its use for each account type."""
    rows = [
        (code(name), *(_for_type(rule, kind) for kind in ACCOUNT_TYPES))
        for name, rule in policy.rules.items()
    ]
    families = {catalog.signals[name].column.family for name in policy.weights}
    for family in sorted(families):
        reasons = [policy.norms.get(kind, {}).get(family) for kind in ACCOUNT_TYPES]
        cells = [f"not used: {reason}" if reason else "used" for reason in reasons]
        rows.append((f"evidence: {family}", *cells))
    return table(("rule or family of evidence", *ACCOUNT_TYPES), rows)


def _for_type(rule: Rule, kind: AccountType) -> str:
    change, variant = rule.by_type.get(kind), rule.of_type(kind)
    decides = variant.mode if variant.mode == "off" else variant.decision
    return f"{decides}: {change.because}" if change and change.because else decides


def _keys() -> str:
    section, rows = "", []
    for line in PACKAGED.read_text(encoding="utf-8").splitlines():
        if match := _SECTION.fullmatch(line):
            section = match[1]
        elif match := _KEY.fullmatch(line):
            kind = _type(section, match["key"])
            key = code(f"{section}.{match['key']}")
            rows.append((key, kind, code(match["value"]), match["meaning"]))
    return table(("key", "type", "default", "meaning"), rows)


def _type(section: str, key: str) -> str:
    """Return the type of a key, from its model."""
    model: Any = Policy.model_fields[section].annotation
    schema = model.model_json_schema()["properties"][key]
    if "enum" in schema:
        return " or ".join(code(f'"{value}"') for value in schema["enum"])
    if "pattern" in schema:
        return "text, octal"
    if schema.get("format") == "date":
        return "text, YYYY-MM-DD"
    if schema.get("items", {}).get("type") == "string":
        return "list of texts"
    if schema["type"] in ("array", "object"):
        return "conditions" if schema["type"] == "object" else "list of conditions"
    kind = {"integer": "whole number", "number": "number", "boolean": "true or false"}
    return kind[schema["type"]] + _bounds(schema)


def _bounds(schema: Mapping[str, Any]) -> str:
    if "minimum" in schema and "maximum" in schema:
        return f", {schema['minimum']:g} to {schema['maximum']:g}"
    if "minimum" in schema:
        return f", {schema['minimum']:g} or more"
    if "exclusiveMinimum" in schema and "exclusiveMaximum" in schema:
        return f", between {schema['exclusiveMinimum']:g} and {schema['exclusiveMaximum']:g}"
    if "exclusiveMinimum" in schema:
        return f", above {schema['exclusiveMinimum']:g}"
    return ""


def _parameters(catalog: Catalog) -> str:
    rows = [
        (
            code(f"params.{item.stem}.{parameter.name}"),
            f"{parameter.default}",
            parameter.unit,
            f"{parameter.help} {link(file_of(item))}",
        )
        for item in sorted(catalog.tables.values(), key=lambda item: (item.stem, item.name))
        for parameter in item.parameters
    ]
    return table(("key", "default", "unit", "meaning"), rows)


def _rule(catalog: Catalog, name: str, rule: Rule) -> Iterator[str]:
    yield f"### `{name}`: {rule.decision}"
    yield ""
    yield f"Decides {_DECISIONS[rule.decision]} if {_conditions(rule.when)}."
    if rule.unless:
        otherwise = _DECISIONS[rule.otherwise]
        unknown = "; if that is unknown, at most a review" if rule.decision == "ban" else ""
        yield f"If {_conditions(rule.unless)}, it decides {otherwise} instead{unknown}."
    rests = any(catalog.signals[signal].rests_on_contacts for signal in rule.signals)
    if rests and "ban" in (rule.decision, rule.otherwise):
        yield "If contacts are inferred, it decides at most a review."
    if "ban" in (rule.decision, rule.otherwise):
        yield _logs(catalog, rule)
    if rule.min_evidence != "watch":
        yield _EVIDENCE[rule.min_evidence]
    for account_type in rule.by_type:
        yield _change(account_type, rule, rule.of_type(account_type))
    if rule.mode != "enforce":
        yield f"It is {_mode(rule.mode)}."
    yield ""
    yield f"> {_PLACEHOLDER.sub('…', rule.reason)}"


def _logs(catalog: Catalog, rule: Rule) -> str:
    """Return the logs that must be complete for a ban."""
    tables = {catalog.signals[signal].table.name for signal in rule.signals}
    present = {log.name for log in LOGS}
    found = {source for name in tables for source in sources(catalog, name, present)}
    whole = [log.name for log in LOGS if Source(log, False) in found]
    recent = [log.name for log in LOGS if Source(log, True) in found and log.name not in whole]
    parts = [*map(code, whole), *(f"{code(name)} (of D-1 and D)" for name in recent)]
    return f"If one of these logs is missing in part, at most a review: {', '.join(parts)}."


def _change(account_type: str, rule: Rule, variant: Rule) -> str:
    changes = []
    if variant.mode != rule.mode:
        changes.append(f"it is {_mode(variant.mode)}")
    if variant.when != rule.when:
        changes.append(f"it fires if {_conditions(variant.when)}")
    if variant.unless != rule.unless:
        changes.append(f"its exception is {_conditions(variant.unless)}")
    if variant.decision != rule.decision:
        changes.append(f"it decides {_DECISIONS[variant.decision]}")
    if variant.otherwise != rule.otherwise:
        changes.append(f"its exception decides {_DECISIONS[variant.otherwise]}")
    if variant.min_evidence != rule.min_evidence:
        changes.append(f"a review needs evidence that supports a {variant.min_evidence}")
    return f"For {code(account_type)} accounts {' and '.join(changes)}."


def _mode(mode: str) -> str:
    return {"off": "off", "shadow": "in shadow", "enforce": "enforced"}[mode]


def _conditions(conditions: Mapping[str, Condition]) -> str:
    return " and ".join(f"`{name}` {condition}" for name, condition in conditions.items()) or "none"
