"""Every table of the catalogue has the same rows on DuckDB and on a second SQL engine, Sail."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.run_arguments import RunArguments
from jobs.contract.input_schema import LOGS
from jobs.engine.duckdb import DuckDB
from jobs.ingest.day_view import Day
from tests.sql.parity.comparison import Pair
from tests.sql.parity.sail import sail
from tests.sql.parity.world import FORMER, night
from tests.worlds import NIGHT

CATALOG = catalogs.packaged()
CHECKS = {table.name for table in CATALOG.of_stage("checks")}
# Makes the checks find something.
SPOIL = """
INSERT INTO score.flag FROM score.flag;
DELETE FROM evidence.event WHERE account_id = (SELECT min(account_id) FROM evidence.event);
UPDATE evidence.event SET event_at = event_at + INTERVAL 1 DAY;
"""
# Compared with ids as numbers on Sail too, for this reason.
BY_NUMBER = {
    "trust.conversation": "Names the lesser id of a pair first; its kernel takes either order.",
}


@contextmanager
def pair(folder: Path) -> Iterator[Pair]:
    """Run a night and open it on both engines."""
    world = night(folder)
    policy = policies.load(CATALOG, folder / "policy.toml")
    run = RunArguments.of(policy, NIGHT, {log.name for log in LOGS}, FORMER)
    with DuckDB.open(world.warehouse, folder / "spill", threads=2) as engine, sail() as other:
        day = Day(engine, CATALOG, world.input, NIGHT)
        opened = Pair(engine, other, folder / "rows", day, run, policy.params)
        opened.open_input()
        yield opened


def test_every_table_has_the_same_rows_on_sail(tmp_path: Path) -> None:
    with pair(tmp_path) as both:
        whole = CATALOG.tables.keys() - BY_NUMBER.keys() - CHECKS
        found = {name: both.compare(CATALOG.tables[name]) for name in sorted(whole)}
        both.engine.run(SPOIL)
        both.forget()
        found |= {name: both.compare(CATALOG.tables[name]) for name in sorted(CHECKS)}
        both.forget()
        both.has_text_ids = False
        found |= {name: both.compare(CATALOG.tables[name]) for name in BY_NUMBER}
    differing = [f"{name}: {text}" for name, (_, text) in found.items() if text]
    assert not differing, "\n".join(differing)
    assert not [name for name, (row_count, _) in found.items() if not row_count]
