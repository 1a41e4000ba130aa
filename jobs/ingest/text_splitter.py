"""Split text files into rows byte by byte, for files that DuckDB would misread."""

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

import pyarrow as pa

from jobs.contract.errors import InputRejected

MAX_ROW_BYTES = 1_048_576
TOO_LONG = "row over 1 MB"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

_BLOCK_BYTES = 1 << 20
# Possessive quantifiers: no input can cause backtracking.
_TO_CLOSING_QUOTE = re.compile(rb'[^"]*+(?:""[^"]*+)*+"')


class Line(NamedTuple):
    """A line without its line end; a line that is too long has only its number of quotes."""

    text: bytes
    is_too_long: bool = False
    quote_count: int = 0


class Record(NamedTuple):
    """The text of a row of a CSV file, and why it cannot be read, None if it can."""

    text: bytes
    field_count: int
    fault: str | None


@dataclass
class _Pending:
    """A row of a CSV file that is not complete yet."""

    lines: list[bytes] = field(default_factory=list)
    byte_count: int = 0
    field_count: int = 1
    is_open: bool = False
    fault: str | None = None

    def take(self, line: Line) -> None:
        """Add a line."""
        self.byte_count += len(line.text) + 1
        if line.is_too_long or self.byte_count > MAX_ROW_BYTES + 1:
            self.fault = TOO_LONG
            self.lines.clear()
        if line.is_too_long:
            self.is_open ^= line.quote_count % 2 == 1
            return
        commas, self.is_open, is_sound = _scan(line.text.removesuffix(b"\r"), self.is_open)
        self.field_count += commas
        if not is_sound:
            self.fault = self.fault or "undecodable: a quote or carriage return inside a value"
        if self.fault != TOO_LONG:
            self.lines.append(line.text if self.is_open else line.text.removesuffix(b"\r"))

    def record(self) -> Record:
        """Return the complete row."""
        text = b"\n".join(self.lines)
        return Record(text, self.field_count, self.fault or _undecodable(text))


def plain(path: Path, target: Path) -> Path:
    """Return the path of an uncompressed text file: its own, or that of a decompressed copy.

    DuckDB would not report a truncated zstd stream or a damaged gzip file.

    Raises:
        InputRejected: the compressed stream is damaged or truncated.
    """
    if path.suffix not in (".gz", ".zst"):
        return path
    with target.open("wb") as copied:
        for block in _unpacked(path):
            copied.write(block)
    return target


def _unpacked(path: Path) -> Iterator[bytes]:
    """Yield the decompressed blocks of a file; report only errors of the file itself."""
    try:
        with _opened(path) as stream:
            if path.stat().st_size == 0:
                raise EOFError("zero bytes")
            while block := _block(stream):
                yield block
    except (EOFError, zlib.error, gzip.BadGzipFile, pa.ArrowException) as error:
        raise InputRejected(
            f"{path}: cannot be decompressed ({error}): damaged or truncated; write it again"
        ) from None


def _block(stream: IO[bytes]) -> bytes:
    try:
        return stream.read(_BLOCK_BYTES)
    except OSError as error:
        # pyarrow reports a damaged stream as an OSError.
        raise EOFError(str(error)) from None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix == ".gz":
        with gzip.open(path) as stream:
            yield stream  # type: ignore[misc]
    elif path.suffix != ".zst":
        with path.open("rb") as stream:
            yield stream
    else:
        with pa.CompressedInputStream(pa.OSFile(str(path)), "zstd") as stream:
            yield stream


def line_count_up_to(path: Path, limit: int) -> int:
    """Return the number of non-blank lines of a text file, compressed or not, up to a limit.

    Raises:
        InputRejected: the compressed stream is damaged or truncated.
    """
    count, tail = 0, b""
    for block in _unpacked(path):
        *whole, tail = (tail + block).split(b"\n")
        count += sum(bool(line.strip()) for line in whole)
        if count >= limit:
            return limit
        tail = tail[-MAX_ROW_BYTES:]
    return min(count + bool(tail.strip()), limit)


def line_count(path: Path) -> int | None:
    """Return the number of lines of a text file; None for too long lines or a byte-order mark."""
    count, tail = 0, 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            if count == tail == 0 and block.startswith(BYTE_ORDER_MARK):
                return None
            first = block.find(b"\n")
            if tail + (first if first >= 0 else len(block)) > MAX_ROW_BYTES:
                return None
            tail = len(block) - block.rfind(b"\n") - 1 if first >= 0 else tail + len(block)
            count += block.count(b"\n")
    return count + (tail > 0)


def lines(stream: IO[bytes]) -> Iterator[Line]:
    """Yield the lines of a file in bounded memory, without a byte-order mark."""
    text = stream.readline(MAX_ROW_BYTES + 2).removeprefix(BYTE_ORDER_MARK)
    while text:
        plain_text = text.removesuffix(b"\n")
        if len(plain_text) <= MAX_ROW_BYTES:
            yield Line(plain_text)
        else:
            quotes = text.count(b'"')
            while text and not text.endswith(b"\n"):
                text = stream.readline(_BLOCK_BYTES)
                quotes += text.count(b'"')
            yield Line(b"", is_too_long=True, quote_count=quotes)
        text = stream.readline(MAX_ROW_BYTES + 2)


def records(stream: IO[bytes]) -> Iterator[Record]:
    """Yield the rows of a CSV file, the header first; skip blank lines.

    Raises:
        EOFError: the file ends within quotes.
    """
    pending = _Pending()
    for line in lines(stream):
        text = line.text.removesuffix(b"\r")
        if text and not (pending.is_open or b'"' in text or b"\r" in text):
            # The fast path, for nearly all rows; the general one takes twice as long.
            yield Record(text, text.count(b",") + 1, _undecodable(text))
            continue
        pending.take(line)
        if pending.is_open:
            continue
        record = pending.record()
        if record.text or record.fault:
            yield record
        pending = _Pending()
    if pending.is_open:
        raise EOFError("it ends within quotes")


def _scan(line: bytes, is_open: bool) -> tuple[int, bool, bool]:
    """Return the number of separators of a line, whether it ends within quotes, and is valid."""
    if b'"' not in line:
        return (0, True, True) if is_open else (line.count(b","), False, b"\r" not in line)
    commas, place, is_sound = 0, 0, True
    while True:
        if is_open or line[place : place + 1] == b'"':
            match = _TO_CLOSING_QUOTE.match(line, place if is_open else place + 1)
            if match is None:
                return commas, True, is_sound
            is_open, place = False, match.end()
            is_sound &= line[place : place + 1] in (b"", b",")
        comma = line.find(b",", place)
        is_sound &= b"\r" not in line[place : comma if comma >= 0 else None]
        if comma < 0:
            return commas, False, is_sound
        commas, place = commas + 1, comma + 1


def _undecodable(text: bytes) -> str | None:
    try:
        text.decode()
    except UnicodeDecodeError:
        return "undecodable: not UTF-8"
    return None
