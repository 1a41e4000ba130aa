"""Compile kernels and cache them for later runs; a cache that fails is no error.

The one module of graph/ with files: it reads the sources of graph/, and numba writes the cache.
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
    """A compiled kernel cannot be cached: the next run compiles it again."""


class CacheFolder(NamedTuple):
    """The cache folder of compiled kernels, and whether this process can write into it."""

    path: str
    is_writable: bool


def compiled(**options: Any) -> Callable[[Kernel], Kernel]:
    """Return a decorator that compiles a function on its first call, or loads it from the cache.

    Like `numba.njit(cache=True)`, but without errors of the cache: a kernel that cannot be read
    is compiled, and one that cannot be written gives a warning (NotKept).

    Args:
        options: of `numba.njit`, except `cache`.
    """

    def decorate(function: Kernel) -> Kernel:
        kernel: Any = numba.njit(**options)(function)
        # No cache if the source is not a file, or numba finds no folder.
        with suppress(OSError, RuntimeError):
            kernel._cache = _Cache(function)
        return cast(Kernel, kernel)

    return decorate


def cache_folder() -> CacheFolder | None:
    """Return the cache folder of a kernel that is decorated now, None if numba finds none."""
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
# another file changes: after an upgrade, an old cache would give old results.
_FINGERPRINT = hashlib.sha256(b"".join(_sources(files("graph")))).hexdigest()


class _AsItIs(caching.InTreeCacheLocator):
    """The fallback: read the folder beside the code, and write it if possible."""

    @classmethod
    def from_function(cls, function: Callable[..., Any], file: str) -> Any:
        return cls(function, file)


_LOCATORS = [*caching.CacheImpl._locator_classes, _AsItIs]


class _Files(caching.CompileResultCacheImpl):
    """The content of the cache files of one kernel."""

    _locator_classes = _LOCATORS

    def reduce(self, kernel: Any) -> Any:
        """Return the content to cache for a compiled kernel."""
        return _FINGERPRINT, super().reduce(kernel)

    def rebuild(self, target: Any, kept: Any) -> Any:
        """Return the compiled kernel.

        Raises:
            ValueError: it was compiled from other sources.
        """
        fingerprint, kernel = kept
        if fingerprint != _FINGERPRINT:
            raise ValueError("compiled from other sources")
        return super().rebuild(target, kernel)


class _Cache(caching.FunctionCache):
    """Numba's cache of one kernel, without its errors."""

    _impl_class = _Files

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Return the compiled kernel; None if none is cached, or it is unusable."""
        try:
            return super().load_overload(signature, target)
        except Exception:
            self._forget()
            return None

    def save_overload(self, signature: Any, kernel: Any) -> None:
        """Cache a compiled kernel, or warn."""
        try:
            super().save_overload(signature, kernel)
        except Exception as error:
            reason = (isinstance(error, OSError) and error.strerror) or error
            text = f"compiled kernels cannot be kept in {self.cache_path}: {reason}"
            warnings.warn(NotKept(text), stacklevel=2)

    def _forget(self) -> None:
        """Empty the index, as a damaged one would make the next save fail too."""
        with suppress(OSError):
            self.flush()
