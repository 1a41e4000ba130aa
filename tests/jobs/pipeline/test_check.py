"""What `check` says of everything that a run needs, and that it writes nothing."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jobs.contract.errors import Busy, InputMissing, OutputFailed, PolicyInvalid
from jobs.pipeline.preflight import SEVERITY, Finding, most_severe
from tests.jobs.endings import apart
from tests.worlds import DAY, NIGHT, Result, World, command, membership

_HOLD = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> World:
    return World(tmp_path).fill()


def check(world: World, *options: str) -> Result:
    return command(
        "check", "--input", str(world.input), "--output", str(world.output),
        "--warehouse", str(world.warehouse), *options,
    )  # fmt: skip


def tree(root: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in root.rglob("*")}


def test_where_all_is_there_each_thing_is_told_and_nothing_is_written(world: World) -> None:
    before = tree(world.root)
    result = check(world, "--date", str(NIGHT))
    lines = [line.split(maxsplit=2) for line in result.out.splitlines()]
    assert result.code == 0, result.out
    assert {state for state, *_ in lines} == {"ok"}
    told = {subject: text for _, subject, text in lines}
    assert told["policy"].startswith("packaged: valid, 31 rules, version ")
    assert told["output"].endswith("can be written")
    assert told["warehouse"].endswith("does not exist yet; a run creates it")
    assert told["membership_events"].endswith("part-0.parquet: parquet, 20 rows")
    assert told["accounts"] == "accounts: missing; signals that need it are null"
    assert tree(world.root) == before


def test_after_a_run_nothing_is_written_either(after_a_night: World) -> None:
    world = after_a_night
    before = tree(world.root)
    assert check(world).code == 0
    assert tree(world.root) == before


def test_without_a_date_it_is_the_latest_of_the_needed_logs(world: World) -> None:
    world.fill(NIGHT - DAY)
    world.write("reports", [], date=NIGHT + DAY)
    assert f"date={NIGHT}/part-0.parquet" in check(world).out


def test_findings_are_one_json_document(world: World) -> None:
    world.put("message_edges", b"")
    result = check(world, "--json")
    document = json.loads(result.out)
    assert result.code == document["exit_code"] == 65
    (bad,) = [finding for finding in document["findings"] if finding["exit_code"]]
    assert bad["subject"] == "message_edges"
    assert "not a readable Parquet file" in bad["text"]


def test_each_file_is_judged_by_itself(world: World) -> None:
    world.put("membership_events", b"actor_id,action\nx,add\n", "a.csv")
    world.put("membership_events", b"not a row\n{}\n", "b.jsonl")
    world.put("membership_events", b"PAR1", "c.parquet")
    result = check(world)
    bad = [line for line in result.out.splitlines() if line.startswith("BAD")]
    assert result.code == 65
    assert len(bad) == 2
    assert "a.csv: no column" in bad[0]
    assert "c.parquet: not a readable" in bad[1]
    assert "b.jsonl: json, 2 rows, 2 of them bad" in result.out


def test_too_many_bad_rows_end_with_65(world: World) -> None:
    rows = [membership(number, action="dance" if number < 2 else "add") for number in range(20)]
    world.write("membership_events", rows)
    result = check(world)
    assert result.code == 65
    assert "2 of 20 rows are bad, more than input.max_reject_share = 0.01" in result.error


def test_a_policy_may_allow_them(world: World, tmp_path: Path) -> None:
    rows = [membership(number, action="dance" if number < 2 else "add") for number in range(20)]
    world.write("membership_events", rows)
    policy = tmp_path / "policy.toml"
    policy.write_text("[input]\nmax_reject_share = 0.5\n")
    assert check(world, "--policy", str(policy)).code == 0


def test_no_input_folder_ends_with_66(world: World) -> None:
    for options in ((), ("--date", str(NIGHT))):
        result = check(World(world.root / "none"), *options)
        assert result.code == 66
        assert result.out.count("input folder not found") == 1


def test_a_missing_needed_partition_ends_with_66(world: World) -> None:
    result = check(world, "--date", str(NIGHT + DAY))
    assert result.code == 66
    assert f"membership_events/date={NIGHT + DAY}: partition not found" in result.error


def test_a_needed_partition_without_a_valid_row_ends_with_66(world: World) -> None:
    world.write("message_edges", [])
    assert check(world).code == 66


def test_a_file_where_the_output_should_be_ends_with_73(world: World) -> None:
    world.output.write_text("")
    assert check(world).code == 73


def test_a_folder_where_the_warehouse_should_be_ends_with_73(world: World) -> None:
    world.warehouse.mkdir()
    assert check(world).code == 73


def test_a_warehouse_that_another_process_holds_ends_with_75(world: World) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(world.warehouse)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        holder.stdout.readline()
        result = check(world)
        holder.communicate(b"\n")
    assert result.code == 75
    assert "another run is using the warehouse" in result.error
    assert check(world).code == 0


def test_an_output_that_another_run_writes_ends_with_75(world: World) -> None:
    world.output.mkdir()
    with (world.output / "_lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert check(world).code == 75


def test_a_file_that_may_not_be_read_ends_with_77(world: World) -> None:
    (world.partition("message_edges") / "part-0.parquet").chmod(0)
    result = apart(world, "check", plain=True)
    assert result.code == 77
    assert result.out.count("no permission to read; grant") == 1


def test_what_the_system_refuses_ends_with_77(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def may(path: object, mode: int) -> bool:
        return not (str(path).endswith("part-0.parquet") and mode == os.R_OK)

    monkeypatch.setattr("jobs.pipeline.preflight.os.access", may)
    result = check(world)
    assert result.code == 77
    assert result.out.count("no permission to read; grant") == 2


def test_an_invalid_policy_ends_with_78_whatever_else_is_wrong(
    world: World, tmp_path: Path
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("[valv]\n")
    world.output.write_text("")
    world.put("message_edges", b"")
    result = check(world, "--policy", str(policy))
    assert result.code == 78
    assert result.out.count("BAD") == 3
    assert "did you mean valve?" in result.error


def test_the_gravest_problem_is_what_a_person_must_mend() -> None:
    kinds = (Busy, InputMissing, OutputFailed, PolicyInvalid)
    found = [Finding("it", "bad", kind("bad")) for kind in kinds]
    assert isinstance(most_severe(found), PolicyInvalid)
    assert isinstance(most_severe(found[:3]), OutputFailed)
    assert isinstance(most_severe(found[:2]), InputMissing)
    assert most_severe([Finding("it", "good")]) is None
    assert sorted(kind.exit_code for kind in SEVERITY) == [65, 66, 69, 73, 75, 77, 78]
