"""Describe the folder that keeps compiled kernels between runs; warn if it cannot be written."""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from graph.kernel import CacheFolder, NotKept, cache_folder

_COST = "about a minute"
_FIX = "set NUMBA_CACHE_DIR to a folder that the run's user may write"
_NO_FOLDER = (
    f"no cache folder can be written: kernels are compiled again in each run ({_COST}); {_FIX}"
)


def described() -> str:
    """Return one line that describes the folder in which the next run keeps its kernels."""
    folder = cache_folder()
    if folder is None:
        return _NO_FOLDER
    if folder.is_writable:
        return _other_folder_warning(folder) or f"{folder.path}: cache folder, can be written"
    if any(Path(folder.path).glob("*.nbi")):
        return (
            f"{folder.path}: cache folder, can be read but not written; kernels that it lacks are "
            f"compiled again in each run (at most {_COST}); {_FIX}"
        )
    return _NO_FOLDER


@contextmanager
def watched(warn: Callable[[str], None]) -> Iterator[None]:
    """Warn once if kernels compiled in this context are not kept, or not in the folder asked for.

    Args:
        warn: takes the warning, one line.
    """
    folder = cache_folder()
    problem = _NO_FOLDER if folder is None else _other_folder_warning(folder)
    if problem:
        warn(problem)
    show_others = warnings.showwarning
    is_warned = False

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        nonlocal is_warned
        if not issubclass(category, NotKept):
            show_others(message, category, filename, lineno, file, line)
        elif not is_warned:
            is_warned = True
            warn(f"{message}; each run compiles kernels again ({_COST}): {_FIX}")

    with warnings.catch_warnings():
        warnings.simplefilter("always", NotKept)
        warnings.showwarning = show
        yield


def _other_folder_warning(folder: CacheFolder) -> str | None:
    """Return a warning if kernels are kept, but not below the folder that was asked for."""
    asked = os.environ.get("NUMBA_CACHE_DIR")
    if not asked or not folder.is_writable or Path(folder.path).is_relative_to(asked):
        return None
    return f"NUMBA_CACHE_DIR = {asked}: cannot be written; kernels are kept in {folder.path}"
