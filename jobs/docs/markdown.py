"""Format Markdown for the generated pages."""

from collections.abc import Iterable, Sequence

_SPANS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; a cell must not contain a line break."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


def code(text: object) -> str:
    """Return a text as code."""
    return f"`{text}`"


def link(path: str) -> str:
    """Return a link from docs/ to a file of the project."""
    return f"[`{path}`](../{path})"


def duration(seconds: int) -> str:
    """Format a duration in the largest unit that fits; one day is 24 hours."""
    for size, noun in _SPANS:
        count, rest = divmod(seconds, size)
        if rest == 0 and (count > 1 or noun == "hour"):
            return f"{count} {noun}{'s' if count > 1 else ''}"
    return f"{seconds} seconds"
