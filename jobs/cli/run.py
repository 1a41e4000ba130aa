"""Define `groupspam run`."""

import datetime
from pathlib import Path

import click

from jobs.cli.display import safe
from jobs.cli.options import DATE, option, run_options

_HELD = (
    "flags are published, but bans are held for review: {}; check them, then run again with "
    "--release-bans REASON if they are correct"
)


@click.command(epilog="Example: groupspam run --date 2026-03-01 --input logs --output tables")
@option("--date", type=DATE, required=True, help="The UTC day to process.")
@option("--allow-missing", is_flag=True, help="Run even if a partition of a needed log is missing.")
@option("--dry-run", is_flag=True, help="Show changed flags without writing anything.")
@option("--release-bans", metavar="REASON", help="Publish bans that the circuit breaker holds.")
@option("--rebuild", is_flag=True, help="Rebuild the warehouse from the input.")
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
        for change in nightly.dry_run(options):
            click.echo("\t".join(safe(field) for field in change.fields))
        return
    outcome = nightly.run(options)
    click.echo(outcome.manifest)
    if outcome.held:
        raise BansHeld(_HELD.format(outcome.held))
