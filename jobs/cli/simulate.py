"""Define `groupspam simulate`: generate test logs, or plant spam into a copy of real logs."""

import datetime as dt
from pathlib import Path

import click

_EPILOG = """\b
Examples:
  groupspam simulate /tmp/world --seed 7
  groupspam simulate /tmp/world --accounts 100000 --scenario mine.toml
  groupspam simulate /tmp/drill --into /data/logs --date 2026-03-11
"""

# Above this share, results say little about real logs.
_TOO_MUCH_SPAM = 0.01


@click.command(epilog=_EPILOG)
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="INPUT",
    help="Plant into a copy of these logs; default: simulate a population.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="D",
    help="The date on which spam is planted [default: the last one of INPUT].",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option(
    "--accounts",
    "account_count",
    type=int,
    default=2000,
    show_default=True,
    help="Number of people in the simulated population.",
)
@click.option(
    "--days",
    type=int,
    default=3,
    show_default=True,
    help="Number of simulated days up to D; fewer than 3 exclude slow spam.",
)
@click.option(
    "--each", type=int, default=1, show_default=True, help="Number of times to plant each kind."
)
@click.option(
    "--scenario",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file that overlays the packaged scenario: population and planted kinds.",
)
@click.option(
    "--make-up",
    type=click.Choice(["accounts", "contacts"]),
    multiple=True,
    help="Simulate this log if INPUT lacks it; repeatable.",
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
    """Simulate logs with spam and with similar innocent accounts, and write them to OUT.

    OUT must not exist or must be empty. It receives the logs, and truth.parquet with the archetype
    of each planted account. Prints each archetype, its number of accounts, and whether it is spam.
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
            f"warning: {result.spam_share:.1%} of the accounts are planted spam, which is not "
            "realistic; use more --accounts",
            err=True,
        )
    for planted in result.planted:
        side = "spam" if planted.is_spam else "innocent"
        click.echo(f"{planted.archetype:<22}{len(planted.accounts):>7}  {side}")
