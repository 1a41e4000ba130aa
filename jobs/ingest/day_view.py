"""The logs of one date as views, read and judged the way a night does, without a warehouse."""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobs.config.catalog import Catalog
from jobs.contract.errors import InputRejected, first_line
from jobs.contract.input_schema import LOGS, Kind, Log
from jobs.engine.base import Engine, literal, quoted
from jobs.engine.errors import ENGINE_ERRORS
from jobs.ingest.duplicate_files import Once, hashed_partition
from jobs.ingest.file_reader import Relation, relation
from jobs.ingest.partitions import Partition, list_partitions

_EMPTY_TYPES = {
    Kind.INSTANT: "TIMESTAMPTZ",
    Kind.COUNT: "BIGINT",
    Kind.FLAG: "BOOLEAN",
    Kind.SHARE: "DOUBLE",
}


@dataclass(frozen=True)
class Day:
    """The input of one date, opened log by log in an engine that holds nothing else of worth."""

    engine: Engine
    catalog: Catalog
    root: Path
    date: datetime.date
    null_texts: Sequence[str] = ()
    platform_began_on: datetime.date = datetime.date.min

    @classmethod
    def of_night(
        cls,
        engine: Engine,
        catalog: Catalog,
        root: Path,
        date: datetime.date,
        manifest: Mapping[str, Any],
    ) -> "Day":
        """Return the input of a published night, read by the policy that its manifest tells of."""
        given = manifest.get("policy", {}).get("input", {})
        began_on = given.get("platform_began_on", str(datetime.date.min))
        began = datetime.date.fromisoformat(began_on)
        return cls(engine, catalog, root, date, given.get("null_texts", ()), began)

    def partitions(self, log: Log, first: datetime.date | None) -> tuple[Partition, ...]:
        """Return a log's partitions from a date (None: the first there is) up to this one."""
        listing = list_partitions(self.root.absolute(), log, first, self.date, _unhashed)
        return listing.partitions

    def open(self, log: Log) -> list[str]:
        """Make the view of a log's valid rows; return the files that it reads.

        The view bears the log's name. It is empty where the date has no partition. Rows that bear
        the same `event_id` all stand in it.

        Raises:
            InputMissing, InputRejected, AccessRefused: as a night would.
        """
        found = self.partitions(log, self.date)
        if not found:
            self.engine.run(f"CREATE OR REPLACE VIEW {quoted(log.name)} AS {_empty(log)}")
            return []
        return self.open_partition(found[0])

    def open_partition(self, partition: Partition) -> list[str]:
        """Make the view of a partition's valid rows, under its log's name; return its files.

        Of identical files one is read.
        """
        log, partition = partition.log, Once.of(hashed_partition(partition)).distinct
        folder = self.engine.spill / f"{log.name}-{partition.date}"
        folder.mkdir(exist_ok=True)
        source = self.related(partition, folder)
        columns = ", ".join(quoted(column.name) for column in log.columns)
        valid = (
            f"SELECT {columns} FROM ({self.judged(partition, source)}) WHERE reject_reason IS NULL"
        )
        text = _inlined(valid, {**source.parameters, "date": partition.date})
        try:
            self.engine.run(f"CREATE OR REPLACE VIEW {quoted(log.name)} AS {text}")
        except ENGINE_ERRORS as error:
            folder = partition.files[0].path.parent
            raise InputRejected(f"{folder}: cannot be read: {first_line(error)}") from None
        return [
            path
            for name, value in source.parameters.items()
            if name[:6] == "files_"
            for path in value
        ]

    def related(self, partition: Partition, folder: Path) -> Relation:
        """Return the rows of a partition with the contract's columns; copies go to the folder."""
        source = relation(self.engine, partition, folder, self.null_texts)
        for leftover in ("reject_errors", "reject_scans"):
            self.engine.run(f"DROP TABLE IF EXISTS {leftover}")
        return source

    def judged(self, partition: Partition, source: Relation) -> str:
        """Return the SELECT of a partition's rows, each with why it is rejected, if it is."""
        noun = partition.log.noun
        sql = self.catalog.tables[f"staging.{noun}"].sql
        return sql.replace(f"input.{noun}", f"({source.sql}) AS {noun}")


def log_named(name: str) -> Log:
    """Return the log of a name."""
    return next(log for log in LOGS if log.name == name)


def _unhashed(_name: str, _size: int, _modified_ns: int) -> str:
    """Give files no hash: who only reads a date need not know whether it changed."""
    return ""


def _empty(log: Log) -> str:
    columns = (
        f"NULL::{_EMPTY_TYPES.get(column.kind, 'VARCHAR')} AS {quoted(column.name)}"
        for column in log.columns
    )
    return f"SELECT {', '.join(columns)} WHERE FALSE"


def _inlined(sql: str, parameters: Mapping[str, Any]) -> str:
    """Return a SELECT with its parameters as literals: a view takes no prepared values."""
    return re.sub(r"\$([a-z_]\w*)", lambda match: _literal(parameters[match[1]]), sql)


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_literal(item) for item in value)}]"
    return str(value) if isinstance(value, int) else literal(str(value))
