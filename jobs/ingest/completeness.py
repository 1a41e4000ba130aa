"""What a night has of a log and what it lacks of it: days without a partition, files not read."""

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
class Rhythm:
    """The days first..last of a log and those of them that have a partition.

    `row_count` gives the rows of a partition; any number from `min_rows` on stands for many.
    """

    first: datetime.date
    last: datetime.date
    present: frozenset[datetime.date]
    row_count: RowCount
    min_rows: int

    def gaps(self) -> tuple[datetime.date, ...]:
        """Return the days without a partition that the log's rhythm does not explain."""
        missing = [day for day in self._days if day not in self.present]
        if not missing or self._is_small():
            return ()
        return tuple(day for day in missing if not self._is_usual(day))

    @cached_property
    def _days(self) -> list[datetime.date]:
        return [self.first + place * _DAY for place in range((self.last - self.first).days + 1)]

    @cached_property
    def _telling(self) -> frozenset[datetime.date]:
        """The days that say something of the rhythm: all but those of a silence of a week."""
        found = set(self.present)
        for is_present, days in groupby(self._days, self.present.__contains__):
            silence = [] if is_present else list(days)
            if len(silence) < _WEEK:
                found.update(silence)
        return frozenset(found)

    def _is_small(self) -> bool:
        """Whether days without rows are to be expected: most partitions have hardly any.

        The first partition is left out: it may be a whole address book.
        """
        counts = [self.row_count(day) for day in sorted(self.present)[1:]]
        return not counts or statistics.median_low(counts) < self.min_rows

    def _is_usual(self, day: datetime.date) -> bool:
        """Whether at least half of the other days of its weekday have hardly any rows or none."""
        same = self._days[(day - self.first).days % _WEEK :: _WEEK]
        others = [other for other in same if other != day and other in self._telling]
        few = sum(not self._has_rows(other) for other in others)
        return len(others) >= 2 and 2 * few >= len(others)

    def _has_rows(self, day: datetime.date) -> bool:
        return day in self.present and self.row_count(day) >= self.min_rows


def spans(dates: Iterable[datetime.date]) -> str:
    """Return ascending dates for people: "2026-03-01, 2026-03-04 to 2026-03-06"."""
    found: list[list[datetime.date]] = []
    for date in dates:
        if found and date - found[-1][-1] == _DAY:
            found[-1].append(date)
        else:
            found.append([date])
    told = [
        str(span[0]) if len(span) == 1 else f"{span[0]} to {span[-1]}"
        for span in found[:_MAX_SPANS]
    ]
    rest = sum(len(span) for span in found[_MAX_SPANS:])
    return ", ".join(told) + (f" and {rest} more days" if rest else "")


NEVER = 366
_MAX_NAMED = 3


@dataclass(frozen=True)
class Completeness:
    """What the night of a date has of a log, and what it lacks of it."""

    log: Log
    date: datetime.date
    is_present: bool
    has_date: bool
    gaps: tuple[datetime.date, ...]
    not_read: tuple[NotRead, ...]

    @property
    def state(self) -> str:
        """Whether the log is present, missing, or missing in part."""
        if not self.is_present:
            return "missing"
        return "missing in part" if self.gaps or self.not_read else "present"

    def lacks_since(self, first: datetime.date | None) -> bool:
        """Return whether anything from a date on (None: ever) is missing, or may be."""
        dates = (*self.gaps, *(item.date for item in self.not_read))
        return any(first is None or date is None or date >= first for date in dates)

    @property
    def warnings(self) -> list[str]:
        """What the log lacks, a sentence each."""
        told = [item.text for item in self.not_read]
        if self.gaps:
            told.append(
                f"{self.log.name}: no partition on {spans(self.gaps)}; "
                "deliver it, an empty one where there was nothing"
            )
        if self.state == "missing in part":
            told.append(
                f"{self.log.name}: missing in part; what rests on it decides review at most"
            )
        elif self.state == "missing" and not self.log.needed:
            told.append(f"{self.log.name}: missing, so all that needs it stays unknown")
        return told

    def refusals(self, root: Path, max_gaps: int) -> list[InputMissing]:
        """Return why a run stops before it reads anything, unless the log may be missing."""
        found = []
        if self.log.needed:
            found += [self._without_date(root)] if not self.has_date else self._not_whole()
        if max_gaps < NEVER and len(self.gaps) > max_gaps:
            found.append(
                InputMissing(
                    f"{self.log.name}: no partition on {spans(self.gaps)}; more days than "
                    f"input.max_history_gaps = {max_gaps}; deliver them, an empty partition where "
                    "there was nothing, or pass --allow-missing"
                )
            )
        return found

    def without_rows(self) -> InputMissing:
        """Return the error of a needed log whose partition of the date has no valid row."""
        where = f"{self.log.name}/date={self.date}: holds no valid row, and the night needs some"
        return InputMissing(f"{where}; {self._instead('or')}pass --allow-missing")

    def _without_date(self, root: Path) -> InputMissing:
        folder = f"{root / self.log.name}/date={self.date}"
        return InputMissing(
            f"{folder}: no such partition, and the night needs it; "
            f"{self._instead('wait for it, or')}pass --allow-missing"
        )

    def _instead(self, otherwise: str) -> str:
        """Return what was not read that may hold the date's rows, or else what to do."""
        named = [item for item in self.not_read if item.date in (None, self.date)]
        return f"{_named(named)}; or " if named else f"{otherwise} "

    def _not_whole(self) -> list[InputMissing]:
        """Return the error of a date of which something was not read, or may not have been."""
        named = [
            item
            for item in self.not_read
            if item.date == self.date or (item.date is None and item.is_folder)
        ]
        if not named:
            return []
        where = f"{self.log.name}/date={self.date}: not all of it may have been read"
        return [InputMissing(f"{where}; {_named(named)}; or pass --allow-missing")]


def assess(
    log: Log,
    listing: Listing,
    first: datetime.date | None,
    date: datetime.date,
    min_rows: int,
) -> Completeness:
    """Return what the night of a date has of a log.

    Args:
        log: which log.
        listing: its partitions first..date.
        first: the earliest date that the night reads, None for no limit.
        date: the night's.
        min_rows: a partition with fewer rows has hardly any.
    """
    dates = {item.date: item for item in listing.partitions}
    gaps: tuple[datetime.date, ...] = ()
    if dates:
        begin = min(dates)
        if first is not None and listing.first_date is not None and listing.first_date < first:
            begin = first
        count = _row_counts(dates, min_rows)
        gaps = Rhythm(begin, date, frozenset(dates), count, min_rows).gaps()
    return Completeness(log, date, bool(dates), date in dates, gaps, listing.not_read)


def _row_counts(
    partitions: dict[datetime.date, Partition], limit: int
) -> Callable[[datetime.date], int]:
    """Return what counts the rows of a date's partition, as far as a limit, and counts it once."""
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
    """Return how many rows a file has, as far as a limit; of one that is damaged, the limit."""
    if file.size == 0:
        return 0
    try:
        if file.format == "parquet":
            return int(pq.read_metadata(file.path).num_rows)
        header = file.format == "csv"
        return max(line_count_up_to(file.path, limit + header) - header, 0)
    except (InputRejected, OSError, pa.ArrowException):
        # Whoever reads it says what is wrong with it.
        return limit


def _named(items: list[NotRead]) -> str:
    told = [item.text for item in items[:_MAX_NAMED]]
    rest = len(items) - _MAX_NAMED
    return "; ".join(told) + (f"; and {rest} more" if rest > 0 else "")
