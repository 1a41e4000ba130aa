"""Define the program: the group of all commands, and the only place that catches errors."""

import os
import sys
import traceback
from importlib.metadata import PackageNotFoundError, version

import click

from jobs.cli.calibrate import calibrate
from jobs.cli.check import check
from jobs.cli.display import safe
from jobs.cli.evaluate import evaluate
from jobs.cli.flags import account, flags
from jobs.cli.options import Session
from jobs.cli.query import query
from jobs.cli.ring import ring
from jobs.cli.run import run
from jobs.cli.signals import signals
from jobs.cli.simulate import simulate
from jobs.contract.errors import GroupspamError

BUG = 70


def _version() -> str:
    try:
        return version("groupspam")
    except PackageNotFoundError:
        return "unknown"


@click.group(
    epilog="Example: groupspam run --date 2026-03-01 --input logs --output tables",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(_version(), prog_name="groupspam")
def cli() -> None:
    """Find group spam on a messaging platform from metadata alone."""


for command in (run, check, flags, account, ring, query, signals, simulate, evaluate, calibrate):
    cli.add_command(command)


def main() -> None:
    """Run the command line; exit with the code of the result."""
    session = Session()
    try:
        code = cli.main(prog_name="groupspam", standalone_mode=False, obj=session)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        _report(error, error.format_message().rstrip(".") + "; see --help", session)
        code = error.exit_code
    except click.Abort:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except GroupspamError as error:
        _report(error, str(error), session)
        code = error.exit_code
    except Exception as error:
        message, code = _unexpected(error)
        _report(error, message, session)
    sys.exit(code if isinstance(code, int) else 0)


def _unexpected(error: Exception) -> tuple[str, int]:
    """Return one line and an exit code for an unexpected error."""
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    kind = type(error).__name__
    if kind == "OutOfMemoryException" or isinstance(error, MemoryError):
        return f"out of memory: {first}; raise --memory-limit or free memory", 69
    if "No space left" in first or (isinstance(error, OSError) and error.errno == 28):
        return f"the disk is full: {first}; free some space", 73
    if isinstance(error, PermissionError):
        return f"{error.filename}: permission denied; grant it to this user", 77
    return f"a bug: {kind}: {first}; run with --debug for the traceback", BUG


def _report(error: Exception, message: str, session: Session) -> None:
    if session.debug:
        traceback.print_exception(error, file=sys.stderr)
    click.echo(f"groupspam: {safe(' '.join(message.split()))}", err=True)
