"""Builds tables by compiled kernels: what SQL cannot say, and what it says and is slow to do."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

import pyarrow as pa

from graph.accounts.co_registration import Limits as CrowdLimits
from graph.accounts.surge import Limits as SurgeLimits
from graph.accounts.trust import Limits as TrustLimits
from graph.rings.coclusters import Limits as CoclusterLimits
from graph.rings.consolidation import Limits as FusionLimits
from graph.rings.dense_sets import Limits as BlockLimits
from graph.rings.lockstep import Limits as LockstepLimits
from graph.rings.overlap_merge import Limits as OverlapLimits
from graph.rings.rejection import Limits as RejectionLimits
from jobs.config.sql_file import Table
from jobs.contract.errors import Defect
from jobs.engine.base import Engine, Parameters
from jobs.kernels import (
    block,
    co_registration,
    day_counts,
    message_pairs,
    peaks,
    rejection,
    ring_candidates,
    ring_membership,
    surge,
    trust,
)

Limits = TypeVar("Limits")


@dataclass(frozen=True)
class Kernel(Generic[Limits]):
    """What builds a table from the rows of its SELECT, and the limits that it takes.

    `limits` is a dataclass; each of its fields is a parameter of the table's SQL file. `builder`
    takes the engine, the table, the values of the SELECT's `$names` and the limits; it returns the
    number of rows. The tables that the header names as `inputs` are built before.
    """

    limits: type[Limits]
    builder: Callable[[Engine, Table, Parameters, Limits], int]

    @property
    def parameters(self) -> frozenset[str]:
        """The names of the parameters that the kernel takes."""
        # mypy knows no bound that says "a dataclass".
        kind: Any = self.limits
        return frozenset(field.name for field in fields(kind))

    def build(self, engine: Engine, table: Table, arguments: Parameters) -> int:
        """Build a table from the values of all its arguments; return its number of rows."""
        limits = self.limits(**{name: arguments[name] for name in self.parameters})
        selecting = {name: arguments[name] for name in table.placeholders}
        return self.builder(engine, table, selecting, limits)


KERNELS: dict[str, Kernel[Any]] = {
    "block": Kernel(BlockLimits, block.build),
    "cocluster": Kernel(CoclusterLimits, ring_candidates.build_coclusters),
    "co_registration": Kernel(CrowdLimits, co_registration.build),
    "consolidation": Kernel(FusionLimits, ring_membership.build),
    "lockstep": Kernel(LockstepLimits, ring_candidates.build),
    "rejection": Kernel(RejectionLimits, rejection.build),
    "surge": Kernel(SurgeLimits, surge.build),
    "trust": Kernel(TrustLimits, trust.build),
    "overlap_merge": Kernel(OverlapLimits, ring_membership.build_workplaces),
}
_SWEEPS = {"message_pairs": message_pairs.build, "peak": peaks.build}
_DAILY_SWEEPS = {"day_counts": day_counts.rows}


def is_builder(engine: Engine, table: Table) -> bool:
    """Return whether `build` or `daily_rows` has a table's rows, rather than its SQL.

    A sweep counts on ids that are numbers; where they are text, the SQL says the same.
    """
    return bool(table.kernel) or bool(table.sweep and _has_numbers(engine))


def _has_numbers(engine: Engine) -> bool:
    ids = engine.arrow("SELECT account_id FROM staging.account_name LIMIT 0", {})
    return bool(pa.types.is_integer(ids.schema.field("account_id").type))


def build(engine: Engine, table: Table, arguments: dict[str, Any]) -> int:
    """Build a table by the kernel or the sweep that its header names; return its number of rows.

    Raises:
        Defect: the header names a kernel that does not exist.
    """
    if not table.kernel:
        return _SWEEPS[table.sweep](engine, table, arguments)
    if table.kernel not in KERNELS:
        raise Defect(f"{table.path}: no kernel {table.kernel}; name one of {', '.join(KERNELS)}")
    return KERNELS[table.kernel].build(engine, table, arguments)


def daily_rows(engine: Engine, table: Table, date: datetime.date) -> pa.Table:
    """Return a date's rows of a daily table by the sweep that its header names."""
    return _DAILY_SWEEPS[table.sweep](engine, date)
