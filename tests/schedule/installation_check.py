"""Runs the unit's night on an installed wheel: `python -m tests.schedule.installation_check`.

The user of that night may write neither the installation nor a home. As root it is another user;
else it is the same one, and the installation is made read-only.
"""

import datetime
import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.schedule.airflow_check import expect
from tests.schedule.airflow_home import ROOT, Result
from tests.schedule.unit import SCHEDULE, Service
from tests.worlds import World

NOBODY = 65534
TIMEOUT_SECONDS = 300
NOT_KEPT = "compiled kernels cannot be kept"
# May read what only root may, for a Python that lies in root's home.
READER = (
    "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
    "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search",
)  # fmt: skip


@dataclass(frozen=True)
class User:
    """Who runs the night: what a command begins with, and how it is started."""

    title: str
    prefix: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    def run(self, command: list[str], environment: Mapping[str, str], folder: str = "/") -> Result:
        """Run a command to its end, with no environment but the given one."""
        done = subprocess.run(
            [*self.prefix, *command],
            env=dict(environment),
            cwd=folder,
            umask=0o077,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
            **self.options,
        )
        return Result(done.returncode, done.stdout)

    def own(self, folder: Path) -> None:
        """Give a folder to this user."""
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)


def users() -> list[User]:
    """Return who may run the night, the best first."""
    if os.geteuid() != 0:
        return [User("the same user, who is not root, on files made read-only")]
    plain = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return [
        User(f"user {NOBODY}", options=plain),
        User(f"user {NOBODY}, who may read all, as Python is in root's home", prefix=READER),
    ]


def user_of(installation: Path) -> User:
    """Return a user that can start the installation's Python."""
    said = ""
    for user in users():
        try:
            result = user.run([str(installation / "bin" / "groupspam"), "--version"], {})
        except OSError as error:
            said = str(error)
            continue
        if result.code == 0:
            return user
        said = result.text
    sys.exit(f"user {NOBODY} cannot start the installation; install Python for all users: {said}")


