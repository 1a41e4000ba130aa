"""Publish the tables of a run: write temporary files, then rename them, the manifest last."""

import datetime
import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from jobs.config.policy import Publish
from jobs.contract.errors import AccessRefused, Busy, OutputFailed
from jobs.engine.base import Engine, Parameters
from jobs.publish.layout import MANIFEST, SCHEMA_VERSION, manifest_path, table_path


@dataclass(frozen=True)
class PublishedFile:
    """A published file."""

    table: str
    path: str
    rows: int
    size: int
    sha256: str


@dataclass
class Publisher:
    """The output of one run; `open` creates it and locks the output folder."""

    output: Path
    date: datetime.date
    modes: Publish
    aside: Path
    files: list[PublishedFile] = field(default_factory=list)

    @classmethod
    @contextmanager
    def open(cls, output: Path, date: datetime.date, modes: Publish) -> Iterator[Self]:
        """Lock the output, remove temporary files of a killed run, and clean up at the end.

        Raises:
            Busy: another run has locked the output.
            AccessRefused, OutputFailed: the output cannot be written.
        """
        aside = output / "_aside"
        try:
            _folder(output, int(modes.folder_mode, 8))
            with (output / "_lock").open("w") as lock:
                (output / "_lock").chmod(0o600)
                _lock(lock.fileno(), output)
                shutil.rmtree(aside, ignore_errors=True)
                _folder(aside, 0o700)
                try:
                    yield cls(output, date, modes, aside)
                finally:
                    shutil.rmtree(aside, ignore_errors=True)
        except PermissionError as error:
            raise AccessRefused(
                f"{error.filename}: no permission to write; grant access"
            ) from error
        except IsADirectoryError as error:
            raise OutputFailed(
                f"{error.filename}: is a folder, but must be a file; remove or rename it"
            ) from error
        except (NotADirectoryError, FileExistsError) as error:
            raise OutputFailed(
                f"{error.filename}: is a file, but must be a folder; remove or rename it"
            ) from error
        except OSError as error:
            if error.errno != errno.EROFS:
                raise
            raise OutputFailed(
                f"{error.filename}: on a read-only file system; choose another folder with --output"
            ) from error

    def write(self, engine: Engine, table: str, sql: str, parameters: Parameters) -> int:
        """Write a table to a temporary file; return its number of rows."""
        path = self.aside / f"{table}.part"
        rows = engine.write(
            sql, parameters, path, {"schema_version": SCHEMA_VERSION, "table": table}
        )
        _set_mode_and_sync(path, int(self.modes.file_mode, 8))
        target = table_path(self.output, table, self.date)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.files.append(
            PublishedFile(
                table, str(target.relative_to(self.output)), rows, path.stat().st_size, digest
            )
        )
        return rows

    def put_in_place(self, manifest: Mapping[str, Any]) -> Path:
        """Rename all temporary files into place, the manifest last; return its path."""
        for file in self.files:
            self._move(self.aside / f"{file.table}.part", self.output / file.path)
        path = self.aside / f"{MANIFEST}.part"
        path.write_text(json.dumps(manifest, indent=1, default=str) + "\n", encoding="utf-8")
        _set_mode_and_sync(path, int(self.modes.file_mode, 8))
        target = manifest_path(self.output, self.date)
        self._move(path, target)
        return target

    def publish_failed_rejects(self, engine: Engine, sql: str, parameters: Parameters) -> Path:
        """Publish the rejects of a failed run in _failed/, apart from the tables."""
        path = self.aside / "rejects.part"
        engine.write(sql, parameters, path, {"schema_version": SCHEMA_VERSION, "table": "rejects"})
        _set_mode_and_sync(path, int(self.modes.file_mode, 8))
        target = self.output / "_failed" / f"date={self.date}" / "rejects.parquet"
        self._move(path, target)
        return target

    def _move(self, source: Path, target: Path) -> None:
        _folder(target.parent, int(self.modes.folder_mode, 8))
        try:
            source.replace(target)
        except (IsADirectoryError, NotADirectoryError):
            raise OutputFailed(f"{target}: is a folder, but must be a file; remove it") from None
        _sync(target.parent)


def _folder(path: Path, mode: int) -> None:
    """Create a folder and its parents; set the mode of the new ones."""
    if path.is_dir():
        return
    _folder(path.parent, mode)
    path.mkdir(exist_ok=True)
    path.chmod(mode)


def _lock(descriptor: int, output: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Busy(f"{output}: another run is writing there; try again later") from None


def _set_mode_and_sync(path: Path, mode: int) -> None:
    """Set a file's mode and flush it to disk."""
    path.chmod(mode)
    _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
