"""Define the stages of a run as methods of Night."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from jobs.config.catalog import STAGES, Catalog
from jobs.config.diagnostics import left_out, measured_signals
from jobs.config.policy import Policy
from jobs.config.run_arguments import RunArguments
from jobs.config.sql_file import Table
from jobs.contract.errors import Defect
from jobs.engine.base import Engine
from jobs.engine.progress import Progress
from jobs.kernels import registry
from jobs.publish.layout import TABLES, published_dates, read_manifest, table_path
from jobs.publish.previous_nights import previous_flags, previous_rings
from jobs.publish.writer import Publisher
from jobs.scoring import features, score_tables
from jobs.scoring.candidates import candidates
from jobs.scoring.circuit_breaker import hold_reason, usual_ban_count
from jobs.scoring.decide import FlagDecider
from jobs.scoring.flags import Decisions, Flag, protected, suppressed
from jobs.scoring.incomplete_logs import weak_signals
from jobs.warehouse.load import Input, Loaded, Loader
from jobs.warehouse.warehouse import Warehouse


@dataclass(frozen=True)
class Options:
    """The options of a run."""

    date: datetime.date
    input: Path
    output: Path
    warehouse: Path
    policy: Path | None = None
    memory_limit: str | None = None
    threads: int | None = None
    allow_missing: bool = False
    rebuild: bool = False
    release_bans: str | None = None


@dataclass
class Night:
    """A run in progress."""

    options: Options
    catalog: Catalog
    policy: Policy
    engine: Engine
    progress: Progress

    def load(self) -> Loaded:
        """Load the input into the warehouse."""
        warehouse = Warehouse(self.engine, self.catalog)
        with self.progress.step("load") as step:
            warehouse.prepare(self.options.rebuild, self.policy.input.null_texts)
            given = Input(
                self.options.input, self.options.date, self.policy, self.options.allow_missing
            )
            loaded = Loader(warehouse, given, self.engine.spill).load()
            loaded.log_what_is_missing()
            step.rows = sum(
                count.loaded_count
                for item in loaded.new_partitions
                for count in warehouse.row_audit.file_counts(item.log, item.date)
            )
        return loaded

    def derive(self, loaded: Loaded) -> None:
        """Build all tables from staging to signals."""
        with self.engine.uncompressed():
            self._derive(loaded)

    def _derive(self, loaded: Loaded) -> None:
        self.engine.provide("staging.published_flag", previous_flags(self._published_flags()))
        self.engine.provide("staging.published_ring", previous_rings(self._published_rings()))
        absent = left_out(self.catalog, self.policy)
        for table in self.catalog.order(STAGES):
            is_loaded = any(source.startswith("input.") for source in table.sources)
            if not is_loaded and table.name not in absent:
                self.build(table, self._arguments(table, loaded))

    @cached_property
    def _previous_dates(self) -> tuple[datetime.date, ...]:
        """The published dates before the date of the run, in order."""
        return tuple(
            date
            for date in published_dates(self.options.output)
            if date < self.options.date and read_manifest(self.options.output, date) is not None
        )

    def _published_flags(self) -> Iterator[tuple[datetime.date, bool, Path]]:
        """Yield the flag files of all earlier published nights."""
        for date in self._previous_dates:
            yield date, False, table_path(self.options.output, "flags", date)
            yield date, True, table_path(self.options.output, "shadow_flags", date)

    def _published_rings(self) -> Iterator[tuple[datetime.date, Path, Path]]:
        """Yield the ring and member files of all earlier published nights."""
        for date in self._previous_dates:
            rings, members = (
                table_path(self.options.output, name, date) for name in ("rings", "ring_members")
            )
            yield date, rings, members

    @cached_property
    def _measured(self) -> list[str]:
        """The signals that the night computes."""
        return measured_signals(self.catalog, self.policy)

    def build(self, table: Table, arguments: dict[str, Any]) -> None:
        """Build one table."""
        with self.progress.step(table.name) as step:
            if table.is_view:
                self.engine.show(table.name, table.sql)
            elif registry.is_builder(self.engine, table):
                step.rows = registry.build(self.engine, table, arguments)
            else:
                step.rows = self.engine.create(table.name, table.sql, arguments)

    def _arguments(self, table: Table, loaded: Loaded) -> dict[str, Any]:
        former_date = max(self._previous_dates, default=None)
        given = RunArguments.of(self.policy, self.options.date, loaded.present, former_date)
        return given.of_table(table, self.policy.params.get(table.stem, {}))

    def decide(self, loaded: Loaded) -> Decisions:
        """Return flags, shadow flags and exceptions, before the circuit breaker."""
        protect_days = self.policy.verdicts.protect_days
        weak = weak_signals(self.catalog, loaded.logs, protect_days)
        decider = FlagDecider(self.policy, self.catalog, weak)
        with self.progress.step("score.flag") as step:
            self.engine.provide("score.suspect", candidates(self.engine, self.catalog, self.policy))
            rows = features.feature_rows(self.engine, self.catalog, self.policy, "score.suspect")
            decisions = decider.flags(rows.to_pylist())
            step.rows = len(decisions.flags)
        self.build_named("score.protected_account", loaded)
        accounts = self.engine.run("SELECT account_id FROM score.protected_account")
        flags = protected(decisions.flags, {account for (account,) in accounts})
        self.build_named("score.first_flagged", loaded)
        flags = score_tables.first_flagged(self.engine, flags, False, self.options.date)
        shadow = score_tables.first_flagged(self.engine, decisions.shadow, True, self.options.date)
        return replace(decisions, flags=tuple(flags), shadow=tuple(shadow))

    def valve(self, flags: Sequence[Flag]) -> str | None:
        """Return why the bans of the run must be held, None if they need not be."""
        active_count = self.engine.scalar("SELECT count(*) FROM signals.activity")
        usual = usual_ban_count(self.options.output, self.options.date, self.policy)
        ban_count = sum(flag.decision == "ban" for flag in flags)
        return hold_reason(self.policy, ban_count, active_count, usual)

    def build_named(self, name: str, loaded: Loaded) -> None:
        """Build the named table."""
        table = self.catalog.tables[name]
        self.build(table, self._arguments(table, loaded))

    def keep_flags(self, decisions: Decisions, loaded: Loaded) -> None:
        """Build the score tables and the evidence of flags."""
        id_type = self.engine.arrow("SELECT account_id FROM store.account_key LIMIT 0", {}).schema
        kind = id_type.field("account_id").type
        self.engine.provide(
            "score.flag", score_tables.flag_rows(decisions.flags, self.policy, kind)
        )
        self.engine.provide(
            "score.shadow_flag", score_tables.flag_rows(decisions.shadow, self.policy, kind)
        )
        self.engine.provide("score.reason", score_tables.reason_rows(decisions.flags, kind))
        exempted = [*decisions.exempted, *suppressed(decisions.flags)]
        self.engine.provide("score.exemption", score_tables.exemption_rows(exempted, kind))
        self.build_named("score.discovery", loaded)
        self.engine.create("score.published_account", *score_tables.published_accounts(self.policy))
        with self.progress.step("score.signal_distribution") as step:
            rows = score_tables.distributions(self.engine, self.catalog, self._measured)
            self.engine.provide("score.signal_distribution", rows)
            step.rows = len(rows)
        with self.progress.step("evidence.event") as step:
            first, *others = self.catalog.of_stage("evidence")
            step.rows = self.engine.create(
                "evidence.event", first.sql, self._arguments(first, loaded)
            )
            for table in others:
                step.rows += self.engine.append(
                    "evidence.event", table.sql, self._arguments(table, loaded)
                )

    def check(self, loaded: Loaded) -> None:
        """Run the checks: refuse to publish rows that must not exist."""
        for table in self.catalog.of_stage("checks"):
            self.build(table, self._arguments(table, loaded))
            rows = self.engine.arrow(f"SELECT * FROM {table.name} LIMIT 3", {}).to_pylist()
            if rows:
                raise Defect(f"{table.title}: {rows}")

    def _signal_parts(self) -> list[str]:
        """Create tables with parts of the published signals; return their names."""
        names: list[str] = []
        for select in features.signal_parts(
            self.catalog, self._measured, "score.published_account"
        ):
            names.append(f"score.published_part_{len(names)}")
            self.engine.create(names[-1], select, {})
        return names

    def publish(self, publisher: Publisher, loaded: Loaded) -> None:
        """Write all tables to temporary files."""
        for name in TABLES:
            with self.progress.step(f"publish.{name}") as step:
                if name == "signals":
                    step.rows = publisher.write(
                        self.engine,
                        name,
                        features.published_signals(
                            self.catalog, self._measured, self._signal_parts()
                        ),
                        {},
                    )
                    continue
                table = self.catalog.tables[f"publish.{name}"]
                step.rows = publisher.write(
                    self.engine, name, table.sql, self._arguments(table, loaded)
                )
