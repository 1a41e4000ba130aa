"""Which days of a log are missing, and which days without rows its rhythm explains."""

import datetime
import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

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
