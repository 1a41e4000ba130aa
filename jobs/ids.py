"""Names outside, dense numbers inside: each name is encoded once, when it first comes in."""

import datetime

from jobs.engine import DuckDB, Parameters, literal, quoted
from jobs.logs import Kind, Log

_KEYS = {Kind.ACCOUNT: ("account_key", "account_id"), Kind.GROUP: ("group_key", "group_id")}


def encode(engine: DuckDB, sql: str, kind: Kind, parameters: Parameters) -> None:
    """Give a number to each new name that a SELECT of one column `name` brings."""
    table, column = _KEYS[kind]
    engine.run(
        f"INSERT INTO store.{table} "
        f"SELECT (SELECT coalesce(max({column}), 0) FROM store.{table}) + row_number() OVER (), "
        f"name "
        f"FROM (SELECT DISTINCT name FROM ({sql}) WHERE name IS NOT NULL) AS fresh "
        f"ANTI JOIN store.{table} AS known USING (name)",
        parameters,
    )


def encoded(log: Log, date: datetime.date, sql: str) -> str:
    """Return the SELECT of a log's judged rows under their date, numbers in the place of names."""
    joins, columns = [], []
    for place, column in enumerate(log.columns):
        name = quoted(column.name)
        if column.kind not in _KEYS:
            columns.append(f"judged.{name}")
            continue
        table, number = _KEYS[column.kind]
        joins.append(f"LEFT JOIN store.{table} AS k{place} ON judged.{name} = k{place}.name")
        columns.append(f"k{place}.{number} AS {name}")
    return (
        f"SELECT DATE {literal(date.isoformat())} AS date, {', '.join(columns)} "
        f"FROM ({sql}) AS judged {' '.join(joins)}"
    )
