"""Text that people read in clean folders contains no phrase that is hard to read."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# Folders and files whose text is plain already; extend this as others become so.
CLEAN = (
    "jobs/cli",
    "jobs/config",
    "jobs/contract",
    "jobs/docs",
    "jobs/engine",
    "jobs/ingest",
    "jobs/investigate",
    "jobs/kernels",
    "jobs/pipeline",
    "jobs/publish",
    "jobs/schedule",
    "jobs/scoring",
    "jobs/simulate",
    "jobs/training",
    "jobs/warehouse",
)
SUFFIXES = frozenset({".py", ".toml", ".sql", ".md", ".service", ".timer", ""})

# What not to write, each with what to write instead.
BANNED = {
    r"\bwhom\b": "the noun, such as targets",
    r"\bnone but\b": "only",
    r"\blest\b": "so that ... not",
    r"\bwronged\b": "false positive",
    r"\blet go\b": "no longer flagged",
    r"\bheld against\b": "evaluated for",
    r"\bHolds? .{1,60} against\b": "evaluate for, compare with",
    r"\bmend(s|ed)?\b": "fix",
    r"\b(safety )?valve (closed|holds|held)\b": "circuit breaker",
    r"\bsafety valve\b": "circuit breaker",
    r"(?<!\")(?<!\.)\bexculpation\b(?!\")(?! [=:])": "ban exemption",
    r"\bdossier\b": "account report",
    r"\brehears(e|al)\b": "dry run",
    r"\bbefell\b": "status",
    r"\banew\b": "again, rebuild",
    r"\bbears? (the|that|its|no|one) .{0,20}(name|id)\b": "has",
    r"\blists? the doer\b": "have the actor as a contact",
    r"\bacted upon\b": "targets",
    r"\bThe look\b": "each lookup",
    r"\bso many\b": "a number",
    r"\btells? of\b": "describes, has",
    r"\bsuch as (are|is|it)\b": "that",
    r"\bgoes on (adding|inviting)\b": "adds slowly over days",
    r"\bmade of (this|it)\b": "includes",
    r"\btaken out\b": "deleted",
    r"\bnot known to list\b": "do not have it as a contact",
}


def _files() -> Iterator[Path]:
    for name in CLEAN:
        path = ROOT / name
        found = [path] if path.is_file() else sorted(path.rglob("*"))
        yield from (
            item
            for item in found
            if item.is_file() and item.suffix in SUFFIXES and "__pycache__" not in item.parts
        )


def texts_of(source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the text of each comment, docstring and message of a Python file."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        # A word alone is a key or a published value, not prose.
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, " ".join(node.value.split())


def faults(path: Path) -> list[str]:
    """Return each banned phrase in a file with its place and its replacement."""
    text = path.read_text(encoding="utf-8")
    lines = enumerate(text.splitlines(), 1)
    parts = list(texts_of(text) if path.suffix == ".py" else lines)
    return [
        f"{path.name}:{line}: {match[0]!r}; write: {instead}"
        for line, part in parts
        for phrase, instead in BANNED.items()
        for match in [re.search(phrase, part)]
        if match
    ]


def test_clean_folders_have_no_banned_phrase() -> None:
    files = list(_files())
    assert len(files) > 80, "the list of clean folders is stale"
    assert [fault for path in files for fault in faults(path)] == []


@pytest.mark.parametrize(
    "source",
    [
        '"""Return whom it added."""\n',
        "# Accounts that were let go.\n",
        'raise ValueError(f"{1}: remove it, lest it be read")\n',
        'MESSAGE = ("say none "\n    "but this")\n',
    ],
    ids=["docstring", "comment", "message", "joined message"],
)
def test_a_banned_phrase_is_found(source: str, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(source)
    assert len(faults(tmp_path / "a.py")) == 1


def test_a_key_or_a_name_is_no_prose(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('whom = {"ban_exemption": policy.score.ban_exemption}\n')
    assert faults(tmp_path / "a.py") == []
