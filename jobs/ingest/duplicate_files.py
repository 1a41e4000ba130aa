"""Find files of a partition with identical bytes or identical rows."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jobs.contract.errors import AccessRefused, InputRejected
from jobs.engine.base import Engine, Parameters, quoted
from jobs.ingest.partitions import InputFile, Partition
from jobs.ingest.row_audit import FileCount


def same_rows(
    engine: Engine,
    partition: Partition,
    rows: str,
    parameters: Parameters,
    row_counts: Mapping[int, int],
    first_pass: tuple[str, Parameters],
) -> list[tuple[int, int]]:
    """Return pairs of file indexes whose rows are the same in any order and format.

    Only files with equal row counts are compared: first by one column, then those that agree by
    all columns.

    Args:
        engine: reads the rows.
        partition: the partition of the files.
        rows: a SELECT of the rows to compare, with the log's columns and `file_index`.
        parameters: its parameters.
        row_counts: the number of these rows in each file.
        first_pass: a cheaper SELECT of the same rows for the first column, and its parameters.
    """
    names = [quoted(column.name) for column in partition.log.columns]
    classes: list[list[int]] = [[place for place in sorted(row_counts) if row_counts[place] > 1]]
    keys: Mapping[int, object] = row_counts
    for columns in ([], names[:1], names):
        if columns:
            places = sorted(place for members in classes for place in members)
            select, values = (rows, parameters) if columns is names else first_pass
            keys = _checksums(engine, select, values, columns, places)
        classes = [part for whole in classes for part in _grouped(whole, keys)]
        if not classes:
            return []
    return [(members[0], other) for members in classes for other in members[1:]]


def _grouped(places: list[int], keys: Mapping[int, object]) -> list[list[int]]:
    """Group the indexes that share a key; drop those without a partner."""
    found: dict[object, list[int]] = {}
    for place in places:
        found.setdefault(keys.get(place), []).append(place)
    return [members for members in found.values() if len(members) > 1]


def _checksums(
    engine: Engine, rows: str, parameters: Parameters, columns: Sequence[str], places: list[int]
) -> dict[int, object]:
    return dict(
        engine.run(
            f"SELECT file_index, sum(hash({', '.join(columns)})) FROM ({rows}) "
            f"WHERE file_index IN ({', '.join(map(str, places))}) GROUP BY file_index",
            parameters,
        )
    )


_MAX_NAMED_COPIES = 3


@dataclass(frozen=True)
class DistinctFiles:
    """A partition without identical files: `distinct` has one file of each content.

    `copies` maps the index of each further copy to the index of the first one.
    """

    partition: Partition
    copies: dict[int, int]
    distinct: Partition

    @classmethod
    def of(cls, partition: Partition) -> "DistinctFiles":
        """Find the identical files of a partition."""
        copies = first_copies(partition.files)
        kept = (file for place, file in enumerate(partition.files) if place not in copies)
        return cls(partition, copies, replace(partition, files=tuple(kept)))

    def all_counts(self, counts: list[FileCount]) -> list[FileCount]:
        """Return the counts of all files from the counts of the distinct files."""
        found = {count.file: count for count in counts}
        for place, first in self.copies.items():
            copy = self.partition.files[place]
            rows = found[self.partition.files[first].name].row_count
            found[copy.name] = FileCount(copy.name, copy.size, copy.sha256, rows, 0, 0, rows)
        return [found[file.name] for file in self.partition.files]

    def warnings(self) -> list[str]:
        """Return a warning for each copy, at most a few."""
        names = [
            (self.partition.files[copy].name, self.partition.files[first].name)
            for copy, first in self.copies.items()
        ]
        texts = [f"{copy}: identical to {first}; not loaded" for copy, first in names]
        more = len(texts) - _MAX_NAMED_COPIES
        rest = [f"{self.partition.folder}: {more} more files are copies"] if more > 0 else []
        return [*texts[:_MAX_NAMED_COPIES], *rest]


def hashed_partition(partition: Partition) -> Partition:
    """Return the partition with the file hashes that are needed to find copies.

    Raises:
        InputRejected: a file cannot be read.
    """
    return replace(partition, files=_hashed(partition.files))


def _hashed(files: Sequence[InputFile]) -> tuple[InputFile, ...]:
    """Return the files; those that share their size with another get a content hash."""
    sizes = Counter(file.size for file in files)
    return tuple(
        replace(file, sha256=_sha256(file.path)) if sizes[file.size] > 1 else file for file in files
    )


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except PermissionError:
        raise AccessRefused(f"{path}: no permission to read; grant it to this user") from None
    except OSError as error:
        raise InputRejected(f"{path}: cannot be read ({error.strerror}); restore it") from None


def first_copies(files: Sequence[InputFile]) -> dict[int, int]:
    """Return the index of the first identical file for each later copy, by index."""
    first: dict[tuple[str, str], int] = {}
    copies = {}
    for place, file in enumerate(files):
        # Empty files are not copies of each other.
        if file.size and file.sha256:
            found = first.setdefault((file.format, file.sha256), place)
            if found != place:
                copies[place] = found
    return copies
