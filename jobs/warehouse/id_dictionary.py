"""Encode ids as dense integers, each once, when it first occurs."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from graph.loading.string_index import NameIndex, with_nulls_of
from jobs.contract.errors import Defect
from jobs.contract.input_schema import Kind, Log
from jobs.engine.base import Engine
from jobs.ingest.id_spelling import grouping_columns, has_null_text, has_suspicious_id

_KEYS = {Kind.ACCOUNT: ("account_key", "account_id"), Kind.GROUP: ("group_key", "group_id")}
_NAMES_AT_ONCE = 1 << 20


@dataclass
class Dictionary:
    """The ids of one kind in a warehouse, and the new ones that are not stored yet."""

    engine: Engine
    kind: Kind
    index: NameIndex = field(default_factory=NameIndex)
    fresh: list[pa.Array] = field(default_factory=list)

    @classmethod
    def read(cls, engine: Engine, kind: Kind) -> "Dictionary":
        """Read the dictionary of the warehouse.

        Raises:
            Defect: its numbers are not 0, 1, 2, ...
        """
        table, number = _KEYS[kind]
        found = cls(engine, kind)
        names = engine.arrow(f"SELECT name FROM store.{table} ORDER BY {number}", {})["name"]
        for chunk in names.chunks:
            found.index.numbers(chunk)
        ((size, last),) = engine.run(f"SELECT count(*), max({number}) FROM store.{table}")
        if found.index.count != size or last != (size - 1 if size else None):
            raise Defect(f"store.{table}: {size} names, but the last has the number {last}")
        return found

    def numbers(self, names: pa.Array) -> pa.Array:
        """Return the numbers of names as int32; nulls stay null."""
        found, fresh = self.index.numbers(names)
        if len(fresh):
            self.fresh.append(fresh)
        return found

    def keep(self) -> None:
        """Store the new names in the warehouse."""
        table, number = _KEYS[self.kind]
        if not self.fresh:
            return
        first = self.index.count - sum(len(names) for names in self.fresh)
        numbers = pa.array(np.arange(first, self.index.count, dtype=np.int32))
        rows = pa.table({number: numbers, "name": pa.chunked_array(self.fresh)})
        self.engine.append_rows(f"store.{table}", rows.to_reader(_NAMES_AT_ONCE))
        if any(has_suspicious_id(names) for names in self.fresh):
            record_suspicious_text(self.engine)
        self.fresh.clear()


def record_suspicious_text(engine: Engine) -> None:
    """Record that suspicious texts occurred, so that later partitions are checked for them."""
    engine.run("INSERT INTO store.doubt VALUES (true)")


class Names:
    """The dictionaries of a warehouse; each is read when it is first needed."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._of: dict[Kind, Dictionary] = {}
        self._event_count: dict[Log, int] = {}
        self._has_null_text = False

    @property
    def has_suspicious_text(self) -> bool:
        """Whether an id or text that looks like a null or a float was ever loaded.

        Only new names are checked, so that an ordinary partition costs nothing.
        """
        return bool(self.engine.run("SELECT 1 FROM store.doubt LIMIT 1"))

    def encoded(self, log: Log, rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """Return a log's rows with ids replaced by numbers: the date, then the columns of the log.

        If the log has event ids, the last column is a number for each event that has an id.
        """
        dictionaries = {
            column.name: self._dictionary(column.kind)
            for column in log.columns
            if column.kind in _KEYS
        }
        names = ["date", *(column.name for column in log.columns)]
        fields = [
            pa.field(name, pa.int32() if name in dictionaries else rows.schema.field(name).type)
            for name in names
        ]
        if log.has_event_id:
            self._count_events(log)
            fields.append(pa.field("event_number", pa.int64()))
        schema = pa.schema(fields)

        places = grouping_columns(log)

        def batches() -> Iterator[pa.RecordBatch]:
            for batch in rows:
                self._has_null_text |= any(has_null_text(batch[name]) for name in places)
                columns = [
                    dictionaries[name].numbers(batch[name]) if name in dictionaries else batch[name]
                    for name in names
                ]
                if log.has_event_id:
                    columns.append(self._event_numbers(log, batch["event_id"]))
                yield pa.record_batch(columns, schema=schema)

        return pa.RecordBatchReader.from_batches(schema, batches())

    def _count_events(self, log: Log) -> None:
        """Read the log's next event number, before the rows are streamed."""
        if log not in self._event_count:
            count = self.engine.scalar(
                f"SELECT coalesce(max(event_number) + 1, 0) FROM store.{log.noun}"
            )
            self._event_count[log] = count

    def _event_numbers(self, log: Log, names: pa.Array) -> pa.Array:
        """Return a unique number for each event that has an id."""
        first = self._event_count[log]
        self._event_count[log] += len(names)
        return with_nulls_of(names, np.arange(first, first + len(names)))

    def keep(self) -> None:
        """Store the new names in the warehouse."""
        for dictionary in self._of.values():
            dictionary.keep()
        if self._has_null_text:
            record_suspicious_text(self.engine)
            self._has_null_text = False

    def _dictionary(self, kind: Kind) -> Dictionary:
        if kind not in self._of:
            self._of[kind] = Dictionary.read(self.engine, kind)
        return self._of[kind]
