"""Print the ego network of an account."""

from typing import Any

from jobs.cli.display import line, number, show_table, title

_RELATION_COUNTS = ("account_count", "event_count", "listed_count", "not_listed_count")


def show_neighbourhood(network: dict[str, Any]) -> None:
    """Print the neighbours of the account and their relations."""
    title("Neighbourhood on the date")
    if not network["neighbour_count"]:
        line("no relation to another account is published")
        return
    line(
        f"{network['neighbour_count']:,} neighbours: {network['out_degree']:,} outgoing, "
        f"{network['in_degree']:,} incoming, {network['mutual_count']:,} mutual "
        f"(reciprocity {number(network['reciprocity'])})"
    )
    line(
        f"{network['edges_among_neighbours']:,} pairs among the neighbours, clustering "
        f"{number(network['clustering'])}"
    )
    if network["omitted_count"]:
        line(f"without the {network['omitted_count']:,} neighbours that have the fewest relations")
    rows = [
        (
            row["direction"],
            row["relation"],
            *(number(row[name]) for name in _RELATION_COUNTS),
        )
        for row in network["relations"]
    ]
    counts = ("accounts", "events", "have the actor as a contact", "do not")
    show_table(("direction", "relation", *counts), rows, counts)
    _show_flagged(network["flagged"])
    if network["note"]:
        line(f"({network['note']})")


def _show_flagged(flagged: list[dict[str, Any]]) -> None:
    line(f"flagged neighbours: {len(flagged):,}")
    rows = [
        (row["account_id"], row["decision"], ", ".join(row["out"]), ", ".join(row["in"]))
        for row in flagged[:20]
    ]
    if rows:
        show_table(("account", "decision", "outgoing", "incoming"), rows)
    if len(flagged) > len(rows):
        line(f"... and {len(flagged) - len(rows):,} more; --json shows all")
