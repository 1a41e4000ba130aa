"""Read the published flags of a night with their reasons."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jobs.config.rules import EVIDENCE
from jobs.contract.errors import NothingFound
from jobs.publish.reader import Published, in_memory
from jobs.scoring.flags import RANK

SUPPRESSIONS = {
    "valve": "the circuit breaker holds the bans of this night: this ban stays a review until "
    "someone runs the date again with --release-bans",
    "verdict": "would be a ban, but a recent verdict says legitimate; a person decides",
    "allow": "would be a ban, but the account is on the allow list; a person decides",
}


def flags(
    output: Path,
    date: datetime.date | None,
    decisions: Sequence[str] = (),
    rules: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the flags of a night, bans first, then by excess over the threshold.

    Args:
        output: the folder of published tables.
        date: the night; None: the latest.
        decisions: return only these decisions; empty: all.
        rules: return only flags by one of these rules; empty: all.

    Raises:
        NothingFound: the night is not published.
    """
    published = Published(output)
    chosen = published.published_date(date)
    with in_memory() as engine:
        rows = published.rows(engine, "flags", chosen)
    kept = [
        with_rules(row)
        for row in sorted(rows, key=_urgency)
        if (not decisions or row["decision"] in decisions)
        and (not rules or set(rules) & set(row["rules"]))
    ]
    return {"date": chosen, "flags": kept}


def with_rules(flag: dict[str, Any]) -> dict[str, Any]:
    """Return a published flag with its reasons grouped by rule and its suppression explained.

    `weighed` are reasons of evidence that decided nothing by itself.
    """
    reasons: dict[str, list[dict[str, Any]]] = {}
    for reason in flag["reasons"] or []:
        plain = {key: value for key, value in reason.items() if key != "rule"}
        reasons.setdefault(reason["rule"], []).append(plain)
    rules = [
        {
            "rule": rule,
            "text": next((reason["text"] for reason in reasons.get(rule, ())), ""),
            "reasons": reasons.get(rule, []),
        }
        for rule in flag["rules"]
    ]
    others = {key: value for key, value in flag.items() if key not in ("rules", "reasons")}
    return {
        **others,
        "suppression": SUPPRESSIONS.get(flag["suppressed_by"] or ""),
        "rules": rules,
        "weighed": [] if EVIDENCE in flag["rules"] else reasons.get(EVIDENCE, []),
    }


def _urgency(flag: dict[str, Any]) -> tuple[float, float, str]:
    lead = (flag["reasons"] or [{"observed": 0.0, "threshold": 0.0}])[0]
    excess = lead["observed"] / lead["threshold"] if lead["threshold"] else lead["observed"]
    return (-RANK[flag["decision"]], -excess, flag["account_id"])


def none_found(
    found: dict[str, Any], decisions: Sequence[str], rules: Sequence[str]
) -> NothingFound:
    """Return the error for an empty selection of flags."""
    asked = [*decisions, *rules]
    return NothingFound(
        f"no account is flagged on {found['date']}" + (f" with {', '.join(asked)}" if asked else "")
    )
