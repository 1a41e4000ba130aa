"""Which days of a log are missing, and which days without rows its rhythm explains."""

import datetime
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

_DAY = datetime.timedelta(days=1)
_WEEK = datetime.timedelta(days=7)
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
        count = (self.last - self.first).days + 1
        days = [self.first + place * _DAY for place in range(count)]
        missing = [day for day in days if day not in self.present]
        if not missing or self._is_small():
            return ()
        return tuple(day for day in missing if not self._is_usual(day, days))

    def _is_small(self) -> bool:
        """Whether days without rows are to be expected: every other partition has hardly any.

        The first partition is left out: it may be a whole address book.
        """
        counts = [self.row_count(day) for day in sorted(self.present)[1:]]
        return not counts or statistics.median_low(counts) < self.min_rows

    def _is_usual(self, day: datetime.date, days: Sequence[datetime.date]) -> bool:
        """Whether the other days of its weekday mostly have no rows either, or hardly any."""
        alike = [
            other
            for other in days[(day - self.first).days % 7 :: 7]
            if other != day and (other in self.present or self._is_bridged(other))
        ]
        few = sum(not self._has_rows(other) for other in alike)
        return len(alike) >= 2 and 2 * few >= len(alike)

    def _has_rows(self, day: datetime.date) -> bool:
        return day in self.present and self.row_count(day) >= self.min_rows

    def _is_bridged(self, day: datetime.date) -> bool:
        """Whether partitions before and after a missing day are at most a week apart.

        Where the log has stopped for longer, its silence says nothing of its rhythm.
        """
        before = [day - back * _DAY for back in range(1, 7) if day - back * _DAY in self.present]
        return bool(before) and any(
            before[0] + ahead * _DAY in self.present
            for ahead in range((day - before[0]).days + 1, _WEEK.days + 1)
        )


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
