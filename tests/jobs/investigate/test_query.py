"""What `query` answers, and all that it must refuse."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.suspects import ADDER, ESCAPE, QUOTES, TARGET_COUNT
from tests.worlds import DAY, NIGHT, Result, World, command, membership, message


@pytest.fixture(name="world")
def _world(suspected: World) -> World:
    return suspected


def query(world: World, sql: str, *options: str) -> Result:
    return command(
        "query", sql, "--output", str(world.output), "--input", str(world.input), *options
    )


def rows(world: World, sql: str, *options: str) -> list[dict[str, Any]]:
    result = query(world, sql, "--json", *options)
    assert result.code == 0, result.error
    found: list[dict[str, Any]] = json.loads(result.out)["rows"]
    return found


def test_published_tables_hold_all_dates(world: World) -> None:
    sql = "SELECT date, count(*) AS flag_count FROM flags GROUP BY ALL ORDER BY ALL"
    assert rows(world, sql) == [
        {"date": str(NIGHT - DAY), "flag_count": 1},
        {"date": str(NIGHT), "flag_count": 4},
    ]


def test_a_published_table_has_its_columns_and_the_date_and_no_other(world: World) -> None:
    names = [row["column_name"] for row in rows(world, "DESCRIBE edges")]
    assert names == [
        "source_id", "target_id", "relation", "event_count", "first_at", "last_at", "is_listed",
        "date",
    ]  # fmt: skip


def test_every_published_table_and_the_runs_can_be_asked(world: World) -> None:
    listed = {row["name"] for row in rows(world, "SHOW TABLES")}
    assert listed == {
        "flags", "shadow_flags", "exemptions", "signals", "signal_distribution", "rings", "ring_members",
        "edges", "evidence", "rejects", "runs",
    }  # fmt: skip
    runs = rows(world, "SELECT date, run_id, manifest ->> 'engine' AS engine FROM runs ORDER BY 1")
    assert [(row["date"], row["engine"]) for row in runs] == [
        (str(NIGHT - DAY), "duckdb"),
        (str(NIGHT), "duckdb"),
    ]


def test_the_logs_of_the_date_can_be_joined_with_flags(world: World) -> None:
    sql = (
        "SELECT actor_id, count(DISTINCT log.account_id) AS added FROM membership_events AS log "
        "INNER JOIN flags ON actor_id = flags.account_id AND date = '2026-03-10' "
        "WHERE action = 'add' GROUP BY ALL ORDER BY added DESC"
    )
    found = {row["actor_id"]: row["added"] for row in rows(world, sql)}
    assert found == {ADDER: TARGET_COUNT, "pardoned": 1_100, QUOTES: 230, ESCAPE: 220}


def test_logs_are_those_of_the_date_asked_for(world: World) -> None:
    sql = "SELECT count(*) AS n FROM accounts WHERE account_id = 'pardoned'"
    assert rows(world, sql) == [{"n": 0}]
    assert rows(world, sql, "--date", str(NIGHT - DAY)) == [{"n": 1}]


def test_logs_without_a_partition_are_empty_with_their_columns(world: World) -> None:
    result = query(world, "SELECT verdict, decided_at FROM verdicts")
    assert result.code == 1
    assert result.out.split() == ["verdict", "decided_at"]


@pytest.mark.parametrize("name", ["part.csv", "part.jsonl", "part.csv.gz", "part.ndjson.zst"])
def test_logs_of_any_format_bear_the_contracts_columns(tmp_path: Path, name: str) -> None:
    world = World(tmp_path).fill()
    assert world.run().code == 0
    for path in world.partition("message_edges").iterdir():
        path.unlink()
    good = [message(1, is_forward=True), message(2, message_count=None, is_forward=None)]
    world.write("message_edges", [*good, message(3, sender_id=None)], name)
    sql = "SELECT sent_at, sender_id, message_count, is_forward FROM message_edges ORDER BY sent_at"
    assert rows(world, sql) == [
        {
            "sent_at": "2026-03-10T00:00:01+00:00", "sender_id": "a1", "message_count": 1,
            "is_forward": True,
        },
        {
            "sent_at": "2026-03-10T00:00:02+00:00", "sender_id": "a2", "message_count": 1,
            "is_forward": False,
        },
    ]  # fmt: skip


def test_a_bad_file_of_a_log_that_is_asked_for_ends_with_65(tmp_path: Path) -> None:
    world = World(tmp_path).fill()
    assert world.run().code == 0
    world.put("reports", b"PAR1 no more")
    assert query(world, "SELECT 1 AS one").code == 0
    assert query(world, "SELECT * FROM reports").code == 65


def test_csv_is_exact_and_a_table_is_safe(world: World) -> None:
    sql = "SELECT account_id, rules, score FROM flags WHERE date = '2026-03-10' ORDER BY 1"
    parsed = list(csv.reader(io.StringIO(query(world, sql, "--csv").out)))
    assert parsed[0] == ["account_id", "rules", "score"]
    assert parsed[1] == [ESCAPE, '["stranger_add"]', ""]
    shown = query(world, sql).out
    assert "\x1b" not in shown
    assert "\\x1b[31mred" in shown


def test_what_json_cannot_say_is_null_and_names_that_repeat_are_numbered(world: World) -> None:
    sql = "SELECT 1 AS a, 2 AS a, 'nan'::DOUBLE AS b, [DATE '2026-03-10'] AS c, sum(3) AS d"
    assert rows(world, sql) == [{"a": 1, "a_1": 2, "b": None, "c": ["2026-03-10"], "d": 3}]


def test_no_row_is_nothing_found(world: World) -> None:
    result = query(world, "SELECT * FROM flags WHERE FALSE", "--json")
    assert result.code == 1
    assert json.loads(result.out)["rows"] == []


def test_a_question_is_recorded_even_if_it_is_refused(world: World) -> None:
    query(world, "COPY flags TO 'x.csv'")
    last = (world.output / "_access.log").read_text().splitlines()[-1]
    assert json.loads(last)["what"] == "COPY flags TO 'x.csv'"


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELEC 1", 'syntax error at or near "SELEC"'),
        ("SELECT * FROM flagz", 'Did you mean "flags"?'),
        ("SELECT nothing FROM flags", '"nothing" not found'),
        ("SELECT 1/'x'", "Could not convert string 'x'"),
        ("", "nothing is not allowed; give one SELECT"),
        ("SELECT 1; SELECT 2", "SELECT, SELECT is not allowed; give one SELECT"),
    ],
)
def test_an_error_in_the_question_is_one_line_and_wrong_usage(
    world: World, sql: str, message: str
) -> None:
    result = query(world, sql)
    assert (result.code, result.out) == (2, "")
    assert result.error.count("\n") == 1
    assert result.error.startswith("groupspam: query: ")
    assert message in result.error


def test_a_log_view_is_of_valid_rows_alone(tmp_path: Path) -> None:
    world = World(tmp_path).fill()
    late = membership(5, event_at=membership(5, NIGHT + DAY)["event_at"], event_id="late")
    long = membership(6, group_id="x" * 1_048_576, event_id="long")
    assert world.run().code == 0
    world.write("membership_events", [late, long], "bad.parquet")
    assert rows(world, "SELECT count(*) AS n FROM membership_events") == [{"n": 20}]
