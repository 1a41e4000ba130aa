"""The night as a whole: again and again, in any order, with little memory, the same tables."""

import datetime
import hashlib
import json
import shutil
from collections.abc import Callable, Container
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jobs.pipeline import nightly
from jobs.pipeline.nightly import Options, Outcome
from jobs.pipeline.stages import Night
from jobs.publish.layout import TABLES, table_path
from jobs.simulate import simulate
from tests.worlds import LoadedAlone

LAST = datetime.date(2026, 3, 10)
DAY = datetime.timedelta(days=1)
# How the names begin of what tells of the nights published before.
FORMER = ("first_flagged", "flagged_", "target_flagged_")

# What is summed over the whole history has no window; another reason of its rule has.
WITHOUT_WINDOW = {
    "cohort_awakened_count",
    "cohort_awakened_log10",
    "cohort_awakened_ratio",
    "cohort_place_count",
    "cohort_place_log10",
    "cohort_place_share",
    "raid_expelled_count",
    "raid_expelled_low_share",
    "history_add_stranger_count",
    "history_add_stranger_days",
    "history_add_stranger_expected_count",
    "history_invite_count",
    "history_invite_days",
    "invite_stranger_share",
    "invite_2d_accepted_high_share",
    "add_stranger_2d_unwanted_low_share",
    "add_stranger_2d_answered_high_share",
    "ring_account_count",
    "ring_score",
    "ring_membership",
    "add_stranger_reception_bits",
    "add_noncontact_share",
    "add_surge_log10",
    "recipient_surge_log10",
    "account_age_days",
    "first_contact_silent_count",
    "first_contact_answered_high_share",
    "first_contact_gap_median_seconds",
}

BURST = ("stranger_add_burst", "add_noncontact_24h_max_count")

Run = Callable[..., Outcome]


@pytest.fixture(scope="module", name="month")
def _month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty days of a small population, with spam on its last days."""
    folder = tmp_path_factory.mktemp("month") / "input"
    simulate(folder, date=LAST, seed=5, account_count=200, days=30)
    return folder


def options(month: Path, folder: Path) -> Options:
    """Return what a night of that month is asked for, its output and warehouse in a folder."""
    return Options(
        date=LAST,
        input=month,
        output=folder / "output",
        warehouse=folder / "warehouse.duckdb",
        allow_missing=True,
    )


@pytest.fixture(scope="module", name="last")
def _last(month: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the last night, run once; tests read it and change nothing."""
    folder = tmp_path_factory.mktemp("last")
    nightly.run(options(month, folder))
    return folder / "output"


@pytest.fixture(name="run")
def _run(month: Path, tmp_path: Path) -> Run:
    def run(date: datetime.date = LAST, **changes: Any) -> Outcome:
        return nightly.run(replace(options(month, tmp_path), date=date, **changes))

    return run


@pytest.fixture(name="again")
def _again(run: Run, last: Path, tmp_path: Path) -> Run:
    """Run nights on a copy of the last one's output and warehouse."""
    shutil.copytree(last.parent, tmp_path, dirs_exist_ok=True)
    return run


def hashes(
    output: Path, date: datetime.date = LAST, tables: tuple[str, ...] = TABLES
) -> dict[str, str]:
    """Return the hash of each published table."""
    return {
        table: hashlib.sha256(table_path(output, table, date).read_bytes()).hexdigest()
        for table in tables
    }


def rows(output: Path, table: str, date: datetime.date = LAST) -> list[dict[str, Any]]:
    """Return a published table's rows."""
    found: list[dict[str, Any]] = pq.read_table(
        table_path(output, table, date), partitioning=None
    ).to_pylist()
    return found


def manifest(output: Path) -> dict[str, Any]:
    """Return the manifest of the last night."""
    found: dict[str, Any] = json.loads(
        (output / "runs" / f"date={LAST}" / "manifest.json").read_text()
    )
    return found


def without_history(output: Path, date: datetime.date) -> dict[str, str]:
    """Return the hashes of all tables without what looks at the nights published before."""
    looks_back = ("flags", "shadow_flags", "signals", "signal_distribution")
    found = hashes(output, date, tuple(t for t in TABLES if t not in looks_back))
    for table in looks_back:
        found[table] = json.dumps(
            [
                {name: cell for name, cell in row.items() if not name.startswith(FORMER)}
                for row in rows(output, table, date)
                if not row.get("signal", "").startswith(FORMER)
            ],
            default=str,
        )
    return found


