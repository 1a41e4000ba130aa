"""Write the access log: who looked up which account, and when."""

import datetime
import json
import os
import pwd
from pathlib import Path

from jobs.contract.errors import OutputFailed

NAME = "_access.log"


def record(output: Path, command: str, what: str, date: datetime.date) -> None:
    """Append a line of JSON to the access log of an output.

    Raises:
        OutputFailed: the line cannot be written; then no result may be shown.
    """
    line = json.dumps(
        {
            "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds"),
            "user": _user(),
            "uid": os.getuid(),
            "command": command,
            "what": what,
            "date": str(date),
        }
    )
    path = output / NAME
    try:
        _append(path, f"{line}\n".encode())
    except OSError as error:
        raise OutputFailed(
            f"{path}: the lookup cannot be logged ({error.strerror}), so it is refused; "
            "allow this user to append to the file"
        ) from error


def _append(path: Path, line: bytes) -> None:
    # Do not follow links: a user who may write to the folder could redirect the log.
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        if os.write(descriptor, line) != len(line):
            raise OSError(28, "no space left")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _user() -> str:
    """Return the user name of the process from the system; environment variables can be forged."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
