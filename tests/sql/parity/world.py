"""A night with rings, rejects, reports, verdicts and a past: a world in which no table stays empty."""

import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from jobs.contract.input_schema import LOGS
from jobs.publish.layout import manifest_path, table_path
from jobs.simulate import simulate
from tests.worlds import DAY, NIGHT, Row, World, at

FORMER = NIGHT - DAY
ACCOUNT_COUNT = 200
# Some signals look back a week.
DAY_COUNT = 9
# All signals and edges; bad rows in each log, also the small ones; shadow flags; reasons that rest on
# acts for which this world has no flag by a packaged rule.
POLICY = """
[input]
max_reject_share = 1.0
[publish]
signals = "all"
edges = "all"
[rules.stranger_add]
mode = "shadow"
[rules.busy]
mode = "enforce"
decision = "watch"
when = { message_15s_max_count = ">= 2" }
reason = "sent {message_15s_max_count} messages within 15 seconds"
[rules.joining]
decision = "watch"
when = { group_join_1h_max_count = ">= 2" }
reason = "joined {group_join_1h_max_count} groups"
[rules.removing]
decision = "watch"
when = { member_removed_1h_max_count = ">= 1" }
reason = "removed {member_removed_1h_max_count} members"
[rules.ousting]
decision = "watch"
when = { admin_ousted_24h_max_count = ">= 1" }
reason = "removed or demoted {admin_ousted_24h_max_count} admins"
"""
# Kinds that the packaged scenario does not plant.
SCENARIO = "".join(
    f"[kinds.{kind}]\ncount = 2\n"
    for kind in ("link_joiner", "raid", "quiet_raid", "spam_lead", "takeover", "readder")
)
# Rows that their log does not take; the time of the first is none.
BAD_ROWS: dict[str, list[Row]] = {
    "membership_events": [
        {"event_at": "yesterday", "group_id": "g", "account_id": "a", "action": "join"},
        {"event_at": at("10:00"), "group_id": "g", "account_id": "a", "action": "wave"},
        {"event_at": at("10:00"), "group_id": "g", "account_id": None, "action": "join"},
        {"event_at": at("10:00", FORMER), "group_id": "g", "account_id": "a", "action": "join"},
    ],
    "message_edges": [
        {"sent_at": "yesterday", "sender_id": "a", "recipient_id": "b", "group_id": None},
        {"sent_at": at("10:00"), "sender_id": "a", "recipient_id": None, "group_id": None},
        {"sent_at": at("10:00"), "sender_id": "a", "recipient_id": "b", "group_id": "g"},
        {"sent_at": at("10:00", NIGHT + DAY), "sender_id": "a", "recipient_id": "b"},
    ],
    "accounts": [
        {"account_id": "a", "registered_at": "yesterday", "account_type": "consumer"},
        {"account_id": "a", "registered_at": at("10:00", FORMER), "account_type": "king"},
        {"account_id": "a", "registered_at": at("10:00", NIGHT + DAY), "registration_risk": 0.5},
        {"account_id": "a", "registered_at": at("10:00", FORMER), "registration_risk": "NaN"},
    ],
    "contacts": [
        {"owner_id": "a", "contact_id": None, "change": "add"},
        {"owner_id": "a", "contact_id": "b", "change": "forget"},
    ],
    "reports": [
        {"reported_at": "yesterday", "reporter_id": "a", "reported_id": "b"},
        {"reported_at": at("10:00"), "reporter_id": "a", "reported_id": "b", "kind": "praise"},
    ],
    "verdicts": [
        {"account_id": "a", "verdict": "spam", "decided_at": "yesterday"},
        {"account_id": "a", "verdict": "odd", "decided_at": at("10:00", FORMER)},
    ],
}
FORMER_MANIFEST = {
    "run_id": "former",
    "flags": {"by_decision": {}, "suppressed": {}},
    "files": [],
}
# What the night before published; `truth` has the archetype of each account. Of its rings the first
# has split since, the second goes on with its old targets, and the third is gone.
FORMER_FILES = {
    "rings": """
        SELECT DISTINCT ring_id, DATE '{date}' AS first_seen_on FROM ({ring_members})
    """,
    "ring_members": """
        SELECT
            CASE
                WHEN archetype IN ('cold_device', 'cold_network') THEN 'first'
                WHEN archetype LIKE '%_adder' THEN 'second'
                WHEN account_id < '01' THEN 'third'
            END AS ring_id,
            account_id
        FROM truth
        WHERE ring_id IS NOT NULL
    """,
    "flags": """
        SELECT account_id, 'review' AS decision, DATE '{date}' AS first_flagged_on
        FROM truth WHERE is_spam
    """,
    "shadow_flags": """
        SELECT account_id, 'watch' AS decision, DATE '{date}' AS first_flagged_on
        FROM truth WHERE archetype = 'cold_device'
    """,
}
# The adds by which the second ring began, a day early.
FORMER_ADDS = """
SELECT * REPLACE (event_at - INTERVAL 1 DAY AS event_at, 'former-' || event_id AS event_id)
FROM '{path}' WHERE action = 'add' AND actor_id IN (
    SELECT account_id FROM truth WHERE archetype LIKE '%_adder'
)
"""


def night(root: Path) -> World:
    """Write the logs of nine days and what a night published, and run the next; return the world."""
    world = World(root)
    scenario = root / "scenario.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    simulate(
        world.input,
        date=NIGHT,
        seed=3,
        account_count=ACCOUNT_COUNT,
        days=DAY_COUNT,
        scenario=scenario,
    )
    for log in LOGS:
        world.write(log.name, BAD_ROWS[log.name], "bad.csv")
    _write_past(world)
    policy = root / "policy.toml"
    policy.write_text(POLICY, encoding="utf-8")
    result = world.run("--policy", str(policy), "--release-bans", "a test")
    assert result.code == 0, result.error
    return world


def _write_past(world: World) -> None:
    members = FORMER_FILES["ring_members"]
    manifest = manifest_path(world.output, FORMER)
    manifest.parent.mkdir(parents=True)
    manifest.write_text(json.dumps(FORMER_MANIFEST))
    with duckdb.connect() as connection:
        truth = world.input / "truth.parquet"
        connection.execute(f"CREATE TABLE truth AS FROM '{truth}'")
        truth.unlink()
        for name, sql in FORMER_FILES.items():
            path = table_path(world.output, name, FORMER)
            path.parent.mkdir(parents=True)
            rows = connection.sql(sql.format(date=FORMER, ring_members=members))
            pq.write_table(rows.to_arrow_table(), path)
        folder = world.partition("membership_events", FORMER)
        adds = FORMER_ADDS.format(path=world.partition("membership_events") / "*.parquet")
        connection.execute(f"COPY ({adds}) TO '{folder / 'former.parquet'}'")
