"""`groupspam simulate`: a world to try detection on, or a fire drill in one's own logs."""

import datetime as dt
from pathlib import Path

import click

_EPILOG = """\b
Examples:
  groupspam simulate /tmp/world --seed 7
  groupspam simulate /tmp/world --accounts 100000 --scenario mine.toml
  groupspam simulate /tmp/drill --into /data/logs --date 2026-03-11
"""

# Above it, what a detection reaches says little of real logs.
_TOO_MUCH_SPAM = 0.01


@click.command(epilog=_EPILOG)
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="INPUT",
    help="Plant into a copy of these logs; without it a population is made up.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="D",
    help="The night that is to find what is planted [default: the last one of INPUT].",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option(
    "--accounts",
    "account_count",
    type=int,
    default=2000,
    show_default=True,
    help="People in the made-up population.",
)
@click.option(
    "--days",
    type=int,
    default=3,
    show_default=True,
    help="Days that it lives, up to D; with fewer than 3 nothing slow is planted.",
)
@click.option(
    "--each", type=int, default=1, show_default=True, help="How often to plant each kind."
)
@click.option(
    "--scenario",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Overlay the packaged scenario: who lives there, what is planted, how often.",
)
@click.option(
    "--make-up",
    type=click.Choice(["accounts", "contacts"]),
    multiple=True,
    help="Make up this log, which INPUT lacks, for its accounts. Repeatable.",
)
def simulate(
    out: Path,
    into: Path | None,
    date: dt.datetime | None,
    seed: int,
    account_count: int,
    days: int,
    each: int,
    scenario: Path | None,
    make_up: tuple[str, ...],
) -> None:
    """Plant spam, and innocents who look like it, and write the logs to OUT.

    OUT must not exist or be empty. It gets the logs, and truth.parquet: which account was planted
    as what. Prints each archetype, how many accounts play it, and whether it is spam.
    """
    from jobs import simulate as simulation

    result = simulation.simulate(
        out,
        into=into,
        date=date.date() if date else None,
        seed=seed,
        account_count=account_count,
        days=days,
        make_up=make_up,
        each=each,
        scenario=scenario,
    )
    if result.spam_share >= _TOO_MUCH_SPAM:
        click.echo(
            f"warning: {result.spam_share:.1%} of the accounts are planted spam, more than "
            "ordinary life bears; name more --accounts",
            err=True,
        )
    for planted in result.planted:
        side = "spam" if planted.is_spam else "innocent"
        click.echo(f"{planted.archetype:<22}{len(planted.accounts):>7}  {side}")
