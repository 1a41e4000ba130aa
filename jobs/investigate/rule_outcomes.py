"""Explain for an account why the other rules did not fire."""

from collections.abc import Iterator, Mapping
from typing import Any

from jobs.config.rules import Rule
from jobs.publish.reader import Published
from jobs.scoring.flags import number

_NO_TABLE = (
    "unknown: an earlier version published this night without the table exemptions; "
    "run the date again"
)
_NOT_MET = (
    "none of the other enforced rules fired: an account for which a rule fires is in flags or in "
    "exemptions; the failed conditions are unknown, because its signals are not published"
)


def rule_outcomes(published: Published, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules that are not in a report's flag and exemptions, each with the reason.

    Returns:
        `note`, set if the account's signals are not published, else None; and `unmet`: for each
        rule its `text` and the first condition that did not hold, as `signal`, `observed` and
        `condition`.
    """
    date = document["date"]
    if not published.files("exemptions", [date]):
        return {"note": _NO_TABLE, "unmet": []}
    if not document["signals"]["is_published"]:
        return {"note": _NOT_MET, "unmet": []}
    values = {
        signal["signal"]: signal["value"]
        for family in document["signals"]["families"]
        for signal in family["signals"]
    }
    flags = [flag for flag in (document["flag"], document["shadow_flag"]) if flag]
    named = {row["rule"] for row in document["exemptions"]}
    named |= {rule["rule"] for flag in flags for rule in flag["rules"]}
    known: Mapping[str, Any] = document["registration"] or next(iter(flags), {})
    rules = _rules(published.manifest(date).get("policy", {}))
    return {
        "note": None,
        "unmet": [
            {"rule": name, **_unmet(rule, known.get("account_type"), values)}
            for name, rule in rules
            if name not in named
        ],
    }


def _rules(policy: Mapping[str, Any]) -> Iterator[tuple[str, Rule]]:
    """Yield the rules of a manifest's policy that this version can read."""
    for name, values in policy.get("rules", {}).items():
        try:
            yield name, Rule.model_validate(values)
        except ValueError:
            continue


def _unmet(rule: Rule, kind: str | None, values: Mapping[str, float | None]) -> dict[str, Any]:
    """Return why a rule did not fire for an account of a type."""
    nothing = {"signal": None, "observed": None, "condition": None}
    applied = rule.of_type(kind)
    if applied.mode == "off":
        because = f": {applied.because}" if applied.because else ""
        return {**nothing, "text": f"off for {kind or 'all'} accounts{because}"}
    for signal, condition in applied.when.items():
        observed = values.get(signal)
        if not condition.holds(observed):
            failed = {"signal": signal, "observed": observed, "condition": str(condition)}
            return {**failed, "text": f"{signal} is {number(observed)}, not {condition}"}
    return {**nothing, "text": f"its conditions hold, but it decided nothing ({applied.mode})"}
