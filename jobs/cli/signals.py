"""The command that lists what is measured."""

from pathlib import Path

import click

from jobs.cli.options import catalog_options


@click.command(epilog="Example: groupspam signals add_noncontact_24h_max_count")
@click.argument("name", required=False)
@catalog_options
def signals(name: str | None, policy: Path | None, as_json: bool) -> None:
    """List the signals, or tell all of one."""
    from jobs.cli.display import show_json, show_table
    from jobs.config.signal_dictionary import entries

    found = entries(policy, name)
    if as_json:
        show_json({"signals": found})
    elif name is not None:
        for key, value in found[0].items():
            click.echo(f"{key:<8} {', '.join(value) or '-' if isinstance(value, list) else value}")
    else:
        columns = ("signal", "family", "tier", "unit", "rules", "meaning")
        rows = [
            [
                ", ".join(value) if isinstance(value, list) else value
                for value in (entry[column] for column in columns)
            ]
            for entry in found
        ]
        show_table(columns, rows)
