"""What the rules that neither fired nor were lowered came to for an account, and why."""

from collections.abc import Iterator, Mapping
from typing import Any

from jobs.config.rules import Rule
from jobs.publish.reader import Published
from jobs.scoring.flags import number

_NO_TABLE = (
    "unknown: the night was published without the table exemptions, by an earlier version; "
    "run it again"
)
_NOT_MET = (
    "for none of the other rules that are enforced did all conditions hold: an account for which "
    "they do is in flags or in exemptions; its signals, which would show the condition that "
    "failed, are not published"
)


def rulings(published: Published, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules that a dossier's flag and exemptions do not name, each with the reason.

    Returns:
        `note`, which says what is known where the account's signals are not published, else None;
        and `unmet`: for each rule `text` and, of the first condition that did not hold, `signal`,
        `observed` and `condition`.
    """
    date = document["date"]
    if not published.files("exemptions", [date]):
        return {"note": _NO_TABLE, "unmet": []}
    if not document["signals"]["is_published"]:
        return {"note": _NOT_MET, "unmet": []}
    figures = {
        signal["signal"]: signal["value"]
        for family in document["signals"]["families"]
        for signal in family["signals"]
    }
    flags = [flag for flag in (document["flag"], document["shadow_flag"]) if flag]
    told = {row["rule"] for row in document["exemptions"]}
    told |= {rule["rule"] for flag in flags for rule in flag["rules"]}
    known: Mapping[str, Any] = document["registration"] or next(iter(flags), {})
    rules = _rules(published.manifest(date).get("policy", {}))
    return {
        "note": None,
        "unmet": [
            {"rule": name, **_unmet(rule, known.get("account_type"), figures)}
            for name, rule in rules
            if name not in told
        ],
    }


def _rules(policy: Mapping[str, Any]) -> Iterator[tuple[str, Rule]]:
    """Give the rules of a manifest's policy, without those that another version wrote."""
    for name, values in policy.get("rules", {}).items():
        try:
            yield name, Rule.model_validate(values)
        except ValueError:
            continue


def _unmet(rule: Rule, kind: str | None, figures: Mapping[str, float | None]) -> dict[str, Any]:
    """Return why a rule came to nothing for an account of a type."""
    nothing = {"signal": None, "observed": None, "condition": None}
    applied = rule.of_type(kind)
    if applied.mode == "off":
        because = f": {applied.because}" if applied.because else ""
        return {**nothing, "text": f"off for {kind or 'all'} accounts{because}"}
    for signal, condition in applied.when.items():
        observed = figures.get(signal)
        if not condition.holds(observed):
            shown = {"signal": signal, "observed": observed, "condition": str(condition)}
            return {**shown, "text": f"{signal} is {number(observed)}, not {condition}"}
    return {**nothing, "text": f"its conditions hold, and it decided nothing ({applied.mode})"}
