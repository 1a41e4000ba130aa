"""The crontab, each line run as cron would run it."""

import datetime
import re
import subprocess
from pathlib import Path

import pytest

SCHEDULE = Path(__file__).resolve().parents[2] / "jobs" / "schedule"


def crontab_jobs() -> list[str]:
    """Return the job lines of the crontab, also the one that is offered in a comment."""
    lines = (SCHEDULE / "crontab").read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("#") for line in lines if re.match(r"#?[\d*]+ ", line)]


def test_a_crontab_line_has_five_fields_and_no_bare_percent_sign() -> None:
    assert len(crontab_jobs()) == 2
    for line in crontab_jobs():
        *when, what = line.split(None, 5)
        assert when == ["0", "3", "*", "*", "*"]
        assert what.startswith(("/", "D="))
        assert not re.search(r"(?<!\\)%", what)
        assert len(what) < 998  # what cron takes


def run_crontab_job(line: str, folder: Path, codes: str) -> tuple[int, list[str]]:
    """Run a crontab line as cron would, with a groupspam that ends with these codes in turn."""
    (folder / "codes").write_text(codes, encoding="utf-8")
    program = folder / "groupspam"
    program.write_text(
        '#!/bin/sh\necho "$@" >> calls\nread code rest < codes\necho "$rest" > codes\nexit $code\n',
        encoding="utf-8",
    )
    program.chmod(0o700)
    command = line.split(None, 5)[5].replace("\\%", "%")
    command = command.replace("/opt/groupspam/bin/groupspam", "./groupspam")
    command = command.replace("sleep $s", "echo $s >> calls")
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, check=False)
    return done.returncode, (folder / "calls").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", crontab_jobs())
def test_cron_runs_yesterday_in_utc(line: str, tmp_path: Path) -> None:
    before = datetime.datetime.now(datetime.UTC).date()
    code, calls = run_crontab_job(line, tmp_path, "65")
    after = datetime.datetime.now(datetime.UTC).date()
    days = {day - datetime.timedelta(days=1) for day in (before, after)}
    assert code == 65
    assert calls in [[f"run --quiet --date {day}"] for day in days]


@pytest.mark.parametrize(
    ("codes", "code", "pauses"),
    [
        ("66 75 69 0", 0, ["600", "1200", "2400"]),
        ("66 3", 3, ["600"]),
        ("66 66 66 66 66 66", 66, ["600", "1200", "2400", "4800", "9600", "0"]),
    ],
)
def test_cron_tries_again_only_what_passes_by_itself(
    tmp_path: Path, codes: str, code: int, pauses: list[str]
) -> None:
    ended, calls = run_crontab_job(crontab_jobs()[1], tmp_path, codes)
    assert ended == code
    assert [call for call in calls if call.isdigit()] == pauses
