"""Names outside, dense numbers inside: each name is encoded once, when it first comes in."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from graph.loading.string_index import NameIndex, with_nulls_of
from jobs.contract.errors import Defect
from jobs.contract.input_schema import Kind, Log
from jobs.engine.base import Engine
from jobs.ingest.id_spelling import has_doubtful_id, has_null_spelling, place_names

_KEYS = {Kind.ACCOUNT: ("account_key", "account_id"), Kind.GROUP: ("group_key", "group_id")}
_NAMES_AT_ONCE = 1 << 20


@dataclass
class Dictionary:
    """The names of one kind, as a warehouse holds them, and those that are yet to be kept there."""

    engine: Engine
    kind: Kind
    index: NameIndex = field(default_factory=NameIndex)
    fresh: list[pa.Array] = field(default_factory=list)

    @classmethod
    def read(cls, engine: Engine, kind: Kind) -> "Dictionary":
        """Return the dictionary that the warehouse holds.

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
            raise Defect(f"store.{table}: {size} names, of which the last has the number {last}")
        return found

    def numbers(self, names: pa.Array) -> pa.Array:
        """Return the numbers of names, as int32, with the nulls of the names."""
        found, fresh = self.index.numbers(names)
        if len(fresh):
            self.fresh.append(fresh)
        return found

    def keep(self) -> None:
        """Add the names that are new to the warehouse."""
        table, number = _KEYS[self.kind]
        if not self.fresh:
            return
        first = self.index.count - sum(len(names) for names in self.fresh)
        numbers = pa.array(np.arange(first, self.index.count, dtype=np.int32))
        rows = pa.table({number: numbers, "name": pa.chunked_array(self.fresh)})
        self.engine.append_rows(f"store.{table}", rows.to_reader(_NAMES_AT_ONCE))
        if any(has_doubtful_id(names) for names in self.fresh):
            doubt(self.engine)
        self.fresh.clear()


def doubt(engine: Engine) -> None:
    """Remember that a name or a text came in whose spelling has to be looked at."""
    engine.run("INSERT INTO store.doubt VALUES (true)")


class Names:
    """The dictionaries of a warehouse, each read when a name of its kind first comes in."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._of: dict[Kind, Dictionary] = {}
        self._event_count: dict[Log, int] = {}
        self._has_null_text = False

    @property
    def are_doubtful(self) -> bool:
        """Whether a name or text ever came in that is spelt like null or a floating-point number.

        Each name is looked at once, when it is new: so an ordinary partition costs nothing.
        """
        return bool(self.engine.run("SELECT 1 FROM store.doubt LIMIT 1"))

    def encoded(self, log: Log, rows: pa.RecordBatchReader) -> pa.RecordBatchReader:
        """Return a log's rows with numbers in the place of names: their date, then its columns.

        Where the log names its events, a number for each that has a name comes last.
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

        places = place_names(log)

        def batches() -> Iterator[pa.RecordBatch]:
            for batch in rows:
                self._has_null_text |= any(has_null_spelling(batch[name]) for name in places)
                columns = [
                    dictionaries[name].numbers(batch[name]) if name in dictionaries else batch[name]
                    for name in names
                ]
                if log.has_event_id:
                    columns.append(self._event_numbers(log, batch["event_id"]))
                yield pa.record_batch(columns, schema=schema)

        return pa.RecordBatchReader.from_batches(schema, batches())

    def _count_events(self, log: Log) -> None:
        """See to it that the log's next number is known, while the engine is at rest."""
        if log not in self._event_count:
            count = self.engine.scalar(
                f"SELECT coalesce(max(event_number) + 1, 0) FROM store.{log.noun}"
            )
            self._event_count[log] = count

    def _event_numbers(self, log: Log, names: pa.Array) -> pa.Array:
        """Return a number for each event that has a name; no other of the log has it."""
        first = self._event_count[log]
        self._event_count[log] += len(names)
        return with_nulls_of(names, np.arange(first, first + len(names)))

    def keep(self) -> None:
        """Add the names that are new to the warehouse."""
        for dictionary in self._of.values():
            dictionary.keep()
        if self._has_null_text:
            doubt(self.engine)
            self._has_null_text = False

    def _dictionary(self, kind: Kind) -> Dictionary:
        if kind not in self._of:
            self._of[kind] = Dictionary.read(self.engine, kind)
        return self._of[kind]
