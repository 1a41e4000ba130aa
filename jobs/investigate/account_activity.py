"""What one account did on a date and what came of it, from the logs themselves."""

from dataclasses import dataclass
from typing import Any

from jobs.contract.input_schema import Log
from jobs.engine.base import Engine, quoted
from jobs.ingest.day_view import Day, log_named

_OWN = {
    "membership_events": "actor_id = $account OR account_id = $account",
    "message_edges": "sender_id = $account OR recipient_id = $account",
    "reports": "reporter_id = $account OR reported_id = $account",
}

_EVENTS = """
SELECT
    event_at, 'membership_events' AS log, action, actor_id, account_id AS target_id, group_id,
    1::BIGINT AS event_count, NULL::BOOLEAN AS is_forward, event_id
FROM own_membership_events
UNION ALL
SELECT
    sent_at, 'message_edges', 'message', sender_id, recipient_id, group_id,
    message_count, is_forward, event_id
FROM own_message_edges
UNION ALL
SELECT reported_at, 'reports', kind, reporter_id, reported_id, group_id, 1, NULL, NULL
FROM own_reports
"""

_ACTIVITY = f"""
SELECT
    actor_id IS NOT DISTINCT FROM $account
    OR (actor_id IS NULL AND action IN ('join', 'leave', 'accept', 'decline')) AS is_own,
    action,
    sum(event_count)::BIGINT AS event_count,
    count(DISTINCT CASE WHEN actor_id = $account THEN target_id ELSE actor_id END)
        FILTER (WHERE actor_id <> target_id) AS other_count,
    count(DISTINCT group_id) AS group_count,
    sum(event_count) FILTER (WHERE is_forward)::BIGINT AS forward_count,
    min(event_at) AS first_at,
    max(event_at) AS last_at
FROM ({_EVENTS}) AS event
GROUP BY is_own, action
ORDER BY is_own DESC, event_count DESC, action
"""

# Outcomes as sql/acts/add.sql defines them, with their times, which a night does not need.
# tests/jobs/investigate/test_outcomes.py keeps the two equal.
_TARGETS = """
WITH reached AS (
    SELECT account_id AS target_id, group_id, min(event_at) AS reached_at,
        min(event_at) FILTER (WHERE action = 'add') AS added_at,
        min(event_at) FILTER (WHERE action = 'invite') AS invited_at
    FROM own_membership_events
    WHERE actor_id = $account AND account_id <> $account AND action IN ('add', 'invite')
    GROUP BY account_id, group_id
),
person AS (
    SELECT
        target_id, min(reached_at) AS reached_at, min(added_at) AS added_at,
        min(invited_at) AS invited_at, count(*) AS group_count
    FROM reached GROUP BY target_id
),
later AS (
    SELECT reached.target_id, act.action AS what, min(act.event_at) AS instant
    FROM reached INNER JOIN membership_events AS act
        ON act.account_id = reached.target_id AND act.group_id = reached.group_id
        AND act.event_at > reached.reached_at
    WHERE act.action IN ('leave', 'remove', 'accept', 'decline')
    GROUP BY ALL
    UNION ALL
    SELECT reached.target_id, complaint.kind, min(complaint.reported_at)
    FROM reached INNER JOIN own_reports AS complaint
        ON complaint.reporter_id = reached.target_id AND complaint.reported_id = $account
        AND complaint.reported_at >= reached.reached_at
    GROUP BY ALL
    UNION ALL
    SELECT reached.target_id, 'write', min(reply.sent_at)
    FROM reached INNER JOIN own_message_edges AS reply
        ON reply.sender_id = reached.target_id AND reply.recipient_id = $account
        AND reply.sent_at > reached.reached_at
    GROUP BY ALL
    UNION ALL
    SELECT reached.target_id, 'write', min(post.sent_at)
    FROM reached INNER JOIN message_edges AS post
        ON post.sender_id = reached.target_id AND post.group_id = reached.group_id
        AND post.sent_at > reached.reached_at
    GROUP BY ALL
),
outcome AS (
    SELECT
        target_id,
        min(instant) FILTER (WHERE what = 'accept')  AS accepted_at,
        min(instant) FILTER (WHERE what = 'decline') AS declined_at,
        min(instant) FILTER (WHERE what = 'leave')   AS left_at,
        min(instant) FILTER (WHERE what = 'remove')  AS removed_at,
        min(instant) FILTER (WHERE what = 'block')   AS blocked_at,
        min(instant) FILTER (WHERE what = 'report')  AS reported_at,
        min(instant) FILTER (WHERE what = 'write')   AS wrote_at
    FROM later GROUP BY target_id
)
SELECT person.*, outcome.* EXCLUDE (target_id)
FROM person LEFT JOIN outcome USING (target_id)
ORDER BY person.reached_at, person.target_id
"""

