"""Validate and deduplicate the rows of one partition; refuse misleading ones."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from jobs.config.catalog import Catalog
from jobs.config.policy import Input
from jobs.contract.errors import InputRejected, shown
from jobs.engine.base import Engine, Parameters, quoted
from jobs.ingest.deduplicate import PossibleDuplicates, Repeats, repeated_hashes
from jobs.ingest.duplicate_files import DistinctFiles, same_rows
from jobs.ingest.file_reader import Relation
from jobs.ingest.id_spelling import null_hint, refuse_spellings
from jobs.ingest.partitions import InputFile, Partition
from jobs.ingest.row_audit import FileCount, RowCounter

Insert = Callable[[pa.RecordBatchReader], int]

_BATCH_ROWS = 1 << 19
# These logs state facts, not events: a repeated row changes nothing.
_REPEATABLE = frozenset({"accounts", "contacts", "verdicts"})


class TooManyRejects(InputRejected):
    """A partition has more bad rows than the policy allows; the rejects are in the warehouse."""


@dataclass(frozen=True)
class Rows:
    """The rows of a partition as a SELECT, with the reject reason of each, null if valid."""

    partition: Partition
    source: Relation
    sql: str
    parameters: Parameters

    @classmethod
    def validated(cls, catalog: Catalog, partition: Partition, source: Relation) -> "Rows":
        """Return the rows of a partition, validated by the SQL of its log."""
        noun = partition.log.noun
        table = catalog.tables[f"staging.{noun}"]
        sql = table.sql.replace(f"input.{noun}", f"({source.sql}) AS {noun}")
        date = {"date": partition.date} if "date" in table.arguments else {}
        return cls(partition, source, sql, {**source.parameters, **date})

    @property
    def good(self) -> str:
        """The SELECT of the valid rows."""
        return f"SELECT * FROM ({self.sql}) WHERE reject_reason IS NULL"


@dataclass(frozen=True)
class PartitionCounts:
    """The counts of a partition: rows read and bad, duplicates, and rows inserted."""

    partition: Partition
    counter: RowCounter
    inserted: int
    repeats: Repeats = field(default_factory=Repeats)

    def file_counts(self) -> list[FileCount]:
        """Return the row counts of each file."""
        return [
            _file_count(file, int(rows), int(bad), self.repeats.by_file.get(place, 0))
            for place, (file, rows, bad) in enumerate(
                zip(self.partition.files, self.counter.rows, self.counter.bad, strict=True)
            )
        ]


def insert_rows(engine: Engine, rows: Rows, insert: Insert) -> PartitionCounts:
    """Insert the valid rows, each event once; return the counts."""
    log = rows.partition.log
    counter = RowCounter(len(rows.partition.files))
    with engine.separate_connection() as reader:
        marker = _duplicate_marker(reader, rows)
        columns = ["$partition::DATE AS date", *(quoted(column.name) for column in log.columns)]
        columns += ["file_index", *marker, "reject_reason IS NULL AS is_good"]
        batches = reader.batches(
            f"SELECT {', '.join(columns)} FROM ({rows.sql})",
            {**rows.parameters, "partition": rows.partition.date},
            _BATCH_ROWS,
        )
        good = counter.good(batches)
        if marker:
            with engine.separate_connection() as connection:
                possible = PossibleDuplicates(connection, log)
                inserted = insert(possible.set_apart(good))
                possible.rank()
                inserted += insert(possible.first_ones())
                repeats = possible.repeats()
        else:
            inserted, repeats = insert(good), Repeats()
    counter.add_broken(rows.source.broken["file_index"].to_numpy())
    return PartitionCounts(rows.partition, counter, inserted, repeats)


def _duplicate_marker(reader: Engine, rows: Rows) -> list[str]:
    """Return the column that marks possible duplicates, or nothing if there are none."""
    if not rows.partition.log.has_event_id:
        return []
    source = rows.source
    row_count = reader.scalar(f"SELECT count(*) FROM ({source.sql})", source.parameters)
    hashes = repeated_hashes(reader, source.sql, source.parameters, row_count)
    if not hashes.size:
        return []
    reader.lend("repeated", pa.table({"hash": hashes}))
    is_repeated = "hash(event_id) IN (SELECT hash FROM repeated)"
    return [f"event_id IS NOT NULL AND {is_repeated} AS is_suspect"]


def refuse_many_rejects(engine: Engine, rows: Rows, totals: PartitionCounts, limits: Input) -> None:
    """Refuse a partition with too many bad rows.

    Raises:
        TooManyRejects: the message has the share that the policy allows.
    """
    counter = totals.counter
    if counter.bad_count > limits.max_reject_share * counter.row_count:
        hint = null_hint(engine, rows.partition, rows.sql, rows.parameters)
        raise TooManyRejects(
            f"{rows.partition.folder}: {counter.bad_count} of {counter.row_count} rows are bad, "
            f"more than input.max_reject_share = {limits.max_reject_share:g}; "
            f"fix them (the rejects give the reasons) or raise the share{hint}"
        )


def check_rows(
    engine: Engine,
    rows: Rows,
    totals: PartitionCounts,
    limits: Input,
    *,
    spelling_is_doubtful: bool,
) -> list[str]:
    """Refuse rows that would be counted twice or for a wrong account; return warnings.

    Raises:
        InputRejected: reformatted ids, an `event_id` used for several events, more duplicates
            than the policy allows, or two files with the same rows.
    """
    # Conflicting duplicates are not inserted, so their ids are not checked yet.
    if spelling_is_doubtful or totals.repeats.conflict_count:
        refuse_spellings(engine, rows.partition, rows.good, rows.parameters)
    _refuse_repeats(totals, limits)
    return _same_rows(engine, rows, totals)


def _refuse_repeats(totals: PartitionCounts, limits: Input) -> None:
    repeats, row_count, folder = totals.repeats, totals.counter.row_count, totals.partition.folder
    if repeats.conflict_count > limits.max_conflict_share * row_count:
        raise InputRejected(
            f"{folder}: {repeats.conflict_count:,} of {row_count:,} rows have the event_id of "
            "another row but differ from it, more than input.max_conflict_share = "
            f"{limits.max_conflict_share:g}; {_most_repeated(repeats)}; give each event its own "
            "id, leave event_id null, or raise the share"
        )
    if repeats.row_count > limits.max_duplicate_share * row_count:
        raise InputRejected(
            f"{folder}: {repeats.row_count:,} of {row_count:,} rows repeat the event_id of another "
            f"row, more than input.max_duplicate_share = {limits.max_duplicate_share:g}; "
            "deliver each event once, or raise the share"
        )


def _most_repeated(repeats: Repeats) -> str:
    return f"event_id {shown(repeats.event_id)} is in {repeats.event_rows:,} rows"


def duplicate_warnings(once: DistinctFiles, totals: PartitionCounts) -> list[str]:
    """Return warnings about a partition's duplicates, empty if there are none."""
    counts = once.all_counts(totals.file_counts())
    duplicates = sum(count.duplicate_count for count in counts)
    if not duplicates:
        return []
    repeats = totals.repeats
    in_copies = duplicates - repeats.row_count
    parts = [f"{in_copies:,} in identical files"] if in_copies else []
    if repeats.row_count:
        parts.append(f"{repeats.row_count:,} repeat an event_id")
    if repeats.conflict_count:
        parts.append(
            f"{repeats.conflict_count:,} of them with different content: {_most_repeated(repeats)}"
        )
    return [
        *once.warnings(),
        f"{once.partition.folder}: {duplicates:,} of "
        f"{sum(count.row_count for count in counts):,} rows are duplicates and were not counted "
        f"({', '.join(parts)})",
    ]


