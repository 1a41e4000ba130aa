"""An Airflow of its own, in a virtual environment and a home of its own, for the check to use."""

import datetime
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
DAG_FILE = ROOT / "jobs" / "schedule" / "airflow_dag.py"
REQUIREMENTS = Path(__file__).with_name("requirements-airflow.txt")
AIRFLOW = ROOT / ".airflow-venv"

TIMEOUT_SECONDS = 300
DAY = datetime.timedelta(days=1)
LAST = max(
    datetime.date.fromisoformat(path.name.removeprefix("date="))
    for path in (SAMPLE / "message_edges").glob("date=*")
)


@dataclass(frozen=True)
class Result:
    """What a command came to."""

    code: int
    text: str


@dataclass(frozen=True)
class Airflow:
    """An Airflow with a home, and a groupspam with an output, in one temporary folder."""

    folder: Path

    @property
    def output(self) -> Path:
        """Where groupspam publishes."""
        return self.folder / "output"

    @property
    def manifest(self) -> str:
        """The path of the manifest of the sample's last date."""
        return str(self.output / "runs" / f"date={LAST}" / "manifest.json")

    def environment(self, changes: dict[str, str]) -> dict[str, str]:
        """Return the environment of Airflow, free of what the caller's happens to hold."""
        foreign = ("AIRFLOW", "GROUPSPAM", "PYTHON", "VIRTUAL_ENV")
        own = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
        return {
            **own,
            "PATH": f"{AIRFLOW / 'bin'}{os.pathsep}{own['PATH']}",
            "AIRFLOW_HOME": str(self.folder),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "GROUPSPAM_COMMAND": str(Path(sys.executable).with_name("groupspam")),
            "GROUPSPAM_INPUT": str(SAMPLE),
            "GROUPSPAM_OUTPUT": str(self.output),
            "GROUPSPAM_WAREHOUSE": str(self.folder / "groupspam.duckdb"),
            **changes,
        }

    def run(self, program: str, *arguments: str, **changes: str) -> Result:
        """Run a program of Airflow's environment to its end."""
        done = subprocess.run(
            ["timeout", "-s", "KILL", str(TIMEOUT_SECONDS), AIRFLOW / "bin" / program, *arguments],
            env=self.environment(changes),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Result(done.returncode, done.stdout)

    def test(self, date: datetime.date, *options: str, **changes: str) -> Result:
        """Run the DAG as of a date."""
        return self.run("airflow", "dags", "test", "groupspam", str(date), *options, **changes)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return rows of Airflow's own database."""
        connection = sqlite3.connect(f"file:{self.folder / 'airflow.db'}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def last_state(self) -> str | None:
        """Return the state of the task in the run that was made last."""
        rows = self.rows(
            "SELECT task_instance.state FROM task_instance JOIN dag_run USING (dag_id, run_id) "
            "ORDER BY dag_run.id DESC LIMIT 1"
        )
        return rows[0][0] if rows else None

    def published(self) -> dict[str, str]:
        """Return the SHA-256 of each published table by its path."""
        return {
            str(path.relative_to(self.output)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in self.output.rglob("*.parquet")
        }

    def test_until(self, wanted: str, date: datetime.date) -> tuple[str | None, Result]:
        """Run the DAG until its task has a state, then end it; return the state reached."""
        with (self.folder / "until.log").open("w+") as log:
            process = subprocess.Popen(
                [AIRFLOW / "bin" / "airflow", "dags", "test", "groupspam", str(date)],
                env=self.environment({}),
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            deadline = time.monotonic() + TIMEOUT_SECONDS
            state = None
            while state != wanted and process.poll() is None and time.monotonic() < deadline:
                time.sleep(1)
                state = self.last_state()
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            log.seek(0)
            return state, Result(process.returncode, log.read())


def install() -> None:
    """Make the virtual environment, unless one made of the same requirements is there."""
    made_of = AIRFLOW / REQUIREMENTS.name
    if made_of.is_file() and made_of.read_bytes() == REQUIREMENTS.read_bytes():
        return
    shutil.rmtree(AIRFLOW, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", AIRFLOW], check=True)
    pip = [str(AIRFLOW / "bin" / "pip"), "--quiet", "install", "-r", str(REQUIREMENTS)]
    done = subprocess.run(pip, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"Airflow cannot be installed:\n{done.stderr[-2000:]}")
    shutil.copy(REQUIREMENTS, made_of)
