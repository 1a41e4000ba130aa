"""Print an account report: the decision and its reasons first, then all details."""

from typing import Any

from jobs.cli.account_activity import show_activity, show_events, show_targets
from jobs.cli.display import instant, line, number, safe, show_table, title
from jobs.cli.ego_network import show_neighbourhood


def show(document: dict[str, Any]) -> None:
    """Print an account report as text."""
    line(f"Account {safe(document['account_id'])} on {document['date']}")
    for note in document["notes"]:
        line(f"Note: {safe(note)}")
    _show_flag(document)
    _show_exemptions(document["exemptions"])
    _show_unmet(document["rules"])
    _show_previous(document["former_flags"])
    _show_registration(document)
    show_activity(document)
    show_targets(document["targets"])
    show_neighbourhood(document["neighbourhood"])
    _show_signals(document["signals"])
    show_events(document)


def _show_flag(document: dict[str, Any]) -> None:
    title("Decision")
    flag, shadow = document["flag"], document["shadow_flag"]
    if flag is None:
        line("not flagged on this date")
    else:
        line(f"{flag['decision']}, first flagged on {flag['first_flagged_on']}")
        if flag["suppressed_by"]:
            line(f"suppressed by {flag['suppressed_by']}: {flag['suppression'] or 'unexplained'}")
        _show_rules(flag, {row["rule"]: row for row in document["evidence"]})
    if shadow is not None:
        line(f"rules in shadow mode, which have no effect, would decide {shadow['decision']}:")
        _show_rules(shadow, {})


def _show_rules(flag: dict[str, Any], evidence: dict[str, dict[str, Any]]) -> None:
    for rule in flag["rules"]:
        line(f"- {rule['rule']}: {safe(rule['text'])}")
        for place, reason in enumerate(rule["reasons"]):
            window = ""
            if reason["window_end"] is not None:
                window = (
                    f", window {instant(reason['window_start'])} to {instant(reason['window_end'])}"
                )
            text = safe(reason["text"]) if place else _lead(reason)
            line(f"    {text}{window}")
        kept = evidence.get(rule["rule"])
        if kept:
            line(
                f"    evidence: {kept['event_count']:,} events from {instant(kept['first_at'])} "
                f"to {instant(kept['last_at'])}"
            )
    if flag["weighed"]:
        line("- other evidence, strongest first:")
        for reason in flag["weighed"]:
            line(f"    {safe(reason['text'])}")


def _show_exemptions(exemptions: list[dict[str, Any]]) -> None:
    if exemptions:
        title("Exceptions that lowered a decision")
    for row in exemptions:
        left = "no flag" if row["decision"] == "none" else row["decision"]
        line(
            f"- {row['rule']}: {row['decision_before']} -> {left} by {row['exception']}: "
            f"{safe(row['text'])}"
        )


def _show_unmet(rules: dict[str, Any]) -> None:
    title("Other rules")
    if rules["note"] is not None:
        line(rules["note"])
    for row in rules["unmet"]:
        line(f"- {row['rule']}: {safe(row['text'])}")


def _lead(reason: dict[str, Any]) -> str:
    observed, threshold = number(reason["observed"]), number(reason["threshold"])
    return f"{reason['signal']}: observed {observed}, threshold {threshold}"


def _show_previous(previous: list[dict[str, Any]]) -> None:
    title("Earlier nights")
    if not previous:
        line("not flagged on any earlier published night")
        return
    rows = [
        (
            row["date"],
            row["decision"],
            ", ".join(row["rules"]),
            row["suppressed_by"] or "-",
            row["text"],
        )
        for row in previous
    ]
    show_table(("night", "decision", "rules", "suppressed by", "reason"), rows)


def _show_registration(document: dict[str, Any]) -> None:
    title("Registration and verdicts")
    registration = document["registration"]
    if registration is None:
        line("registration: unknown, or no row in the accounts log")
    else:
        for name, value in registration.items():
            if name not in ("account_id", "date"):
                shown = instant(value) if name.endswith("_at") else value
                line(f"{name}: {'unknown' if value is None else safe(shown)}")
    for verdict in document["verdicts"] or ():
        source = f" by {safe(verdict['source'])}" if verdict["source"] else ""
        line(f"verdict {verdict['verdict']}{source} at {instant(verdict['decided_at'])}")
    if not document["verdicts"]:
        line("verdicts: unknown" if document["verdicts"] is None else "verdicts: none")


def _show_signals(signals: dict[str, Any]) -> None:
    title("Signals")
    if not signals["is_published"]:
        line(safe(signals["note"]))
        return
    rows = [
        (
            family["family"],
            signal["signal"],
            number(signal["value"]),
            "" if signal["percentile"] is None else f"above {signal['percentile']} %",
            signal["meaning"] if signal["value"] is not None else f"unknown: {signal['null']}",
        )
        for family in signals["families"]
        for signal in family["signals"]
    ]
    columns = ("family", "signal", "value", "percentile", "meaning")
    show_table(columns, rows, ("value", "percentile"))
