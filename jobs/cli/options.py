"""Define shared options, read from command line, environment or groupspam.toml, in that order."""

import datetime
import functools
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from jobs.contract.errors import PolicyInvalid, Unavailable, nearest

CONFIG = "groupspam.toml"


class _PathType(click.Path):
    """A file or folder; the code that uses it checks it and sets the exit code."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; refuse URLs of object stores."""
        if "://" in str(value):
            raise Unavailable(f"{value}: object stores are not available in this version")
        return super().convert(value, param, ctx)


_FILE = _PathType(path_type=Path, readable=False)


class DateType(click.ParamType[datetime.date]):
    """A UTC day, as YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Parse a day."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as YYYY-MM-DD", param, ctx)


DATE = DateType()


def option(name: str, *declarations: str, **attributes: Any) -> Callable[[Any], Any]:
    """Declare an option that the environment variable GROUPSPAM_<NAME> can set too."""
    attributes.setdefault("envvar", f"GROUPSPAM_{name.strip('-').upper().replace('-', '_')}")
    attributes.setdefault("show_default", True)
    return click.option(name, *declarations, **attributes)


def _read_config(context: click.Context, _: click.Parameter, path: Path | None) -> None:
    """Read defaults of the options from a TOML file."""
    chosen = path or (Path(CONFIG) if Path(CONFIG).is_file() else None)
    if chosen is None:
        return
    try:
        values = tomllib.loads(chosen.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyInvalid(f"{chosen}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise PolicyInvalid(f"{chosen}: not TOML: {error}") from None
    group = context.find_root().command
    commands = group.commands.values() if isinstance(group, click.Group) else ()
    known = {key for command in commands for key in _names(command)}
    for key in values:
        if key not in known:
            raise PolicyInvalid(f"{chosen}: unknown key {key}{nearest(key, known)}")
    own = _names(context.command)
    context.default_map = {own[key]: value for key, value in values.items() if key in own}


def _names(command: click.Command) -> dict[str, str]:
    """Return the options of a command by their names in a file, with parameter names."""
    return {
        option.opts[0].removeprefix("--").replace("-", "_"): option.name or ""
        for option in command.params
        if isinstance(option, click.Option)
    }


@dataclass
class Session:
    """State of the command that the error handler in `main` needs."""

    debug: bool = False


def _logged(command: Callable[..., Any]) -> Callable[..., Any]:
    """Configure logging from the options, then run the command without them."""

    @functools.wraps(command)
    def run(*, log_format: str, quiet: bool, debug: bool, **others: Any) -> Any:
        from jobs.cli.logging_format import start_logging

        session = click.get_current_context().find_object(Session)
        if session is not None:
            session.debug = debug
        start_logging(log_format, quiet=quiet, debug=debug)
        return command(**others)

    return run


_CONFIG = option("--config", type=_FILE, is_eager=True, expose_value=False,
                 callback=_read_config, show_default=False,
                 help=f"A TOML file of default options; {CONFIG} if it exists.")  # fmt: skip
_INPUT = option("--input", "input_root", type=_FILE, default=Path("input"),
                help="The folder of the input logs.")  # fmt: skip
_OUTPUT = option("--output", type=_FILE, default=Path("output"),
                 help="The folder of published tables.")  # fmt: skip
_WAREHOUSE = option("--warehouse", type=_FILE, default=Path("groupspam.duckdb"),
                    help="The DuckDB file with the history.")  # fmt: skip
_POLICY = option("--policy", type=_FILE, show_default=False,
                 help="A file that overlays the packaged policy.")  # fmt: skip
_MEMORY = option("--memory-limit", help="For example 3GB; DuckDB gets seven eighths of it.")
_THREADS = option(
    "--threads", type=click.IntRange(min=1), help="Number of threads; default: all cores."
)
_ENGINE = option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb",
                 help="The SQL engine.")  # fmt: skip
_JSON = option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_QUIET = option("--quiet", is_flag=True, help="Log only warnings and errors.")
_DEBUG = option("--debug", is_flag=True, help="Show the traceback of an error.")
_LOG_FORMAT = option("--log-format", type=click.Choice(["text", "json"]), default="text",
                     help="Format of log lines.")  # fmt: skip
_COMMON = (_CONFIG, _LOG_FORMAT, _QUIET, _DEBUG)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a reading command."""
    return _declared(command, (_OUTPUT, _JSON, *_COMMON))


def investigation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that reads input and published tables."""
    return _declared(command, (_INPUT, _OUTPUT, _JSON, *_COMMON))


def catalog_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a command that reads only catalog and policy."""
    return _declared(command, (_POLICY, _JSON, *_COMMON))


def check_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of the check."""
    return _declared(command, (_INPUT, _OUTPUT, _WAREHOUSE, _POLICY, _JSON, *_COMMON))


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run."""
    return _declared(
        command,
        (_INPUT, _OUTPUT, _WAREHOUSE, _POLICY, _MEMORY, _THREADS, _ENGINE, *_COMMON),
    )


def _declared(
    command: Callable[..., Any], declarations: tuple[Callable[[Any], Any], ...]
) -> Callable[..., Any]:
    command = _logged(command)
    for declare in reversed(declarations):
        command = declare(command)
    return command
