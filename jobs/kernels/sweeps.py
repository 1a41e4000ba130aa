"""Build tables by compiled sweeps, which give the rows of the table's SQL in less time.

Each sweep is named in the header of its SQL file, and needs ids that are numbers.
"""

import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graph.accounts.daily_counts import DayCounts, pairs_of
from graph.accounts.message_pairs import MessagePairs, message_pairs
from graph.accounts.sliding_window import Acts, Ints, Peaks, fullest_windows
from jobs.config import sliding_windows
from jobs.config.sql_file import Sliding, Table
from jobs.engine.base import Engine

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_INSTANT = pa.timestamp("us", "UTC")

# Peaks: the fullest window of each account.

_ID_BITS = 32
_LATEST = np.iinfo(np.int64).max
_EVENTS = """
SELECT account_id, thread_id, item_id, second_item_id, event_at, weight, opens_until_at
FROM ({events})
INNER JOIN staging.night
    ON unix_micros(event_at) > unix_micros(night.day_start_at) - $window_microseconds
"""


def build_peaks(engine: Engine, table: Table, _arguments: dict[str, Any]) -> int:
    """Build the peak table of an act; return its number of rows."""
    act = table.act
    assert act is not None and act.sliding is not None
    width = act.sliding.seconds * _SECOND
    query = _EVENTS.format(events=sliding_windows.events(act).sql("duckdb"))
    events = engine.arrow(query, {"window_microseconds": width})
    day_start = engine.scalar("SELECT unix_micros(day_start_at) FROM staging.night")
    threads, actors = _actors(events)
    peaks = fullest_windows(_acts(events, act.sliding, actors), width, day_start)
    engine.provide(table.name, _peak_rows(peaks, threads, events.schema, width))
    return len(peaks.accounts)


def _actors(events: pa.Table) -> tuple[Ints | None, Ints]:
    """Return the distinct pairs of account and thread, and the place of each event's pair.

    Without threads there are no pairs, and the places are the account ids.
    """
    if pa.types.is_null(events["thread_id"].type) or not len(events):
        return None, _integers(events["account_id"], 0)
    pairs = _integers(events["account_id"], 0) << _ID_BITS | _integers(events["thread_id"], -1) + 1
    threads, actors = np.unique(pairs, return_inverse=True)
    return threads, actors.astype(np.int64)


def _acts(events: pa.Table, sliding: Sliding, actors: Ints) -> Acts:
    items = weights = opens_until = None
    if sliding.distinct:
        items = _integers(events["item_id"], -1) + 1
        if len(sliding.distinct) > 1:
            items = items << _ID_BITS | _integers(events["second_item_id"], -1) + 1
    else:
        weights = _integers(events["weight"], 0)
    if sliding.opens_until:
        opens_until = _integers(events["opens_until_at"], _LATEST)
    return Acts(actors, _integers(events["event_at"], 0), items, weights, opens_until)


def _integers(column: pa.ChunkedArray, null: int) -> Ints:
    """Return numbers or instants as int64, with `null` in place of nulls."""
    integers: Ints = pc.fill_null(column.cast(pa.int64()), null).to_numpy()
    return integers


def _peak_rows(peaks: Peaks, threads: Ints | None, schema: pa.Schema, width: int) -> pa.Table:
    """Return peaks as rows of `sql/peak/peak.sql`."""
    accounts, thread_ids = peaks.accounts, pa.nulls(len(peaks.accounts))
    if threads is not None:
        numbers = (threads[peaks.accounts] & (1 << _ID_BITS) - 1) - 1
        accounts = threads[peaks.accounts] >> _ID_BITS
        thread_ids = pa.array(numbers, mask=numbers < 0)
    return pa.table(
        {
            "account_id": pa.array(accounts).cast(schema.field("account_id").type),
            "thread_id": thread_ids.cast(schema.field("thread_id").type),
            "window_start_at": pa.array(peaks.ends - width).cast(_INSTANT),
            "window_end_at": pa.array(peaks.ends).cast(_INSTANT),
            "first_event_at": pa.array(peaks.firsts).cast(_INSTANT),
            "window_count": peaks.counts,
        }
    )


# Daily counts: `history.account_day`.

# The pairs of about this many actions, as a power of two, are in memory at once, 12 bytes each.
_ACT_BITS = 24
_BATCH_ROWS = 1 << 18
# The kinds of action: one-to-one message, group message, add, invite, created group, other.
_MESSAGE, _POST, _ADD, _INVITE, _GROUP, _OTHER = range(6)
_RECIPIENT_COUNT = """
SELECT count(*) AS row_count
FROM staging.message_edge
WHERE date = $date AND recipient_id IS NOT NULL
"""
_DAY_ACTS = f"""
SELECT
    (sender_id >> $bits)::INTEGER AS place,
    coalesce(nullif(recipient_id, sender_id), -1) AS other_id,
    (CASE WHEN recipient_id IS NULL THEN {_POST} ELSE {_MESSAGE} END)::UTINYINT AS kind,
    message_count AS act_count,
    (unix_micros(sent_at) // 3600000000 % 24)::UTINYINT AS hour
FROM staging.message_edge
WHERE date = $date AND (sender_id & $mask) = $part
UNION ALL
SELECT
    (actor_id >> $bits)::INTEGER,
    -1,
    (
        CASE action WHEN 'add' THEN {_ADD} WHEN 'invite' THEN {_INVITE} WHEN 'create' THEN {_GROUP}
        ELSE {_OTHER} END
    )::UTINYINT,
    (action IN ('add', 'invite', 'create'))::BIGINT,
    (unix_micros(event_at) // 3600000000 % 24)::UTINYINT
FROM staging.membership_event
WHERE date = $date AND (actor_id & $mask) = $part
"""


