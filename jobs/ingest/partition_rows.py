"""Takes in the rows of one partition: each judged, counted once, and refused where they mislead."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pyarrow as pa

from jobs.config.catalog import Catalog
from jobs.config.policy import Input
from jobs.contract.errors import InputRejected, shown
from jobs.engine.base import Engine, Parameters, quoted
from jobs.ingest.deduplicate import Repeats, Suspects, repeated_hashes
from jobs.ingest.duplicate_files import Once, same_rows
from jobs.ingest.file_reader import Relation
from jobs.ingest.id_spelling import null_hint, refuse_spellings
from jobs.ingest.partitions import InputFile, Partition
from jobs.ingest.row_audit import FileCount, Tally

Insert = Callable[[pa.RecordBatchReader], int]

_BATCH_ROWS = 1 << 19
# A row of these says what is so, not what happened: to say it twice changes nothing.
_REPEATABLE = frozenset({"accounts", "contacts", "verdicts"})


class TooManyRejects(InputRejected):
    """A partition holds more bad rows than policy allows; the warehouse still has them."""


@dataclass(frozen=True)
class Rows:
    """The rows of a partition as a SELECT, each with why it is rejected, if it is."""

    partition: Partition
    source: Relation
    sql: str
    parameters: Parameters

    @classmethod
    def judged(cls, catalog: Catalog, partition: Partition, source: Relation) -> "Rows":
        """Return the rows of a partition, judged by its log's SQL."""
        noun = partition.log.noun
        table = catalog.tables[f"staging.{noun}"]
        sql = table.sql.replace(f"input.{noun}", f"({source.sql}) AS {noun}")
        date = {"date": partition.date} if "date" in table.arguments else {}
        return cls(partition, source, sql, {**source.parameters, **date})

    @property
    def good(self) -> str:
        """The SELECT of the rows that are not rejected."""
        return f"SELECT * FROM ({self.sql}) WHERE reject_reason IS NULL"


@dataclass(frozen=True)
class Taken:
    """What became of a partition's rows: a tally, those that repeat an event, how many went in."""

    partition: Partition
    tally: Tally
    inserted: int
    repeats: Repeats = field(default_factory=Repeats)

    def file_counts(self) -> list[FileCount]:
        """Return what became of each file's rows."""
        return [
            _file_count(file, int(rows), int(bad), self.repeats.by_file.get(place, 0))
            for place, (file, rows, bad) in enumerate(
                zip(self.partition.files, self.tally.rows, self.tally.bad, strict=True)
            )
        ]


def take_in(engine: Engine, rows: Rows, insert: Insert) -> Taken:
    """Insert the good rows, each event once; return what became of all of them."""
    log = rows.partition.log
    tally = Tally(len(rows.partition.files))
    with engine.beside() as reader:
        suspicion = _suspicion(reader, rows)
        columns = ["$partition::DATE AS date", *(quoted(column.name) for column in log.columns)]
        columns += ["file_index", *suspicion, "reject_reason IS NULL AS is_good"]
        batches = reader.batches(
            f"SELECT {', '.join(columns)} FROM ({rows.sql})",
            {**rows.parameters, "partition": rows.partition.date},
            _BATCH_ROWS,
        )
        good = tally.good(batches)
        if suspicion:
            with engine.beside() as apart:
                suspects = Suspects(apart, log)
                inserted = insert(suspects.set_apart(good))
                suspects.rank()
                inserted += insert(suspects.first_ones())
                repeats = suspects.repeats()
        else:
            inserted, repeats = insert(good), Repeats()
    tally.add_broken(rows.source.broken["file_index"].to_numpy())
    return Taken(rows.partition, tally, inserted, repeats)


def _suspicion(reader: Engine, rows: Rows) -> list[str]:
    """Return the column that says whether a row's event may be told twice, none if none is."""
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


def refuse_many_rejects(engine: Engine, rows: Rows, taken: Taken, limits: Input) -> None:
    """Refuse a partition of which too many rows are bad.

    Raises:
        TooManyRejects: with the share that policy allows.
    """
    tally = taken.tally
    if tally.bad_count > limits.max_reject_share * tally.row_count:
        hint = null_hint(engine, rows.partition, rows.sql, rows.parameters)
        raise TooManyRejects(
            f"{rows.partition.folder}: {tally.bad_count} of {tally.row_count} rows are bad, "
            f"more than input.max_reject_share = {limits.max_reject_share:g}; "
            f"mend them (the rejects say why) or raise the share{hint}"
        )


