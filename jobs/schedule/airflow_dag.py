"""Run `groupspam` every night from Airflow 3, as a program in its own virtual environment."""

import os
import shlex
import subprocess
from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import DAG, Asset, BaseOperator, CronTriggerTimetable, Param, Variable
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowTaskTimeout

HELP = """\
Processes the UTC day before the run. Trigger it with `date` to process another day, and with
`release_bans` and a reason to publish the bans that the circuit breaker held. The file
docs/operations.md of groupspam explains what to do for each exit code.
"""
TABLES = Asset("groupspam_tables")

RETRIED = frozenset({66, 69, 75})
MEANINGS = {
    1: "nothing found",
    2: "wrong usage",
    3: "the circuit breaker holds the bans",
    65: "input rejected",
    66: "input missing",
    69: "an engine or store is unavailable",
    70: "a bug",
    73: "the output cannot be written",
    75: "another run uses the warehouse or the output",
    77: "access refused",
    78: "policy or configuration invalid",
}


def failure(code: int, last_line: str, manifest: str) -> tuple[bool, str]:
    """Return whether a retry may succeed, and one line that explains an exit code.

    Args:
        code: the exit code, not 0; negative: the signal that ended the program.
        last_line: the last line that the program wrote to standard error.
        manifest: the path that it printed, empty if none.
    """
    if code < 0:
        meaning = f"killed by signal {-code}"
        last_line = (
            last_line if code != -9 else "probably out of memory; see GROUPSPAM_MEMORY_LIMIT"
        )
    else:
        meaning = f"exit {code}, {MEANINGS.get(code, 'not a code of groupspam')}"
    where = f"; manifest: {manifest}" if manifest else ""
    return code in RETRIED, f"{meaning}: {last_line or 'no message'}{where}"


def night(chosen: str | None, logical_date: datetime | None, run_after: datetime) -> str:
    """Return the UTC day to process: the chosen one, else the day before the run.

    A run triggered without a logical date only has the time after which it may run.
    """
    if chosen:
        return chosen
    return str((logical_date or run_after).astimezone(UTC).date() - timedelta(days=1))


def environment(own: dict[str, str]) -> dict[str, str]:
    """Return the environment for groupspam, without Airflow's secrets and Python settings."""
    foreign = ("AIRFLOW", "_AIRFLOW", "PYTHON", "VIRTUAL_ENV")
    return {name: value for name, value in own.items() if not name.startswith(foreign)}


class GroupspamRun(BaseOperator):  # type: ignore[misc]
    """Run one night; the result is the path of the manifest."""

    process: subprocess.Popen[str] | None = None

    def execute(self, context: Any) -> str:
        """Run the night; return the path of its manifest."""
        chosen = context["params"]
        date = night(chosen["date"], context.get("logical_date"), context["dag_run"].run_after)
        options = ["run", "--date", date]
        if chosen["release_bans"]:
            options.append(f"--release-bans={chosen['release_bans']}")
        try:
            code, last_line, manifest = self.call([*shlex.split(command()), *options])
        except OSError as error:
            raise AirflowFailException(
                f"groupspam cannot be started: {error}; set the Airflow variable groupspam_command "
                "or the environment variable GROUPSPAM_COMMAND"
            ) from None
        except AirflowTaskTimeout:
            raise AirflowFailException(
                f"not finished after {self.execution_timeout}; killed"
            ) from None
        if code != 0:
            is_retried, message = failure(code, last_line, manifest)
            raise (AirflowException if is_retried else AirflowFailException)(message)
        if not manifest:
            raise AirflowFailException("exit 0 but no manifest: is the command groupspam?")
        context["outlet_events"][TABLES].extra = {"date": date, "manifest": manifest}
        return manifest

    def call(self, arguments: list[str]) -> tuple[int, str, str]:
        """Run a command; copy its log to the task log; return code, last log and output line."""
        self.log.info("%s", shlex.join(arguments))
        last_line = ""
        with subprocess.Popen(  # noqa: S603
            arguments,
            env=environment(dict(os.environ)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as self.process:
            try:
                for line in self.process.stderr or ():
                    last_line = line.strip().removeprefix("groupspam: ") or last_line
                    self.log.info("%s", line.rstrip())
                output = self.process.communicate()[0].split("\n")
            except BaseException:  # also on timeout; `with` would wait for the end
                self.process.kill()
                raise
        lines = [line for line in output if line]
        return self.process.returncode, last_line, lines[-1] if lines else ""

    def on_kill(self) -> None:
        """Stop the program with its task; a kill never leaves half-written tables."""
        if self.process is not None:
            self.process.terminate()


def command() -> str:
    """Return the command line that starts groupspam in its own virtual environment."""
    default = os.environ.get("GROUPSPAM_COMMAND", "groupspam")
    return str(Variable.get("groupspam_command", default=default))


with DAG(
    dag_id="groupspam",
    description="Finds group spam in yesterday's logs.",
    doc_md=HELP,
    schedule=CronTriggerTimetable("0 3 * * *", timezone="UTC"),
    catchup=False,
    max_active_runs=1,
    params={
        "date": Param(None, type=["null", "string"], format="date"),
        "release_bans": Param(None, type=["null", "string"], minLength=1),
    },
) as dag:
    # Ten retries, five minutes to two hours apart: logs may be late until the afternoon.
    GroupspamRun(
        task_id="run",
        execution_timeout=timedelta(hours=6),
        retries=10,
        retry_delay=timedelta(minutes=5),
        retry_exponential_backoff=2,
        max_retry_delay=timedelta(hours=2),
        outlets=[TABLES],
    )
