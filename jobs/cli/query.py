"""Define `groupspam query`."""

import csv
import datetime
import sys
from pathlib import Path
from typing import Any

import click

from jobs.cli.options import DATE, investigation_options, option

_EPILOG = """\b
Tables: flags, shadow_flags, signals, signal_distribution, rings, ring_members, edges, evidence,
rejects and runs, for all dates; membership_events, message_edges, accounts, reports and verdicts of
one date, from the input: valid rows, including duplicates.

\b
Example: groupspam query "SELECT date, decision, count(*) FROM flags GROUP BY ALL ORDER BY ALL"
"""


@click.command(epilog=_EPILOG)
@click.argument("sql")
@option("--date", type=DATE, help="The date of the logs; default: the latest published.")
@option("--csv", "as_csv", is_flag=True, help="Print comma-separated values.")
@investigation_options
def query(
    sql: str,
    date: datetime.date | None,
    as_csv: bool,
    input_root: Path,
    output: Path,
    as_json: bool,
) -> None:
    """Run a SELECT over published tables and the logs of one day.

    Each query is written to the access log.

    Other files, including the contacts log, cannot be read; nothing can be written.
    """
    from jobs.contract.errors import NothingFound, WrongUsage
    from jobs.investigate.query import Question, answer

    if as_csv and as_json:
        raise WrongUsage("--csv and --json: choose one")
    found = answer(Question(sql, output, input_root, date))
    names = _unique_names(found.column_names)
    rows = list(zip(*(column.to_pylist() for column in found.columns), strict=True))
    _show(names, rows, as_json=as_json, as_csv=as_csv)
    if not rows:
        raise NothingFound("query: no rows")


def _unique_names(names: list[str]) -> list[str]:
    """Return the names; number those that repeat."""
    return [
        name if name not in names[:place] else f"{name}_{names[:place].count(name)}"
        for place, name in enumerate(names)
    ]


def _show(names: list[str], rows: list[tuple[Any, ...]], *, as_json: bool, as_csv: bool) -> None:
    from jobs.cli.display import as_text, safe, show_json, show_table

    if as_json:
        records = [dict(zip(names, row, strict=True)) for row in rows]
        show_json({"columns": names, "rows": records})
        return
    texts = [[as_text(value) for value in row] for row in rows]
    if not as_csv:
        show_table([safe(name) for name in names], texts)
        return
    # Not with click.echo, which strips terminal escape sequences.
    writer = csv.writer(sys.stdout, lineterminator="\n")
    is_terminal = sys.stdout.isatty()
    for row in [names, *texts]:
        writer.writerow([safe(cell) if is_terminal else cell for cell in row])
