"""Print results: tables for people, one JSON document for programs."""

import datetime
import decimal
import json
import math
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

_STYLES = {"ban": "bold red", "review": "yellow", "watch": "cyan"}


def safe(value: object) -> str:
    """Return a value as text that is safe to print on a terminal.

    Control characters, direction marks and zero-width characters from logs are escaped.
    """
    return "".join(
        character if _is_shown(character) else _escape(character) for character in str(value)
    )


def _is_shown(character: str) -> bool:
    return character == " " or unicodedata.category(character)[0] not in "CZ"


def _escape(character: str) -> str:
    return (
        character.encode("unicode_escape", "backslashreplace").decode()
        if character > "\x7f"
        else (f"\\x{ord(character):02x}")
    )


def instant(value: datetime.datetime | None) -> str:
    """Format a UTC instant, empty for None."""
    if value is None:
        return ""
    text = value.astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return text.rstrip("0").rstrip(".") if value.microsecond else text[:19]


def number(value: float | None) -> str:
    """Format a number."""
    if value is None:
        return "unknown"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"


def as_text(value: Any) -> str:
    """Return a value as text: instants as ISO 8601, lists and structs as JSON, null empty."""
    if value is None:
        return ""
    plain = _plain(value)
    return plain if isinstance(plain, str) else json.dumps(plain)


def line(text: str) -> None:
    """Print a line; its variable parts must already be safe."""
    click.echo(text)


def title(text: str) -> None:
    """Print a section title."""
    click.echo(f"\n== {text} ==")


def show_json(document: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(_plain(document), indent=1, allow_nan=False))


def _plain(value: Any) -> Any:
    """Return a value as JSON types; NaN and infinity become null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set):
        return [_plain(item) for item in value]
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | str | None) else str(value)


def show_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], numeric: Sequence[str] = ()
) -> None:
    """Print a table: fitted to a terminal, else as aligned text without truncation."""
    cells = [["" if cell is None else safe(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _show_rich(columns, cells, numeric)
    else:
        _show_aligned(columns, cells, numeric)


def _show_rich(columns: Sequence[str], rows: list[list[str]], numeric: Sequence[str]) -> None:
    from rich import box  # imported late: it costs 80 ms
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        justify = "right" if column in numeric else "left"
        table.add_column(Text(column), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(cell, style=_STYLES.get(cell, "")) for cell in row))
    Console(highlight=False).print(table)


def _show_aligned(columns: Sequence[str], rows: list[list[str]], numeric: Sequence[str]) -> None:
    widths = [max(map(len, texts)) for texts in zip(columns, *rows, strict=True)]
    for row in [list(columns), *rows]:
        line = (
            cell.rjust(width) if column in numeric else cell.ljust(width)
            for column, cell, width in zip(columns, row, widths, strict=True)
        )
        click.echo("  ".join(line).rstrip())
