"""How an account's neighbourhood reads."""

from typing import Any

from jobs.cli.display import line, number, show_table, title

_RELATION_COUNTS = ("account_count", "event_count", "listed_count", "not_listed_count")


def show_neighbourhood(around: dict[str, Any]) -> None:
    """Print who is around the account."""
    title("Neighbourhood on the date")
    if not around["neighbour_count"]:
        line("no relation to another account is published")
        return
    line(
        f"{around['neighbour_count']:,} neighbours: reaches {around['out_degree']:,}, "
        f"is reached by {around['in_degree']:,}, both ways {around['mutual_count']:,} "
        f"(reciprocity {number(around['reciprocity'])})"
    )
    line(
        f"{around['edges_among_neighbours']:,} pairs among the neighbours, clustering "
        f"{number(around['clustering'])}"
    )
    if around["omitted_count"]:
        line(f"measured without {around['omitted_count']:,} neighbours of the fewest relations")
    rows = [
        (
            "it" if row["direction"] == "out" else "by them",
            row["relation"],
            *(number(row[name]) for name in _RELATION_COUNTS),
        )
        for row in around["relations"]
    ]
    counts = ("accounts", "events", "list the doer", "do not")
    show_table(("who", "relation", *counts), rows, counts)
    _show_flagged(around["flagged"])
    if around["note"]:
        line(f"({around['note']})")


def _show_flagged(flagged: list[dict[str, Any]]) -> None:
    line(f"flagged neighbours: {len(flagged):,}")
    rows = [
        (row["account_id"], row["decision"], ", ".join(row["out"]), ", ".join(row["in"]))
        for row in flagged[:20]
    ]
    if rows:
        show_table(("account", "decision", "it did to them", "they did to it"), rows)
    if len(flagged) > len(rows):
        line(f"... and {len(flagged) - len(rows):,} more; --json lists all")