_REACHED = ("added", "invited")
_OUTCOMES = ("accepted", "declined", "left", "removed", "blocked", "reported", "wrote")


@dataclass(frozen=True)
class AccountDay:
    """One account on the date of a day whose logs can be read."""

    day: Day
    account_id: str

    @property
    def engine(self) -> Engine:
        """The day's engine."""
        return self.day.engine

    def opened_activity(self) -> list[dict[str, Any]]:
        """Open the day's logs; return what the account did, and what was done to it, counted.

        Raises:
            InputMissing, InputRejected, AccessRefused: a log cannot be read.
        """
        for name, where in _OWN.items():
            log = log_named(name)
            self.day.open(log)
            self._own(log, where)
        return self._rows(_ACTIVITY, account=self.account_id)

    def _own(self, log: Log, where: str) -> None:
        """Keep the log's rows that name the account, those that bear the same event_id once."""
        once = ""
        if log.has_event_id:
            order = ", ".join(quoted(column.name) for column in log.columns)
            once = (
                "QUALIFY event_id IS NULL "
                f"OR row_number() OVER (PARTITION BY event_id ORDER BY {order}) = 1"
            )
        self.engine.run(
            f"CREATE OR REPLACE TABLE {quoted(f'own_{log.name}')} AS "
            f"SELECT * FROM {quoted(log.name)} WHERE {where} {once}",
            {"account": self.account_id},
        )

    def events(self, limit: int) -> list[dict[str, Any]]:
        """Return the earliest events that name the account, in order."""
        return self._rows(f"SELECT * FROM ({_EVENTS}) ORDER BY ALL LIMIT $limit", limit=limit)

    def event_count(self) -> int:
        """Return how many rows of the logs name the account."""
        return int(self.engine.scalar(f"SELECT count(*) FROM ({_EVENTS})"))

    def targets(self, limit: int) -> dict[str, Any]:
        """Return whom the account added or invited and what they did since, counted and listed."""
        rows = self._rows(_TARGETS, account=self.account_id)
        counts = {
            f"{name}_count": sum(row[f"{name}_at"] is not None for row in rows)
            for name in (*_REACHED, *_OUTCOMES)
        }
        silent = sum(all(row[f"{name}_at"] is None for name in _OUTCOMES) for row in rows)
        return {"count": len(rows), **counts, "nothing_count": silent, "rows": rows[:limit]}

    def registration(self) -> dict[str, Any] | None:
        """Return the account's registration as the night knows it, None where it has no row."""
        rows = self._latest("accounts", "registered_at", stop=True)
        if not rows:
            return None
        is_known = rows[-1]["registered_at"].date() >= self.day.platform_began_on
        return rows[-1] if is_known else {**rows[-1], "registered_at": None}

    def verdicts(self) -> list[dict[str, Any]]:
        """Return what people decided on the account up to the date, in order."""
        return self._latest("verdicts", "decided_at", stop=False)

    def _latest(self, name: str, instant: str, *, stop: bool) -> list[dict[str, Any]]:
        """Return the account's rows of a log of all dates; with `stop`, those of its latest."""
        log = log_named(name)
        found: list[dict[str, Any]] = []
        for partition in reversed(self.day.partitions(log, None)):
            self.day.open_partition(partition)
            found += self._rows(
                f"SELECT *, $date::DATE AS date FROM {quoted(name)} WHERE account_id = $account",
                account=self.account_id,
                date=partition.date,
            )
            if found and stop:
                break
        return sorted(found, key=lambda row: (row["date"], row[instant]))

    def _rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.engine.arrow(sql, values).to_pylist()
        return rows
