"""Every SQL file keeps the manners of the house, and the catalogue says where one does not."""

from pathlib import Path

import pytest

from jobs.config import catalog as catalogs
from jobs.config.catalog import DERIVED, SQL_FOLDER
from jobs.contract.errors import Defect
from tests.sql.manners import LONGER, MAX_LINES, complaints

FILES = sorted(SQL_FOLDER.rglob("*.sql"))
TESTS = Path(__file__).parent / "signals"

PLAIN = """/*
title = "Plain rows"
*/
SELECT
    account_id       AS account_id, -- Whose.
    count(*)::BIGINT AS row_count   -- How many.
FROM staging.source
GROUP BY account_id
"""


def name_of(path: Path) -> str:
    """Return a SQL file's path below sql/."""
    return path.relative_to(SQL_FOLDER).as_posix()


def write(folder: Path, name: str, text: str) -> Path:
    """Write a SQL file; return its path."""
    path = folder / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_keeps_the_manners_of_the_house(path: Path) -> None:
    assert complaints(path, SQL_FOLDER) == []


def test_a_file_with_good_manners_has_no_complaints(tmp_path: Path) -> None:
    assert complaints(write(tmp_path, "acts/plain", PLAIN), tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"Plain rows"', '"plain rows."', "headline"),
        ('title = "Plain rows"', 'title = "Plain"\nowner = "me"', "unknown header key owner"),
        ("count(*)::BIGINT AS row_count  ", "count(*)         AS row_count  ", "is not cast"),
        ("-- How many.", "", "row_count has no comment"),
        ("-- How many.", "-- how many", "not a sentence"),
        ("account_id       AS account_id,", "account_id                     ,", "has no AS"),
        ("count(*)::BIGINT", "max($limit)::BIGINT", "$limit is not declared"),
        (
            "*/\n",
            '\n[params.limit]\ndefault = 1\nunit = "rows"\nhelp = "A limit."\n*/\n',
            "parameter limit is not used",
        ),
        (
            "*/\n",
            '\n[params.limit]\ndefault = 1\nunit = "rows"\nhelp = "limit"\n*/\n',
            "wants a unit",
        ),
        ("FROM staging.source", "FROM (SELECT * FROM staging.source)", "SELECT *"),
        ("FROM staging.source", "FROM staging.source\nWHERE at < now()", "a clock"),
        ("FROM staging.source", "FROM staging.source\nWHERE at < current_date", "a clock"),
        ("GROUP BY account_id", "GROUP BY 1", "GROUP BY a position"),
        ("GROUP BY account_id", "GROUP BY ALL", "GROUP BY ALL"),
        ("count(*)::BIGINT", "(1 / sum(n))::BIGINT", "division without nullif"),
        ("GROUP BY account_id\n", "GROUP BY account_id\n" + "\n" * 80, "lines"),
        ("FROM staging.source", f"FROM staging.source\nWHERE {'a' * 120} > 1", "too long"),
        ("row_count   -- How", "row_count -- How", "not aligned"),
        ("count(*)::BIGINT", "sum(epoch_ms(at))::BIGINT", "not portable: epoch_ms"),
        ("count(*)::BIGINT", "sum(hash(name))::BIGINT", "not portable: hash"),
        ("count(*)::BIGINT", "max(names[1:2])::BIGINT", "not portable: list slice"),
        ("count(*)::BIGINT", "list(n ORDER BY m)::BIGINT[]", "not portable: ordered list"),
        (
            "count(*)::BIGINT",
            "max(date_diff('second', a, b))::BIGINT",
            "not portable: date_diff in seconds",
        ),
        ("count(*)::BIGINT", "quantile_cont(n, 0.5)::BIGINT", "not portable: quantile_cont"),
        ("count(*)::BIGINT", "max(substr(name, 0, 3))::BIGINT", "not portable: substr"),
    ],
)
def test_bad_manners_are_told(old: str, new: str, complaint: str, tmp_path: Path) -> None:
    assert old in PLAIN
    found = complaints(write(tmp_path, "acts/plain", PLAIN.replace(old, new, 1)), tmp_path)
    assert [text for text in found if complaint in text], found


def test_an_id_is_cast_where_it_is_published(tmp_path: Path) -> None:
    found = complaints(write(tmp_path, "publish/plain", PLAIN), tmp_path)
    assert found == ["account_id is not cast"]


