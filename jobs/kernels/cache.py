"""Says where compiled kernels are kept between runs, and warns where they cannot be."""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from graph.kernel import CacheFolder, NotKept, cache_folder

_PRICE = "about a minute"
_FIX = "set NUMBA_CACHE_DIR to a folder that the run's user may write"
_NOWHERE = (
    f"no cache folder can be written: kernels are compiled anew in each run ({_PRICE}); {_FIX}"
)


def described() -> str:
    """Return one line about the folder in which the next run keeps its kernels."""
    folder = cache_folder()
    if folder is None:
        return _NOWHERE
    if folder.is_writable:
        return _elsewhere(folder) or f"{folder.path}: cache folder, can be written"
    if any(Path(folder.path).glob("*.nbi")):
        return (
            f"{folder.path}: cache folder, can be read but not written; kernels that it lacks are "
            f"compiled anew in each run (at most {_PRICE}); {_FIX}"
        )
    return _NOWHERE


@contextmanager
def watched(warn: Callable[[str], None]) -> Iterator[None]:
    """Warn once where kernels that are compiled inside cannot be kept, or not where they should be.

    Args:
        warn: takes the warning, one line.
    """
    folder = cache_folder()
    problem = _NOWHERE if folder is None else _elsewhere(folder)
    if problem:
        warn(problem)
    show_others = warnings.showwarning
    is_said = False

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        nonlocal is_said
        if not issubclass(category, NotKept):
            show_others(message, category, filename, lineno, file, line)
        elif not is_said:
            is_said = True
            warn(f"{message}; each run compiles kernels anew ({_PRICE}): {_FIX}")

    with warnings.catch_warnings():
        warnings.simplefilter("always", NotKept)
        warnings.showwarning = show
        yield


def _elsewhere(folder: CacheFolder) -> str | None:
    """Return a warning where kernels are kept, but not below the folder that is asked for."""
    asked = os.environ.get("NUMBA_CACHE_DIR")
    if not asked or not folder.is_writable or Path(folder.path).is_relative_to(asked):
        return None
    return f"NUMBA_CACHE_DIR = {asked}: cannot be written; kernels are kept in {folder.path}"
