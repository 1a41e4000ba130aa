"""What a SQL file says of itself: its table, columns, parameters and window."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import exp

from jobs.config.families import FAMILIES
from jobs.contract.errors import Defect, nearest

WINDOW_COLUMNS = ("window_start_at", "window_end_at", "thread_id", "thread_name")

_HEADER = re.compile(r"\A/\*(?P<toml>.*?)\*/", re.DOTALL)
_COMMENT = re.compile(r"\bAS (?P<name>\w+),?\s*--\s*(?P<text>.+?)\s*$", re.MULTILINE)
_SIGNAL_COMMENT = re.compile(r"\[(?P<family>[\w ]+)\] (?P<meaning>.+?) Null: (?P<null>.+)")
_PARAMETER = re.compile(r"\$([a-z_]\w*)")


@dataclass(frozen=True)
class Parameter:
    """A number that a SQL file takes; the policy may set it under [params.<stem>].

    Its SELECT takes it as `$name`, or its kernel as the field of that name of its limits.
    """

    name: str
    default: int | float
    unit: str
    help: str
    least: int | float = 0


@dataclass(frozen=True)
class Column:
    """A final column of a SQL file; `family` and `null_meaning` are given for signals.

    `type` is the SQL type that it is cast to, empty where it is not cast.
    """

    name: str
    meaning: str
    family: str = ""
    null_meaning: str = ""
    type: str = ""


@dataclass(frozen=True)
class Sliding:
    """How the acts of a table are counted in sliding windows: the header's [sliding]."""

    seconds: int
    distinct: tuple[str, ...] = ()
    total: str = ""
    opens_until: str = ""
    thread: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the warehouse and the one SELECT that builds it.

    `title` is what one row is, `why` the reason that the table exists;
    `placeholders` are the `$names` of the SELECT, `constants` the values that the catalogue gives;
    `sources` are the tables that the SELECT or the kernel reads, `inputs` those of the kernel;
    `counted` is the column that shows the window's own count, empty where none does; `act` is the
    act whose windows the table is about.
    """

    name: str
    path: Path
    title: str
    why: str
    sql: str
    columns: tuple[Column, ...]
    sources: frozenset[str]
    parameters: tuple[Parameter, ...] = ()
    placeholders: frozenset[str] = frozenset()
    inputs: tuple[str, ...] = ()
    header: Mapping[str, Any] = field(default_factory=dict)
    sliding: Sliding | None = None
    constants: Mapping[str, int | str] = field(default_factory=dict)
    counted: str = ""
    act: "Table | None" = None

    @property
    def stage(self) -> str:
        """The folder of the file, which is the schema of the table."""
        return self.name.partition(".")[0]

    @property
    def stem(self) -> str:
        """The name of the file without its ending."""
        return self.name.partition(".")[2]

    @property
    def is_view(self) -> bool:
        """Whether the SELECT is run at each reading, rather than once."""
        return bool(self.header.get("view"))

    @property
    def kernel(self) -> str:
        """The kernel to which the SELECT only gives rows, empty where it is the table."""
        return str(self.header.get("kernel", ""))

    @property
    def arguments(self) -> frozenset[str]:
        """The names of all values that building the table takes."""
        return self.placeholders | {parameter.name for parameter in self.parameters}

    @property
    def sweep(self) -> str:
        """The compiled sweep that gives the SELECT's rows sooner, empty where there is none."""
        return str(self.header.get("sweep", ""))

    @property
    def has_window(self) -> bool:
        """Whether the table says when its window was."""
        return any(column.name == "window_end_at" for column in self.columns)

    @property
    def has_partner(self) -> bool:
        """Whether the table says with which other account its window is."""
        return any(column.name == "thread_name" for column in self.columns)


