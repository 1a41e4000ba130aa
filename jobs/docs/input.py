"""Generate docs/input.md: the columns and reject reasons of each log."""

from sqlglot import exp

from jobs.config.catalog import Catalog
from jobs.config.sql_file import Table, tree_of
from jobs.contract.input_schema import LOGS, Kind, Log
from jobs.docs.markdown import code, table

_KINDS = {
    Kind.ACCOUNT: "account id",
    Kind.GROUP: "group id",
    Kind.TEXT: "text",
    Kind.INSTANT: "time",
    Kind.COUNT: "whole number",
    Kind.FLAG: "true or false",
    Kind.SHARE: "number, 0 to 1",
}


def parts(catalog: Catalog) -> dict[str, str]:
    """Return the generated parts of the page."""
    return {"logs": "\n\n".join(_log(catalog.tables[f"staging.{log.noun}"], log) for log in LOGS)}


def _log(staged: Table, log: Log) -> str:
    meanings = {column.name: column.meaning for column in staged.columns}
    rows = [
        (
            code(column.name),
            _KINDS[column.kind],
            "yes" if column.required else "",
            meanings[column.name],
        )
        for column in log.columns
    ]
    need = "needed" if log.needed else "optional"
    columns = table(("column", "type", "needed", "meaning"), rows)
    reasons = "".join(f"\n- {reason}" for reason in _reasons(staged))
    return f"### `{log.name}` ({need})\n\n{columns}\n\nReject reasons:\n{reasons}"


def _reasons(staged: Table) -> list[str]:
    """Return the reject reasons of a log, read from its SQL."""
    tree = tree_of(staged.sql, staged.path)
    (case,) = (
        selected.find(exp.Case) for selected in tree.selects if selected.alias == "reject_reason"
    )
    found = [branch.args["true"] for branch in case.args["ifs"]] if case else []
    return [value.this for value in found if isinstance(value, exp.Literal)]
