"""How a run ends: a case is a spoilt world, with the exit code and the words of its one line."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.worlds import NIGHT, Result, World, command

ROOT = Path(__file__).resolve().parent.parent.parent

Spoil = Callable[[World], object]


@dataclass(frozen=True)
class Case:
    """A world that is spoilt, and how a run of it ends."""

    name: str
    spoil: Spoil
    code: int
    says: tuple[str, ...]
    options: tuple[str, ...] = field(default=())


def cases(*given: Case) -> pytest.MarkDecorator:
    """Let a test run once for each case."""
    return pytest.mark.parametrize("case", given, ids=[case.name for case in given])


def apart(
    world: World,
    command: str,
    *options: str,
    limit: Callable[[], None] | None = None,
    plain: bool = False,
) -> Result:
    """Run a command in a process of its own; a plain one may not go past the rights of files."""
    # Root may read and write everything, unless it gives that up.
    prefix = ["setpriv", "--bounding-set=-all"] if plain and os.geteuid() == 0 else []
    done = subprocess.run(
        [*prefix, sys.executable, "-m", "jobs", command, "--date", str(NIGHT), "--quiet",
         "--input", world.input, "--output", world.output, "--warehouse", world.warehouse,
         *options],
        cwd=ROOT, capture_output=True, text=True, preexec_fn=limit, check=False, timeout=120,
    )  # fmt: skip
    return Result(done.returncode, done.stdout, done.stderr)


def error_line(result: Result) -> str:
    """Return the one line that an error is."""
    (line,) = (line for line in result.error.splitlines() if line)
    assert line.startswith("groupspam: ")
    return line


def assert_ends(result: Result, code: int, *says: str) -> None:
    """Hold a run against its exit code, and its one line against what must be in it."""
    assert result.code == code, result.error
    line = error_line(result)
    for words in says:
        assert words in line
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", line)


def published(world: World) -> dict[str, bytes]:
    """Return what is published, but for what a failed run leaves apart."""
    return {
        str(path.relative_to(world.output)): path.read_bytes()
        for path in sorted(world.output.rglob("*"))
        if path.is_file() and not path.relative_to(world.output).parts[0].startswith("_")
    }


def check(world: World, *options: str) -> Result:
    """Check the night beforehand, by the command line."""
    return command(
        "check", "--date", str(NIGHT), "--input", str(world.input), "--output", str(world.output),
        "--warehouse", str(world.warehouse), *options,
    )  # fmt: skip


def assert_refused(world: World, *says: str, options: tuple[str, ...] = ()) -> str:
    """Hold a run and a check against the same refusal of the input; return its line."""
    for result in (check(world, *options), world.run(*options)):
        assert_ends(result, 65, *says)
    assert not (world.output / "flags").exists()
    return error_line(result)


def warnings_of(world: World, *options: str, is_whole: bool = False) -> list[str]:
    """Return the warnings of a night that succeeds, each of which a check has said before.

    The night ends once its input is loaded, unless it is to be whole.
    """
    beforehand = check(world, *options)
    assert beforehand.code == 0, beforehand.out
    result = world.run(*options) if is_whole else world.load(*options)
    assert result.code == 0, result.error
    of_rows = [
        warning
        for warning in world.manifest()["warnings"]
        if not warning.endswith("so all that needs it stays unknown")
    ]
    for warning in of_rows:
        assert warning in beforehand.out
    return of_rows


def policy(world: World, text: str) -> tuple[str, str]:
    """Return the options of a policy with this section `[input]`."""
    path = world.root / "policy.toml"
    path.write_text(f"[input]\n{text}\n")
    return "--policy", str(path)
