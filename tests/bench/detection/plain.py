"""How far one plain rule and ten raw counts get on a world: it is too easy where they get far."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

# What an account of the date has done, from the logs alone. Strangers are those approached who had
# not written to it before; for each it is asked whether they answered later, and list it.
_COUNTS = """
WITH message AS (
    SELECT sender_id AS account_id, recipient_id AS other_id, min(sent_at) AS first_at
    FROM read_parquet($messages)
    WHERE recipient_id IS NOT NULL AND sent_at < $end
    GROUP BY sender_id, recipient_id
),
approach AS (
    SELECT account_id, other_id, first_at, 'message' AS way FROM message
    UNION ALL
    SELECT actor_id, account_id, min(event_at), 'add'
    FROM read_parquet($changes)
    WHERE action = 'add' AND event_at < $end
    GROUP BY actor_id, account_id
),
listed AS (
    SELECT DISTINCT owner_id AS other_id, contact_id AS account_id FROM read_parquet($contacts)
),
target AS (
    SELECT
        a.account_id,
        a.other_id,
        bool_or(a.way = 'add') AS is_added,
        bool_or(m.first_at > a.first_at) AS has_answered,
        coalesce(bool_or(m.first_at < a.first_at), FALSE) AS has_provoked,
        bool_or(l.account_id IS NOT NULL) AS is_listed
    FROM approach AS a
    LEFT JOIN message AS m ON m.account_id = a.other_id AND m.other_id = a.account_id
    LEFT JOIN listed AS l ON l.account_id = a.account_id AND l.other_id = a.other_id
    WHERE a.first_at >= $start AND a.account_id IS NOT NULL
    GROUP BY a.account_id, a.other_id
),
sent AS (
    SELECT sender_id AS account_id, count(*) AS messages, count(DISTINCT group_id) AS groups
    FROM read_parquet($messages) WHERE sent_at >= $start AND sent_at < $end GROUP BY sender_id
),
made AS (
    SELECT account_id, count(*) AS made FROM read_parquet($changes)
    WHERE action = 'create' AND event_at >= $start AND event_at < $end GROUP BY account_id
)
SELECT
    t.account_id,
    count(*)                                                AS target_count,
    count(*) FILTER (NOT has_provoked)                      AS unprovoked_count,
    count(*) FILTER (NOT has_provoked AND has_answered)     AS answered_count,
    count(*) FILTER (NOT has_provoked AND is_listed)        AS listed_count,
    count(*) FILTER (is_added)                              AS added_count,
    count(*) FILTER (has_provoked)                          AS provoked_count,
    count(*) FILTER (is_listed)                             AS known_count,
    coalesce(any_value(s.messages), 0)                      AS message_count,
    coalesce(any_value(s.groups), 0)                        AS group_written_count,
    coalesce(any_value(m.made), 0)                          AS group_made_count
FROM target AS t
LEFT JOIN sent AS s ON s.account_id = t.account_id
LEFT JOIN made AS m ON m.account_id = t.account_id
GROUP BY t.account_id
ORDER BY t.account_id
"""

# The ten counts, named apart from signals.
RAW_COUNTS = tuple(
    f"raw_{name}_count"
    for name in (
        "target", "unprovoked", "answered", "listed", "added", "provoked", "known", "message",
        "group_written", "group_made",
    )
)  # fmt: skip


@dataclass(frozen=True)
class PlainResult:
    """What the rule reaches: of the spam accounts, of those it flags, of the ordinary ones."""

    spam_count: int
    spam_flagged_count: int
    flagged_count: int
    ordinary_count: int
    ordinary_flagged_count: int

    @property
    def recall(self) -> float:
        """Return the flagged share of the spam accounts."""
        return self.spam_flagged_count / max(self.spam_count, 1)

    @property
    def precision(self) -> float:
        """Return the share of spam among the flagged."""
        return self.spam_flagged_count / max(self.flagged_count, 1)

    @property
    def ordinary_per_100000(self) -> float:
        """Return the flagged among 100,000 ordinary accounts."""
        return 100_000 * self.ordinary_flagged_count / max(self.ordinary_count, 1)


def raw_counts(folder: Path, date: dt.date) -> pa.Table:
    """Return ten counts of each account that approached anybody on the date."""
    start = dt.datetime.combine(date, dt.time(), dt.UTC)
    arguments = {
        "messages": f"{folder}/message_edges/date=*/*.parquet",
        "changes": f"{folder}/membership_events/date=*/*.parquet",
        "contacts": f"{folder}/contacts/date=*/*.parquet",
        "start": start,
        "end": start + dt.timedelta(days=1),
    }
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        return connection.sql(_COUNTS, params=arguments).to_arrow_table()


def plain_rule(counts: pa.Table) -> set[str]:
    """Return who approached at least 12 unprovoked, of whom < 10 % answered and < 50 % list it."""
    return {
        row["account_id"]
        for row in counts.to_pylist()
        if row["unprovoked_count"] >= 12
        and row["answered_count"] < 0.1 * row["unprovoked_count"]
        and row["listed_count"] < 0.5 * row["unprovoked_count"]
    }


def judge_plainly(folder: Path, date: dt.date, truth: pa.Table) -> PlainResult:
    """Return what the plain rule reaches on the logs in the folder, held against the truth."""
    flagged = plain_rule(raw_counts(folder, date))
    rows = truth.to_pylist()
    spam = {row["account_id"] for row in rows if row["is_spam"]}
    ordinary = {row["account_id"] for row in rows if row["archetype"] == "ordinary"}
    return PlainResult(
        spam_count=len(spam),
        spam_flagged_count=len(spam & flagged),
        flagged_count=len(flagged),
        ordinary_count=len(ordinary),
        ordinary_flagged_count=len(ordinary & flagged),
    )
