"""What is wrong with a SQL file, by the manners that all files in sql/ keep."""

import re
from collections.abc import Iterator
from pathlib import Path

import sqlglot
from sqlglot import exp

from jobs.config.run_arguments import NAMES
from jobs.config.sql_file import WINDOW_COLUMNS, Table, parse
from jobs.kernels.registry import KERNELS

HEADER_KEYS = {
    "title", "why", "params", "sliding", "log", "action", "rests_on", "act", "generic", "only_without", "view",
    "kernel", "inputs", "sweep",
}  # fmt: skip
SLIDING_KEYS = {"seconds", "distinct", "total", "opens_until", "thread"}
# What an act's [sliding] gives to a generic file.
SLIDING_ARGUMENTS = {"act", "window_microseconds"}
# Nested columns that a kernel or the judge has typed already.
PASSED_THROUGH = {
    "publish.flags.rules",
    "publish.flags.reasons",
    "publish.shadow_flags.rules",
    "publish.shadow_flags.reasons",
    "publish.signal_distribution.quantiles",
}
MAX_LINES = 85
LONGER = {
    "acts.relay_add": 106, "acts.approached": 95, "signals.group_creation": 112,
    "staging.registration": 90,
}  # fmt: skip
MAX_CODE_COLUMNS = 120

# Fails aloud or differs in silence on Spark.
UNPORTABLE = {
    "epoch_ms": r"\bepoch_ms\b",
    "asof join": r"\basof\b",
    "time_bucket": r"\btime_bucket\b",
    "quantile_cont": r"\bquantile_cont\b",
    "percentile_cont": r"\bpercentile_cont\b",
    "generate_series": r"\bgenerate_series\b",
    "list slice": r"\[[^\]'\"]*:[^\]'\"]*\]",
    "hash": r"\bhash\s*\(",
    "log": r"\b(log|ln)\s*\(",
    "recursive": r"\brecursive\b",
    "date_diff in seconds": r"\bdate_?diff\s*\(\s*'second",
    "ordered list": r"\b(list|array_agg|string_agg)\s*\([^()]*\border\s+by\b",
    "union by name": r"\bunion\s+(all\s+)?by\s+name\b",
    "substr from 0": r"\bsubstr(ing)?\s*\([^,()]+,\s*0\b",
}
# The night's end comes from --date through staging alone.
_CLOCK = re.compile(
    r"\b(now|today|getdate|get_current_\w+)\s*\(|\bcurrent_(date|time\w*)\b", re.IGNORECASE
)


def complaints(path: Path, folder: Path) -> list[str]:
    """Return what a SQL file does that it should not, each in a few words."""
    table = parse(path, folder)
    tree = sqlglot.parse_one(table.sql, read="duckdb")
    assert isinstance(tree, exp.Query)
    return [
        *_in_header(table),
        *_in_columns(table, tree),
        *_in_parameters(table),
        *_in_form(table, tree),
        *_in_layout(path, table),
        *_on_spark(table),
    ]


def bare(sql: str) -> str:
    """Return SQL without its comments."""
    return re.sub(r"/\*.*?\*/", "", re.sub(r"--.*", "", sql), flags=re.DOTALL)


def _in_header(table: Table) -> Iterator[str]:
    title = table.title
    if not title or title[0].islower() or title.endswith("."):
        yield "the title is not a headline"
    if not table.why.endswith(".") or table.why[:1].islower() or " " not in table.why:
        yield "why is not a sentence"
    for key in sorted(table.header.keys() - HEADER_KEYS):
        yield f"unknown header key {key}"
    for key in sorted(table.header.get("sliding", {}).keys() - SLIDING_KEYS):
        yield f"unknown header key sliding.{key}"
    for parameter in table.parameters:
        if not parameter.unit or not parameter.help.endswith("."):
            yield f"parameter {parameter.name} wants a unit, and a help that is a sentence"


