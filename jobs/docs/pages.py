"""Insert the generated parts into the pages of docs/."""

import re
from collections.abc import Iterator
from pathlib import Path

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.contract.errors import Defect
from jobs.docs import design, signals
from jobs.docs import input as inputs
from jobs.docs import output as outputs
from jobs.docs import policy as rules

FOLDER = Path(__file__).resolve().parents[2] / "docs"

_PART = re.compile(
    r"(?P<open><!-- generated: (?P<name>[\w-]+) -->\n).*?(?P<close><!-- /generated -->)", re.DOTALL
)


def write(folder: Path) -> list[str]:
    """Update the pages; return the names of the changed ones.

    Raises:
        Defect: a page is missing, or its markers do not match the generated parts.
    """
    changed = []
    for path, text in _pages(folder):
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(path.name)
    return changed


def stale(folder: Path) -> list[str]:
    """Return the names of the pages that are out of date.

    Raises:
        Defect: a page is missing, or its markers do not match the generated parts.
    """
    return [path.name for path, text in _pages(folder) if path.read_text(encoding="utf-8") != text]


def _pages(folder: Path) -> Iterator[tuple[Path, str]]:
    catalog = catalogs.packaged()
    policy = policies.load(catalog)
    pages = {
        "design.md": design.parts(catalog, policy),
        "signals.md": signals.parts(catalog, policy),
        "policy.md": rules.parts(catalog, policy),
        "input.md": inputs.parts(catalog),
        "output.md": outputs.parts(catalog),
    }
    for name, parts in pages.items():
        path = folder / name
        if not path.is_file():
            raise Defect(f"{path}: page not found; it must mark the parts {', '.join(parts)}")
        yield path, filled(path, parts)


def filled(path: Path, parts: dict[str, str]) -> str:
    """Return the text of a page with its marked parts replaced.

    Raises:
        Defect: the markers of the page do not match the generated parts.
    """
    text = path.read_text(encoding="utf-8")
    marked = [match["name"] for match in _PART.finditer(text)]
    if sorted(marked) != sorted(parts):
        raise Defect(f"{path}: marks the parts {marked}, but should mark {sorted(parts)}")
    return _PART.sub(
        lambda match: f"{match['open']}\n{parts[match['name']].strip()}\n\n{match['close']}", text
    )