def parse(path: Path, folder: Path) -> Table:
    """Return the table that a SQL file defines.

    Raises:
        Defect: the file is not a headed SELECT; the message names it.
    """
    text = path.read_text(encoding="utf-8")
    header_match = _HEADER.match(text)
    if header_match is None:
        raise Defect(f'{path}: no opening comment; begin with /* title = "..." why = "..." */')
    try:
        header = tomllib.loads(header_match["toml"])
    except tomllib.TOMLDecodeError as error:
        raise Defect(f"{path}: the opening comment is not TOML: {error}") from None
    sql = text[header_match.end() :].strip()
    tree = tree_of(sql, path)
    name = ".".join(path.relative_to(folder).with_suffix("").parts)
    columns = _columns(name, path, sql, tree)
    try:
        return _headed(name, path, header, sql, tree, columns)
    except (KeyError, TypeError) as error:
        raise Defect(
            f"{path}: the opening comment lacks a key, or has one too many: {error}"
        ) from None


def _headed(
    name: str,
    path: Path,
    header: Mapping[str, Any],
    sql: str,
    tree: exp.Query,
    columns: tuple[Column, ...],
) -> Table:
    sliding = header.get("sliding")
    parameters = header.get("params", {})
    inputs = tuple(header.get("inputs", ()))
    return Table(
        name=name,
        path=path,
        title=header["title"],
        why=_why(header, path),
        sql=sql,
        columns=columns,
        sources=table_names(tree).union(inputs),
        parameters=tuple(Parameter(key, **value) for key, value in parameters.items()),
        placeholders=frozenset(_PARAMETER.findall(re.sub(r"--.*", "", sql))),
        inputs=inputs,
        header=header,
        sliding=None if sliding is None else _sliding(sliding, path),
        counted=_counted(tree),
    )


def _why(header: Mapping[str, Any], path: Path) -> str:
    why = header.get("why")
    if not isinstance(why, str) or not why.strip():
        raise Defect(
            f"{path}: the opening comment does not state why the table exists; "
            'add why = "..." below the title'
        )
    return why


def tree_of(sql: str, path: Path) -> exp.Query:
    """Return the tree of a SELECT; the file is for the error that says it is none."""
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
    except sqlglot.errors.SqlglotError as error:
        raise Defect(f"{path}: {error}") from None
    if not isinstance(tree, exp.Query):
        raise Defect(f"{path}: holds something other than one SELECT")
    return tree


def table_names(tree: exp.Expr) -> frozenset[str]:
    """Return the `schema.table` names that a query reads."""
    return frozenset(f"{table.db}.{table.name}" for table in tree.find_all(exp.Table) if table.db)


def _columns(name: str, path: Path, sql: str, tree: exp.Query) -> tuple[Column, ...]:
    comments = {match["name"]: match["text"] for match in _COMMENT.finditer(sql)}
    columns = []
    for column, selected in zip(tree.named_selects, tree.selects, strict=True):
        cast = selected.unalias()
        kind = cast.to.sql("duckdb") if isinstance(cast, exp.Cast) else ""
        text = comments.get(column, "")
        match = _SIGNAL_COMMENT.match(text)
        is_signal = name.startswith("signals.") and column not in ("account_id", *WINDOW_COLUMNS)
        if is_signal and match is None:
            raise Defect(f"{path}: {column} wants a comment: -- [family] Meaning. Null: when.")
        if match and is_signal:
            _check_family(path, column, match["family"])
            columns.append(Column(column, match["meaning"], match["family"], match["null"], kind))
        else:
            columns.append(Column(column, text, type=kind))
    return tuple(columns)


def _check_family(path: Path, column: str, family: str) -> None:
    """Refuse a family that is not registered: its evidence would add to that of the right one."""
    if family not in FAMILIES:
        raise Defect(
            f"{path}: {column}: unknown family {family}{nearest(family, FAMILIES)}; "
            "jobs/config/families.py lists them all"
        )


def _counted(tree: exp.Query) -> str:
    for selected in tree.selects:
        columns = list(selected.unalias().find_all(exp.Column))
        if len(columns) == 1 and columns[0].name == "window_count":
            return str(selected.alias)
    return ""


def _sliding(header: Mapping[str, Any], path: Path) -> Sliding:
    sliding = Sliding(
        seconds=header["seconds"],
        distinct=tuple(header.get("distinct", ())),
        total=header.get("total", ""),
        opens_until=header.get("opens_until", ""),
        thread=header.get("thread", ""),
    )
    if bool(sliding.distinct) == bool(sliding.total):
        raise Defect(f"{path}: [sliding] counts either `distinct` columns or the `total` of one")
    return sliding
