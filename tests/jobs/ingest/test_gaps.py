"""Which days without a partition are gaps, and which the rhythm of a log explains."""

import datetime

import pytest

from jobs.ingest.completeness import DeliveryPattern, spans

MONDAY = datetime.date(2026, 3, 2)
DAY = datetime.timedelta(days=1)


def gaps(rows: str, *, min_rows: int = 10) -> str:
    """Return a mark a day from a Monday on: `!` for a gap, `.` for none.

    The rows: `.` for no partition, `-` for one of 5 rows, `#` for one of 50, spaces between weeks.
    """
    marks = rows.replace(" ", "")
    days = {MONDAY + place * DAY: mark for place, mark in enumerate(marks)}
    counts = {day: 50 if mark == "#" else 5 for day, mark in days.items() if mark != "."}
    rhythm = DeliveryPattern(MONDAY, max(days), frozenset(counts), counts.__getitem__, min_rows)
    found = set(rhythm.gaps())
    told = iter("!" if day in found else "." for day in days)
    return "".join(" " if mark == " " else next(told) for mark in rows)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param("###", "...", id="every day is there"),
        pytest.param("##.#", "..!.", id="one day is missing"),
        pytest.param("####.", "....!", id="the date itself is missing"),
        pytest.param(".###", "!...", id="the first day, where the log began before the range"),
        pytest.param("#.....", "......", id="one whole book, and no change since"),
        pytest.param("#.---.-", ".......", id="a book, then few changes: days without are usual"),
        pytest.param("#.-#--.-", "........", id="few rows in most partitions"),
        pytest.param("#.-##-#.", ".!.....!", id="few rows in fewer partitions than not"),
        pytest.param("#####.. #####.. #####..", "....... ....... .......", id="no weekends"),
        pytest.param("#####.. #####.. #####.", "......! ......! ......",
                     id="three Saturdays show a habit, two Sundays do not"),
        pytest.param("#####.. #####.. ##.##..", "....... ....... ..!....", id="and a Wednesday"),
        pytest.param("#####.. #####..", ".....!! .....!!", id="one other weekend shows no habit"),
        pytest.param("#####-# #####-# #####.#", "....... ....... .......", id="few on Saturdays"),
        pytest.param("####### #####.# #######", "....... .....!. .......", id="one Saturday alone"),
        pytest.param("#####.# #####.# #######", "....... ....... .......",
                     id="two Saturdays of three: of the others of each, half are there"),
        pytest.param("#####.# #####.# ####### #######", ".....!. .....!. ....... .......",
                     id="two Saturdays of four: of the others of each, two of three are there"),
        pytest.param("#...... #...... #...... #...... .......",
                     "....... ....... ....... ....... !......",
                     id="on Mondays alone, and one Monday is missing"),
    ],
)  # fmt: skip
def test_a_day_without_a_partition_is_a_gap_unless_the_rhythm_explains_it(
    rows: str, found: str
) -> None:
    assert gaps(rows) == found


def test_a_log_that_stopped_has_gaps_however_long_ago() -> None:
    rows = "####### #...... ....... ......."
    assert gaps(rows) == "....... .!!!!!! !!!!!!! !!!!!!!"


def test_a_long_hole_is_no_habit() -> None:
    rows = "####### #...... ....... .###### #######"
    assert gaps(rows) == "....... .!!!!!! !!!!!!! !...... ......."


def test_how_few_rows_are_few_is_policy() -> None:
    assert gaps("#-.-", min_rows=5) == "..!."
    assert gaps("#-.-", min_rows=6) == "...."
    assert gaps("#-.-", min_rows=0) == "..!."


def test_dates_are_told_as_spans() -> None:
    days = [MONDAY + place * DAY for place in (0, 2, 3, 4, 9)]
    assert spans(days) == "2026-03-02, 2026-03-04 to 2026-03-06, 2026-03-11"
    assert spans([MONDAY + 2 * place * DAY for place in range(12)]).endswith(" and 4 more days")
