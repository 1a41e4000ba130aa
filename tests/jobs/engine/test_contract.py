"""What every engine keeps to: the verbs of `jobs.engine.base.Engine`, on each engine there is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.engine.base import Engine
from jobs.engine.duckdb import DuckDB
from jobs.engine.errors import ENGINE_ERRORS

Open = Callable[[Path], AbstractContextManager[Engine]]


def _duckdb(folder: Path) -> AbstractContextManager[Engine]:
    return DuckDB.open(folder / "tables.duckdb", folder / "spill", threads=2)


# A new engine is a new line here.
ENGINES: dict[str, Open] = {"duckdb": _duckdb}
TWO = "SELECT 1 AS n, 'a' AS name UNION ALL SELECT 2, 'b'"


@pytest.fixture(name="engine", params=sorted(ENGINES))
def _engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine without a table."""
    with ENGINES[request.param](tmp_path) as engine:
        assert engine.name == request.param
        yield engine


def numbers(engine: Engine, table: str) -> list[int]:
    """Return the column n of a table, in order."""
    return [row[0] for row in engine.run(f"SELECT n FROM {table} ORDER BY n")]


def streamed(*batches: list[int]) -> pa.RecordBatchReader:
    """Return rows with one column, n, that come in batches."""
    schema = pa.schema({"n": pa.int64()})
    rows = (pa.record_batch([pa.array(batch, pa.int64())], schema=schema) for batch in batches)
    return pa.RecordBatchReader.from_batches(schema, rows)


def test_a_statement_returns_its_rows(engine: Engine) -> None:
    assert engine.run(f"SELECT * FROM ({TWO}) ORDER BY n") == [(1, "a"), (2, "b")]
    assert engine.run("SELECT $n + 1", {"n": 1}) == [(2,)]


def test_a_scalar_is_the_one_value(engine: Engine) -> None:
    assert engine.scalar("SELECT $n * 2", {"n": 3}) == 6
    with pytest.raises(ValueError, match="too many"):
        engine.scalar(TWO)


def test_a_failed_statement_raises_an_error_of_engines(engine: Engine) -> None:
    with pytest.raises(ENGINE_ERRORS):
        engine.run("SELECT * FROM no.such_table")


def test_a_table_is_built_anew_each_time(engine: Engine) -> None:
    assert engine.create("stage.noun", TWO, {}) == 2
    assert engine.create("stage.noun", "SELECT $n AS n", {"n": 7}) == 1
    assert numbers(engine, "stage.noun") == [7]


def test_a_view_is_run_at_each_reading(engine: Engine) -> None:
    engine.create("stage.noun", "SELECT 1 AS n", {})
    engine.show("stage.view", "SELECT n + 1 AS n FROM stage.noun")
    engine.append("stage.noun", "SELECT 5 AS n", {})
    assert numbers(engine, "stage.view") == [2, 6]


def test_a_name_may_be_a_table_then_a_view_then_a_table(engine: Engine) -> None:
    engine.create("stage.noun", "SELECT 1 AS n", {})
    engine.show("stage.noun", "SELECT 2 AS n")
    assert numbers(engine, "stage.noun") == [2]
    engine.create("stage.noun", "SELECT 3 AS n", {})
    assert numbers(engine, "stage.noun") == [3]


def test_tables_are_listed_in_order_and_views_are_not(engine: Engine) -> None:
    for name in ("stage.zebra", "stage.ant", "other.noun"):
        engine.create(name, "SELECT 1 AS n", {})
    engine.show("stage.view", "SELECT 1 AS n")
    engine.lend("lent", pa.table({"n": [1]}))
    assert engine.tables() == ["other.noun", "stage.ant", "stage.zebra"]


def test_rows_are_added_and_counted(engine: Engine) -> None:
    engine.create("stage.noun", "SELECT 1::BIGINT AS n", {})
    assert engine.append("stage.noun", "SELECT $n::BIGINT", {"n": 2}) == 1
    assert engine.append_rows("stage.noun", streamed([3, 4], [], [5])) == 3
    assert numbers(engine, "stage.noun") == [1, 2, 3, 4, 5]


