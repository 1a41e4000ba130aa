"""What schedulers are given is right as far as can be told without them."""

import ast
import datetime
import inspect
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jobs.contract import errors
from tests.schedule.unit import SCHEDULE, Service, unit

ROOT = Path(__file__).resolve().parents[2]
DAG = (SCHEDULE / "airflow_dag.py").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")

EXIT_CODES = {
    error.exit_code
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, errors.GroupspamError)
}
TRY_AGAIN = {66, 69, 75}
ALLOWED_IMPORTS = {
    "airflow.sdk",
    "airflow.sdk.exceptions",
    "os",
    "shlex",
    "subprocess",
    "datetime",
    "typing",
}


def pure(name: str) -> Any:
    """Return a function or value of the DAG's file, built without what needs Airflow."""
    kept: list[ast.stmt] = [
        node
        for node in ast.parse(DAG).body
        if isinstance(node, ast.FunctionDef)
        or (isinstance(node, ast.Assign) and "Asset" not in ast.unparse(node))
        or (isinstance(node, ast.ImportFrom) and node.module == "datetime")
    ]
    names: dict[str, Any] = {}
    exec(compile(ast.Module(kept, []), "airflow_dag.py", "exec"), names)
    return names[name]


failure: Callable[[int, str, str], tuple[bool, str]] = pure("failure")
night: Callable[..., str] = pure("night")


@pytest.mark.parametrize("code", sorted(EXIT_CODES))
def test_only_what_passes_by_itself_is_tried_again(code: int) -> None:
    is_retried, message = failure(code, "what went wrong", "")
    assert is_retried == (code in TRY_AGAIN)
    assert message.startswith(f"exit {code}, ")
    assert "not a code" not in message
    assert message.endswith(": what went wrong")


def test_the_dag_knows_each_exit_code_and_no_other() -> None:
    assert set(pure("MEANINGS")) == EXIT_CODES


def test_held_bans_say_where_the_manifest_is() -> None:
    is_retried, message = failure(3, "30 bans are too many", "/out/manifest.json")
    assert not is_retried
    assert message == (
        "exit 3, the circuit breaker holds the bans: 30 bans are too many; "
        "manifest: /out/manifest.json"
    )


@pytest.mark.parametrize(
    ("code", "said", "message"),
    [
        (-9, "", "killed by signal 9: probably out of memory; see GROUPSPAM_MEMORY_LIMIT"),
        (-15, "load", "killed by signal 15: load"),
        (127, "", "exit 127, not a code of groupspam: no message"),
    ],
)
def test_other_ends_are_not_tried_again(code: int, said: str, message: str) -> None:
    assert failure(code, said, "") == (False, message)


def moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("chosen", "logical_date", "run_after", "judged"),
    [
        (None, "2026-03-01T03:00:00+00:00", "2026-03-09T00:00:00+00:00", "2026-02-28"),
        (None, "2026-03-01T00:30:00+02:00", "2026-03-09T00:00:00+00:00", "2026-02-27"),
        (None, None, "2026-03-01T23:59:59+00:00", "2026-02-28"),
        ("2025-12-31", "2026-03-01T03:00:00+00:00", "2026-03-09T00:00:00+00:00", "2025-12-31"),
    ],
)
def test_the_night_is_the_day_before_the_run(
    chosen: str | None, logical_date: str | None, run_after: str, judged: str
) -> None:
    logical = moment(logical_date) if logical_date else None
    assert night(chosen, logical, moment(run_after)) == judged


def test_groupspam_sees_its_own_settings_and_not_airflows() -> None:
    given = {
        "GROUPSPAM_INPUT": "/logs",
        "PATH": "/bin",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "secret",
        "AIRFLOW_CONN_STORE": "secret",
        "PYTHONPATH": "/airflow",
        "VIRTUAL_ENV": "/airflow",
    }
    assert set(pure("environment")(given)) == {"GROUPSPAM_INPUT", "PATH"}


def test_the_dag_imports_airflow_and_nothing_of_groupspam() -> None:
    imported = set()
    for node in ast.walk(ast.parse(DAG)):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            imported.add(f"{'.' * node.level}{node.module}")
    assert imported <= ALLOWED_IMPORTS


