"""Who looked at whom, and when: without this record no look."""

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
        OutputFailed: the line cannot be written whole; then nothing may be shown.
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
            f"{path}: the look cannot be recorded ({error.strerror}), so it does not happen; "
            "let this user append to the file"
        ) from error


def _append(path: Path, line: bytes) -> None:
    # Not through a link: whoever may write to the folder must not choose what is appended to.
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(path, flags, 0o600)
    try:
        if os.write(descriptor, line) != len(line):
            raise OSError(28, "no space left")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _user() -> str:
    """Return the name of the process's user; the environment could claim any."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
