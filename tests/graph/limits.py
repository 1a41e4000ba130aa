"""Give kernel tests the limits that the policy gives the kernels."""

from typing import Any, TypeVar

from jobs.config import catalog as catalogs
from jobs.kernels.registry import KERNELS

Limits = TypeVar("Limits")


def packaged(kind: type[Limits], table: str, **changed: Any) -> Limits:
    """Return limits as the header of the table's SQL file gives them, some of them changed."""
    found = catalogs.packaged().tables[table]
    defaults = {parameter.name: parameter.default for parameter in found.parameters}
    taken = {name: defaults[name] for name in KERNELS[found.kernel].parameters}
    limits = KERNELS[found.kernel].limits(**{**taken, **changed})
    assert isinstance(limits, kind)
    return limits
