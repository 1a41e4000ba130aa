"""Build tables by compiled kernels: those that SQL cannot express, and those it computes slowly."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, Generic, TypeVar

import pyarrow as pa

from graph.accounts.co_registration import Limits as CoRegistrationLimits
from graph.accounts.surge import Limits as SurgeLimits
from graph.accounts.trust import Limits as TrustLimits
from graph.rings.coclusters import Limits as CoclusterLimits
from graph.rings.consolidation import Limits as ConsolidationLimits
from graph.rings.dense_sets import Limits as DenseSetLimits
from graph.rings.lockstep import Limits as LockstepLimits
from graph.rings.overlap_merge import Limits as OverlapLimits
from graph.rings.rejection import Limits as RejectionLimits
from jobs.config.sql_file import Table
from jobs.contract.errors import Defect
from jobs.engine.base import Engine, Parameters
from jobs.kernels import (
    co_registration,
    ring_candidates,
    ring_membership,
    surge,
    sweeps,
    trust,
)

Limits = TypeVar("Limits")


@dataclass(frozen=True)
class Kernel(Generic[Limits]):
    """A function that builds a table from the rows of its SELECT, and the limits it takes.

    `limits` is a dataclass; each of its fields is a parameter of the table's SQL file. `builder`
    takes the engine, the table, the values of the SELECT's `$names` and the limits; it returns the
    number of rows. The tables that the header names as `inputs` are built before.
    """

    limits: type[Limits]
    builder: Callable[[Engine, Table, Parameters, Limits], int]

    @property
    def parameters(self) -> frozenset[str]:
        """The names of the parameters that the kernel takes."""
        # mypy has no bound for "a dataclass".
        kind: Any = self.limits
        return frozenset(field.name for field in fields(kind))

    def build(self, engine: Engine, table: Table, arguments: Parameters) -> int:
        """Build a table from the values of all its arguments; return its number of rows."""
        limits = self.limits(**{name: arguments[name] for name in self.parameters})
        selecting = {name: arguments[name] for name in table.placeholders}
        return self.builder(engine, table, selecting, limits)


KERNELS: dict[str, Kernel[Any]] = {
    "block": Kernel(DenseSetLimits, ring_candidates.build_dense_blocks),
    "cocluster": Kernel(CoclusterLimits, ring_candidates.build_coclusters),
    "co_registration": Kernel(CoRegistrationLimits, co_registration.build),
    "consolidation": Kernel(ConsolidationLimits, ring_membership.build),
    "lockstep": Kernel(LockstepLimits, ring_candidates.build_lockstep),
    "overlap_merge": Kernel(OverlapLimits, ring_candidates.build_group_sets),
    "rejection": Kernel(RejectionLimits, ring_candidates.build_rejections),
    "surge": Kernel(SurgeLimits, surge.build),
    "trust": Kernel(TrustLimits, trust.build),
}
_SWEEPS = {"message_pairs": sweeps.build_message_contacts, "peak": sweeps.build_peaks}
_DAILY_SWEEPS = {"day_counts": sweeps.account_day_rows}


def is_builder(engine: Engine, table: Table) -> bool:
    """Return whether a kernel or a sweep builds the table, and not its SQL.

    A sweep needs ids that are numbers. Where ids are text, the SQL gives the same rows.
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
