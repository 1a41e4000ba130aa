"""Translates a SELECT from DuckDB's dialect into Spark's, with its values and macros written out."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlglot import exp, parse_one

from jobs.engine.connection import MACROS

# What sqlglot writes for `unix_micros` in DuckDB's dialect and does not read as the same function.
_FUNCTIONS: dict[str, Callable[[exp.Expr], exp.Expr]] = {
    "epoch_us": lambda instant: exp.UnixMicros(this=instant)
}
# Spark has these two itself.
_BUILT_IN = frozenset({"unix_micros", "timestamp_micros"})


def _macros() -> dict[str, tuple[tuple[str, ...], exp.Expr]]:
    """Return the parameters and the body of each macro that Spark lacks, by name."""
    found = {}
    for signature, body in MACROS.items():
        name, _, parameters = signature.rstrip(")").partition("(")
        if name not in _BUILT_IN:
            names = tuple(parameter.strip() for parameter in parameters.split(","))
            found[name] = (names, parse_one(body, read="duckdb"))
    return found


_MACROS = _macros()


def spark_sql(sql: str, values: Mapping[str, Any]) -> str:
    """Return a SELECT in Spark's dialect.

    Args:
        sql: one SELECT in DuckDB's dialect.
        values: the value of each `$name` in it.
    """

    def rewritten(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Parameter | exp.Placeholder):
            return _literal(values[node.name])
        if isinstance(node, exp.Anonymous):
            return _call(node.name.lower(), node)
        if isinstance(node, exp.Null) and node.parent and node.parent.alias.endswith("_id"):
            # Without a type it would be of none, which no file can store. Ids are text on Spark.
            return exp.cast(node, "VARCHAR")
        return node

    return parse_one(sql, read="duckdb").transform(rewritten).sql("spark")


def _literal(value: Any) -> exp.Expr:
    """Return a value as a literal of the type that DuckDB gives it when it is prepared."""
    if isinstance(value, float):
        # Without a cast a number with a point is a decimal.
        return exp.cast(exp.Literal.string(repr(value)), "DOUBLE")
    return exp.convert(value)


def _call(name: str, call: exp.Anonymous) -> exp.Expr:
    """Return the call of a function that Spark knows by another name, or of a macro, written out."""
    if name in _FUNCTIONS:
        return _FUNCTIONS[name](*call.expressions)
    if name not in _MACROS:
        return call
    names, body = _MACROS[name]
    given = dict(zip(names, call.expressions, strict=True))

    def filled(node: exp.Expr) -> exp.Expr:
        return exp.paren(given[node.name].copy()) if isinstance(node, exp.Column) else node

    return exp.paren(body.transform(filled))