def account_day_rows(engine: Engine, date: datetime.date) -> pa.Table:
    """Return the rows of a date, without the column `date`."""
    pair_count = engine.scalar(_RECIPIENT_COUNT, {"date": date})
    bits = max(0, (pair_count - 1).bit_length() - _ACT_BITS)
    return pa.concat_tables(
        _account_day_part(engine, date, part, bits) for part in range(1 << bits)
    )


def _account_day_part(engine: Engine, date: datetime.date, part: int, bits: int) -> pa.Table:
    """Return the rows of the accounts whose last `bits` bits are `part`."""
    counts = DayCounts(_OTHER + 1)
    pairs = []
    chosen = {"date": date, "bits": bits, "mask": (1 << bits) - 1, "part": part}
    for batch in engine.batches(_DAY_ACTS, chosen, _BATCH_ROWS):
        places, others, kinds, act_counts, hours = (column.to_numpy() for column in batch.columns)
        counts.add(places, kinds, act_counts, hours)
        is_pair = others >= 0
        pairs.append(pairs_of(places[is_pair], others[is_pair]))
    counts.add_others(pairs)
    places = np.flatnonzero(counts.hours)
    sums = counts.sums[places]
    return pa.table(
        {
            "account_id": (places << bits | part).astype(np.int32),
            "message_count": sums[:, _MESSAGE] + sums[:, _POST],
            "group_message_count": sums[:, _POST].copy(),
            "recipient_count": counts.other_counts[places],
            "add_count": sums[:, _ADD].copy(),
            "invite_count": sums[:, _INVITE].copy(),
            "group_count": sums[:, _GROUP].copy(),
            "hours": counts.hours[places].astype(np.int64),
        }
    )


# Message pairs: `acts.message_contact`.

# About this many messages, as a power of two, are swept at once. A part holds both directions of
# a pair, and whether each has the other as a contact.
_MESSAGE_BITS = 23
_MESSAGES = """
SELECT sender_id, recipient_id, unix_micros(sent_at) AS instant, message_count
FROM staging.message_edge
WHERE
    unix_micros(sent_at) >= $since
    AND sender_id <> recipient_id
    AND (xor(sender_id, recipient_id) & $mask) = $part
"""
_CONTACTS = """
SELECT owner_id, contact_id
FROM acts.address_book
WHERE owner_id <> contact_id AND (xor(owner_id, contact_id) & $mask) = $part
"""


def build_message_contacts(engine: Engine, table: Table, _arguments: dict[str, Any]) -> int:
    """Build the table of pairs that write to each other; return its number of rows."""
    ((day_start, has_contacts),) = engine.run(
        "SELECT unix_micros(day_start_at), has_contacts FROM staging.night"
    )
    message_count = engine.scalar("SELECT count(recipient_id) FROM staging.message_edge")
    owners = engine.arrow("SELECT owner_id FROM acts.book_owner", {})["owner_id"].to_numpy()
    part_count = 1 << max(0, (message_count - 1).bit_length() - _MESSAGE_BITS)
    row_count = 0
    for part in range(part_count):
        pairs = _message_pairs(engine, part_count, part, day_start)
        rows = _message_contact_rows(pairs, owners, has_contacts)
        del pairs
        if part:
            engine.append_rows(table.name, rows.to_reader())
        else:
            engine.provide(table.name, rows)
        row_count += len(rows)
        # The memory of a part is free before the next is read.
        del rows
    return row_count


def _message_pairs(engine: Engine, part_count: int, part: int, day_start: int) -> MessagePairs:
    """Return the pairs of a part, with replies and contacts in both directions."""
    chosen = {"mask": part_count - 1, "part": part}
    messages = engine.arrow(_MESSAGES, {**chosen, "since": day_start - _DAY})
    listings = engine.arrow(_CONTACTS, chosen)
    senders, recipients, instants, counts = (item.to_numpy() for item in messages.columns)
    owners, contacts = (item.to_numpy() for item in listings.columns)
    return message_pairs(senders, recipients, instants, counts, owners, contacts, day_start)


def _message_contact_rows(
    pairs: MessagePairs, owners: npt.NDArray[np.int32], has_contacts: bool
) -> pa.Table:
    """Return pairs as rows of `sql/acts/message_contact.sql`."""
    columns: dict[str, Any] = {
        "account_id": pairs.accounts,
        "other_id": pairs.others,
        "first_at": pa.array(pairs.first_instants).cast(_INSTANT),
        "last_at": pa.array(pairs.last_instants).cast(_INSTANT),
        "message_count": pairs.counts,
        "is_known": _is_in(pairs.others, owners),
        "is_listed": pairs.is_listed,
        "has_listed": pairs.has_listed,
        "is_reply": pairs.is_reply,
        "is_answered": pairs.is_answered,
        "is_returned": pairs.is_returned,
        "is_first": pairs.is_first,
    }
    if not has_contacts:
        unknown = pa.nulls(len(pairs.accounts), pa.bool_())
        columns |= dict.fromkeys(("is_known", "is_listed", "has_listed"), unknown)
    return pa.table(columns)


def _is_in(accounts: npt.NDArray[np.int32], chosen: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    """Return whether each account is one of the chosen."""
    size = 1 + max((int(ids.max()) for ids in (accounts, chosen) if ids.size), default=0)
    is_chosen = np.zeros(size, np.bool_)
    is_chosen[chosen] = True
    return is_chosen[accounts]
