"""Run a user's SQL over published tables and the logs of a day, in a sandbox."""

import datetime
import json
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from jobs.config import catalog as catalogs
from jobs.contract.errors import WrongUsage, first_line
from jobs.engine.base import literal, quoted
from jobs.engine.duckdb import DuckDB
from jobs.ingest.day_view import Day, log_named
from jobs.publish.access_log import record
from jobs.publish.layout import TABLES
from jobs.publish.reader import Published, in_memory, naming_unreadable

# The contacts log is excluded for privacy.
LOG_VIEWS = ("membership_events", "message_edges", "accounts", "reports", "verdicts")
_RUN_COLUMNS = ("run_id", "started_at", "finished_at", "code_version", "engine", "policy_version")


@dataclass(frozen=True)
class Question:
    """A SELECT, and the folders that it may read."""

    sql: str
    output: Path
    input: Path
    date: datetime.date | None = None


def answer(question: Question) -> pa.Table:
    """Return the rows of a SELECT, after writing it to the access log.

    Raises:
        NothingFound: no night is published.
        WrongUsage: the text is not one SELECT, reads anything else, or fails.
        OutputFailed: the access log cannot be written.
    """
    published = Published(question.output)
    date = published.published_date(question.date)
    record(question.output, "query", question.sql, date)
    with in_memory() as engine:
        _check_kind(engine, question.sql)
        files = _open_published(engine, published)
        files += _open_logs(engine, question, date, published)
        _lock(engine, files)
        try:
            return engine.connection.sql(question.sql).to_arrow_table()
        except (duckdb.OutOfMemoryException, duckdb.InterruptException):
            raise
        except (duckdb.Error, pa.ArrowInvalid) as error:
            raise WrongUsage(f"query: {_one_line(error)}") from None


def _check_kind(engine: DuckDB, sql: str) -> None:
    """Refuse anything except one SELECT; COPY could overwrite a readable file."""
    try:
        kinds = [statement.type for statement in engine.connection.extract_statements(sql)]
    except duckdb.Error as error:
        raise WrongUsage(f"query: {_one_line(error)}") from None
    if kinds != [duckdb.StatementType.SELECT]:
        found = ", ".join(kind.name for kind in kinds) or "nothing"
        raise WrongUsage(f"query: {found} is not allowed; give one SELECT")


def _one_line(error: Exception) -> str:
    """Return a DuckDB error as one line, without its position marker."""
    lines = [line.strip() for line in str(error).splitlines()]
    hints = [line for line in lines[1:] if re.match(r"(Did you mean|Candidate)", line)]
    return " ".join([first_line(error), *hints])


def _open_published(engine: DuckDB, published: Published) -> list[str]:
    """Create a view of each published table over all dates; return their files."""
    above = {
        part.partition("=")[0]
        for part in published.output.absolute().parts
        if "=" in part.strip("=")
    }
    kept = f"EXCLUDE ({', '.join(quoted(key) for key in sorted(above))})" if above else ""
    opened = []
    for table in TABLES:
        files = [str(path) for path in published.files(table)]
        if not files:
            continue
        listed = ", ".join(literal(path) for path in files)
        with naming_unreadable(files):
            engine.run(
                f"CREATE VIEW {quoted(table)} AS SELECT * {kept} FROM read_parquet([{listed}], "
                "hive_partitioning = true, hive_types = {'date': DATE}, union_by_name = true)"
            )
        opened += files
    _create_runs(engine, published)
    return opened


def _create_runs(engine: DuckDB, published: Published) -> None:
    """Create the table of runs: common columns and the whole manifest as JSON."""
    rows = []
    for date in published.dates:
        manifest = published.manifest(date)
        columns = {name: manifest.get(name) for name in _RUN_COLUMNS}
        rows.append({"date": date, **columns, "manifest": json.dumps(manifest)})
    text = {name: pa.string() for name in (*_RUN_COLUMNS, "manifest")}
    engine.connection.register(
        "run_rows", pa.Table.from_pylist(rows, pa.schema({"date": pa.date32(), **text}))
    )
    engine.run(
        "CREATE TABLE runs AS SELECT * REPLACE (started_at::TIMESTAMPTZ AS started_at, "
        "finished_at::TIMESTAMPTZ AS finished_at) FROM run_rows"
    )
    engine.connection.unregister("run_rows")


def _open_logs(
    engine: DuckDB, question: Question, date: datetime.date, published: Published
) -> list[str]:
    """Create a view of each log that the query mentions; return their files.

    Other logs are not opened, because text formats must be copied first, which is slow.
    """
    named = [name for name in LOG_VIEWS if name in question.sql.lower()]
    if not named:
        return []
    manifest = published.manifest(date)
    day = Day.of_night(engine, catalogs.packaged(), question.input, date, manifest)
    return [path for name in named for path in day.open(log_named(name))]


def _lock(engine: DuckDB, files: list[str]) -> None:
    """Restrict the engine permanently to these files."""
    engine.run(f"SET allowed_paths = [{', '.join(literal(path) for path in files)}]")
    engine.run("SET enable_external_access = false")
    engine.run("SET lock_configuration = true")
