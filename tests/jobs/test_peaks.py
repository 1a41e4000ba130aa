"""The compiled way to a peak gives the rows that its SQL gives, for every act of a night."""

import datetime
from pathlib import Path

from jobs import catalog as catalogs
from jobs.engine import DuckDB
from tests.worlds import World

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
DATE = datetime.date(2001, 10, 29)


def test_the_compiled_peaks_are_those_of_the_sql(tmp_path: Path) -> None:
    world = World(tmp_path)
    assert world.run("--input", str(SAMPLE), date=DATE).code == 0
    catalog = catalogs.packaged()
    windows = {}
    with DuckDB.open(world.warehouse, tmp_path / "spill") as engine:
        found = engine.run("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'peak'")
        built = {name for (name,) in found}
        for table in [table for table in catalog.of_stage("peak") if table.stem in built]:
            engine.create("again.peak", table.sql, table.constants)
            for one, other in [("again.peak", table.name), (table.name, "again.peak")]:
                assert engine.run(f"FROM {one} EXCEPT ALL FROM {other}") == [], table.name
            columns = [
                engine.run(f"SELECT column_name, column_type FROM (DESCRIBE {name})")
                for name in ("again.peak", table.name)
            ]
            assert columns[0] == columns[1]
            windows[table.stem] = engine.run(f"SELECT count(*) FROM {table.name}")[0][0]
    assert windows.keys() == built
    assert min(windows.values()) > 0
