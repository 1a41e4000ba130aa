"""The options that commands share: command line over environment over groupspam.toml."""

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


class _Place(click.Path):
    """A file or folder; whether it can be used is said by what uses it, with its own exit code."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; an address of an object store is refused rather than taken for one."""
        if "://" in str(value):
            raise Unavailable(f"{value}: object stores are not available in this version")
        return super().convert(value, param, ctx)


_FILE = _Place(path_type=Path, readable=False)


class DateType(click.ParamType[datetime.date]):
    """A UTC day, written YYYY-MM-DD."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Return the day that a text names."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date; write it YYYY-MM-DD", param, ctx)


DATE = DateType()


def option(name: str, *declarations: str, **attributes: Any) -> Callable[[Any], Any]:
    """Declare an option that GROUPSPAM_<NAME> may give as well."""
    attributes.setdefault("envvar", f"GROUPSPAM_{name.strip('-').upper().replace('-', '_')}")
    attributes.setdefault("show_default", True)
    return click.option(name, *declarations, **attributes)


def _read_config(context: click.Context, _: click.Parameter, path: Path | None) -> None:
    """Let a TOML file give defaults for the options of the command."""
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
    """Return the names of a command's options as a file writes them, each with its parameter's."""
    return {
        option.opts[0].removeprefix("--").replace("-", "_"): option.name or ""
        for option in command.params
        if isinstance(option, click.Option)
    }


@dataclass
class Session:
    """What the outermost error handler must know of the command that ran."""

    debug: bool = False


def _logged(command: Callable[..., Any]) -> Callable[..., Any]:
    """Start the log as the options say, then run the command without them."""

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
                 help=f"A file of defaults; {CONFIG} if it is there.")  # fmt: skip
_INPUT = option("--input", "input_root", type=_FILE, default=Path("input"),
                help="The folder that holds the logs.")  # fmt: skip
_OUTPUT = option("--output", type=_FILE, default=Path("output"),
                 help="The folder of published tables.")  # fmt: skip
_WAREHOUSE = option("--warehouse", type=_FILE, default=Path("groupspam.duckdb"),
                    help="The file that holds history.")  # fmt: skip
_POLICY = option("--policy", type=_FILE, show_default=False,
                 help="A file that overlays the packaged policy.")  # fmt: skip
_MEMORY = option("--memory-limit", help="Such as 3GB; the engine takes seven eighths of it.")
_THREADS = option("--threads", type=click.IntRange(min=1), help="Threads; all cores if not given.")
_ENGINE = option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb",
                 help="What computes.")  # fmt: skip
_JSON = option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_QUIET = option("--quiet", is_flag=True, help="Log warnings and errors alone.")
_DEBUG = option("--debug", is_flag=True, help="Show where an error comes from.")
_LOG_FORMAT = option("--log-format", type=click.Choice(["text", "json"]), default="text",
                     help="How log lines look.")  # fmt: skip
_COMMON = (_CONFIG, _LOG_FORMAT, _QUIET, _DEBUG)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what every reading command takes."""
    return _declared(command, (_OUTPUT, _JSON, *_COMMON))


def investigation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what one takes that reads the input beside what is published."""
    return _declared(command, (_INPUT, _OUTPUT, _JSON, *_COMMON))


def catalog_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what one takes that reads the catalogue and the policy alone."""
    return _declared(command, (_POLICY, _JSON, *_COMMON))


def check_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what one takes that looks at all a run needs."""
    return _declared(command, (_INPUT, _OUTPUT, _WAREHOUSE, _POLICY, _JSON, *_COMMON))


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command what a run takes."""
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
