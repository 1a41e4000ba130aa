"""Runs nights in processes forked from one that has imported everything, so that each starts at once."""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Nights:
    """A process that forks another for each night it is asked for, one at a time."""

    asked: IO[str]
    answered: IO[str]

    def start(self, arguments: list[str], kill_before_move: int | None = None) -> int:
        """Begin a night; return its process. It may kill itself before a file is put in place."""
        print(json.dumps([arguments, kill_before_move]), file=self.asked, flush=True)
        return int(self.answered.readline())

    def wait(self) -> int:
        """Return the exit code of the night that was begun, negative if it was killed."""
        print(file=self.asked, flush=True)
        return int(self.answered.readline())


@contextmanager
def nights() -> Iterator[Nights]:
    """Give a process that runs nights."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.jobs.forked"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None and process.stdout is not None
        yield Nights(process.stdin, process.stdout)
        process.stdin.close()


def serve() -> None:
    """Fork a night for each line of standard input; the line after it asks how it ended."""
    from jobs.cli import main
    from jobs.config import catalog
    from jobs.pipeline import nightly  # noqa: F401  # so that no night has to import it

    catalog.packaged()
    # A collection in a child would touch, and so copy, every page that it shares.
    gc.freeze()
    for line in sys.stdin:
        arguments, kill_before_move = json.loads(line)
        process = os.fork()
        if process == 0:
            die_before(kill_before_move)
            os.dup2(2, 1)
            sys.argv = ["groupspam", *arguments]
            try:
                main()
            except SystemExit as stop:
                os._exit(stop.code if isinstance(stop.code, int) else 1)
        print(process, flush=True)
        sys.stdin.readline()
        # Until it is waited for, no other process can take its number.
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def die_before(move: int | None) -> None:
    """Let this process be killed just before it puts its n-th file in place."""
    if move is None:
        return
    moves = iter(range(move))
    replace = Path.replace

    def replacing(self: Path, target: Any) -> Path:
        if next(moves, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return replace(self, target)

    Path.replace = replacing  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    serve()
