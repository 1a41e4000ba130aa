"""Compile kernels, keep them for later runs, and go on without where nothing can be kept.

The one module of graph/ with files: it reads graph's sources, and numba keeps compiled code.
"""

import hashlib
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple, TypeVar, cast

import numba
from numba.core import caching

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


class NotKept(UserWarning):
    """A kernel was compiled and cannot be kept: the next run compiles it again."""


class CacheFolder(NamedTuple):
    """Where compiled kernels are kept: the folder, and whether this process may write into it."""

    path: str
    is_writable: bool


def compiled(**options: Any) -> Callable[[Kernel], Kernel]:
    """Return a decorator that compiles a function when it is first called, or loads it compiled.

    Like `numba.njit(cache=True)`, except that no state of the cache is an error: a kernel that
    cannot be read from it is compiled, and one that cannot be written to it is a warning (NotKept).

    Args:
        options: of `numba.njit`, except `cache`.
    """

    def decorate(function: Kernel) -> Kernel:
        kernel: Any = numba.njit(**options)(function)
        # Without a cache where the source is no file, or numba knows no folder at all.
        with suppress(OSError, RuntimeError):
            kernel._cache = _Cache(function)
        return cast(Kernel, kernel)

    return decorate


def cache_folder() -> CacheFolder | None:
    """Return the folder that a kernel decorated now is kept in, None where numba knows none."""
    try:
        locator = _Files(cache_folder).locator
    except (OSError, RuntimeError):
        return None
    return CacheFolder(locator.get_cache_path(), not isinstance(locator, _AsItIs))


def _sources(folder: Traversable) -> Iterator[bytes]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _sources(item)
        elif item.name.endswith(".py"):
            yield hashlib.sha256(item.read_bytes()).digest()


# Numba compiles a kernel again when its own file changes, but not when a kernel that it calls in
# another file does: a folder that outlives an upgrade would go on giving the former results.
_FINGERPRINT = hashlib.sha256(b"".join(_sources(files("graph")))).hexdigest()


class _AsItIs(caching.InTreeCacheLocator):
    """The last resort: the folder beside the code is read, and written if that is ever possible."""

    @classmethod
    def from_function(cls, function: Callable[..., Any], file: str) -> Any:
        return cls(function, file)


_LOCATORS = [*caching.CacheImpl._locator_classes, _AsItIs]


class _Files(caching.CompileResultCacheImpl):
    """What the files of one kernel hold."""

    _locator_classes = _LOCATORS

    def reduce(self, kernel: Any) -> Any:
        """Return what is kept of a compiled kernel."""
        return _FINGERPRINT, super().reduce(kernel)

    def rebuild(self, target: Any, kept: Any) -> Any:
        """Return the compiled kernel.

        Raises:
            ValueError: where it was compiled from other sources.
        """
        fingerprint, kernel = kept
        if fingerprint != _FINGERPRINT:
            raise ValueError("compiled from other sources")
        return super().rebuild(target, kernel)


class _Cache(caching.FunctionCache):
    """Numba's cache of one kernel, without its errors."""

    _impl_class = _Files

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Return the compiled kernel; None where none is kept, or none that is of use."""
        try:
            return super().load_overload(signature, target)
        except Exception:
            self._forget()
            return None

    def save_overload(self, signature: Any, kernel: Any) -> None:
        """Keep a compiled kernel, or warn."""
        try:
            super().save_overload(signature, kernel)
        except Exception as error:
            reason = (isinstance(error, OSError) and error.strerror) or error
            text = f"compiled kernels cannot be kept in {self.cache_path}: {reason}"
            warnings.warn(NotKept(text), stacklevel=2)

    def _forget(self) -> None:
        """Empty the index, as a damaged one would stop the next save too."""
        with suppress(OSError):
            self.flush()
