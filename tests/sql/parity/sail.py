"""Sail in this process: a SQL engine that speaks Spark's dialect and protocol, without Java."""

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa


@dataclass
class Sail:
    """A session, and the schemas that it has."""

    session: Any
    schemas: set[str] = field(default_factory=set)

    def put(self, table: str, path: Path) -> None:
        """Create a table `schema.name` from a Parquet file."""
        schema = table.partition(".")[0]
        if schema not in self.schemas:
            self.session.sql(f"CREATE DATABASE {schema}")
            self.schemas.add(schema)
        self.session.sql(f"CREATE TABLE {table} USING parquet LOCATION '{path}'")

    def drop(self, table: str) -> None:
        """Remove a table."""
        self.session.sql(f"DROP TABLE {table}")

    def rows(self, sql: str) -> pa.Table:
        """Return the rows of a SELECT in Spark's dialect."""
        found: pa.Table = self.session.sql(sql).toArrow()
        return found


@contextmanager
def sail() -> Iterator[Sail]:
    """Start a server in this process; open a session."""
    # The server reads it once, when it starts.
    os.environ.setdefault("RUST_LOG", "off")
    with warnings.catch_warnings():
        # Spark's client says that it is not tested with this pandas, which it is not used with.
        warnings.simplefilter("ignore", FutureWarning)
        from pysail.spark import SparkConnectServer
        from pyspark.sql import SparkSession

        # In a worker of pytest-xdist the main module has no file, and the client takes that for a doctest.
        main = sys.modules["__main__"]
        if not hasattr(main, "__file__"):
            main.__file__ = __file__
        server = SparkConnectServer()
        server.start()
        _, port = server.listening_address
        session = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").create()
        try:
            session.conf.set("spark.sql.session.timeZone", "UTC")
            yield Sail(session)
        finally:
            session.stop()
            server.stop()