def test_run_twice_gives_the_same_bytes(again: Run, last: Path, tmp_path: Path) -> None:
    assert again().manifest == tmp_path / "output" / "runs" / f"date={LAST}" / "manifest.json"
    assert hashes(tmp_path / "output") == hashes(last)
    first, second = manifest(last), manifest(tmp_path / "output")
    assert first["run_id"] != second["run_id"]
    assert second["stale_dates"] == []
    assert len(rows(last, "flags")) > 10


def test_a_rebuilt_warehouse_changes_no_byte(again: Run, last: Path, tmp_path: Path) -> None:
    again(rebuild=True)
    assert hashes(tmp_path / "output") == hashes(last)


@pytest.mark.parametrize("changes", [{"threads": 1}, {"threads": 3}, {"memory_limit": "200MB"}])
def test_threads_and_memory_change_no_byte(
    run: Run, last: Path, tmp_path: Path, changes: dict[str, Any]
) -> None:
    run(**changes)
    assert hashes(tmp_path / "output") == hashes(last)


def test_rows_in_another_order_and_in_other_files_change_no_byte(
    run: Run, month: Path, last: Path, tmp_path: Path
) -> None:
    shuffled = tmp_path / "shuffled"
    for number, path in enumerate(sorted(month.glob("*/date=*/*.parquet"))):
        table = pq.read_table(path, partitioning=None)
        order = pa.array([(row * 7919 + number) % 104_729 for row in range(table.num_rows)])
        table = table.append_column("order_", order).sort_by("order_").drop_columns("order_")
        half = table.num_rows // 2
        folder = shuffled / path.parent.relative_to(month) / "deeper"
        folder.mkdir(parents=True)
        pq.write_table(table.slice(half), folder / "b.parquet")
        pq.write_table(table.slice(0, half), folder.parent / "a.parquet")
    run(input=shuffled)
    assert hashes(tmp_path / "output") == hashes(last)


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param((20, 1, 0), id="some of them whole"),
        pytest.param(range(30), id="all of them whole", marks=pytest.mark.soak),
    ],
)
def test_one_run_over_thirty_days_equals_thirty_nights_in_a_row(
    run: Run, last: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: Container[int]
) -> None:
    for days in range(29, -1, -1):
        with monkeypatch.context() as patched, suppress(LoadedAlone):
            if days not in whole:
                patched.setattr(Night, "derive", end)
            run(LAST - days * DAY)
    assert without_history(last, LAST) == without_history(tmp_path / "output", LAST)
    for date in (LAST - DAY, LAST - 20 * DAY):
        one = tmp_path / f"one-{date}"
        run(date, output=one, warehouse=tmp_path / f"{date}.duckdb")
        assert without_history(one, date) == without_history(tmp_path / "output", date)


def end(*_: object) -> None:
    """End a night that has loaded its input."""
    raise LoadedAlone


def test_an_old_night_run_again_later_sees_what_it_saw_then(run: Run, tmp_path: Path) -> None:
    old = LAST - 5 * DAY
    run(old)
    before = hashes(tmp_path / "output", old)
    run(LAST)
    latest = hashes(tmp_path / "output", LAST)
    run(old)
    assert hashes(tmp_path / "output", old) == before
    run(LAST)
    assert hashes(tmp_path / "output", LAST) == latest


def test_a_night_without_contacts_says_so_and_bans_nobody_for_strangers(
    run: Run, month: Path, tmp_path: Path
) -> None:
    shutil.copytree(month, tmp_path / "bare", ignore=shutil.ignore_patterns("contacts"))
    run(input=tmp_path / "bare")
    assert manifest(tmp_path / "output")["contacts_inferred"]
    flags = rows(tmp_path / "output", "flags")
    for flag in flags:
        for reason in flag["reasons"]:
            if reason["rule"] in (
                "stranger_add_burst",
                "group_creation_burst",
                "relay",
                "relay_maker",
            ):
                assert flag["decision"] != "ban"
    assert any("(contacts inferred)" in flag["reasons"][0]["text"] for flag in flags)
    assert {"fresh_burst"} == {
        rule for f in flags if f["decision"] == "ban" for rule in f["rules"][:1]
    }


