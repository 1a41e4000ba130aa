"""Print an account's activity on a date, its targets, and their responses."""

from typing import Any

from jobs.cli.display import instant, line, number, show_table, title

_OUTCOMES = ("accepted", "declined", "left", "removed", "blocked", "reported", "wrote")
_ACTIVITY_COUNTS = ("event_count", "other_count", "group_count", "forward_count")


def show_activity(document: dict[str, Any]) -> None:
    """Print the actions by the account and on the account."""
    title("Activity on the date")
    if document["activity"] is None:
        line("unknown")
        return
    if not document["activity"]:
        line("no rows in the logs of the date")
        return
    rows = [
        (
            "by it" if row["is_own"] else "on it",
            row["action"],
            *(number(row[name] or 0) for name in _ACTIVITY_COUNTS),
            instant(row["first_at"]),
            instant(row["last_at"]),
        )
        for row in document["activity"]
    ]
    counts = ("events", "accounts", "groups", "forwards")
    show_table(("direction", "action", *counts, "first", "last"), rows, counts)


def show_targets(targets: dict[str, Any] | None) -> None:
    """Print the account's targets and their responses."""
    if targets is None or not targets["count"]:
        return
    title("Targets and their responses on the date")
    reached = f"{targets['added_count']:,} added, {targets['invited_count']:,} invited"
    responses = ", ".join(f"{targets[f'{name}_count']:,} {name}" for name in _OUTCOMES)
    line(f"{reached}; responses: {responses}; {targets['nothing_count']:,} without any response")
    rows = [
        (
            row["target_id"],
            instant(row["added_at"] or row["invited_at"]),
            number(row["group_count"]),
            "; ".join(
                f"{name} {instant(row[f'{name}_at'])}" for name in _OUTCOMES if row[f"{name}_at"]
            ),
        )
        for row in targets["rows"]
    ]
    if rows:
        show_table(("target", "first", "groups", "responses"), rows, ("groups",))
    _show_more(targets["count"] - len(rows))


def _show_more(count: int) -> None:
    if count > 0:
        line(f"... and {count:,} more; --events N shows more")


def show_events(document: dict[str, Any]) -> None:
    """Print the earliest events of the date."""
    events = document["events"]
    if not events:
        return
    title("Events of the date, in order")
    rows = [
        (
            instant(event["event_at"]),
            event["action"] + (" (forward)" if event["is_forward"] else ""),
            event["actor_id"] or "-",
            event["target_id"] or "-",
            event["group_id"] or "-",
            number(event["event_count"]),
        )
        for event in events
    ]
    show_table(("at", "action", "actor", "target", "group", "count"), rows, ("count",))
    _show_more(document["event_count"] - len(rows))
