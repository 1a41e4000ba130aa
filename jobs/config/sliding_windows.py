"""Derive tables from an act's [sliding] header: its windows, their peak, and their evidence."""

from collections.abc import Mapping

from sqlglot import exp

from jobs.config.sql_file import Table, table_names, tree_of

_NULL_TYPES = {"opens_until_at": "TIMESTAMPTZ", "weight": "BIGINT"}


def derive(act: Table, generic: Mapping[str, Table]) -> list[Table]:
    """Return the tables derived from an act by the generic files: sliding, peak and evidence."""
    assert act.sliding is not None
    constants = {"window_microseconds": act.sliding.seconds * 1_000_000}
    level = generic["sliding.distinct" if act.sliding.distinct else "sliding.total"]
    level_tree = _substitute(_template(level), "acts.act", events(act))
    peak_tree = _substitute(_template(generic["peak.peak"]), "sliding.act", level_tree)
    evidence_tree = _substitute(_template(generic["evidence.evidence"]), "acts.act", events(act))
    return [
        _derived(act, level, level_tree, constants),
        _derived(act, generic["peak.peak"], peak_tree, constants),
        _derived(act, generic["evidence.evidence"], evidence_tree, {"act": act.name}),
    ]


def _template(table: Table) -> exp.Query:
    return tree_of(table.sql, table.path)


def _derived(
    act: Table, template: Table, tree: exp.Query, constants: Mapping[str, int | str]
) -> Table:
    return Table(
        name=f"{template.stage}.{act.stem}",
        path=act.path,
        title=f"{template.title} (acts.{act.stem})",
        why=template.why,
        sql=tree.sql("duckdb"),
        columns=template.columns,
        sources=table_names(tree),
        placeholders=frozenset(constants),
        header={key: value for key, value in template.header.items() if key == "sweep"},
        constants=constants,
        act=act,
    )


def events(act: Table) -> exp.Query:
    """Return a SELECT of the act with the columns that the generic files expect."""
    sliding = act.sliding
    assert sliding is not None
    own = {column.name for column in act.columns}
    first, second = (*sliding.distinct, "", "")[:2]
    columns: dict[str, str] = {
        "account_id": "account_id",
        "thread_id": sliding.thread,
        "item_id": first,
        "second_item_id": second,
        "event_at": "event_at",
        "weight": sliding.total,
        "opens_until_at": sliding.opens_until,
        **{name: name if name in own else "" for name in ("group_id", "other_id", "event_id")},
    }
    columns.update({name: name for name in ("log", "action") if name in own})
    constants = {name: act.header.get(name) for name in ("log", "action") if name not in own}
    return exp.select(
        *(exp.alias_(_column(name, source), name) for name, source in columns.items()),
        *(
            exp.alias_(exp.cast(exp.convert(value), "VARCHAR"), name)
            for name, value in constants.items()
        ),
    ).from_(exp.table_(act.stem, db=act.stage))


def _column(name: str, source: str) -> exp.Expr:
    """Return a column of the act, or a typed null if the act lacks it."""
    if source:
        return exp.column(source)
    kind = _NULL_TYPES.get(name)
    return exp.cast(exp.Null(), kind) if kind else exp.Null()


def _substitute(tree: exp.Query, name: str, query: exp.Query) -> exp.Query:
    """Replace a table in a tree by a query; return the tree."""

    def replace(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Table) and f"{node.db}.{node.name}" == name:
            return query.copy().subquery(node.alias_or_name)
        return node

    tree.transform(replace, copy=False)
    return tree
