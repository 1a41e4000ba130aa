"""Define every error that is raised on purpose, each with the exit code of the program."""

import difflib
from collections.abc import Iterable


class GroupspamError(Exception):
    """An expected failure: one line that says what is wrong, where, and the fix."""

    exit_code = 70


class NothingFound(GroupspamError):
    """A reading command found nothing to show."""

    exit_code = 1


class WrongUsage(GroupspamError):
    """The command line has an invalid option or argument."""

    exit_code = 2


class BansHeld(GroupspamError):
    """Flags are published, but the circuit breaker holds the bans."""

    exit_code = 3


class InputRejected(GroupspamError):
    """An input file cannot be read, or too many of its rows are bad."""

    exit_code = 65


class InputMissing(GroupspamError):
    """A needed log has no rows for the date."""

    exit_code = 66


class Unavailable(GroupspamError):
    """An engine or an object store cannot be reached."""

    exit_code = 69


class OutputFailed(GroupspamError):
    """The output cannot be written."""

    exit_code = 73


class Busy(GroupspamError):
    """Another run has locked the warehouse or the output."""

    exit_code = 75


class AccessRefused(GroupspamError):
    """The operating system or the store refuses access."""

    exit_code = 77


class PolicyInvalid(GroupspamError):
    """The policy or the configuration is invalid."""

    exit_code = 78


class Defect(GroupspamError):
    """An internal check failed: a row that must not exist, or an impossible count."""

    exit_code = 70


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint with the known name that is most similar to a wrong one, or an empty text."""
    found = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    return f"; did you mean {found[0]}?" if found else ""


def first_line(error: BaseException) -> str:
    """Return the first line of an error's message."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def shown(text: str, length: int = 40) -> str:
    """Return a quoted, shortened and printable form of a text from the input."""
    start = text[:length]
    return (f"'{start}'" if start.isprintable() else repr(start)) + "..." * (len(text) > length)
