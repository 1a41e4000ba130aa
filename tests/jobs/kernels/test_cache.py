"""What is said of the folder of compiled kernels: by `check`, in the log, in the manifest."""

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from graph.kernel import CacheFolder, NotKept
from jobs.kernels import cache
from jobs.pipeline.stages import Night
from tests.worlds import NIGHT, World, command

_COMPILED_AGAIN = (
    "no cache folder can be written: kernels are compiled again in each run (about a minute); "
)
_FIX = "set NUMBA_CACHE_DIR to a folder that the run's user may write"


@pytest.fixture(autouse=True)
def _unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)


def found(monkeypatch: pytest.MonkeyPatch, folder: CacheFolder | None) -> None:
    """Let numba find this folder."""
    monkeypatch.setattr(cache, "cache_folder", lambda: folder)


def not_kept(where: str = "/cache") -> None:
    """Warn as a kernel does that cannot be kept."""
    warnings.warn(NotKept(f"compiled kernels cannot be kept in {where}: full"), stacklevel=1)


@pytest.mark.parametrize("folder", [None, CacheFolder("/nowhere", False)])
def test_no_folder_at_all_says_what_it_costs_and_what_to_do(
    monkeypatch: pytest.MonkeyPatch, folder: CacheFolder | None
) -> None:
    found(monkeypatch, folder)
    assert cache.described() == _COMPILED_AGAIN + _FIX


def test_a_folder_that_can_be_written_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, CacheFolder("/cache/graph", True))
    assert cache.described() == "/cache/graph: cache folder, can be written"


def test_kernels_in_a_read_only_folder_are_not_called_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found(monkeypatch, CacheFolder(str(tmp_path), False))
    assert cache.described() == _COMPILED_AGAIN + _FIX
    (tmp_path / "core-1.py311.nbi").touch()
    assert cache.described().startswith(f"{tmp_path}: cache folder, can be read but not")


@pytest.mark.parametrize("asked", ["/cache", "/cache/"])
def test_a_folder_that_is_asked_for_and_used_is_no_warning(
    monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", asked)
    found(monkeypatch, CacheFolder("/cache/graph", True))
    said: list[str] = []
    with cache.watched(said.append):
        pass
    assert not said


def test_a_folder_that_is_asked_for_in_vain_is_one_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/dev/null/x")
    found(monkeypatch, CacheFolder("/home/.cache/graph", True))
    said: list[str] = []
    with cache.watched(said.append):
        pass
    assert said == [
        "NUMBA_CACHE_DIR = /dev/null/x: cannot be written; kernels are kept in /home/.cache/graph"
    ]
    assert cache.described() == said[0]


def test_many_kernels_that_cannot_be_kept_are_one_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    found(monkeypatch, CacheFolder("/cache", False))
    said: list[str] = []
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="compiled kernels")  # as the command line does
        with cache.watched(said.append):
            for _ in range(3):
                not_kept()
    assert said == [
        "compiled kernels cannot be kept in /cache: full; "
        f"each run compiles kernels again (about a minute): {_FIX}"
    ]


def test_other_warnings_go_where_they_went() -> None:
    said: list[str] = []
    with warnings.catch_warnings(record=True) as others:
        warnings.simplefilter("always")
        with cache.watched(said.append):
            warnings.warn("something else", stacklevel=1)
        not_kept()
    assert not said
    assert [str(other.message).partition(" in ")[0] for other in others] == [
        "something else",
        "compiled kernels cannot be kept",
    ]


def test_a_night_tells_it_once_in_the_log_and_in_the_manifest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    load = Night.load

    def unkept(night: Night) -> object:
        not_kept("/one")
        not_kept("/two")
        return load(night)

    monkeypatch.setattr(Night, "load", unkept)
    world = World(tmp_path).fill()
    result = world.run()
    (warning,) = (text for text in world.manifest()["warnings"] if "kernels" in text)
    assert warning.startswith("compiled kernels cannot be kept in /one: full; ")
    assert result.code == 0
    assert result.error.count("kernels cannot be kept") == 1
    assert f"warning: {warning}" in result.error
    rehearsed = world.run("--dry-run")
    assert rehearsed.code == 0
    assert rehearsed.error.count("kernels cannot be kept") == 1


def test_a_night_that_keeps_its_kernels_says_nothing_of_them(tmp_path: Path) -> None:
    world = World(tmp_path).fill()
    result = world.run()
    assert result.code == 0
    assert "kernels" not in result.error
    assert not [text for text in world.manifest()["warnings"] if "kernels" in text]


def test_a_command_other_than_a_run_keeps_to_its_own_lines(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    described = cache.described

    def unkept() -> str:
        not_kept()
        return described()

    monkeypatch.setattr(cache, "described", unkept)
    world = World(tmp_path).fill()
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        result = command("check", "--input", str(world.input), "--output", str(world.output))
    assert result.code == 0
    assert not result.error
    assert not [warning for warning in shown if warning.category is NotKept]


@pytest.mark.parametrize("program", [["-I", "-m", "jobs"], ["-m", "jobs"]])
def test_a_cache_folder_that_cannot_be_is_no_error(tmp_path: Path, program: list[str]) -> None:
    world = World(tmp_path).fill()
    done = subprocess.run(
        [sys.executable, *program, "check", "--date", str(NIGHT), "--input", world.input,
         "--output", world.output, "--warehouse", world.warehouse],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "NUMBA_CACHE_DIR": "/dev/null/x"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if "kernels" in line)
    assert line.startswith("ok    kernels            NUMBA_CACHE_DIR = /dev/null/x: cannot be")
    assert "kernels are kept in " in line
