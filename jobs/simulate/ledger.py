"""What happens in a simulated world, as columns of numbers, until it is named and written."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.clock import Ints

Column = NDArray[Any]

NOBODY = -1

# A column's default says its type too: -1 is null in a number that stands for an id, "" in a text.
DEFAULTS: Mapping[str, Mapping[str, int | float | bool | str]] = MappingProxyType(
    {
        "membership_events": {
            "event_at": 0,
            "group_id": NOBODY,
            "actor_id": NOBODY,
            "account_id": NOBODY,
            "action": "",
        },
        "message_edges": {
            "sent_at": 0,
            "sender_id": NOBODY,
            "recipient_id": NOBODY,
            "group_id": NOBODY,
            "message_count": 1,
            "is_forward": False,
        },
        "accounts": {
            "account_id": NOBODY,
            "registered_at": 0,
            "account_type": "consumer",
            "phone_country": "",
            "network_country": "",
            "phone_prefix": "",
            "device_id": NOBODY,
            "network_id": NOBODY,
            "registration_risk": float("nan"),
        },
        "contacts": {"day": 0, "owner_id": NOBODY, "contact_id": NOBODY, "change": "add"},
        "reports": {
            "reported_at": 0,
            "reporter_id": NOBODY,
            "reported_id": NOBODY,
            "kind": "report",
            "group_id": NOBODY,
        },
        "verdicts": {"account_id": NOBODY, "verdict": "", "decided_at": 0, "source": ""},
    }
)

TEXT_WIDTH = 12


class Ledger:
    """Collects rows by log and hands out numbers for accounts, groups, devices and networks."""

    def __init__(self) -> None:
        self._chunks: dict[str, list[dict[str, Column]]] = {log: [] for log in DEFAULTS}
        self._handed_out: dict[str, int] = {}

    def record(self, log: str, **columns: object) -> None:
        """Append rows; single values stand for every row, absent columns take their default."""
        given: dict[str, object] = {**DEFAULTS[log], **columns}
        arrays = [_typed(log, name, value) for name, value in given.items()]
        self._chunks[log].append(
            dict(zip(given, (np.atleast_1d(a) for a in np.broadcast_arrays(*arrays)), strict=True))
        )

    def columns(self, log: str) -> dict[str, Column]:
        """Return the log's columns, each one array over all rows recorded."""
        chunks = self._chunks[log]
        if not chunks:
            return {name: _typed(log, name, value)[:0] for name, value in _empty(log).items()}
        return {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}

    def numbers(self, noun: str, count: int) -> Ints:
        """Return numbers never handed out before for that noun (account, group, device, ...)."""
        first = self._handed_out.get(noun, 0)
        self._handed_out[noun] = first + count
        return np.arange(first, first + count, dtype=np.int64)

    def handed_out(self, noun: str) -> int:
        """Return how many numbers the noun has had so far."""
        return self._handed_out.get(noun, 0)


def _empty(log: str) -> dict[str, list[int | float | bool | str]]:
    return {name: [default] for name, default in DEFAULTS[log].items()}


def _typed(log: str, name: str, value: object) -> Column:
    default = DEFAULTS[log][name]
    if isinstance(default, str):
        return np.asarray(value, dtype=f"U{TEXT_WIDTH}")
    if isinstance(default, bool):
        return np.asarray(value, dtype=np.bool_)
    return np.asarray(value, dtype=np.float64 if isinstance(default, float) else np.int64)
