"""Finds files of a partition that hold the same: byte for byte, or row for row."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from jobs.engine import DuckDB, Parameters, quoted
from jobs.files import InputFile, Partition


def hashed(files: Sequence[InputFile]) -> tuple[InputFile, ...]:
    """Return files with the hash of their content, where another has the same size."""
    sizes = Counter(file.size for file in files)
    return tuple(
        replace(file, sha256=_sha256(file.path)) if sizes[file.size] > 1 else file for file in files
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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


def same_rows(
    engine: DuckDB,
    partition: Partition,
    rows: str,
    parameters: Parameters,
    row_counts: Mapping[int, int],
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
    """
    names = [quoted(column.name) for column in partition.log.columns]
    classes: list[list[int]] = [[place for place in sorted(row_counts) if row_counts[place] > 1]]
    signs: Mapping[int, object] = row_counts
    for columns in ([], names[:1], names):
        if columns:
            places = sorted(place for members in classes for place in members)
            signs = _checksums(engine, rows, parameters, columns, places)
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
    engine: DuckDB, rows: str, parameters: Parameters, columns: Sequence[str], places: list[int]
) -> dict[int, object]:
    return dict(
        engine.run(
            f"SELECT file_index, sum(hash({', '.join(columns)})) FROM ({rows}) "
            f"WHERE file_index IN ({', '.join(map(str, places))}) GROUP BY file_index",
            parameters,
        )
    )
