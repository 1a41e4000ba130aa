"""Define the values that a run passes to SQL files, in addition to policy parameters."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from jobs.config.policy import Policy
from jobs.config.sql_file import Table


@dataclass(frozen=True)
class RunArguments:
    """The arguments that a SQL file can use as `$<field>`; add a field for a new argument.

    `former_date` is the latest earlier published date, None if there is none.
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
            policy: the policy of the run.
            date: the date of the run.
            present: the names of the logs that are present.
            former_date: the latest earlier published date.
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
        """Return the values of the `$names` in the SQL of a table.

        Args:
            table: the table.
            parameters: the values of its own parameters.
        """
        given = {**vars(self), **parameters, **table.constants}
        return {name: given[name] for name in table.arguments}


NAMES = frozenset(field.name for field in fields(RunArguments))
