"""The daily tables: summed up once a day, so that a night costs what its day costs."""

import datetime
from dataclasses import dataclass

import pyarrow as pa

from jobs.config.sql_file import Table
from jobs.engine.base import Engine, literal
from jobs.kernels import registry


@dataclass(frozen=True)
class History:
    """The daily tables of a warehouse: each date built from the staged rows of that date."""

    engine: Engine

    def build(self, daily: Table, date: datetime.date, fingerprint: str) -> None:
        """Build one date of a daily table anew from the staged rows."""
        table = f"store.history_{daily.stem}"
        select = f"SELECT DATE {literal(date.isoformat())} AS date, * FROM ({daily.sql})"
        if table not in self.engine.tables():
            self.engine.run(f"CREATE TABLE {table} AS FROM ({select}) LIMIT 0", {"date": date})
        self.forget(daily.stem, date)
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

    def forget(self, stem: str, date: datetime.date) -> None:
        """Take one date out of a daily table."""
        if f"store.history_{stem}" in self.engine.tables():
            self.engine.run(f"DELETE FROM store.history_{stem} WHERE date = $date", {"date": date})
        self.engine.run(
            "DELETE FROM store.built WHERE name = $name AND date = $date",
            {"name": stem, "date": date},
        )

    def built(self, stem: str) -> dict[datetime.date, str]:
        """Return the dates of a daily table, each with the fingerprint of its sources."""
        rows = self.engine.run(
            "SELECT date, fingerprint FROM store.built WHERE name = $name", {"name": stem}
        )
        return {row[0]: row[1] for row in rows}

    def show(self, stem: str, sql: str, first: datetime.date, last: datetime.date) -> None:
        """Let history.<stem> be the days first..last of a daily table and no others."""
        table = f"store.history_{stem}"
        if table not in self.engine.tables():
            self.engine.run(
                f"CREATE TABLE {table} AS SELECT $date::DATE AS date, * FROM ({sql}) LIMIT 0",
                {"date": last},
            )
        show_dates(self.engine, f"history.{stem}", table, first, last)


def show_dates(
    engine: Engine, view: str, table: str, first: datetime.date | None, last: datetime.date
) -> None:
    """Let a view be the rows of a table that are dated first..last and no others."""
    since = "" if first is None else f"date >= DATE {literal(first.isoformat())} AND "
    engine.run(f"CREATE SCHEMA IF NOT EXISTS {view.partition('.')[0]}")
    engine.run(
        f"CREATE OR REPLACE VIEW {view} AS FROM {table} "
        f"WHERE {since}date <= DATE {literal(last.isoformat())}"
    )
