"""What each signal is, where it is defined, and which rules rest on it."""

from pathlib import Path
from typing import Any

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.diagnostics import diagnostic_signals
from jobs.contract.errors import NothingFound, nearest


def entries(overlay: Path | None = None, name: str | None = None) -> list[dict[str, Any]]:
    """Return the signals, or the one of a name, in the order of their files.

    Raises:
        NothingFound: no signal bears the name.
        PolicyInvalid: the policy cannot be read.
    """
    catalog = catalogs.packaged()
    policy = policies.load(catalog, overlay)
    known = catalog.signals
    diagnostic = diagnostic_signals(catalog, policy)
    if name is not None and name not in known:
        raise NothingFound(f"{name}: no such signal{nearest(name, known)}")
    return [
        {
            "signal": signal.name,
            "family": signal.column.family,
            "tier": "diagnostic" if signal.name in diagnostic else "decision",
            "unit": signal.unit,
            "meaning": signal.column.meaning,
            "null": signal.column.null_meaning,
            "file": str(signal.table.path.relative_to(catalogs.SQL_FOLDER.parent)),
            "rules": sorted(
                rule for rule, terms in policy.rules.items() if signal.name in terms.signals
            ),
        }
        for signal in known.values()
        if name in (None, signal.name)
    ]
