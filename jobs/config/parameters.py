"""Check the SQL parameters that a policy sets: known names, types and bounds."""

import math
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from jobs.config.catalog import Catalog
from jobs.config.sql_file import Parameter
from jobs.contract.errors import PolicyInvalid, nearest


def parameter_values(
    catalog: Catalog, given: Any, source: str
) -> dict[str, dict[str, int | float]]:
    """Return the value of every parameter, by file: the given one or the default.

    Args:
        catalog: the tables with their parameters.
        given: the `params` table of an overlay.
        source: the overlay's name, for messages.

    Raises:
        PolicyInvalid: an unknown key or a wrong value.
    """
    known = {
        table.stem: {parameter.name: parameter for parameter in table.parameters}
        for table in catalog.tables.values()
        if table.parameters
    }
    _check_keys(given, known, f"{source}: params")
    for stem, values in given.items():
        _check_keys(values, known[stem], f"{source}: params.{stem}")
    return {
        stem: {
            name: _value(
                parameter, given.get(stem, {}).get(name), f"{source}: params.{stem}.{name}"
            )
            for name, parameter in parameters.items()
        }
        for stem, parameters in known.items()
    }


def _check_keys(given: Any, known: Mapping[str, Any], where: str) -> None:
    if not isinstance(given, dict):
        raise PolicyInvalid(f"{where}: {given!r} is not a table")
    for key in given:
        if key not in known:
            raise PolicyInvalid(f"{where}.{key}: unknown key{nearest(key, known)}")


def _value(parameter: Parameter, given: Any, where: str) -> int | float:
    value = parameter.default if given is None else given
    is_whole = isinstance(parameter.default, int)
    if not is_whole and type(value) is int:
        value = float(value)
    if type(value) is not type(parameter.default) or not math.isfinite(value):
        raise PolicyInvalid(f"{where}: {value!r} is not a {'whole ' if is_whole else ''}number")
    if value < parameter.least:
        raise PolicyInvalid(f"{where}: {value!r} is below {parameter.least}")
    return value


def refuse_unknown(names: Iterable[str], known: Collection[str], noun: str, where: str) -> None:
    """Refuse a name in a policy that does not exist.

    Raises:
        PolicyInvalid: with the nearest known name.
    """
    for name in sorted(names):
        if name not in known:
            raise PolicyInvalid(f"{where}: unknown {noun} {name}{nearest(name, known)}")