def examine(
    engine: Engine, rows: Rows, taken: Taken, limits: Input, *, spelling_is_doubtful: bool
) -> list[str]:
    """Refuse rows that would be counted twice or for somebody else; return warnings of others.

    Raises:
        InputRejected: ids spelt anew by a tool, an `event_id` that names many events, more
            duplicates than policy allows, or two files with the same rows.
    """
    # Rows that contradict another are not inserted, so nobody has looked at their names.
    if spelling_is_doubtful or taken.repeats.conflict_count:
        refuse_spellings(engine, rows.partition, rows.good, rows.parameters)
    _refuse_repeats(taken, limits)
    return _same_rows(engine, rows, taken)


def _refuse_repeats(taken: Taken, limits: Input) -> None:
    repeats, row_count, folder = taken.repeats, taken.tally.row_count, taken.partition.folder
    if repeats.conflict_count > limits.max_conflict_share * row_count:
        raise InputRejected(
            f"{folder}: {repeats.conflict_count:,} of {row_count:,} rows have the event_id of "
            "another row but differ from it, more than input.max_conflict_share = "
            f"{limits.max_conflict_share:g}; {_worst(repeats)}; give each event an id of its own, "
            "leave event_id null, or raise the share"
        )
    if repeats.row_count > limits.max_duplicate_share * row_count:
        raise InputRejected(
            f"{folder}: {repeats.row_count:,} of {row_count:,} rows repeat the event_id of another "
            f"row, more than input.max_duplicate_share = {limits.max_duplicate_share:g}; "
            "deliver each event once, or raise the share"
        )


def _worst(repeats: Repeats) -> str:
    return f"event_id {shown(repeats.event_id)} stands in {repeats.event_rows:,} rows"


def duplicate_warnings(once: Once, taken: Taken) -> list[str]:
    """Return what is to be known of a partition's duplicates, empty where it has none."""
    counts = once.all_counts(taken.file_counts())
    duplicates = sum(count.duplicate_count for count in counts)
    if not duplicates:
        return []
    repeats = taken.repeats
    in_copies = duplicates - repeats.row_count
    parts = [f"{in_copies:,} in identical files"] if in_copies else []
    if repeats.row_count:
        parts.append(f"{repeats.row_count:,} repeat an event_id")
    if repeats.conflict_count:
        parts.append(f"{repeats.conflict_count:,} of them with other contents: {_worst(repeats)}")
    return [
        *once.warnings(),
        f"{once.partition.folder}: {duplicates:,} of "
        f"{sum(count.row_count for count in counts):,} rows are duplicates and do not count "
        f"({', '.join(parts)})",
    ]


def unknown_ages(engine: Engine, rows: str, parameters: Parameters, limits: Input) -> list[str]:
    """Return a warning of registrations from before the platform began, empty without any.

    Args:
        engine: reads the rows.
        rows: a SELECT that has a column `registered_at`.
        parameters: its values.
        limits: says when the platform began.
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


def _same_rows(engine: Engine, rows: Rows, taken: Taken) -> list[str]:
    """Refuse two files with the same rows; return a warning where to repeat them does no harm."""
    log, tally = rows.partition.log, taken.tally
    unnamed = dict(enumerate(tally.unnamed.tolist()))
    where = f"{rows.good} AND event_id IS NULL" if log.has_event_id else rows.good
    # To judge rows takes all their columns; where all are good and have no name there is no need.
    is_plain = sum(unnamed.values()) == tally.row_count
    source = rows.source.sql, rows.source.parameters
    glance = source if is_plain else (where, rows.parameters)
    pairs = same_rows(engine, rows.partition, where, rows.parameters, unnamed, glance)
    warnings = []
    for first, other in pairs:
        names = rows.partition.files[other].name, rows.partition.files[first].name
        told = f"{names[0]}: its {unnamed[other]:,} rows are those of {names[1]}"
        if log.name not in _REPEATABLE:
            raise InputRejected(
                f"{told}, so each would count twice; remove one of the files, or give each row an "
                "event_id"
            )
        warnings.append(f"{told}; that changes nothing")
    return warnings


def _file_count(file: InputFile, rows: int, bad: int, duplicate: int) -> FileCount:
    return FileCount(
        file.name, file.size, file.sha256, rows, rows - bad - duplicate, bad, duplicate
    )
