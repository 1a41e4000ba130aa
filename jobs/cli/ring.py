"""The command that shows the rings of a night, one of them, or its graph for other programs."""

import datetime
from pathlib import Path
from typing import Any

import click

from jobs.cli.options import DATE, option, reading_options

_ALIKE = "two of them or more added each of"
_OTHERWISE = {
    "group": "refused by others, they added to the same groups",
    "registration": "registered in one place within hours",
    "rejection": "refused by others, they answered one another",
}
_FATES = {
    "born": "new",
    "goes_on": "goes on",
    "returned": "is back",
    "split": "split off",
}
_ENDED = {
    "merged": "Now part of another",
    "gone": "No more since the last night",
}
_UNSEEN = (
    "A ring of {account_count} accounts and {target_count} targets that none of these shows made "
    "at most {most_add_count:,} adds of unwelcome strangers, if it made {target_share:.0%} or more "
    "of those of each target"
)


@click.command(epilog="Example: groupspam ring 20260311-6cd22070 --graph gexf > ring.gexf")
@click.argument("ring_id", metavar="[ID]", required=False)
@option("--date", type=DATE, help="The night; the latest published if not given.")
@option("--graph", "form", type=click.Choice(["graphml", "gexf", "json"]),
        help="Print its graph instead: its accounts and whom they acted upon.")  # fmt: skip
@reading_options
def ring(
    ring_id: str | None,
    date: datetime.date | None,
    form: str | None,
    output: Path,
    as_json: bool,
) -> None:
    """Show a ring: its accounts, what was decided on them, and since when it is known.

    Without an ID, show the rings of the night, those that are no more, and what a ring can have
    done at most that none of them shows. The look at one is recorded in the access log beside the
    published tables.
    """
    if ring_id is not None:
        _one(output, date, ring_id, form, as_json)
    elif form:
        raise click.UsageError("a graph is that of one ring: name its ID")
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
        raise NothingFound(f"no ring on {found['date']}")


def _show_all(found: dict[str, Any]) -> None:
    from jobs.cli.display import line, number, show_table

    told = found["rings"]
    line(f"Rings on {found['date']}: {len(told)}")
    if told:
        columns = ("ring", "fate", "accounts", "flagged", "targets", "score", "since", "method")
        rows = [
            (
                row["ring_id"],
                _FATES.get(row["fate"], "unknown"),
                number(row["account_count"]),
                number(row["flagged_count"]),
                number(row["target_count"]),
                number(row["score"]),
                row["first_seen_on"],
                row["method"],
            )
            for row in told
        ]
        show_table(columns, rows, columns[2:6])
    for fate, text in _ENDED.items():
        if found["campaigns"].get(fate):
            line(f"{text}: {', '.join(found['campaigns'][fate])}")
    if found["hidden_rings"]:
        line(_UNSEEN.format(**found["hidden_rings"]))


def _show(found: dict[str, Any]) -> None:
    from jobs.cli.display import line, number, show_table, title

    title(f"Ring {found['ring_id']} on {found['date']}")
    ways = [text for way, text in _OTHERWISE.items() if way in found["method"].split("+")]
    work = f"{' and '.join(ways)}; they added or wrote to" if ways else _ALIKE
    line(
        f"{found['account_count']:,} accounts; {work} {found['target_count']:,} others "
        f"({found['method']}, density {number(found['density'])}); a ring of spam with a "
        f"probability of {number(found['score'])}; first seen on {found['first_seen_on']}"
    )
    if found["parent_ring_ids"]:
        line(f"came from {', '.join(found['parent_ring_ids'])} too")
    measures = found["measures"]
    line(
        f"on the date its accounts acted upon {measures['target_count']:,} others, two or more "
        f"of them upon {measures['shared_target_count']:,}; {measures['inside_count']:,} pairs "
        f"of them had to do with each other"
    )
    title("Accounts")
    columns = ("account", "role", "membership", "decision")
    rows = [
        (row["account_id"], row["role"], number(row["membership"]), row["decision"] or "-")
        for row in found["members"]
    ]
    show_table(columns, rows, ("membership",))
    if found["former_nights"]:
        title("Former nights")
        columns = ("date", "accounts", "targets", "score")
        former = [
            (
                night["date"],
                number(night["account_count"]),
                number(night["target_count"]),
                number(night["score"]),
            )
            for night in found["former_nights"]
        ]
        show_table(columns, former, columns[1:])
