"""Compare the flags of a dry run with the published ones."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from jobs.engine.base import Engine
from jobs.publish.layout import read_table, table_path


@dataclass(frozen=True)
class Change:
    """A changed account; `was` and `becomes` are decisions, None for no flag."""

    account_id: str
    was: str | None
    becomes: str | None
    rules: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind of change: flagged, no longer flagged, or changed."""
        if self.was is None:
            return "flagged"
        return "no longer flagged" if self.becomes is None else "changed"

    @property
    def fields(self) -> tuple[str, ...]:
        """The change as fields: kind, account, decision before, decision after, rules."""
        was, becomes = self.was or "-", self.becomes or "-"
        return (self.kind, self.account_id, was, becomes, ", ".join(self.rules))


def changes(engine: Engine, output: Path, date: datetime.date) -> list[Change]:
    """Return the differences between score.flag and the published flags of a date, by account."""
    new = engine.arrow(
        "SELECT account_name.name AS account_id, flag.decision, flag.rules FROM score.flag AS flag "
        "INNER JOIN staging.account_name USING (account_id)",
        {},
    ).to_pylist()
    path = table_path(output, "flags", date)
    columns = ["account_id", "decision", "rules"]
    old = read_table(path, columns).to_pylist() if path.exists() else []
    previous = {row["account_id"]: row for row in old}
    found = [
        Change(
            row["account_id"],
            previous.get(row["account_id"], {}).get("decision"),
            row["decision"],
            tuple(row["rules"]),
        )
        for row in new
        if previous.get(row["account_id"]) != row
    ]
    kept = {row["account_id"] for row in new}
    found += [
        Change(row["account_id"], row["decision"], None, tuple(row["rules"]))
        for row in old
        if row["account_id"] not in kept
    ]
    return sorted(found, key=lambda change: change.account_id)