def test_every_table_is_published_with_its_whole_schema_also_at_zero_rows(
    run: Run, last: Path, tmp_path: Path
) -> None:
    full = {table: pq.read_schema(table_path(last, table, LAST)) for table in TABLES}
    quiet = LAST - 25 * DAY
    run(quiet)
    for table in TABLES:
        schema = pq.read_schema(table_path(tmp_path / "output", table, quiet))
        assert schema.equals(full[table])
        assert schema.metadata[b"schema_version"]
        assert "date" not in schema.names
    assert pq.read_table(table_path(tmp_path / "output", "rings", quiet)).num_rows == 0


def test_the_manifest_states_the_budget_of_false_discoveries(last: Path) -> None:
    document = manifest(last)
    found = document["false_discovery"]
    assert found["share"] == document["policy"]["params"]["surge"]["false_discovery_share"]
    (step,) = (step for step in document["stages"] if step["name"] == "surge.day_test")
    assert 0 <= found["discovery_count"] <= found["test_count"] <= 3 * step["rows"]
    assert found["test_count"] > 0


def test_the_manifest_states_what_a_hidden_ring_can_have_done(last: Path) -> None:
    hidden = manifest(last)["undetected_rings"]
    assert hidden["max_add_count"] <= hidden["account_count"] * hidden["target_count"]
    assert (hidden["density"] == 0) == (hidden["max_add_count"] == 0)


def test_the_manifest_names_each_file_with_its_size_and_hash(last: Path) -> None:
    document = manifest(last)
    assert [file["table"] for file in document["files"]] == list(TABLES)
    for file in document["files"]:
        content = (last / file["path"]).read_bytes()
        assert len(content) == file["size"]
        assert hashlib.sha256(content).hexdigest() == file["sha256"]
        assert pq.ParquetFile(last / file["path"]).metadata.num_rows == file["rows"]
    for partition in document["input"]:
        for file in partition["files"]:
            parts = file["loaded_count"] + file["rejected_count"] + file["duplicate_count"]
            assert file["row_count"] == parts


def test_files_and_folders_are_their_owners_alone(last: Path) -> None:
    for path in last.rglob("*"):
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    assert (last.parent / "warehouse.duckdb").stat().st_mode & 0o777 == 0o600
    assert not (last.parent / "warehouse.duckdb.spill").exists()


def test_evidence_is_the_windows_earliest_events_until_the_threshold_is_crossed(
    last: Path,
) -> None:
    evidence = rows(last, "evidence")
    assert any(event["rule"] == "evidence" for event in evidence)
    for flag in rows(last, "flags"):
        for reason in flag["reasons"]:
            events = [
                event
                for event in evidence
                if event["account_id"] == flag["account_id"] and event["rule"] == reason["rule"]
            ]
            # What was only counted, or speaks for an account, rests on no events of the log.
            if reason["rule"] == "evidence":
                continue
            assert events
            if reason["signal"] in WITHOUT_WINDOW:
                assert reason["window_start"] is None
                continue
            inside = [
                reason["window_start"] < event["event_at"] <= reason["window_end"]
                for event in events
            ]
            alike = [item for item in flag["reasons"] if item["rule"] == reason["rule"]]
            # A reason without a window brings the events of all that the night has rows of.
            has_all = any(item["window_start"] is None for item in alike)
            assert any(inside) if has_all else all(inside)
            if (reason["rule"], reason["signal"]) == BURST:
                assert len({event["other_id"] for event in events}) == 1000
            if reason["signal"] == "group_created_1h_max_count":
                assert len({event["group_id"] for event in events}) == 24


def test_edges_of_the_flagged_and_of_rings_say_whether_the_target_lists_the_source(
    last: Path, month: Path
) -> None:
    edges = rows(last, "edges")
    chosen = {row["account_id"] for row in rows(last, "flags")}
    chosen |= {row["account_id"] for row in rows(last, "ring_members")}
    assert edges
    assert all({edge["source_id"], edge["target_id"]} & chosen for edge in edges)
    with duckdb.connect() as con:
        listed = set(
            con.execute(
                "SELECT owner_id, contact_id FROM read_parquet($files, union_by_name = true, "
                "hive_partitioning = false)",
                {"files": [str(path) for path in month.glob("contacts/*/*.parquet")]},
            ).fetchall()
        )
    owners = {owner for owner, _ in listed}
    for edge in edges:
        pair = (edge["target_id"], edge["source_id"])
        expected = None if edge["target_id"] not in owners else pair in listed
        assert edge["is_listed"] == expected
