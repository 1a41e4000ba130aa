"""Signals are read by account, whether ids are numbers or text."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from jobs.config import catalog as catalogs
from jobs.contract.errors import Defect
from jobs.engine.duckdb import DuckDB
from jobs.kernels import registry
from jobs.scoring.features import Figures

CATALOG = catalogs.packaged()
TABLE = CATALOG.signals["add_noncontact_24h_max_count"].table
ACTIVE, NOT_ACTIVE = (7, 2, 40), (3, 99)
TEXT, NUMBER = pa.string(), pa.int32()


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Iterator[DuckDB]:
    with DuckDB.open(tmp_path / "warehouse.duckdb", tmp_path / "spill") as engine:
        yield engine


def provide(engine: DuckDB, kind: pa.DataType, accounts: tuple[int, ...]) -> None:
    """Make three accounts active, and give accounts the figure that is half their number."""
    for name, ids in (("signals.activity", ACTIVE), (TABLE.name, accounts)):
        columns = {"account_id": pa.array(ids).cast(kind)}
        if name == TABLE.name:
            columns["add_noncontact_24h_max_count"] = pa.array([n / 2 for n in ids])
        engine.provide(name, pa.table(columns))


@pytest.mark.parametrize("kind", [NUMBER, TEXT], ids=str)
def test_a_figure_stands_at_the_place_of_its_account(engine: DuckDB, kind: pa.DataType) -> None:
    provide(engine, kind, (40, *NOT_ACTIVE, 2))
    figures = Figures(engine, CATALOG)
    found = dict(
        zip(figures.accounts.to_pylist(), figures.of("add_noncontact_24h_max_count"), strict=True)
    )
    assert list(found) == sorted(found)
    assert {int(account): figure for account, figure in found.items() if not np.isnan(figure)} == {
        2: 1.0,
        40: 20.0,
    }
    assert len(found) == 3


@pytest.mark.parametrize("kind", [NUMBER, TEXT], ids=str)
def test_an_account_that_stands_twice_is_a_defect(engine: DuckDB, kind: pa.DataType) -> None:
    provide(engine, kind, (40, 2, 40))
    with pytest.raises(Defect, match="has more than one row an account"):
        Figures(engine, CATALOG).of("add_noncontact_24h_max_count")


@pytest.mark.parametrize("kind", [NUMBER, TEXT], ids=str)
def test_a_sweep_is_for_ids_that_are_numbers(engine: DuckDB, kind: pa.DataType) -> None:
    engine.provide("staging.account_name", pa.table({"account_id": pa.array([], kind)}))
    swept = [table for table in CATALOG.tables.values() if table.sweep]
    made = [table for table in CATALOG.tables.values() if table.kernel]
    assert len(swept) > 5 and len(made) > 5
    assert {registry.is_builder(engine, table) for table in swept} == {kind is NUMBER}
    assert {registry.is_builder(engine, table) for table in made} == {True}
