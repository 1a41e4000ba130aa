"""List the partitions of a log and their files, and detect changed files."""

import datetime
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jobs.contract.errors import AccessRefused, InputMissing, InputRejected, nearest
from jobs.contract.input_schema import LOGS, Log
from jobs.ingest.file_formats import (
    NotRead,
    date_of,
    file_not_read,
    file_outside_partitions,
    folder_not_read,
    format_of,
    refuse_table_format,
)


@dataclass(frozen=True)
class InputFile:
    """A file of a partition as listed; `name` is its path below the input."""

    path: Path
    name: str
    format: str
    size: int
    modified_ns: int
    sha256: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Whether the file has not changed since it was listed."""
        try:
            status = self.path.stat()
        except OSError:
            return False
        return (status.st_size, _modified_ns(status)) == (self.size, self.modified_ns)


@dataclass(frozen=True)
class Partition:
    """The files of one log on one date."""

    log: Log
    date: datetime.date
    files: tuple[InputFile, ...]

    @property
    def folder(self) -> str:
        """The folder of the partition, below the input."""
        return f"{self.log.name}/date={self.date}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the names and contents of the files."""
        digest = hashlib.sha256()
        for file in self.files:
            digest.update(f"{file.name}\0{file.sha256}\n".encode())
        return digest.hexdigest()

    def refuse_changed(self) -> None:
        """Refuse the partition if a file has changed since it was listed.

        Raises:
            InputRejected: a file was changed or removed.
        """
        for file in self.files:
            if not file.is_unchanged:
                raise InputRejected(
                    f"{file.path}: changed or removed while it was read; "
                    "run again once it is complete"
                )


@dataclass(frozen=True)
class Listing:
    """The partitions of a log, the files that are not read, and the date of its earliest partition.

    `first_date` may be before the history that a run reads.
    """

    partitions: tuple[Partition, ...]
    not_read: tuple[NotRead, ...]
    first_date: datetime.date | None


Known = Callable[[str, int, int], str | None]

_NO_SUCCESS = "it has no _SUCCESS file; write one once the partition is complete"


def refuse_no_folder(root: Path) -> None:
    """Refuse an input folder that is missing or cannot be read.

    Raises:
        InputMissing: the folder does not exist.
        AccessRefused: no permission to read it.
    """
    if not root.is_dir():
        raise InputMissing(f"{root}: input folder not found; choose one with --input")
    if not os.access(root, os.R_OK | os.X_OK):
        raise AccessRefused(f"{root}: no permission to read; grant it to this user")


def unknown_logs(root: Path) -> list[str]:
    """Return a warning for each folder of the input that is not a known log."""
    known = {log.name for log in LOGS}
    return [
        f"{entry.name}: ignored: not a known log folder{nearest(entry.name, known)}"
        for entry in sorted(_entries(root))
        if entry.name not in known
    ]


def list_partitions(
    root: Path,
    log: Log,
    first: datetime.date | None,
    last: datetime.date,
    known: Known,
    require_success: bool = False,
) -> Listing:
    """Return a log's partitions dated first..last, each file with the hash of its content.

    Args:
        root: the input folder.
        log: the log.
        first: the earliest date, None for no limit.
        last: the latest date.
        known: returns the hash of a file by (name, size, modification time), None if unknown.
        require_success: whether to ignore partitions without a `_SUCCESS` file.

    Raises:
        InputMissing: the folder does not exist.
        InputRejected: a file stands where a folder is expected, a folder where a file is expected,
            or the folder belongs to a table format.
        AccessRefused: no permission to read a folder or file.
    """
    refuse_no_folder(root)
    folder = root / log.name
    refuse_table_format(folder)
    partitions, not_read, dates = [], [], []
    for entry in sorted(_entries(folder)) if os.path.lexists(folder) else ():
        name, date = str(entry.relative_to(root)), date_of(entry.name)
        if date is None:
            other = (
                folder_not_read(name, entry.name)
                if entry.is_dir()
                else file_outside_partitions(name)
            )
            not_read.append(other)
            continue
        if not entry.is_dir():
            raise InputRejected(f"{entry}: is a file, but must be a folder; remove or rename it")
        dates.append(date)
        if not _may_be_between(date, first, last):
            continue
        if require_success and not (entry / "_SUCCESS").exists():
            not_read.append(NotRead(name, _NO_SUCCESS, date))
            continue
        files, ignored = _files(root, entry, known)
        not_read += [file_not_read(path, date) for path in ignored]
        if files:
            partitions.append(Partition(log, date, tuple(files)))
    return Listing(
        tuple(partitions),
        tuple(item for item in not_read if _may_be_between(item.date, first, last)),
        min((date for date in dates if date <= last), default=None),
    )


def _may_be_between(
    date: datetime.date | None, first: datetime.date | None, last: datetime.date
) -> bool:
    """Return whether a date is in first..last; an unknown date (None) is."""
    return date is None or (date <= last and (first is None or date >= first))


def _entries(folder: Path) -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if entry.name[0] not in "_."]
    except PermissionError:
        raise AccessRefused(f"{folder}: no permission to read; grant it to this user") from None
    except OSError:
        raise InputRejected(
            f"{folder}: is a file or broken link, but must be a folder; remove or rename it"
        ) from None


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder in order of their paths."""
    pending, seen = [folder], set()
    while pending:
        path = pending.pop()
        if not path.is_dir():
            yield path
            continue
        status = path.stat()
        if (status.st_dev, status.st_ino) in seen:
            raise InputRejected(f"{path}: a link to a folder that is already read; remove it")
        seen.add((status.st_dev, status.st_ino))
        refuse_table_format(path)
        entries = _entries(path)
        if not entries and path != folder and format_of(path.name):
            raise InputRejected(f"{path}: is an empty folder, but must be a file; remove it")
        pending += sorted(entries, reverse=True)


def _files(root: Path, folder: Path, known: Known) -> tuple[list[InputFile], list[str]]:
    files, ignored = [], []
    for path in _walk(folder):
        name = str(path.relative_to(root))
        kind = format_of(path.name)
        if kind is None:
            ignored.append(name)
            continue
        files.append(_fingerprinted(path, name, kind, known))
    return files, ignored


def _fingerprinted(path: Path, name: str, kind: str, known: Known) -> InputFile:
    if not name.isprintable():
        # Unprintable characters would otherwise end up in logs and tables.
        raise InputRejected(f"{name!r}: a file name that cannot be printed; rename it")
    try:
        status = path.stat()
        if not path.is_file():
            raise InputRejected(f"{path}: neither a file nor a folder; remove it")
        sha256 = known(name, status.st_size, _modified_ns(status))
        if sha256 is None:
            with path.open("rb") as stream:
                sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    except PermissionError:
        raise AccessRefused(f"{path}: no permission to read; grant it to this user") from None
    except FileNotFoundError:
        raise InputRejected(
            f"{path}: a broken link, or removed while it was read; delete or restore it"
        ) from None
    except OSError as error:
        raise InputRejected(f"{path}: cannot be read ({error.strerror}); restore it") from None
    return InputFile(path, name, kind, status.st_size, _modified_ns(status), sha256)


def _modified_ns(status: os.stat_result) -> int:
    # A copy may keep the modification time, but not the change time.
    return max(status.st_mtime_ns, status.st_ctime_ns)
