"""Find what a run lacks of a log: days without a partition, and files that are not read."""

import datetime
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jobs.contract.errors import InputMissing, InputRejected
from jobs.contract.input_schema import Log
from jobs.ingest.file_formats import NotRead
from jobs.ingest.partitions import InputFile, Listing, Partition
from jobs.ingest.text_splitter import line_count_up_to

_DAY = datetime.timedelta(days=1)
_WEEK = 7
_MAX_SPANS = 8

RowCount = Callable[[datetime.date], int]


@dataclass(frozen=True)
class DeliveryPattern:
    """The days first..last of a log, and those that have a partition.

    `row_count` returns the rows of a partition, exact only below `min_rows`.
    """

    first: datetime.date
    last: datetime.date
    present: frozenset[datetime.date]
    row_count: RowCount
    min_rows: int

    def gaps(self) -> tuple[datetime.date, ...]:
        """Return the missing days that the log's weekly pattern does not explain."""
        missing = [day for day in self._days if day not in self.present]
        if not missing or self._is_small():
            return ()
        return tuple(day for day in missing if not self._is_usual(day))

    @cached_property
    def _days(self) -> list[datetime.date]:
        return [self.first + place * _DAY for place in range((self.last - self.first).days + 1)]

    @cached_property
    def _informative_days(self) -> frozenset[datetime.date]:
        """All days except those of a silence of a week or more."""
        found = set(self.present)
        for is_present, days in groupby(self._days, self.present.__contains__):
            silence = [] if is_present else list(days)
            if len(silence) < _WEEK:
                found.update(silence)
        return frozenset(found)

    def _is_small(self) -> bool:
        """Return whether most partitions have few rows, so that days without rows are expected.

        The first partition is ignored: it may be a full snapshot of all contacts.
        """
        counts = [self.row_count(day) for day in sorted(self.present)[1:]]
        return not counts or statistics.median_low(counts) < self.min_rows

    def _is_usual(self, day: datetime.date) -> bool:
        """Return whether at least half of the other days of its weekday have few rows or none."""
        same = self._days[(day - self.first).days % _WEEK :: _WEEK]
        others = [other for other in same if other != day and other in self._informative_days]
        few = sum(not self._has_rows(other) for other in others)
        return len(others) >= 2 and 2 * few >= len(others)

    def _has_rows(self, day: datetime.date) -> bool:
        return day in self.present and self.row_count(day) >= self.min_rows


def spans(dates: Iterable[datetime.date]) -> str:
    """Format ascending dates as spans: "2026-03-01, 2026-03-04 to 2026-03-06"."""
    found: list[list[datetime.date]] = []
    for date in dates:
        if found and date - found[-1][-1] == _DAY:
            found[-1].append(date)
        else:
            found.append([date])
    texts = [
        str(span[0]) if len(span) == 1 else f"{span[0]} to {span[-1]}"
        for span in found[:_MAX_SPANS]
    ]
    rest = sum(len(span) for span in found[_MAX_SPANS:])
    return ", ".join(texts) + (f" and {rest} more days" if rest else "")


UNLIMITED_GAPS = 366
_MAX_NAMED = 3