def test_what_goes_wrong_while_rows_come_is_raised_as_it_is(engine: Engine) -> None:
    engine.create("stage.noun", "SELECT 1::BIGINT AS n", {})
    schema = pa.schema({"n": pa.int64()})

    def batches() -> Iterator[pa.RecordBatch]:
        yield pa.record_batch([pa.array([2], pa.int64())], schema=schema)
        raise LookupError("the file ends here")

    with pytest.raises(LookupError, match="the file ends here"):
        engine.append_rows("stage.noun", pa.RecordBatchReader.from_batches(schema, batches()))
    assert numbers(engine, "stage.noun") == [1]


def test_arrow_rows_come_back_as_they_went_in(engine: Engine) -> None:
    rows = pa.table({"n": pa.array([1, None], pa.int32()), "names": [["a", "b"], []]})
    engine.provide("stage.noun", rows)
    found = engine.arrow("SELECT * FROM stage.noun ORDER BY n NULLS LAST", {})
    assert found.to_pylist() == rows.to_pylist()
    assert found.schema.field("n").type == pa.int32()


def test_lent_rows_are_read_by_their_name_until_it_is_lent_anew(engine: Engine) -> None:
    engine.lend("lent", pa.table({"n": [1, 2]}))
    assert numbers(engine, "lent") == [1, 2]
    engine.lend("lent", pa.table({"n": [3]}))
    assert numbers(engine, "lent") == [3]


def test_batches_come_in_parts(engine: Engine) -> None:
    engine.provide("stage.noun", pa.table({"n": list(range(10_000))}))
    batches = list(engine.batches("SELECT n FROM stage.noun WHERE n >= $n", {"n": 10}, 2_000))
    assert len(batches) > 1
    assert sum(len(batch) for batch in batches) == 9_990


def test_a_file_is_written_in_order_of_all_columns(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "noun.part"
    sql = "SELECT 2 AS n, 'a' AS name UNION ALL SELECT 1, 'c' UNION ALL SELECT 1, $name"
    assert engine.write(sql, {"name": "b"}, path, {"it's": "meta"}) == 3
    rows = pq.ParquetFile(path).read()
    assert rows.to_pylist() == [
        {"n": 1, "name": "b"},
        {"n": 1, "name": "c"},
        {"n": 2, "name": "a"},
    ]
    assert pq.read_metadata(path).metadata[b"it's"] == b"meta"


def test_a_transaction_is_kept_as_a_whole_or_not_at_all(engine: Engine) -> None:
    with engine.transaction():
        engine.create("stage.kept", "SELECT 1 AS n", {})
    with pytest.raises(RuntimeError), engine.transaction():
        engine.append("stage.kept", "SELECT 2", {})
        engine.create("stage.lost", "SELECT 1 AS n", {})
        raise RuntimeError
    assert numbers(engine, "stage.kept") == [1]
    assert engine.tables() == ["stage.kept"]


def test_the_first_error_in_a_transaction_is_raised(engine: Engine) -> None:
    with pytest.raises(ENGINE_ERRORS, match="such_table"), engine.transaction():
        engine.run("SELECT * FROM no.such_table")
    assert engine.scalar("SELECT 1") == 1


def test_a_dry_run_keeps_nothing(engine: Engine) -> None:
    with engine.transaction(keep=False):
        engine.create("stage.noun", "SELECT 1 AS n", {})
        assert numbers(engine, "stage.noun") == [1]
    assert engine.tables() == []


def test_what_fails_beside_a_transaction_does_not_abort_it(engine: Engine) -> None:
    engine.create("stage.before", "SELECT 1 AS n", {})
    with engine.transaction():
        engine.create("stage.inside", "SELECT 1 AS n", {})
        with engine.beside() as beside:
            assert beside.tables() == ["stage.before"]
            with pytest.raises(ENGINE_ERRORS):
                beside.run("SELECT * FROM stage.inside")
    assert engine.tables() == ["stage.before", "stage.inside"]


def test_uncompressed_tables_hold_the_same_rows(engine: Engine) -> None:
    with engine.uncompressed():
        assert engine.create("stage.noun", TWO, {}) == 2
    assert numbers(engine, "stage.noun") == [1, 2]


def test_instants_are_read_in_utc(engine: Engine) -> None:
    sql = "SELECT TIMESTAMPTZ '2026-03-10 12:00:00'::DATE::VARCHAR, '2026-03-10'::TIMESTAMPTZ"
    assert engine.arrow(sql, {})[1][0].as_py().isoformat() == "2026-03-10T00:00:00+00:00"


def test_the_scratch_folder_is_there_and_empty(engine: Engine) -> None:
    assert engine.spill.is_dir()
    assert not list(engine.spill.iterdir())
    assert engine.location
