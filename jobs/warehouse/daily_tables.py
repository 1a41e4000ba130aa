"""Build the daily tables: each day is summarised once, so that a run only processes its own day."""

import datetime
from dataclasses import dataclass

import pyarrow as pa

from jobs.config.sql_file import Table
from jobs.engine.base import Engine, literal
from jobs.kernels import registry


@dataclass(frozen=True)
class DailyTables:
    """The daily tables of a warehouse; each date is built from the staged rows of that date."""

    engine: Engine

    def build(self, daily: Table, date: datetime.date, fingerprint: str) -> None:
        """Rebuild one date of a daily table from the staged rows."""
        table = f"store.history_{daily.stem}"
        select = f"SELECT DATE {literal(date.isoformat())} AS date, * FROM ({daily.sql})"
        if table not in self.engine.tables():
            self.engine.run(f"CREATE TABLE {table} AS FROM ({select}) LIMIT 0", {"date": date})
        self.delete(daily.stem, date)
        if registry.is_builder(self.engine, daily):
            rows = registry.daily_rows(self.engine, daily, date)
            dates = pa.repeat(pa.scalar(date, pa.date32()), len(rows))
            self.engine.append_rows(table, rows.add_column(0, "date", dates).to_reader())
        else:
            self.engine.append(table, select, {"date": date})
        self.engine.run(
            "INSERT INTO store.built VALUES ($name, $date, $fingerprint)",
            {"name": daily.stem, "date": date, "fingerprint": fingerprint},
        )

    def delete(self, stem: str, date: datetime.date) -> None:
        """Delete one date of a daily table."""
        if f"store.history_{stem}" in self.engine.tables():
            self.engine.run(f"DELETE FROM store.history_{stem} WHERE date = $date", {"date": date})
        self.engine.run(
            "DELETE FROM store.built WHERE name = $name AND date = $date",
            {"name": stem, "date": date},
        )

    def built(self, stem: str) -> dict[datetime.date, str]:
        """Return the dates of a daily table with the fingerprints of their sources."""
        rows = self.engine.run(
            "SELECT date, fingerprint FROM store.built WHERE name = $name", {"name": stem}
        )
        return {row[0]: row[1] for row in rows}

    def show(self, stem: str, sql: str, first: datetime.date, last: datetime.date) -> None:
        """Create the view history.<stem> of the days first..last of a daily table."""
        table = f"store.history_{stem}"
        if table not in self.engine.tables():
            self.engine.run(
                f"CREATE TABLE {table} AS SELECT $date::DATE AS date, * FROM ({sql}) LIMIT 0",
                {"date": last},
            )
        create_dated_view(self.engine, f"history.{stem}", table, first, last)


def create_dated_view(
    engine: Engine, view: str, table: str, first: datetime.date | None, last: datetime.date
) -> None:
    """Create a view of the rows of a table dated first..last."""
    since = "" if first is None else f"date >= DATE {literal(first.isoformat())} AND "
    engine.run(f"CREATE SCHEMA IF NOT EXISTS {view.partition('.')[0]}")
    engine.run(
        f"CREATE OR REPLACE VIEW {view} AS FROM {table} "
        f"WHERE {since}date <= DATE {literal(last.isoformat())}"
    )
