"""Which rows of a partition repeat the `event_id` of another, and which of them counts."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from jobs.engine import DuckDB, Parameters, quoted
from jobs.logs import Log

_ROWS_AT_ONCE = 1 << 26
_BATCH_ROWS = 1 << 20


def mark_repeats(
    engine: DuckDB, log: Log, rows: str, parameters: Parameters, row_count: int
) -> dict[int, int]:
    """Put the rows that do not count into the temporary table `repeat`; return how many, by file.

    Of the rows that bear one `event_id` the first by all columns counts.

    Args:
        engine: where the table is made.
        log: a log with event ids.
        rows: a SELECT of the log's columns, `file_index` and `row_number`.
        parameters: its values.
        row_count: how many rows it has, at most.
    """
    suspects = pa.table({"suspect": _repeated_hashes(engine, rows, parameters, row_count)})
    if not suspects.num_rows:
        return {}
    engine.connection.register("suspects", suspects)
    order = ", ".join(quoted(column.name) for column in log.columns)
    engine.run(
        "CREATE OR REPLACE TEMP TABLE repeat AS SELECT file_index, row_number FROM (SELECT *, "
        f"row_number() OVER (PARTITION BY event_id ORDER BY {order}, file_index, row_number) "
        f"AS place FROM ({rows}) WHERE hash(event_id) IN (SELECT suspect FROM suspects) "
        "AND event_id IS NOT NULL) WHERE place > 1",
        parameters,
    )
    engine.connection.unregister("suspects")
    found = engine.run("SELECT file_index, count(*) FROM repeat GROUP BY file_index")
    return dict(found)


def _repeated_hashes(
    engine: DuckDB, rows: str, parameters: Parameters, row_count: int
) -> npt.NDArray[np.uint64]:
    """Return the hashes that more than one event id has: of repeated ids, and of few others.

    Sorting the hashes takes half of what grouping by them does, and 8 bytes a row; of more rows
    than fit, one part of the hashes is sorted after the other.
    """
    part_count = -(-row_count // _ROWS_AT_ONCE)
    found = [np.empty(0, np.uint64)]
    for part in range(part_count):
        chosen = f"AND hash(event_id) % {part_count} = {part}" if part_count > 1 else ""
        batches = engine.batches(
            f"SELECT hash(event_id) AS hash FROM ({rows}) WHERE event_id IS NOT NULL {chosen}",
            parameters,
            _BATCH_ROWS,
        )
        hashes = np.concatenate(
            [np.empty(0, np.uint64), *(batch.column(0).to_numpy() for batch in batches)]
        )
        hashes.sort()
        found.append(np.unique(hashes[1:][hashes[1:] == hashes[:-1]]))
    return np.concatenate(found)
