"""Collect the rows of simulated logs as columns of numbers, until ids are given."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobs.simulate.clock import Ints

Column = NDArray[Any]

NO_ID = -1

# The default also gives the type of a column. Null is -1 for the number of an id, "" for a text.
DEFAULTS: Mapping[str, Mapping[str, int | float | bool | str]] = MappingProxyType(
    {
        "membership_events": {
            "event_at": 0,
            "group_id": NO_ID,
            "actor_id": NO_ID,
            "account_id": NO_ID,
            "action": "",
        },
        "message_edges": {
            "sent_at": 0,
            "sender_id": NO_ID,
            "recipient_id": NO_ID,
            "group_id": NO_ID,
            "message_count": 1,
            "is_forward": False,
        },
        "accounts": {
            "account_id": NO_ID,
            "registered_at": 0,
            "account_type": "consumer",
            "phone_country": "",
            "network_country": "",
            "phone_prefix": "",
            "device_id": NO_ID,
            "network_id": NO_ID,
            "registration_risk": float("nan"),
        },
        "contacts": {"day": 0, "owner_id": NO_ID, "contact_id": NO_ID, "change": "add"},
        "reports": {
            "reported_at": 0,
            "reporter_id": NO_ID,
            "reported_id": NO_ID,
            "kind": "report",
            "group_id": NO_ID,
        },
        "verdicts": {"account_id": NO_ID, "verdict": "", "decided_at": 0, "source": ""},
    }
)


class SimulatedLogs:
    """Rows by log, and the numbers of accounts, groups, devices and networks.

    Texts are stored as codes (places in `words`), as numpy's texts take fifty bytes a row.
    """

    def __init__(self) -> None:
        self._chunks: dict[str, list[dict[str, Column]]] = {log: [] for log in DEFAULTS}
        self._issued: dict[str, int] = {}
        self._codes: dict[str, int] = {"": 0}

    @property
    def words(self) -> tuple[str, ...]:
        """The texts of the codes in text columns."""
        return tuple(self._codes)

    def record(self, log: str, **columns: object) -> None:
        """Append rows; a single value holds for every row, an absent column has its default."""
        given: dict[str, object] = {**DEFAULTS[log], **columns}
        arrays = [self._typed(log, name, value) for name, value in given.items()]
        self._chunks[log].append(
            dict(zip(given, (np.atleast_1d(a) for a in np.broadcast_arrays(*arrays)), strict=True))
        )

    def columns(self, log: str) -> dict[str, Column]:
        """Return the log's columns, one array each."""
        chunks = self._chunks[log]
        if not chunks:
            return {name: self._typed(log, name, [v])[:0] for name, v in DEFAULTS[log].items()}
        return {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}

    def take(self, log: str, column: str, until: int) -> dict[str, Column]:
        """Remove and return the rows whose column is below `until`."""
        rows = self.columns(log)
        is_taken = rows[column] < until
        later = {name: values[~is_taken] for name, values in rows.items()}
        self._chunks[log] = [later] if not is_taken.all() else []
        return {name: values[is_taken] for name, values in rows.items()}

    def new_numbers(self, entity: str, count: int) -> Ints:
        """Return new numbers of an entity (account, group, device, network)."""
        first = self._issued.get(entity, 0)
        self._issued[entity] = first + count
        return np.arange(first, first + count, dtype=np.int64)

    def issued_count(self, entity: str) -> int:
        """Return how many numbers of an entity were issued so far."""
        return self._issued.get(entity, 0)

    def _typed(self, log: str, name: str, value: object) -> Column:
        default = DEFAULTS[log][name]
        if isinstance(default, str):
            return self._coded(value)
        if isinstance(default, bool):
            return np.asarray(value, dtype=np.bool_)
        return np.asarray(value, dtype=np.float64 if isinstance(default, float) else np.int64)

    def _coded(self, value: object) -> Column:
        if isinstance(value, str):
            return np.asarray(self._codes.setdefault(value, len(self._codes)), dtype=np.int8)
        given = np.asarray(value, dtype=np.str_)
        texts, place = np.unique(given, return_inverse=True)
        codes = [self._codes.setdefault(str(text), len(self._codes)) for text in texts]
        coded: Column = np.array(codes, dtype=np.int8)[place].reshape(given.shape)
        return coded
