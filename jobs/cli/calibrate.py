"""Define `groupspam calibrate`: learn weights of evidence from labelled accounts."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jobs.cli.options import DATE, option, reading_options

if TYPE_CHECKING:
    from jobs.config.weights import Weight
    from jobs.training.calibrate import Calibration


@click.command(
    epilog="Example: groupspam calibrate --labels verdicts.csv --output tables --out policy.toml"
)
@option("--labels", required=True, type=click.Path(path_type=Path),
        help="Parquet or CSV with account_id, is_spam and optionally source.")  # fmt: skip
@option("--out", required=True, type=click.Path(path_type=Path),
        help="The policy overlay to write, with the learned weights.")  # fmt: skip
@option("--policy", type=click.Path(path_type=Path), show_default=False,
        help="A file that overlays the packaged policy; its weights are relearned.")  # fmt: skip
@option("--signal", "signals", multiple=True,
        help="A signal that has no weight yet; repeatable.")  # fmt: skip
@option("--keep-others", is_flag=True,
        help="Learn the weights of --signal only, beside the others as they are.")  # fmt: skip
@option("--from", "first", type=DATE, help="The first date; default: the earliest published.")
@option("--to", "last", type=DATE, help="The last date; default: the latest published.")
@reading_options
def calibrate(
    labels: Path,
    out: Path,
    policy: Path | None,
    signals: tuple[str, ...],
    keep_others: bool,
    first: datetime.date | None,
    last: datetime.date | None,
    output: Path,
    as_json: bool,
) -> None:
    """Relearn the weights of evidence, and show the changes.

    The nights must be published with all signals. Labels with source `groupspam` are excluded:
    they are only this program's own flags.
    """
    from jobs.cli.display import show_json
    from jobs.training import calibrate as calibration

    request = calibration.Request(output, labels, policy, signals, keep_others, first, last)
    found = calibration.calibrate(request)
    calibration.write(found.weights, out)
    if as_json:
        show_json(found.document)
    else:
        _show(found)


def _show(found: "Calibration") -> None:
    from jobs.cli.display import number, show_table

    nights = len(found.dates)
    click.echo(
        f"learned from {found.spam_count:,} spam and {found.honest_count:,} other account-nights "
        f"of {nights} night{'s' if nights > 1 else ''}; "
        f"{found.own_count:,} labels from own flags excluded"
    )
    rows = [
        (
            item.family,
            item.signal,
            number(item.known_count),
            _range(item.before),
            _range(item.after),
            f"{max(item.after.errors, default=0.0):.1f}",
        )
        for item in sorted(found.learned, key=lambda item: (item.family, item.signal))
    ]
    columns = ("family", "signal", "known", "bits before", "bits now", "largest error")
    show_table(columns, rows, ("known", "largest error"))


def _range(weight: "Weight | None") -> str:
    """Return the minimum and maximum bits of a weight."""
    return "-" if weight is None else f"{min(weight.bits):+.1f} to {max(weight.bits):+.1f}"
