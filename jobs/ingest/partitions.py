"""Which files make up the partitions of a log, and whether they are still the same ones."""

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
    folder_not_read,
    format_of,
    loose_file,
    refuse_table_format,
)


@dataclass(frozen=True)
class InputFile:
    """A file of a partition, as it was when it was listed; `name` is its path below the input."""

    path: Path
    name: str
    format: str
    size: int
    modified_ns: int
    sha256: str = ""

    @property
    def is_unchanged(self) -> bool:
        """Whether the file is still the one that was listed."""
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
        """The partition's folder, below the input."""
        return f"{self.log.name}/date={self.date}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 over the names and contents of the files."""
        digest = hashlib.sha256()
        for file in self.files:
            digest.update(f"{file.name}\0{file.sha256}\n".encode())
        return digest.hexdigest()

    def refuse_changed(self) -> None:
        """Refuse the partition if a file is not the one that was listed.

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
    """The partitions found, what the night could know and is not read, and the log's first date.

    `first_date` is that of the earliest partition there is, though it may not be read any more.
    """

    partitions: tuple[Partition, ...]
    not_read: tuple[NotRead, ...]
    first_date: datetime.date | None


Known = Callable[[str, int, int], str | None]

_NO_SUCCESS = "it has no _SUCCESS file; write one once the partition is complete"


def refuse_no_folder(root: Path) -> None:
    """Refuse an input folder that is not there, or may not be read.

    Raises:
        InputMissing: there is no such folder.
        AccessRefused: it may not be read.
    """
    if not root.is_dir():
        raise InputMissing(f"{root}: no such input folder; give one with --input")
    if not os.access(root, os.R_OK | os.X_OK):
        raise AccessRefused(f"{root}: may not be read; grant the run's user access")


def unknown_logs(root: Path) -> list[str]:
    """Return a warning for each folder of the input that bears no log's name."""
    known = {log.name for log in LOGS}
    return [
        f"{entry.name}: ignored, no log is named so{nearest(entry.name, known)}"
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
        log: which log.
        first: the earliest date, None for no limit.
        last: the latest date.
        known: gives the hash of a file by (name, size, modification time), None if not known.
        require_success: a partition without a `_SUCCESS` file does not count.

    Raises:
        InputMissing: there is no such folder.
        InputRejected: a file stands where a folder should be, or the other way round; or the
            folder belongs to a table format.
        AccessRefused: a folder or file may not be read.
    """
    refuse_no_folder(root)
    folder = root / log.name
    refuse_table_format(folder)
    partitions, not_read, dates = [], [], []
    for entry in sorted(_entries(folder)) if os.path.lexists(folder) else ():
        name, date = str(entry.relative_to(root)), date_of(entry.name)
        if date is None:
            other = folder_not_read(name, entry.name) if entry.is_dir() else loose_file(name)
            not_read.append(other)
            continue
        if not entry.is_dir():
            raise InputRejected(f"{entry}: a file where a folder should be; remove or rename it")
        dates.append(date)
        if not _is_between(date, first, last):
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
        tuple(item for item in not_read if _is_between(item.date, first, last)),
        min((date for date in dates if date <= last), default=None),
    )


def _is_between(
    date: datetime.date | None, first: datetime.date | None, last: datetime.date
) -> bool:
    """Return whether a date is one of first..last, or may be, as it is not known."""
    return date is None or (date <= last and (first is None or date >= first))


def _entries(folder: Path) -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if entry.name[0] not in "_."]
    except PermissionError:
        raise AccessRefused(f"{folder}: may not be read; grant the run's user access") from None
    except OSError:
        raise InputRejected(
            f"{folder}: a file or a dead link where a folder should be; remove or rename it"
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
            raise InputRejected(f"{path}: a link to a folder that is read already; remove it")
        seen.add((status.st_dev, status.st_ino))
        refuse_table_format(path)
        entries = _entries(path)
        if not entries and path != folder and format_of(path.name):
            raise InputRejected(f"{path}: an empty folder where a file should be; remove it")
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
        # Control characters and bytes that are no text would travel on into logs and tables.
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
        raise AccessRefused(f"{path}: may not be read; grant the run's user access") from None
    except FileNotFoundError:
        raise InputRejected(
            f"{path}: a link to nothing, or removed while it was read; remove or restore it"
        ) from None
    except OSError as error:
        raise InputRejected(f"{path}: cannot be read ({error.strerror}); restore it") from None
    return InputFile(path, name, kind, status.st_size, _modified_ns(status), sha256)


def _modified_ns(status: os.stat_result) -> int:
    # A copy that keeps the time of modification still changes the time of the inode.
    return max(status.st_mtime_ns, status.st_ctime_ns)
