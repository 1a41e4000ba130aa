"""Define `groupspam ring`."""

import datetime
from pathlib import Path
from typing import Any

import click

from jobs.cli.options import DATE, option, reading_options

_SHARED_TARGETS = "two or more of them added each of"
_METHODS = {
    "group": "rejected by targets; they added to the same groups",
    "registration": "registered in one place within hours",
    "rejection": "rejected by targets; they replied to each other",
}
_STATUSES = {
    "born": "new",
    "goes_on": "continues",
    "returned": "returned",
    "split": "split off",
}
_ENDED = {
    "merged": "Merged into another ring",
    "gone": "No longer found since the last night",
}
_UNDETECTED = (
    "Upper bound on the activity of an undetected ring: {max_add_count:,} adds by unwelcome "
    "strangers, for {account_count} accounts and {target_count} targets, if the ring made at least "
    "{target_share:.0%} of such adds of each target"
)


@click.command(epilog="Example: groupspam ring 20260311-6cd22070 --graph gexf > ring.gexf")
@click.argument("ring_id", metavar="[ID]", required=False)
@option("--date", type=DATE, help="The date; default: the latest published.")
@option("--graph", "form", type=click.Choice(["graphml", "gexf", "json"]),
        help="Print the graph of accounts and targets instead.")  # fmt: skip
@reading_options
def ring(
    ring_id: str | None,
    date: datetime.date | None,
    form: str | None,
    output: Path,
    as_json: bool,
) -> None:
    """Show a ring: its accounts, their decisions, and when it was first seen.

    Without an ID, list the rings of the night, the rings that ended, and the upper bound on the
    activity of an undetected ring. Each lookup of a ring is written to the access log in the
    output folder.
    """
    if ring_id is not None:
        _one(output, date, ring_id, form, as_json)
    elif form:
        raise click.UsageError("--graph needs the ID of a ring")
    else:
        _all(output, date, as_json)


def _one(
    output: Path, date: datetime.date | None, ring_id: str, form: str | None, as_json: bool
) -> None:
    from graph.views.exports import FORMS
    from jobs.cli.display import show_json
    from jobs.investigate import ring_report as rings

    found, graph = rings.ring(output, date, ring_id)
    if form:
        click.echo(FORMS[form](graph), nl=False)
    elif as_json:
        show_json(found)
    else:
        _show(found)


def _all(output: Path, date: datetime.date | None, as_json: bool) -> None:
    from jobs.cli.display import show_json
    from jobs.contract.errors import NothingFound
    from jobs.investigate import ring_report as rings

    found = rings.rings(output, date)
    if as_json:
        show_json(found)
    else:
        _show_all(found)
    if not found["rings"]:
        raise NothingFound(f"no rings on {found['date']}")


def _show_all(found: dict[str, Any]) -> None:
    from jobs.cli.display import line, number, show_table

    rings_found = found["rings"]
    line(f"Rings on {found['date']}: {len(rings_found)}")
    if rings_found:
        columns = ("ring", "status", "accounts", "flagged", "targets", "score", "since", "method")
        rows = [
            (
                row["ring_id"],
                _STATUSES.get(row["fate"], "unknown"),
                number(row["account_count"]),
                number(row["flagged_count"]),
                number(row["target_count"]),
                number(row["score"]),
                row["first_seen_on"],
                row["method"],
            )
            for row in rings_found
        ]
        show_table(columns, rows, columns[2:6])
    for fate, text in _ENDED.items():
        if found["campaigns"].get(fate):
            line(f"{text}: {', '.join(found['campaigns'][fate])}")
    if found["undetected_rings"]:
        line(_UNDETECTED.format(**found["undetected_rings"]))


def _show(found: dict[str, Any]) -> None:
    from jobs.cli.display import line, number, show_table, title

    title(f"Ring {found['ring_id']} on {found['date']}")
    methods = [text for method, text in _METHODS.items() if method in found["method"].split("+")]
    work = f"{' and '.join(methods)}; they added or wrote to" if methods else _SHARED_TARGETS
    line(
        f"{found['account_count']:,} accounts; {work} {found['target_count']:,} others "
        f"({found['method']}, density {number(found['density'])}); "
        f"P(spam ring) = {number(found['score'])}; first seen on {found['first_seen_on']}"
    )
    if found["parent_ring_ids"]:
        line(f"also continues {', '.join(found['parent_ring_ids'])}")
    measures = found["measures"]
    line(
        f"on the date: {measures['target_count']:,} targets, "
        f"{measures['shared_target_count']:,} of them shared by two or more accounts; "
        f"{measures['inside_count']:,} pairs of its accounts have a relation"
    )
    title("Accounts")
    columns = ("account", "role", "membership", "decision")
    rows = [
        (row["account_id"], row["role"], number(row["membership"]), row["decision"] or "-")
        for row in found["members"]
    ]
    show_table(columns, rows, ("membership",))
    if found["former_nights"]:
        title("Earlier nights")
        columns = ("date", "accounts", "targets", "score")
        earlier = [
            (
                night["date"],
                number(night["account_count"]),
                number(night["target_count"]),
                number(night["score"]),
            )
            for night in found["former_nights"]
        ]
        show_table(columns, earlier, columns[1:])
