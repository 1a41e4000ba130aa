"""Builds `acts.message_contact` by a compiled sweep: the rows that its SQL tells of, sooner."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from graph.accounts.message_pairs import MessagePairs, message_pairs
from jobs.config.sql_file import Table
from jobs.engine.base import Engine

# About so many, as a power of two, are swept at once; a part holds both directions of a pair, and
# what address books say.
_MESSAGE_BITS = 23
_DAY = 86_400_000_000
_INSTANT = pa.timestamp("us", "UTC")
_MESSAGES = """
SELECT sender_id, recipient_id, unix_micros(sent_at) AS instant, message_count
FROM staging.message_edge
WHERE
    unix_micros(sent_at) >= $since
    AND sender_id <> recipient_id
    AND (xor(sender_id, recipient_id) & $mask) = $part
"""
_LISTINGS = """
SELECT owner_id, contact_id
FROM acts.address_book
WHERE owner_id <> contact_id AND (xor(owner_id, contact_id) & $mask) = $part
"""


def build(engine: Engine, table: Table, _arguments: dict[str, Any]) -> int:
    """Build the table, whose ids are numbers; return its number of rows."""
    ((day_start, has_contacts),) = engine.run(
        "SELECT unix_micros(day_start_at), has_contacts FROM staging.night"
    )
    message_count = engine.scalar("SELECT count(recipient_id) FROM staging.message_edge")
    known = engine.arrow("SELECT owner_id FROM acts.book_owner", {})["owner_id"].to_numpy()
    part_count = 1 << max(0, (message_count - 1).bit_length() - _MESSAGE_BITS)
    # No part is held while the next is read.
    return sum(
        _keep(
            engine,
            table.name,
            part == 0,
            _rows(_found(engine, part_count, part, day_start), known, has_contacts),
        )
        for part in range(part_count)
    )


def _keep(engine: Engine, name: str, is_first: bool, rows: pa.Table) -> int:
    """Begin the table with rows, or add them to it; return how many they are."""
    if is_first:
        engine.provide(name, rows)
    else:
        engine.append_rows(name, rows.to_reader())
    return len(rows)


def _found(engine: Engine, part_count: int, part: int, day_start: int) -> MessagePairs:
    """Return what became of the pairs of a part."""
    chosen = {"mask": part_count - 1, "part": part}
    messages = engine.arrow(_MESSAGES, {**chosen, "since": day_start - _DAY})
    listings = engine.arrow(_LISTINGS, chosen)
    senders, recipients, instants, counts = (item.to_numpy() for item in messages.columns)
    owners, contacts = (item.to_numpy() for item in listings.columns)
    return message_pairs(senders, recipients, instants, counts, owners, contacts, day_start)


def _rows(found: MessagePairs, owners: npt.NDArray[np.int32], has_contacts: bool) -> pa.Table:
    """Return pairs as rows of `sql/acts/message_contact.sql`."""
    columns: dict[str, Any] = {
        "account_id": found.accounts,
        "other_id": found.others,
        "first_at": pa.array(found.first_instants).cast(_INSTANT),
        "last_at": pa.array(found.last_instants).cast(_INSTANT),
        "message_count": found.counts,
        "is_known": _among(found.others, owners),
        "is_listed": found.is_listed,
        "has_listed": found.has_listed,
        "is_reply": found.is_reply,
        "is_answered": found.is_answered,
        "is_returned": found.is_returned,
        "is_first": found.is_first,
    }
    if not has_contacts:
        unknown = pa.nulls(len(found.accounts), pa.bool_())
        columns |= dict.fromkeys(("is_known", "is_listed", "has_listed"), unknown)
    return pa.table(columns)


def _among(accounts: npt.NDArray[np.int32], chosen: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Return whether each account is one of the chosen."""
    size = 1 + max((int(ids.max()) for ids in (accounts, chosen) if ids.size), default=0)
    is_chosen = np.zeros(size, np.bool_)
    is_chosen[chosen] = True
    return is_chosen[accounts]
