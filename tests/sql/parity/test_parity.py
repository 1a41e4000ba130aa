"""Every table of the catalogue has the same rows on DuckDB and on a second SQL engine, Sail."""

from collections.abc import Iterable, Iterator
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
CHECKS = sorted(table.name for table in CATALOG.of_stage("checks"))
# Makes each check find rows; after a good night it finds none.
SPOIL = """
INSERT INTO score.flag FROM score.flag;
DELETE FROM evidence.event WHERE account_id = (SELECT min(account_id) FROM evidence.event);
UPDATE evidence.event SET event_at = event_at + INTERVAL 1 DAY;
"""
# Tables that depend on whether ids are numbers or text, and why; they are equal if both engines
# have numbers.
BY_NUMBER = {
    "trust.conversation": "The lesser id of a pair comes first; the kernel takes either order.",
}


@contextmanager
def pair(folder: Path) -> Iterator[Pair]:
    """Run a night and open its warehouse beside Sail."""
    world = night(folder)
    policy = policies.load(CATALOG, folder / "policy.toml")
    run = RunArguments.of(policy, NIGHT, {log.name for log in LOGS}, FORMER)
    with DuckDB.open(world.warehouse, folder / "spill", threads=2) as engine, sail() as other:
        day = Day(engine, CATALOG, world.input, NIGHT)
        opened = Pair(engine, other, folder / "rows", day, run, policy.params)
        opened.open_input()
        yield opened


def differences(both: Pair, names: Iterable[str]) -> dict[str, str]:
    """Return how tables differ, by the name of each that does."""
    found = {name: both.compare(CATALOG.tables[name]) for name in names}
    empty = [name for name, (row_count, _) in found.items() if not row_count]
    assert not empty, f"without rows, nothing is compared: {empty}; add some in world.py"
    return {name: text for name, (_, text) in found.items() if text}


def test_every_table_has_the_same_rows_on_sail(tmp_path: Path) -> None:
    with pair(tmp_path) as both:
        found = differences(both, sorted(CATALOG.tables.keys() - set(CHECKS)))
        assert found.keys() == BY_NUMBER.keys(), "\n".join(map(": ".join, found.items()))
        both.engine.run(SPOIL)
        both.forget()
        assert differences(both, CHECKS) == {}
        both.forget()
        both.has_text_ids = False
        assert differences(both, BY_NUMBER) == {}