@pytest.mark.parametrize("path", sorted((SQL_FOLDER / "signals").glob("*.sql")), ids=name_of)
def test_every_signal_has_a_test(path: Path) -> None:
    test = TESTS / f"test_{path.stem}.py"
    assert f'"signals.{path.stem}"' in test.read_text(encoding="utf-8")


def test_every_test_of_a_signal_has_a_signal() -> None:
    stems = {path.stem.removeprefix("test_") for path in TESTS.glob("test_*.py")}
    assert stems == {path.stem for path in (SQL_FOLDER / "signals").glob("*.sql")}


def test_a_table_comes_after_all_that_it_reads() -> None:
    catalog = catalogs.packaged()
    stages = {table.stage for table in catalog.tables.values()}
    seen: set[str] = set()
    for table in catalog.order(stages):
        assert table.sources & catalog.tables.keys() <= seen
        seen.add(table.name)
    left_out = catalog.tables.keys() - seen
    assert all(name.partition(".")[0] in DERIVED for name in left_out)


def test_no_exception_from_the_length_outlives_its_reason() -> None:
    for name, limit in LONGER.items():
        path = SQL_FOLDER / f"{name.replace('.', '/')}.sql"
        assert MAX_LINES < len(path.read_text(encoding="utf-8").splitlines()) <= limit


def test_a_parameter_has_one_name_in_the_policy() -> None:
    names = [
        (table.stem, parameter.name)
        for table in catalogs.packaged().tables.values()
        for parameter in table.parameters
    ]
    assert len(names) == len(set(names))
    stems = [table.stem for table in catalogs.packaged().tables.values() if table.parameters]
    assert len(stems) == len(set(stems)), "the later one would hide the former's parameters"


def test_a_default_has_the_type_that_sql_is_given() -> None:
    for table in catalogs.packaged().tables.values():
        for parameter in table.parameters:
            assert type(parameter.default) in (int, float), f"{table.name}: {parameter.name}"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"acts/broken": "SELECT 1 AS one"}, "broken.sql: no header comment"),
        ({"acts/broken": "/* title = */ SELECT 1 AS one"}, "broken.sql: the header comment is"),
        ({"acts/broken": "/* log = 'x' */ SELECT 1 AS one"}, "broken.sql: the header comment la"),
        ({"acts/broken": '/* title = "T" */ SELECT FROM WHERE'}, "broken.sql: "),
        (
            {"acts/broken": '/* title = "T" */ DELETE FROM a'},
            "broken.sql: must contain exactly one",
        ),
        ({"acts/broken": PLAIN}, "broken.sql: reads staging.source, which no file"),
        (
            {
                "acts/one": PLAIN.replace("staging.source", "acts.two"),
                "acts/two": PLAIN.replace("staging.source", "acts.one"),
            },
            ".sql: tables read each other: acts.",
        ),
        (
            {"signals/broken": '/* title = "T" */\nSELECT\n  1 AS a_count -- Unnamed family.\n'},
            "broken.sql: a_count needs a comment",
        ),
        (
            {
                "signals/a": '/* title = "T" */\nSELECT\n  1 AS n -- [x] A. Null: no.\n',
                "signals/b": '/* title = "T" */\nSELECT\n  1 AS n -- [x] A. Null: no.\n',
            },
            "b.sql: n is also defined in a.sql",
        ),
        (
            {
                "signals/broken": '/*\ntitle = "T"\nact = "a"\n*/\nSELECT\n'
                "  1 AS window_start_at,\n  2 AS window_end_at,\n  3 AS n -- [x] N. Null: no.\n"
            },
            "broken.sql: its window already determines its acts",
        ),
        (
            {"acts/broken": '/*\ntitle = "T"\n[sliding]\nseconds = 1\n*/ SELECT 1 AS one'},
            "broken.sql: [sliding] needs either",
        ),
        (
            {"acts/broken": '/*\ntitle = "T"\n[sliding]\ntotal = "n"\n*/ SELECT 1 AS one'},
            "broken.sql: the header comment la",
        ),
    ],
)
def test_an_error_names_the_file(files: dict[str, str], message: str, tmp_path: Path) -> None:
    for name, text in files.items():
        write(tmp_path, name, text)
    with pytest.raises(Defect) as raised:
        catalog = catalogs.read(tmp_path)
        catalog.order(("acts",))
        assert catalog.signals
    assert message in str(raised.value)
