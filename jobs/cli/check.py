"""Define `groupspam check`."""

import datetime
from pathlib import Path

import click

from jobs.cli.options import DATE, check_options, option


@click.command(epilog="Example: groupspam check --date 2026-03-01 --input logs --output tables")
@option("--date", type=DATE, help="The UTC day; default: the latest of the needed logs.")
@check_options
def check(
    date: datetime.date | None,
    input_root: Path,
    output: Path,
    warehouse: Path,
    policy: Path | None,
    as_json: bool,
) -> None:
    """Check input, policy and permissions before a run.

    Checks input, policy, output, warehouse and the kernel cache; writes nothing.

    The exit code is that of the most severe problem: 78 policy, 77 access, 73 output, 65 input
    rejected, 66 input missing, 69 engine, 75 another run; 0 if a run can start.
    """
    from jobs.cli.display import safe, show_json
    from jobs.pipeline import preflight as checks

    found = checks.check(checks.Plan(input_root, output, warehouse, policy, date))
    problem = checks.most_severe(found)
    if as_json:
        findings = [
            {
                "subject": finding.subject,
                "text": finding.text,
                "exit_code": finding.problem.exit_code if finding.problem else 0,
                "is_warning": finding.is_warning,
            }
            for finding in found
        ]
        show_json({"exit_code": problem.exit_code if problem else 0, "findings": findings})
    else:
        for finding in found:
            state = "BAD" if finding.problem else "warn" if finding.is_warning else "ok"
            click.echo(f"{state:<4}  {finding.subject:<18} {safe(finding.text)}")
    if problem is not None:
        raise problem
