"""The values that a run gives to SQL files, beside the parameters that the policy sets."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from jobs.config.policy import Policy
from jobs.config.sql_file import Table


@dataclass(frozen=True)
class RunArguments:
    """What any SQL file may name as `$<field>`; a new argument is a new field here.

    `former_date` is the latest date published before the run's, None without any.
    """

    date: datetime.date
    has_accounts: bool
    has_contacts: bool
    has_reports: bool
    message_resolution_seconds: int
    platform_began_on: str
    protect_days: int
    former_date: datetime.date | None
    max_rows: int
    all_edges: bool

    @classmethod
    def of(
        cls,
        policy: Policy,
        date: datetime.date,
        present: Collection[str],
        former_date: datetime.date | None = None,
    ) -> "RunArguments":
        """Return the arguments of a run.

        Args:
            policy: of the run.
            date: of the night.
            present: the names of the logs that the night reads.
            former_date: the latest date published before it.
        """
        return cls(
            date=date,
            has_accounts="accounts" in present,
            has_contacts="contacts" in present,
            has_reports="reports" in present,
            message_resolution_seconds=policy.input.message_resolution_seconds,
            platform_began_on=policy.input.platform_began_on,
            protect_days=policy.verdicts.protect_days,
            former_date=former_date,
            max_rows=policy.evidence.max_rows,
            all_edges=policy.publish.edges == "all",
        )

    def of_table(self, table: Table, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of the `$names` that a table's SQL takes.

        Args:
            table: the table.
            parameters: the values of its own parameters.
        """
        given = {**vars(self), **parameters, **table.constants}
        return {name: given[name] for name in table.arguments}


NAMES = frozenset(field.name for field in fields(RunArguments))
