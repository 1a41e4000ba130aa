"""Define `groupspam evaluate`: compare published flags with labels."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jobs.cli.options import DATE, option, reading_options

if TYPE_CHECKING:
    from jobs.training.evaluate import Evaluation, Proportion


@click.command(
    epilog="Example: groupspam evaluate --labels /tmp/world/truth.parquet --output tables"
)
@option("--labels", required=True, type=click.Path(path_type=Path),
        help="Parquet or CSV with account_id, is_spam and optionally archetype.")  # fmt: skip
@option("--from", "first", type=DATE, help="The first date; default: the earliest published.")
@option("--to", "last", type=DATE, help="The last date; default: the latest published.")
@option("--parquet", type=click.Path(path_type=Path), show_default=False,
        help="Also write one row per archetype to this file.")  # fmt: skip
@reading_options
def evaluate(
    labels: Path,
    first: datetime.date | None,
    last: datetime.date | None,
    parquet: Path | None,
    output: Path,
    as_json: bool,
) -> None:
    """Show recall and false positives by archetype.

    An account counts by its strongest decision over the nights; a ban that the circuit breaker
    holds counts as a ban. Shares have 95 % confidence intervals.
    """
    from jobs.cli.display import show_json
    from jobs.training import evaluate as evaluation

    found = evaluation.evaluate(output, labels, first, last)
    if parquet is not None:
        evaluation.write(found, parquet)
    if as_json:
        show_json(found.document)
    else:
        _show(found)


def _show(found: "Evaluation") -> None:
    from jobs.cli.display import number, show_table

    nights = len(found.dates)
    click.echo(f"{nights} night{'s' if nights > 1 else ''}, {found.dates[0]} to {found.dates[-1]}")
    rows = [
        (
            item.archetype,
            "spam" if item.is_spam else "innocent",
            number(item.account_count),
            *_formatted(item.banned),
            *_formatted(item.banned_or_reviewed),
            number(item.watched_count),
        )
        for item in found.archetypes
    ]
    columns = (
        "archetype",
        "truth",
        "accounts",
        "ban",
        "share (95 %)",
        "ban or review",
        "share (95 %)",
        "watch",
    )
    show_table(columns, rows)
    click.echo()
    for text, share in [
        ("spam banned", found.spam_banned),
        ("spam banned or reviewed", found.spam_banned_or_reviewed),
        ("innocents banned", found.innocent_banned),
        ("innocents banned or reviewed", found.innocent_banned_or_reviewed),
        ("bans that are spam", found.ban_precision),
        ("bans and reviews that are spam", found.ban_or_review_precision),
    ]:
        click.echo(f"{text:<36}{' '.join(_formatted(share))}")
    click.echo(f"{'average precision':<36}{number(found.average_precision)}")
    click.echo(f"{'flags in 100,000 ordinary accounts':<36}{number(found.ordinary_flags_per_100k)}")
    click.echo(f"{'flagged and not labelled':<36}{number(found.unlabelled_flag_count)}")


def _formatted(found: "Proportion") -> tuple[str, str]:
    """Format a count, and its share with the interval."""
    if found.share is None:
        return f"{found.count:,}", "-"
    ends = f"{found.share_low:.3f} to {found.share_high:.3f}"
    return f"{found.count:,}", f"{found.share:.3f} ({ends})"