def install(folder: Path) -> Path:
    """Build the wheel and install it as the docs say; return its virtual environment."""
    pip = [sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check"]
    installation = folder / "opt"
    subprocess.run([*pip, "wheel", "--no-deps", "-w", folder, ROOT], cwd=folder, check=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", installation], cwd=folder, check=True)
    pip[0] = str(installation / "bin" / "python")
    pinned = ["-c", str(ROOT / "requirements.txt")]
    subprocess.run([*pip, "install", *pinned, str(wheel)], cwd=folder, check=True)
    for path in (installation, *installation.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)
    return installation


def holds_all_that_the_program_needs(installation: Path) -> None:
    user = User("the same user")
    groupspam = str(installation / "bin" / "groupspam")
    result = user.run([groupspam, "signals"], {})
    expect(result.code == 0, "the catalogue is read", result)
    expect("add_noncontact_24h_max_count" in result.text, "sql/ is there", result)
    result = user.run([str(installation / "bin" / "python"), "-I", "-m", "jobs", "--help"], {})
    expect(result.code == 0 and "run" in result.text, "python -I -m jobs is the program", result)


def is_a_unit_that_systemd_takes(installation: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        return
    paths = [str(SCHEDULE / f"groupspam.{kind}") for kind in ("service", "timer")]
    result = User("the same user").run([program, "verify", *paths], os.environ)
    expect(result.code == 0 and "groupspam" not in result.text, "nothing to object to", result)


@dataclass(frozen=True)
class Night:
    """A service that is to judge yesterday, and the user that systemd would run it as."""

    service: Service
    user: User

    def run(self) -> Result:
        """Run the command of the unit."""
        service = self.service
        command, environment = service.command(), service.environment()
        result = self.user.run(command, environment, service.working_directory())
        expect(result.code in (0, 3), "exit code 0 or 3", result)
        return result

    def warnings(self) -> list[str]:
        """Return what the manifest says of kernels."""
        output = Path(self.service.environment()["GROUPSPAM_OUTPUT"])
        manifest = max(output.glob("runs/date=*/manifest.json"))
        document = json.loads(manifest.read_text(encoding="utf-8"))
        return [text for text in document["warnings"] if "kernels" in text]

    def check(self) -> Result:
        """Run `groupspam check` as the service would."""
        program = str(self.service.installation / "bin" / "groupspam")
        return self.user.run([program, "check"], self.service.environment())

    def kept(self) -> dict[str, int]:
        """Return when each file of the cache was written."""
        files = (path for path in self.service.cache.rglob("*") if path.is_file())
        return {str(path): path.stat().st_mtime_ns for path in files}


def compiles_once_and_then_loads(night: Night) -> None:
    result = night.run()
    expect(NOT_KEPT not in result.text and not night.warnings(), "no warning of kernels", result)
    kept = night.kept()
    expect(any(path.endswith(".nbi") for path in kept), f"kernels in {night.service.cache}")
    mode = stat.S_IMODE(night.service.cache.stat().st_mode)
    expect(mode == 0o700, f"a cache that others cannot read, not {mode:o}")
    night.run()
    expect(night.kept() == kept, "nothing compiled in the second night")
    result = night.check()
    expect("cache folder, can be written" in result.text, "check says where kernels are", result)


def warns_once_where_no_folder_can_be_written(night: Night) -> None:
    night.service.cache.chmod(0)
    if os.geteuid() == 0:
        os.chown(night.service.cache, 0, 0)
    result = night.run()
    expect(result.text.count(NOT_KEPT) == 1, "one warning in the log", result)
    expect(len(night.warnings()) == 1, f"one in the manifest, not {night.warnings()}")
    result = night.check()
    expect(result.code == 0, "check ends 0", result)
    expect("no cache folder can be written" in result.text, "check says so", result)
    night.service.cache.chmod(0o700)
    expect(not night.kept(), "nothing written into the cache folder")


def nights(folder: Path, installation: Path) -> list[Night]:
    """Prepare two services on the same logs, of yesterday, and of today should midnight pass."""
    world = World(folder / "world")
    today = datetime.datetime.now(datetime.UTC).date()
    for date in (today - datetime.timedelta(days=1), today):
        world.fill(date)
    found = []
    user = user_of(installation)
    print(f"the night's user: {user.title}", flush=True)
    for name in ("cached", "uncached"):
        service = Service(folder / name, installation, user.own)
        service.prepare()
        shutil.copytree(world.input, service.environment()["GROUPSPAM_INPUT"])
        found.append(Night(service, user))
    return found


def passed(check: Callable[..., None], *given: object) -> bool:
    """Run a check, and print what came of it."""
    started = time.monotonic()
    try:
        check(*given)
        verdict = "ok"
    except (AssertionError, OSError, subprocess.SubprocessError) as error:
        verdict = f"FAILED: {error}"
    title = check.__name__.replace("_", " ")
    print(f"{title:<44} {time.monotonic() - started:4.0f} s  {verdict}", flush=True)
    return verdict == "ok"


def main() -> int:
    """Run all checks; return how many failed."""
    os.umask(0o022)
    with tempfile.TemporaryDirectory(prefix="groupspam-installation-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        started = time.monotonic()
        installation = install(folder)
        print(f"installed after {time.monotonic() - started:.0f} s", flush=True)
        try:
            checks = (holds_all_that_the_program_needs, is_a_unit_that_systemd_takes)
            results = [passed(check, installation) for check in checks]
            both = (compiles_once_and_then_loads, warns_once_where_no_folder_can_be_written)
            with ThreadPoolExecutor() as pool:
                results += pool.map(passed, both, nights(folder, installation))
        finally:
            for path in (installation, *installation.rglob("*")):
                if path.is_dir() and not path.is_symlink():
                    path.chmod(0o755)  # so that whoever is not root can remove it
    print(f"{sum(results)} passed, {results.count(False)} failed")
    return results.count(False)


if __name__ == "__main__":
    sys.exit(min(main(), 1))
