"""Runs the DAG in a real Airflow on the sample: `python -m tests.schedule.airflow_check`."""

import datetime
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.schedule.airflow_home import DAG_FILE, LAST, Airflow, Result, install

DAY = datetime.timedelta(days=1)
WITHOUT_INPUT = LAST + 30 * DAY
STRICT_VALVE = "[valve]\nmin_ban_count = 0\nmax_ban_share = 0.0\n"

# What the command line of Airflow cannot do: no logical date, and a shorter time limit.
RUN_FROM_PYTHON = """
import datetime, runpy, sys
dag = runpy.run_path(sys.argv[1])["dag"]
if len(sys.argv) > 3:
    dag.task_dict["run"].execution_timeout = datetime.timedelta(seconds=float(sys.argv[3]))
moment = datetime.datetime.fromisoformat(sys.argv[2])
sys.exit(dag.test(logical_date=None, run_after=moment).state != "success")
"""


def expect(holds: bool, what: str, result: Result | None = None) -> None:
    """Fail with what was expected and the end of what was seen."""
    if not holds:
        seen = "\n".join(result.text.splitlines()[-40:]) if result else ""
        raise AssertionError(f"expected: {what}\n{seen}")


def loads_without_import_errors(airflow: Airflow) -> None:
    migrated = airflow.run("airflow", "db", "migrate")
    expect(migrated.code == 0, "the database is made", migrated)
    listed = airflow.run("airflow", "dags", "list-import-errors", "--local")
    expect(listed.code == 0 and "No data found" in listed.text, "no import error", listed)


def runs_twice_with_the_same_tables(airflow: Airflow) -> None:
    published = []
    for _ in range(2):
        result = airflow.test(LAST + DAY)
        expect(result.code == 0, "exit code 0", result)
        expect(f"run --date {LAST}" in result.text, "the night judged is yesterday's", result)
        published.append(airflow.published())
    expect(bool(published[0]) and published[0] == published[1], "the same tables from both runs")
    values = airflow.rows("SELECT value FROM xcom WHERE key = 'return_value'")
    expect(values == [(f'"{airflow.manifest}"',)], f"the manifest's path, not {values}")
    events = airflow.rows("SELECT extra FROM asset_event")
    expect(len(events) == 2 and airflow.manifest in events[0][0], f"two asset events, not {events}")


def runs_without_a_logical_date(airflow: Airflow) -> None:
    moment = f"{LAST + DAY}T23:30:00+00:00"
    result = airflow.run("python", "-c", RUN_FROM_PYTHON, str(DAG_FILE), moment)
    expect(result.code == 0, "success", result)
    expect(f"run --date {LAST}" in result.text, "the day before the run may start", result)


def tries_again_without_input(airflow: Airflow) -> None:
    # Left alone, the DAG's test would wait for the retry.
    state, result = airflow.test_until("up_for_retry", WITHOUT_INPUT + DAY)
    expect(state == "up_for_retry", f"the state up_for_retry, not {state}", result)
    expect("exit 66, input missing" in result.text, "the log names the exit code", result)


def fails_at_once_where_bans_are_held(airflow: Airflow) -> None:
    policy = airflow.folder / "valve.toml"
    policy.write_text(STRICT_VALVE, encoding="utf-8")
    result = airflow.test(LAST + DAY, GROUPSPAM_POLICY=str(policy))
    expect(result.code == 1 and airflow.last_state() == "failed", "the run fails", result)
    expect("exit 3, the circuit breaker holds the bans" in result.text, "it says why", result)
    expect(f"manifest: {airflow.manifest}" in result.text, "it names the manifest", result)


def releases_bans_of_a_chosen_date(airflow: Airflow) -> None:
    chosen = f'{{"date": "{LAST}", "release_bans": "looked at"}}'
    policy = str(airflow.folder / "valve.toml")
    result = airflow.test(WITHOUT_INPUT, "--conf", chosen, GROUPSPAM_POLICY=policy)
    expect(result.code == 0, "success", result)
    manifest = Path(airflow.manifest).read_text(encoding="utf-8")
    expect('"released_because": "looked at"' in manifest, "the manifest keeps the reason", result)


def ends_a_program_that_hangs(airflow: Airflow) -> None:
    moment = f"{LAST + DAY}T03:00:00+00:00"
    pid_file = airflow.folder / "pid"
    hanging = f"sh -c 'echo $$ > {pid_file}; exec sleep 600'"
    arguments = ("-c", RUN_FROM_PYTHON, str(DAG_FILE), moment, "3")
    result = airflow.run("python", *arguments, GROUPSPAM_COMMAND=hanging)
    expect(result.code == 1 and airflow.last_state() == "failed", "the run fails", result)
    expect("not finished after" in result.text, "it says why", result)
    expect(not Path("/proc", pid_file.read_text().strip()).exists(), "the program is gone", result)


CHECKS: tuple[Callable[[Airflow], None], ...] = (
    loads_without_import_errors,
    runs_twice_with_the_same_tables,
    runs_without_a_logical_date,
    tries_again_without_input,
    fails_at_once_where_bans_are_held,
    releases_bans_of_a_chosen_date,
    ends_a_program_that_hangs,
)


def main() -> int:
    """Run all checks; return how many failed."""
    started = time.monotonic()
    install()
    print(f"Airflow is there after {time.monotonic() - started:.0f} s")
    failed_count = 0
    with tempfile.TemporaryDirectory(prefix="groupspam-airflow-") as name:
        airflow = Airflow(Path(name))
        (airflow.folder / "dags").mkdir()
        shutil.copy(DAG_FILE, airflow.folder / "dags" / "groupspam.py")
        for check in CHECKS:
            started = time.monotonic()
            try:
                check(airflow)
                verdict = "ok"
            except (AssertionError, OSError, sqlite3.Error) as error:
                verdict = f"FAILED: {error}"
                failed_count += 1
            title = check.__name__.replace("_", " ")
            print(f"{title:<40} {time.monotonic() - started:5.0f} s  {verdict}", flush=True)
    print(f"{len(CHECKS) - failed_count} passed, {failed_count} failed")
    return failed_count


if __name__ == "__main__":
    sys.exit(min(main(), 1))
