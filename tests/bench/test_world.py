"""A benchmark day is a legal and lifelike input, or its figures say nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.bench.population import SIZES
from tests.bench.scan import scan_world
from tests.bench.world import last_day, make_world

DAYS = 2
INSTANT = pa.timestamp("us", tz="UTC")
TIMES = {
    "message_edges": "sent_at",
    "membership_events": "event_at",
    "reports": "reported_at",
    "accounts": "registered_at",
}
COLUMNS = {
    "message_edges": {
        "sent_at": INSTANT,
        "sender_id": pa.string(),
        "recipient_id": pa.string(),
        "group_id": pa.string(),
        "message_count": pa.int64(),
        "is_forward": pa.bool_(),
        "event_id": pa.string(),
    },
    "membership_events": {
        "event_at": INSTANT,
        "group_id": pa.string(),
        "actor_id": pa.string(),
        "account_id": pa.string(),
        "action": pa.string(),
        "event_id": pa.string(),
    },
    "accounts": {
        "account_id": pa.string(),
        "registered_at": INSTANT,
        "account_type": pa.string(),
        "phone_country": pa.string(),
        "network_country": pa.string(),
        "phone_prefix": pa.string(),
        "device_id": pa.string(),
        "network_id": pa.string(),
        "registration_risk": pa.float64(),
    },
    "contacts": {"owner_id": pa.string(), "contact_id": pa.string(), "change": pa.string()},
    "reports": {
        "reported_at": INSTANT,
        "reporter_id": pa.string(),
        "reported_id": pa.string(),
        "kind": pa.string(),
    },
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world")
    make_world(folder, SIZES["XS"], seed=1, days=DAYS)
    return folder


@pytest.fixture(scope="module")
def logs(world: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for log in COLUMNS:
        connection.execute(f"CREATE VIEW {log} AS FROM read_parquet('{world}/{log}/*/*.parquet')")
    return connection


def number(logs: duckdb.DuckDBPyConnection, query: str) -> float:
    return float(logs.execute(query).fetchall()[0][0])


def digest(folder: Path) -> dict[str, str]:
    files = sorted(folder.rglob("*.parquet"))
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }


@pytest.mark.parametrize("log", COLUMNS)
def test_each_log_has_the_layout_and_types_of_the_contract(world: Path, log: str) -> None:
    partitions = sorted((world / log).iterdir())
    assert [part.name for part in partitions] == [f"date={last_day(d + 1)}" for d in range(DAYS)]
    for partition in partitions:
        files = sorted(partition.glob("*.parquet"))
        assert len(files) > 1 or log == "reports"
        for file in files:
            schema = pq.read_schema(file)
            assert dict(zip(schema.names, schema.types, strict=True)) == COLUMNS[log]


def test_a_day_has_the_rows_that_its_size_says(world: Path) -> None:
    size = SIZES["XS"]
    rows = scan_world(world, threads=1, memory_limit="1GB")
    assert rows["message_edges"] == pytest.approx(DAYS * size.message_count, rel=1e-3)
    assert rows["membership_events"] == pytest.approx(DAYS * size.group_event_count, rel=1e-3)
    assert rows["contacts"] == pytest.approx(size.contact_count, rel=0.02)
    assert rows["accounts"] == pytest.approx(size.account_count, rel=0.02)


@pytest.mark.parametrize(
    ("log", "bad"),
    [
        ("message_edges", "sender_id IS NULL OR (recipient_id IS NULL) = (group_id IS NULL)"),
        ("message_edges", "message_count < 1 OR sender_id = recipient_id OR event_id IS NULL"),
        ("membership_events", "group_id IS NULL OR account_id IS NULL OR event_id IS NULL"),
        ("membership_events", "actor_id IS NULL AND action <> 'remove'"),
        (
            "membership_events",
            "action IN ('create', 'join', 'leave', 'accept', 'decline') AND actor_id <> account_id",
        ),
        (
            "membership_events",
            "action NOT IN ('create', 'add', 'join', 'leave', 'remove', 'promote', 'invite',"
            " 'accept', 'decline')",
        ),
        ("accounts", "account_id IS NULL OR account_type NOT IN ('consumer', 'business', 'api')"),
        ("accounts", "registration_risk NOT BETWEEN 0 AND 1"),
        ("contacts", "owner_id IS NULL OR contact_id IS NULL OR change NOT IN ('add', 'remove')"),
        (
            "reports",
            "reporter_id IS NULL OR reported_id IS NULL OR kind NOT IN ('report', 'block')",
        ),
    ],
)
def test_no_row_breaks_a_rule(logs: duckdb.DuckDBPyConnection, log: str, bad: str) -> None:
    assert number(logs, f"SELECT count(*) FROM {log} WHERE {bad}") == 0


@pytest.mark.parametrize(("log", "time"), TIMES.items())
def test_each_instant_lies_in_its_partition(
    logs: duckdb.DuckDBPyConnection, log: str, time: str
) -> None:
    early = "false" if log == "accounts" else f"{time} < date::TIMESTAMPTZ"
    query = f"SELECT count(*) FROM {log} WHERE {early} OR {time} >= (date + 1)::TIMESTAMPTZ"
    assert number(logs, query) == 0


@pytest.mark.parametrize("log", ["message_edges", "membership_events"])
def test_one_event_in_a_thousand_arrives_twice_and_alike(
    logs: duckdb.DuckDBPyConnection, log: str
) -> None:
    rows = number(logs, f"SELECT count(*) FROM {log}")
    distinct_rows = number(logs, f"SELECT count(*) FROM (SELECT DISTINCT * FROM {log})")
    distinct_ids = number(logs, f"SELECT count(DISTINCT event_id) FROM {log}")
    assert distinct_rows == distinct_ids
    assert rows - distinct_ids == pytest.approx(rows / 1_000, rel=0.1)


def test_few_senders_send_much(logs: duckdb.DuckDBPyConnection) -> None:
    share = """
        WITH sender AS (
            SELECT count(*) AS sent, percent_rank() OVER (ORDER BY count(*) DESC) AS place
            FROM message_edges GROUP BY sender_id
        )
        SELECT sum(sent) FILTER (WHERE place < 0.01) / sum(sent) FROM sender
    """
    assert number(logs, share) > 0.1


def test_most_messages_go_to_one_person_who_lists_the_sender(
    logs: duckdb.DuckDBPyConnection,
) -> None:
    assert number(logs, "SELECT count(recipient_id) / count(*) FROM message_edges") == (
        pytest.approx(0.9, abs=0.01)
    )
    listed = """
        SELECT count(*) FILTER (
            (recipient_id, sender_id) IN (SELECT (owner_id, contact_id) FROM contacts)
        ) / count(recipient_id)
        FROM message_edges
    """
    assert number(logs, listed) > 0.5


def test_nobody_writes_before_registering(logs: duckdb.DuckDBPyConnection) -> None:
    early = """
        SELECT count(*) FROM message_edges
        JOIN accounts ON account_id = sender_id AND registered_at > sent_at
    """
    assert number(logs, early) == 0


def test_each_day_has_an_account_that_adds_over_a_thousand_strangers(
    logs: duckdb.DuckDBPyConnection,
) -> None:
    adders = """
        SELECT count(DISTINCT date) FROM (
            SELECT e.date FROM membership_events AS e
            ANTI JOIN contacts AS c ON c.owner_id = e.account_id AND c.contact_id = e.actor_id
            WHERE e.action = 'add'
            GROUP BY e.date, e.actor_id HAVING count(DISTINCT e.account_id) >= 1000
        )
    """
    assert number(logs, adders) == DAYS


def test_a_seed_gives_the_same_bytes_and_another_does_not(world: Path, tmp_path: Path) -> None:
    make_world(tmp_path / "again", SIZES["XS"], seed=1, days=DAYS)
    make_world(tmp_path / "other", SIZES["XS"], seed=2, days=DAYS)
    assert digest(tmp_path / "again") == digest(world)
    assert not set(digest(tmp_path / "other").values()) & set(digest(world).values())
