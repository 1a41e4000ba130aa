"""Lets files of a partition that are identical, byte for byte, count once."""

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
    glance: tuple[str, Parameters],
) -> list[tuple[int, int]]:
    """Return pairs of files, by place, whose rows are the same in whatever order and format.

    Only files with as many rows as another are read: first one column of them, then all columns
    of those that agree so far.

    Args:
        engine: reads the rows.
        partition: whose files.
        rows: a SELECT of the rows to compare that has the log's columns and `file_index`.
        parameters: its values.
        row_counts: how many of these rows each file has.
        glance: a SELECT of the same rows, and its values, whose first column may be read for less.
    """
    names = [quoted(column.name) for column in partition.log.columns]
    classes: list[list[int]] = [[place for place in sorted(row_counts) if row_counts[place] > 1]]
    signs: Mapping[int, object] = row_counts
    for columns in ([], names[:1], names):
        if columns:
            places = sorted(place for members in classes for place in members)
            select, values = (rows, parameters) if columns is names else glance
            signs = _checksums(engine, select, values, columns, places)
        classes = [part for whole in classes for part in _parted(whole, signs)]
        if not classes:
            return []
    return [(members[0], other) for members in classes for other in members[1:]]


def _parted(places: list[int], signs: Mapping[int, object]) -> list[list[int]]:
    """Return the places that have their sign in common with another, by sign."""
    found: dict[object, list[int]] = {}
    for place in places:
        found.setdefault(signs.get(place), []).append(place)
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


_MOST_COPIES = 3


@dataclass(frozen=True)
class Once:
    """A partition without the files whose bytes an earlier one has; `copies` are those, by place.

    `distinct` has the other files.
    """

    partition: Partition
    copies: dict[int, int]
    distinct: Partition

    @classmethod
    def of(cls, partition: Partition) -> "Once":
        """Return a partition whose identical files count once."""
        copies = first_copies(partition.files)
        kept = (file for place, file in enumerate(partition.files) if place not in copies)
        return cls(partition, copies, replace(partition, files=tuple(kept)))

    def all_counts(self, counts: list[FileCount]) -> list[FileCount]:
        """Return the counts of all files, given those of the distinct ones in their order."""
        found = {count.file: count for count in counts}
        for place, first in self.copies.items():
            copy = self.partition.files[place]
            rows = found[self.partition.files[first].name].row_count
            found[copy.name] = FileCount(copy.name, copy.size, copy.sha256, rows, 0, 0, rows)
        return [found[file.name] for file in self.partition.files]

    def warnings(self) -> list[str]:
        """Return a warning for each copy, of many for the first ones."""
        names = [
            (self.partition.files[copy].name, self.partition.files[first].name)
            for copy, first in self.copies.items()
        ]
        told = [f"{copy}: identical to {first}, so not loaded" for copy, first in names]
        more = len(told) - _MOST_COPIES
        rest = [f"{self.partition.folder}: {more} more files are copies"] if more > 0 else []
        return [*told[:_MOST_COPIES], *rest]


def hashed_partition(partition: Partition) -> Partition:
    """Return a partition that was listed without hashes with those that tell copies apart.

    Raises:
        InputRejected: a file cannot be read.
    """
    return replace(partition, files=_hashed(partition.files))


def _hashed(files: Sequence[InputFile]) -> tuple[InputFile, ...]:
    """Return files with the hash of their content, where another has the same size."""
    sizes = Counter(file.size for file in files)
    return tuple(
        replace(file, sha256=_sha256(file.path)) if sizes[file.size] > 1 else file for file in files
    )


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except PermissionError:
        raise AccessRefused(f"{path}: may not be read; grant the run's user access") from None
    except OSError as error:
        raise InputRejected(f"{path}: cannot be read ({error.strerror}); restore it") from None


def first_copies(files: Sequence[InputFile]) -> dict[int, int]:
    """Return, for each file whose bytes an earlier one has, which one that is, by place."""
    first: dict[tuple[str, str], int] = {}
    copies = {}
    for place, file in enumerate(files):
        # Of nothing there are as many copies as there are empty files.
        if file.size and file.sha256:
            found = first.setdefault((file.format, file.sha256), place)
            if found != place:
                copies[place] = found
    return copies
