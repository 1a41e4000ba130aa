"""Gives the rows of `history.account_day` by one pass over a day's acts, sooner than its SQL."""

import datetime

import numpy as np
import pyarrow as pa

from graph.accounts.daily_counts import DayCounts, pairs_of
from jobs.engine.base import Engine

# Of about so many acts at once, as a power of two, the pairs of accounts are held, 12 bytes each.
_ACT_BITS = 24
_BATCH_ROWS = 1 << 18
# One to one, to a group; the acts in groups that are counted; any other act.
_MESSAGE, _POST, _ADD, _INVITE, _GROUP, _OTHER = range(6)
_COUNT = """
SELECT count(*) AS row_count
FROM staging.message_edge
WHERE date = $date AND recipient_id IS NOT NULL
"""
_ACTS = f"""
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


def rows(engine: Engine, date: datetime.date) -> pa.Table:
    """Return the rows of a date, whose ids are numbers, without the column that dates them."""
    pair_count = engine.scalar(_COUNT, {"date": date})
    bits = max(0, (pair_count - 1).bit_length() - _ACT_BITS)
    return pa.concat_tables(_part(engine, date, part, bits) for part in range(1 << bits))


def _part(engine: Engine, date: datetime.date, part: int, bits: int) -> pa.Table:
    """Return the rows of the accounts whose last bits are a part."""
    counts = DayCounts(_OTHER + 1)
    pairs = []
    chosen = {"date": date, "bits": bits, "mask": (1 << bits) - 1, "part": part}
    for batch in engine.batches(_ACTS, chosen, _BATCH_ROWS):
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
