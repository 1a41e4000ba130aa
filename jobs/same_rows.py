"""Finds files of a partition that hold the same rows, in whatever order and format."""

from collections.abc import Mapping, Sequence

from jobs.engine.duckdb import DuckDB, Parameters, quoted
from jobs.files import Partition


def same_rows(
    engine: DuckDB,
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
    engine: DuckDB, rows: str, parameters: Parameters, columns: Sequence[str], places: list[int]
) -> dict[int, object]:
    return dict(
        engine.run(
            f"SELECT file_index, sum(hash({', '.join(columns)})) FROM ({rows}) "
            f"WHERE file_index IN ({', '.join(map(str, places))}) GROUP BY file_index",
            parameters,
        )
    )