def _in_columns(table: Table, tree: exp.Query) -> Iterator[str]:
    if table.stage == "signals" and table.columns[0].name != "account_id":
        yield "the grain of a signal is account_id, its first column"
    for column, selected in zip(table.columns, tree.selects, strict=True):
        name = column.name
        if not isinstance(selected, exp.Alias):
            yield f"{name} has no AS"
            continue
        is_id = name.endswith("_id") and table.stage != "publish"
        is_cast = isinstance(selected.this, exp.Cast)
        if not (is_cast or is_id or f"{table.name}.{name}" in PASSED_THROUGH):
            yield f"{name} is not cast"
        is_constant = selected.find(exp.Parameter, exp.Placeholder) and not selected.find(
            exp.Column
        )
        if table.kernel and is_constant:
            yield f"{name} is the same on every row: the kernel takes parameters by name"
        is_known = table.stage == "signals" and name in ("account_id", *WINDOW_COLUMNS)
        if not column.meaning and not is_known:
            yield f"{name} has no comment"
        elif column.meaning and not column.meaning.endswith("."):
            yield f"the comment on {name} is not a sentence"


def _in_parameters(table: Table) -> Iterator[str]:
    declared = {parameter.name for parameter in table.parameters}
    taken: frozenset[str] = frozenset()
    if table.kernel in KERNELS:
        taken = KERNELS[table.kernel].parameters
    elif table.kernel:
        yield f"there is no kernel {table.kernel}"
    elif table.inputs:
        yield "inputs are for a kernel, and there is none"
    for name in sorted(declared - table.placeholders - taken):
        yield f"parameter {name} is not used"
    for name in sorted(taken - declared):
        yield f"the kernel's parameter {name} is not declared"
    given = SLIDING_ARGUMENTS if table.header.get("generic") else NAMES
    for name in sorted(table.placeholders - declared - given):
        yield f"${name} is not declared"


def _in_form(table: Table, tree: exp.Query) -> Iterator[str]:
    if len([found for found in sqlglot.parse(table.sql, read="duckdb") if found]) > 1:
        yield "more than one statement"
    for star in tree.find_all(exp.Star):
        if not isinstance(star.parent, exp.Count):
            yield "SELECT *"
    if _CLOCK.search(bare(table.sql)):
        yield "a clock"
    for group in tree.find_all(exp.Group):
        if any(isinstance(item, exp.Literal) for item in group.expressions):
            yield "GROUP BY a position"
        if group.args.get("all"):
            yield "GROUP BY ALL"
    for division in tree.find_all(exp.Div, exp.IntDiv):
        if not isinstance(division.expression, exp.Literal | exp.Nullif):
            yield f"division without nullif: {division.sql('duckdb')}"


def _in_layout(path: Path, table: Table) -> Iterator[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    if len(lines) > LONGER.get(table.name, MAX_LINES):
        yield f"{len(lines)} lines"
    for number, line in enumerate(lines, 1):
        code = line.partition(" -- ")[0]
        if len(code.rstrip()) > MAX_CODE_COLUMNS:
            yield f"line {number} is too long"
    starts = [n for n, line in enumerate(lines) if re.match(r"SELECT\b", line)]
    final = lines[max(starts) :]
    ends = [n for n, line in enumerate(final) if re.match(r"(FROM|WHERE)\b", line)]
    places = {line.index(" -- ") for line in final[: ends[0] if ends else None] if " -- " in line}
    if len(places) > 1:
        yield "the comments of the final columns are not aligned"


def _on_spark(table: Table) -> Iterator[str]:
    text = bare(table.sql)
    for what, pattern in UNPORTABLE.items():
        if re.search(pattern, text, re.IGNORECASE):
            yield f"not portable: {what}"
    try:
        translated = sqlglot.transpile(
            table.sql, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE
        )
        sqlglot.parse_one(translated[0], read="spark")
    except sqlglot.errors.SqlglotError as error:
        yield f"no Spark: {error}"
