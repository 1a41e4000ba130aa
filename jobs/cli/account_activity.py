"""How an account's day reads: what it did, whom it reached, what happened."""

from typing import Any

from jobs.cli.display import instant, line, number, show_table, title

_OUTCOMES = ("accepted", "declined", "left", "removed", "blocked", "reported", "wrote")
_ACTIVITY_COUNTS = ("event_count", "other_count", "group_count", "forward_count")


def show_activity(document: dict[str, Any]) -> None:
    """Print what the account did and what was done to it."""
    title("What it did on the date, and what was done to it")
    if document["activity"] is None:
        line("unknown")
        return
    if not document["activity"]:
        line("nothing in the logs of the date")
        return
    rows = [
        (
            "it" if row["is_own"] else "to it",
            row["action"],
            *(number(row[name] or 0) for name in _ACTIVITY_COUNTS),
            instant(row["first_at"]),
            instant(row["last_at"]),
        )
        for row in document["activity"]
    ]
    counts = ("events", "accounts", "groups", "forwards")
    show_table(("who", "what", *counts, "first", "last"), rows, counts)


def show_targets(targets: dict[str, Any] | None) -> None:
    """Print whom the account added or invited, and what they did since."""
    if targets is None or not targets["count"]:
        return
    title("Whom it added or invited, and what they did since, on the date")
    reached = f"{targets['added_count']:,} added, {targets['invited_count']:,} invited"
    came = ", ".join(f"{targets[f'{name}_count']:,} {name}" for name in _OUTCOMES)
    line(f"{reached}; of these: {came}; {targets['nothing_count']:,} did none of this")
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
        show_table(("account", "first", "groups", "then"), rows, ("groups",))
    _show_more(targets["count"] - len(rows))


def _show_more(count: int) -> None:
    if count > 0:
        line(f"... and {count:,} more; --events N lists more")


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
    show_table(("at", "what", "who", "to whom", "group", "count"), rows, ("count",))
    _show_more(document["event_count"] - len(rows))