def unknown_ages(engine: Engine, rows: str, parameters: Parameters, limits: Input) -> list[str]:
    """Return a warning about registrations before the platform began, empty if there are none.

    Args:
        engine: reads the rows.
        rows: a SELECT with a column `registered_at`.
        parameters: its parameters.
        limits: has the date when the platform began.
    """
    count = engine.scalar(
        f"SELECT count(*) FROM ({rows}) WHERE registered_at < $began::DATE::TIMESTAMPTZ",
        {**parameters, "began": limits.platform_began_on},
    )
    if not count:
        return []
    return [
        f"accounts: {count:,} rows with registered_at before input.platform_began_on = "
        f"{limits.platform_began_on}; the age of these accounts is unknown"
    ]


def _same_rows(engine: Engine, rows: Rows, totals: PartitionCounts) -> list[str]:
    """Refuse two files with the same rows; only warn if repeated rows are harmless."""
    log, counter = rows.partition.log, totals.counter
    without_event_id = dict(enumerate(counter.without_event_id.tolist()))
    where = f"{rows.good} AND event_id IS NULL" if log.has_event_id else rows.good
    # Validation reads all columns; skip it if all rows are valid and without an event_id.
    is_plain = sum(without_event_id.values()) == counter.row_count
    source = rows.source.sql, rows.source.parameters
    first_pass = source if is_plain else (where, rows.parameters)
    pairs = same_rows(engine, rows.partition, where, rows.parameters, without_event_id, first_pass)
    warnings = []
    for first, other in pairs:
        names = rows.partition.files[other].name, rows.partition.files[first].name
        text = f"{names[0]}: has the same {without_event_id[other]:,} rows as {names[1]}"
        if log.name not in _REPEATABLE:
            raise InputRejected(
                f"{text}, so each would be counted twice; "
                "remove one of the files, or give each row an event_id"
            )
        warnings.append(f"{text}; this changes nothing")
    return warnings


def _file_count(file: InputFile, rows: int, bad: int, duplicate: int) -> FileCount:
    return FileCount(
        file.name, file.size, file.sha256, rows, rows - bad - duplicate, bad, duplicate
    )