@dataclass(frozen=True)
class Completeness:
    """Which parts of a log the run of a date has, and which are missing."""

    log: Log
    date: datetime.date
    is_present: bool
    has_date: bool
    gaps: tuple[datetime.date, ...]
    not_read: tuple[NotRead, ...]

    @property
    def state(self) -> str:
        """The state of the log: present, missing, or missing in part."""
        if not self.is_present:
            return "missing"
        return "missing in part" if self.gaps or self.not_read else "present"

    def lacks_since(self, first: datetime.date | None) -> bool:
        """Return whether anything since a date (None: ever) is or may be missing."""
        dates = (*self.gaps, *(item.date for item in self.not_read))
        return any(first is None or date is None or date >= first for date in dates)

    @property
    def warnings(self) -> list[str]:
        """One sentence for each missing part of the log."""
        texts = [item.text for item in self.not_read]
        if self.gaps:
            texts.append(
                f"{self.log.name}: no partition on {spans(self.gaps)}; "
                "deliver it, empty if there were no events"
            )
        if self.state == "missing in part":
            texts.append(
                f"{self.log.name}: missing in part; rules that depend on it decide at most review"
            )
        elif self.state == "missing" and not self.log.needed:
            texts.append(f"{self.log.name}: missing; signals that need it are null")
        return texts

    def refusals(self, root: Path, max_gaps: int) -> list[InputMissing]:
        """Return the errors that stop a run before it reads rows."""
        found = []
        if self.log.needed:
            found += [self._without_date(root)] if not self.has_date else self._partly_read()
        if max_gaps < UNLIMITED_GAPS and len(self.gaps) > max_gaps:
            found.append(
                InputMissing(
                    f"{self.log.name}: no partition on {spans(self.gaps)}; more days than "
                    f"input.max_history_gaps = {max_gaps}; deliver them, empty if there were no "
                    "events, or pass --allow-missing"
                )
            )
        return found

    def without_rows(self) -> InputMissing:
        """Return the error for a needed log whose partition of the date has no valid row."""
        where = f"{self.log.name}/date={self.date}: no valid row, but the run needs this log"
        return InputMissing(f"{where}; {self._alternative('or')}pass --allow-missing")

    def _without_date(self, root: Path) -> InputMissing:
        folder = f"{root / self.log.name}/date={self.date}"
        return InputMissing(
            f"{folder}: partition not found, but the run needs it; "
            f"{self._alternative('wait for it, or')}pass --allow-missing"
        )

    def _alternative(self, otherwise: str) -> str:
        """Return what was not read and may contain the date's rows, or else the fix."""
        named = [item for item in self.not_read if item.date in (None, self.date)]
        return f"{_named(named)}; or " if named else f"{otherwise} "

    def _partly_read(self) -> list[InputMissing]:
        """Return the error for a date of which some files were not, or may not have been, read."""
        named = [
            item
            for item in self.not_read
            if item.date == self.date or (item.date is None and item.is_folder)
        ]
        if not named:
            return []
        where = f"{self.log.name}/date={self.date}: some of its files may not have been read"
        return [InputMissing(f"{where}; {_named(named)}; or pass --allow-missing")]


def assess(
    log: Log,
    listing: Listing,
    first: datetime.date | None,
    date: datetime.date,
    min_rows: int,
) -> Completeness:
    """Return which parts of a log the run of a date has.

    Args:
        log: the log.
        listing: its partitions first..date.
        first: the earliest date that the run reads, None for no limit.
        date: the date of the run.
        min_rows: a partition with fewer rows counts as nearly empty.
    """
    dates = {item.date: item for item in listing.partitions}
    gaps: tuple[datetime.date, ...] = ()
    if dates:
        begin = min(dates)
        if first is not None and listing.first_date is not None and listing.first_date < first:
            begin = first
        count = _row_counts(dates, min_rows)
        gaps = DeliveryPattern(begin, date, frozenset(dates), count, min_rows).gaps()
    return Completeness(log, date, bool(dates), date in dates, gaps, listing.not_read)


def _row_counts(
    partitions: dict[datetime.date, Partition], limit: int
) -> Callable[[datetime.date], int]:
    """Return a cached function that counts the rows of a date's partition up to a limit."""
    known: dict[datetime.date, int] = {}

    def count(date: datetime.date) -> int:
        if date not in known:
            total = 0
            for file in partitions[date].files:
                total += _row_count(file, limit)
                if total >= limit:
                    break
            known[date] = total
        return known[date]

    return count


def _row_count(file: InputFile, limit: int) -> int:
    """Return the number of rows of a file up to a limit; the limit if the file is damaged."""
    if file.size == 0:
        return 0
    try:
        if file.format == "parquet":
            return int(pq.read_metadata(file.path).num_rows)
        header = file.format == "csv"
        return max(line_count_up_to(file.path, limit + header) - header, 0)
    except (InputRejected, OSError, pa.ArrowException):
        # Loading the file will report what is wrong with it.
        return limit


def _named(items: list[NotRead]) -> str:
    texts = [item.text for item in items[:_MAX_NAMED]]
    rest = len(items) - _MAX_NAMED
    return "; ".join(texts) + (f"; and {rest} more" if rest > 0 else "")
