"""Kernels are cached where possible, and compiled where the cache is unusable."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph import kernel

_INNER = """
from graph.kernel import compiled

@compiled()
def inner(number):
    return number + 1
"""
_OUTER = """
from graph.inner import inner
from graph.kernel import compiled

@compiled(nogil=True)
def outer(number):
    return 10 * inner(number)
"""
_PROGRAM = """
import warnings
warnings.simplefilter("always")
from graph.kernel import cache_folder
from graph.outer import outer
print(outer(1), sum(outer.stats.cache_hits.values()), *cache_folder())
"""


@dataclass(frozen=True)
class Ran:
    """What came of the kernel: its result, how often it was loaded, where it is kept."""

    result: int
    load_count: int
    folder: str
    is_writable: bool
    warned: str


@dataclass(frozen=True)
class Package:
    """A folder with a package `graph` of two kernels, one of which calls the other."""

    root: Path

    @property
    def beside(self) -> Path:
        """Where numba keeps kernels if it can."""
        return self.root / "graph" / "__pycache__"

    def run(
        self,
        home: str = "/dev/null/home",
        limit: Callable[[], None] | None = None,
        cache: str | None = None,
    ) -> Ran:
        """Run the outer kernel once, in a process that may not go past the rights of files."""
        prefix = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []
        done = subprocess.run(
            [*prefix, sys.executable, "-B", "-c", _PROGRAM],
            cwd=self.root, capture_output=True, text=True, preexec_fn=limit, check=False,
            env={"HOME": home, **({"NUMBA_CACHE_DIR": cache} if cache else {})}, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        result, load_count, folder, is_writable = done.stdout.split()
        return Ran(int(result), int(load_count), folder, is_writable == "True", done.stderr)


@pytest.fixture(name="package")
def _package(tmp_path: Path) -> Package:
    folder = tmp_path / "graph"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "inner.py").write_text(_INNER, encoding="utf-8")
    (folder / "outer.py").write_text(_OUTER, encoding="utf-8")
    shutil.copy(kernel.__file__, folder)
    return Package(tmp_path)


def test_a_kernel_is_compiled_once_and_then_loaded(package: Package) -> None:
    assert package.run() == Ran(20, 0, str(package.beside), True, "")
    assert package.run() == Ran(20, 1, str(package.beside), True, "")


def test_without_a_writable_folder_a_kernel_is_compiled_each_time(package: Package) -> None:
    package.beside.touch()
    for _ in range(2):
        ran = package.run()
        assert (ran.result, ran.load_count, ran.is_writable) == (20, 0, False)
        assert f"compiled kernels cannot be kept in {package.beside}: " in ran.warned


def test_a_configured_folder_comes_first(package: Package, tmp_path: Path) -> None:
    folder = str(tmp_path / "cache")
    assert package.run(cache=folder).folder.startswith(folder)
    assert package.run(cache=folder).load_count == 1
    assert not list(package.beside.glob("*.nbi"))


@pytest.mark.parametrize("folder", ["/dev/null/cache", "/proc/cache"])
def test_an_unusable_configured_folder_is_skipped(package: Package, folder: str) -> None:
    package.run()
    assert package.run(cache=folder) == Ran(20, 1, str(package.beside), True, "")


def test_the_user_cache_is_used_if_the_installation_is_read_only(
    package: Package, tmp_path: Path
) -> None:
    package.beside.touch()
    assert package.run(home=str(tmp_path)).folder.startswith(str(tmp_path / ".cache"))
    assert package.run(home=str(tmp_path)).load_count == 1


def test_kernels_beside_the_code_are_read_if_the_folder_is_read_only(package: Package) -> None:
    package.run()
    package.beside.chmod(0o555)
    assert package.run() == Ran(20, 1, str(package.beside), False, "")


def test_unreadable_kernels_are_compiled(package: Package) -> None:
    package.run()
    for path in package.beside.iterdir():
        path.chmod(0)
    package.beside.chmod(0o555)
    ran = package.run()
    assert (ran.result, ran.load_count) == (20, 0)
    assert "Permission denied" in ran.warned


def test_a_change_of_a_kernel_in_another_file_recompiles(package: Package) -> None:
    package.run()
    inner = package.root / "graph" / "inner.py"
    inner.write_text(_INNER.replace("number + 1", "number + 2"), encoding="utf-8")
    assert package.run() == Ran(30, 0, str(package.beside), True, "")
    assert package.run() == Ran(30, 1, str(package.beside), True, "")


@pytest.mark.parametrize("kind", ["nbi", "nbc"])
def test_a_damaged_cache_is_rebuilt(package: Package, kind: str) -> None:
    package.run()
    for path in package.beside.glob(f"*.{kind}"):
        path.write_bytes(path.read_bytes()[:20])
    assert package.run() == Ran(20, 0, str(package.beside), True, "")
    assert package.run().load_count == 1


def test_a_full_disk_is_a_warning(package: Package) -> None:
    ran = package.run(limit=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))
    assert (ran.result, ran.load_count) == (20, 0)
    assert "cannot be kept" in ran.warned
    assert "File too large" in ran.warned


def test_each_kernel_uses_the_common_decorator() -> None:
    folder = Path(kernel.__file__).parent
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    assert len(texts) > 20
    assert [name for name, text in texts.items() if "njit(" in text] == ["kernel.py"]
