"""The command that runs a night."""

import datetime
from pathlib import Path

import click

from jobs.cli.display import safe
from jobs.cli.options import DATE, option, run_options

_HELD = (
    "flags are published, bans are held for review: {}; look at them, then run again with "
    "--release-bans REASON if they are right"
)


@click.command(epilog="Example: groupspam run --date 2026-03-01 --input logs --output tables")
@option("--date", type=DATE, required=True, help="The UTC day to judge.")
@option("--allow-missing", is_flag=True, help="Go on without a needed log's partition.")
@option(
    "--dry-run", is_flag=True, help="Say who would be flagged, let go or changed; write nothing."
)
@option("--release-bans", metavar="REASON", help="Publish bans that the valve holds; recorded.")
@option("--rebuild", is_flag=True, help="Make the warehouse anew from the input.")
@run_options
def run(
    date: datetime.date,
    input_root: Path,
    output: Path,
    warehouse: Path,
    policy: Path | None,
    memory_limit: str | None,
    threads: int | None,
    engine: str,
    allow_missing: bool,
    dry_run: bool,
    release_bans: str | None,
    rebuild: bool,
) -> None:
    """Run the nightly batch for one date; print the path of its manifest."""
    from jobs.contract.errors import BansHeld, Unavailable
    from jobs.pipeline import nightly

    if engine != "duckdb":
        raise Unavailable(f"--engine {engine}: not available in this version; use duckdb")
    options = nightly.Options(
        date=date,
        input=input_root,
        output=output,
        warehouse=warehouse,
        policy=policy,
        memory_limit=memory_limit,
        threads=threads,
        allow_missing=allow_missing,
        rebuild=rebuild,
        release_bans=release_bans,
    )
    if dry_run:
        for change in nightly.rehearse(options):
            click.echo("\t".join(safe(field) for field in change.fields))
        return
    outcome = nightly.run(options)
    click.echo(outcome.manifest)
    if outcome.held:
        raise BansHeld(_HELD.format(outcome.held))