def test_the_service_runs_yesterday_in_utc(tmp_path: Path) -> None:
    command = dict(unit("groupspam.service")["Service"])["ExecStart"]
    script = re.fullmatch(r"/bin/sh -c '(.*)'", command)
    assert script
    assert not re.search(r"(?<![%])%(%%)*(?!%)", script[1])
    plain = script[1].replace("%%", "%").replace("$$", "$")
    plain = plain.replace("/opt/groupspam/bin/groupspam", "echo")
    done = subprocess.run(["/bin/sh", "-c", plain], capture_output=True, text=True, check=True)
    judged = datetime.date.fromisoformat(done.stdout.split()[-1])
    now = datetime.datetime.now(datetime.UTC)
    assert now.date() - judged <= datetime.timedelta(days=2)
    assert now.date() > judged


def test_the_service_restarts_after_what_passes_by_itself() -> None:
    service = dict(unit("groupspam.service")["Service"])
    assert {int(code) for code in service["RestartForceExitStatus"].split()} == TRY_AGAIN
    assert service["Restart"] == "no"
    assert service["Type"] != "oneshot"  # systemd refuses to load one that restarts by exit status


def leave(_: Path) -> None:
    """Do not give a folder to anybody."""


def test_the_service_keeps_compiled_kernels_in_a_folder_of_its_own(tmp_path: Path) -> None:
    service = Service(tmp_path, tmp_path / "opt", own=leave)
    service.prepare()
    kept_in = Path(service.environment()["NUMBA_CACHE_DIR"])
    assert kept_in == service.cache == tmp_path / "var" / "cache" / "groupspam"
    assert kept_in.stat().st_mode & 0o777 == 0o700


def test_every_path_of_the_service_that_is_written_is_there_before_it_starts(
    tmp_path: Path,
) -> None:
    service = Service(tmp_path, tmp_path / "opt", own=leave)
    service.prepare()
    environment = service.environment()
    for name in ("GROUPSPAM_OUTPUT", "NUMBA_CACHE_DIR"):
        assert Path(environment[name]).is_dir()
    assert Path(environment["GROUPSPAM_WAREHOUSE"]).parent.is_dir()
    assert Path(service.working_directory()).is_dir()
    assert service.command()[:2] == ["/bin/sh", "-c"]
    assert f"exec {tmp_path}/opt/bin/groupspam run" in service.command()[2]


def test_the_crontab_keeps_compiled_kernels_beside_the_warehouse() -> None:
    lines = (SCHEDULE / "crontab").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    assert Path(given["NUMBA_CACHE_DIR"]).parent == Path(given["GROUPSPAM_WAREHOUSE"]).parent


def test_the_timer_makes_up_for_a_missed_night() -> None:
    timer = dict(unit("groupspam.timer")["Timer"])
    assert timer == {"OnCalendar": "*-*-* 03:00:00 UTC", "Persistent": "true"}


@pytest.mark.parametrize("code", sorted({0, *EXIT_CODES}))
def test_the_documentation_has_a_row_for_each_exit_code(code: int) -> None:
    assert re.search(rf"^\| {code} \|", OPERATIONS, re.MULTILINE)


def test_the_documentation_names_no_other_exit_code() -> None:
    rows = re.findall(r"^\| (\d+) \|", OPERATIONS, re.MULTILINE)
    assert sorted(map(int, rows)) == sorted({0, *EXIT_CODES})


def test_settings_of_the_schedulers_are_options_of_run() -> None:
    from jobs.cli.run import run

    known = {name for option in run.params for name in _environment_names(option)}
    crontab = (SCHEDULE / "crontab").read_text(encoding="utf-8")
    given = set(re.findall(r"^(GROUPSPAM_\w+)=", crontab, re.MULTILINE))
    service = unit("groupspam.service")["Service"]
    given |= {value.split("=")[0] for key, value in service if key == "Environment"}
    assert given - {"NUMBA_CACHE_DIR"}
    assert given <= known | {"NUMBA_CACHE_DIR"}


def _environment_names(option: Any) -> list[str]:
    names = option.envvar or []
    return [names] if isinstance(names, str) else list(names)
