"""Read the catalog of tables and signals, with their meanings and build order, from sql/."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from jobs.config import sliding_windows
from jobs.config.sql_file import WINDOW_COLUMNS, Column, Table, parse
from jobs.contract.errors import Defect

SQL_FOLDER = Path(__file__).resolve().parents[2] / "sql"
# The stages that a run derives from the loaded rows, in the order of the data flow.
STAGES = (
    "staging",
    "acts",
    "sliding",
    "peak",
    "edges",
    "surge",
    "trust",
    "ring_inputs",
    "ring_candidates",
    "ring_members",
    "ring_scores",
    "ring_history",
    "rings",
    "signals",
)
DERIVED = frozenset({"sliding", "peak"})
PROVIDED = frozenset(
    {
        "staging.account_name",
        "staging.group_name",
        "staging.event_name",
        "staging.published_flag",
        "staging.published_ring",
        "staging.reject",
        "score.flag",
        "score.shadow_flag",
        "score.exemption",
        "score.reason",
        "score.signal_distribution",
        "evidence.event",
    }
)


@dataclass(frozen=True)
class Signal:
    """A column of a signals table; policies refer to it by name."""

    name: str
    table: Table
    column: Column

    @property
    def rests_on_contacts(self) -> bool:
        """Whether the value depends on the contacts log."""
        return "contacts" in self.table.header.get("rests_on", [])

    @property
    def rests_on_unknown(self) -> bool:
        """Whether it counts targets whose contacts are unknown; no ban may depend on those."""
        return "unknown" in self.table.header.get("rests_on", [])

    @property
    def unit(self) -> str:
        """The unit of the value: the last word of the signal's name."""
        return self.name.rpartition("_")[2]


@dataclass(frozen=True)
class Catalog:
    """All tables, by name."""

    tables: Mapping[str, Table]

    def order(self, stages: Iterable[str]) -> list[Table]:
        """Return the tables of the stages in dependency order."""
        wanted = set(stages)
        read = {source for table in self.tables.values() for source in table.sources}
        chosen = {
            name: table
            for name, table in self.tables.items()
            if table.stage in wanted and (table.stage not in DERIVED or name in read)
        }
        graph = {name: sorted(table.sources & chosen.keys()) for name, table in chosen.items()}
        try:
            names = list(TopologicalSorter(dict(sorted(graph.items()))).static_order())
        except CycleError as error:
            ring = " -> ".join(error.args[1])
            raise Defect(
                f"{chosen[error.args[1][0]].path}: tables read each other: {ring}"
            ) from None
        return [chosen[name] for name in names]

    def of_stage(self, stage: str) -> list[Table]:
        """Return the tables of one stage, by name."""
        return [
            self.tables[name] for name in sorted(self.tables) if self.tables[name].stage == stage
        ]

    @cached_property
    def signals(self) -> dict[str, Signal]:
        """All signals by name, in the order of their files and columns."""
        found: dict[str, Signal] = {}
        for table in self.of_stage("signals"):
            for column in table.columns:
                if column.name == "account_id" or column.name in WINDOW_COLUMNS:
                    continue
                if column.name in found:
                    raise Defect(
                        f"{table.path}: {column.name} is also defined in "
                        f"{found[column.name].table.path.name}; define each signal once"
                    )
                found[column.name] = Signal(column.name, table, column)
        return found

    def act_of(self, signal: Signal) -> Table | None:
        """Return the acts table that a signal counts; None if another signal of its file counts it.

        For a table without a window, the key `act` of the header names the acts table.
        """
        if stem := signal.table.header.get("act"):
            return self.tables[f"acts.{stem}"]
        if not signal.table.has_window or signal.table.counted not in ("", signal.name):
            return None
        for source in sorted(signal.table.sources):
            stage, _, stem = source.partition(".")
            if stage in ("peak", "sliding"):
                return self.tables[f"acts.{stem}"]
        return None


@cache
def packaged() -> Catalog:
    """Return the catalog of the packaged SQL files; they are read once per process."""
    return read(SQL_FOLDER)


def read(folder: Path) -> Catalog:
    """Return the catalog of a folder of SQL files, including the derived window tables."""
    parsed = [parse(path, folder) for path in sorted(folder.rglob("*.sql"))]
    generic = {table.name: table for table in parsed if table.header.get("generic")}
    tables = {table.name: table for table in parsed if table.name not in generic}
    for act in [table for table in tables.values() if table.sliding]:
        for derived in sliding_windows.derive(act, generic):
            tables[derived.name] = derived
    for table in tables.values():
        if table.has_window and "act" in table.header:
            raise Defect(
                f"{table.path}: its window already determines its acts; remove the key act"
            )
        for source in sorted(table.sources - tables.keys() - PROVIDED):
            if not source.startswith("input."):
                raise Defect(f"{table.path}: reads {source}, which no file in sql/ defines")
    return Catalog(tables)
