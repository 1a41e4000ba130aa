"""Define `groupspam flags` and `groupspam account`."""

import datetime
from pathlib import Path
from typing import Any

import click

from jobs.cli.options import DATE, investigation_options, option, reading_options


@click.command(epilog="Example: groupspam flags --date 2026-03-01 --decision ban --decision review")
@option("--date", type=DATE, help="The date; default: the latest published.")
@option("--decision", "decisions", type=click.Choice(["ban", "review", "watch"]), multiple=True,
        help="Only this decision; repeatable.")  # fmt: skip
@option("--rule", "rules", multiple=True, help="Only flags by this rule; repeatable.")
@reading_options
def flags(
    date: datetime.date | None,
    decisions: tuple[str, ...],
    rules: tuple[str, ...],
    output: Path,
    as_json: bool,
) -> None:
    """Show the flagged accounts of a night, bans first."""
    from jobs.cli.display import show_json
    from jobs.investigate import published_flags

    found = published_flags.flags(output, date, decisions, rules)
    if as_json:
        show_json(found)
    if not found["flags"]:
        raise published_flags.none_found(found, decisions, rules)
    if not as_json:
        _show_flags(found)


def _show_flags(found: dict[str, Any]) -> None:
    from jobs.cli.display import show_table

    decided = [flag["decision"] for flag in found["flags"]]
    counts = ", ".join(f"{decided.count(name)} {name}" for name in ("ban", "review", "watch"))
    click.echo(f"Flagged on {found['date']}: {counts}")
    rows = [
        (
            flag["account_id"],
            flag["decision"],
            flag["rules"][0]["rule"],
            flag["suppressed_by"] or "-",
            flag["first_flagged_on"],
            _why(flag["rules"]),
        )
        for flag in found["flags"]
    ]
    columns = ("account", "decision", "strongest rule", "suppressed", "since", "reason")
    show_table(columns, rows)


def _why(rules: list[dict[str, Any]]) -> str:
    """Return the reason of the strongest rule and the names of the others."""
    strongest, *others = rules
    also = f"; also {', '.join(rule['rule'] for rule in others)}" if others else ""
    return f"{strongest['text']}{also}"


@click.command(epilog="Example: groupspam account acc-1017 --date 2026-03-01 --input logs")
@click.argument("account_id", metavar="ID")
@option("--date", type=DATE, help="The date; default: the latest published.")
@option("--events", type=click.IntRange(min=0), default=50,
        help="Maximum number of events and of targets to list.")  # fmt: skip
@investigation_options
def account(
    account_id: str,
    date: datetime.date | None,
    events: int,
    input_root: Path,
    output: Path,
    as_json: bool,
) -> None:
    """Show the report on one account: decision, reasons, activity and signals.

    Each lookup is written to the access log in the output folder.
    """
    from jobs.cli.account_report import show
    from jobs.cli.display import show_json
    from jobs.investigate.account_report import Request, account_report

    found = account_report(Request(account_id, output, input_root, date, events))
    if as_json:
        show_json(found)
    else:
        show(found)
