"""The page of the signals: what each means, when it is null, and what rests on it."""

from collections.abc import Iterator
from itertools import groupby

from jobs.config.catalog import DERIVED, SQL_FOLDER, Catalog, Signal
from jobs.config.diagnostics import diagnostic_signals, left_out
from jobs.config.policy import Policy
from jobs.config.sql_file import Parameter, Table
from jobs.docs.markdown import code, duration, link

_DIAGNOSTIC = {
    True: "- Tier: diagnostic; computed only by choice (`publish.diagnostics`)",
    False: "- Tier: diagnostic; computed with the other signals of its file",
}


def parts(catalog: Catalog, policy: Policy) -> dict[str, str]:
    """Return the generated part of the page: by family, then by table with its title and why."""
    families: dict[str, list[Signal]] = {}
    for signal in catalog.signals.values():
        families.setdefault(signal.column.family, []).append(signal)
    lines: list[str] = []
    diagnostic = diagnostic_signals(catalog, policy)
    absent = left_out(catalog, policy)
    for family in sorted(families):
        lines += [f"## {family.capitalize()}", ""]
        for table, signals in groupby(families[family], key=lambda signal: signal.table):
            lines += [f"### {table.title}", "", table.why, ""]
            for signal in signals:
                lines += _entry(catalog, policy, signal)
                if signal.name in diagnostic:
                    lines.append(_DIAGNOSTIC[table.name in absent])
                lines.append("")
    return {"signals": "\n".join(lines)}


def _entry(catalog: Catalog, policy: Policy, signal: Signal) -> Iterator[str]:
    yield f"#### `{signal.name}`"
    yield ""
    yield signal.column.meaning
    yield ""
    yield f"- Unit: {signal.unit}"
    yield f"- Null: {signal.column.null_meaning}"
    act = _act(catalog, signal.table)
    if act is not None and act.sliding is not None:
        yield f"- Window: {duration(act.sliding.seconds)}, over {link(file_of(act))}"
    if signal.rests_on_contacts:
        yield "- Depends on contacts: without a `contacts` log, they are inferred"
    yield f"- Defined in: {link(file_of(signal.table))}"
    for table, parameter in parameters(catalog, signal.table):
        yield f"- Parameter: {described(table, parameter)}"
    rules = sorted(name for name, rule in policy.rules.items() if signal.name in rule.signals)
    yield f"- Rules: {', '.join(map(code, rules)) or 'none'}"


def file_of(table: Table) -> str:
    """Return the path of a table's file from the top of the project."""
    return table.path.relative_to(SQL_FOLDER.parent).as_posix()


def described(table: Table, parameter: Parameter) -> str:
    """Return a parameter as a line: its key in the policy, its default and what it does."""
    key = code(f"params.{table.stem}.{parameter.name}")
    return f"{key} = {parameter.default} {parameter.unit}. {parameter.help}"


def parameters(catalog: Catalog, table: Table) -> list[tuple[Table, Parameter]]:
    """Return the parameters of a table, of the acts it reads and of what defines those."""
    near = {table.name}
    for _ in range(2):
        near |= {source for name in near for source in _sources(catalog, name)}
    tables = [catalog.tables[name] for name in sorted(near)]
    return [(item, parameter) for item in tables for parameter in item.parameters]


def _sources(catalog: Catalog, name: str) -> frozenset[str]:
    """Return what a table reads; in the place of a window that it tells of, the acts in it."""
    table = catalog.tables[name]
    names = set()
    for source in table.sources & catalog.tables.keys():
        stage, _, stem = source.partition(".")
        if stage not in DERIVED:
            names.add(source)
        elif table.has_window:
            names.add(f"acts.{stem}")
    return frozenset(names)


def _act(catalog: Catalog, table: Table) -> Table | None:
    if not table.has_window:
        return None
    stems = [source.partition(".") for source in sorted(table.sources)]
    names = [f"acts.{stem}" for stage, _, stem in stems if stage in ("peak", "sliding")]
    return catalog.tables[names[0]] if names else None
