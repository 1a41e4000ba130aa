"""Every SQL file keeps the manners of the house, and the catalogue says where one does not."""

from pathlib import Path

import pytest

from jobs.config import catalog as catalogs
from jobs.config.catalog import DERIVED, SQL_FOLDER
from jobs.config.families import FAMILIES
from jobs.config.sql_file import parse
from jobs.contract.errors import Defect
from tests.sql.manners import LONGER, MAX_LINES, complaints

FILES = sorted(SQL_FOLDER.rglob("*.sql"))
TESTED = ("acts", "signals")

PLAIN = """/*
title = "One row per account of the source"
why   = "A test needs a file that breaks no rule."
*/
SELECT
    account_id       AS account_id, -- The account.
    count(*)::BIGINT AS row_count   -- Number of its rows.
FROM staging.source
GROUP BY account_id
"""

HEAD = 'title = "T"\nwhy = "W."'


def name_of(path: Path) -> str:
    """Return a SQL file's path below sql/."""
    return path.relative_to(SQL_FOLDER).as_posix()


def write(folder: Path, name: str, text: str) -> Path:
    """Write a SQL file; return its path."""
    path = folder / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_each_file_keeps_the_manners_of_the_house() -> None:
    assert len(FILES) > 100
    found = [f"{name_of(path)}: {bad}" for path in FILES for bad in complaints(path, SQL_FOLDER)]
    assert not found, "\n".join(found)


def test_a_file_with_good_manners_has_no_complaints(tmp_path: Path) -> None:
    assert complaints(write(tmp_path, "acts/plain", PLAIN), tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('"One row per', '"one row per', "headline"),
        ('of the source"', 'of the source."', "headline"),
        ("breaks no rule.", "breaks no rule", "why is not a sentence"),
        ('"A test needs', '"a test needs', "why is not a sentence"),
        ("\nwhy ", '\nowner = "me"\nwhy ', "unknown header key owner"),
        ("count(*)::BIGINT AS row_count  ", "count(*)         AS row_count  ", "is not cast"),
        ("-- Number of its rows.", "", "row_count has no comment"),
        ("-- Number of its rows.", "-- number of its rows", "not a sentence"),
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
        ("*/\n", 'kernel = "spell"\n*/\n', "there is no kernel spell"),
        ("*/\n", 'kernel = "trust"\n*/\n', "the kernel's parameter max_trust is not declared"),
        (
            "*/\n",
            'kernel = "trust"\n[params.limit]\ndefault = 1\nunit = "rows"\nhelp = "A limit."\n*/\n',
            "parameter limit is not used",
        ),
        ("*/\n", 'inputs = ["acts.other"]\n*/\n', "inputs are for a kernel"),
        ("FROM staging.source", "FROM (SELECT * FROM staging.source)", "SELECT *"),
        ("FROM staging.source", "FROM staging.source\nWHERE at < now()", "a clock"),
        ("FROM staging.source", "FROM staging.source\nWHERE at < current_date", "a clock"),
        ("GROUP BY account_id", "GROUP BY 1", "GROUP BY a position"),
        ("GROUP BY account_id", "GROUP BY ALL", "GROUP BY ALL"),
        ("count(*)::BIGINT", "(1 / sum(n))::BIGINT", "division without nullif"),
        ("GROUP BY account_id\n", "GROUP BY account_id\n" + "\n" * 80, "lines"),
        ("FROM staging.source", f"FROM staging.source\nWHERE {'a' * 120} > 1", "too long"),
        ("row_count   -- Number", "row_count -- Number", "not aligned"),
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


def test_a_kernel_takes_parameters_that_its_select_does_not_use(tmp_path: Path) -> None:
    header = (
        'kernel = "trust"\n[params.max_trust]\ndefault = 1\nunit = "times"\nhelp = "A limit."\n*/\n'
    )
    text = PLAIN.replace("*/\n", header, 1)
    assert complaints(write(tmp_path, "acts/plain", text), tmp_path) == []
    repeated = text.replace("count(*)::BIGINT", "$max_trust::INT ")
    (found,) = complaints(write(tmp_path, "acts/plain", repeated), tmp_path)
    assert found.startswith("row_count is the same on every row")


def test_an_id_is_cast_where_it_is_published(tmp_path: Path) -> None:
    found = complaints(write(tmp_path, "publish/plain", PLAIN), tmp_path)
    assert found == ["account_id is not cast"]


@pytest.mark.parametrize("stage", TESTED)
def test_every_table_of_a_stage_has_a_test_that_builds_it_and_every_test_a_table(
    stage: str,
) -> None:
    folder = Path(__file__).parent / stage
    tests = {path.stem.removeprefix("test_"): path for path in folder.glob("test_*.py")}
    assert tests.keys() == {path.stem for path in (SQL_FOLDER / stage).glob("*.sql")}
    unused = [
        stem
        for stem, path in tests.items()
        if f'.build("{stage}.{stem}"' not in path.read_text(encoding="utf-8")
    ]
    assert unused == []


def test_a_table_comes_after_all_that_it_reads() -> None:
    catalog = catalogs.packaged()
    stages = {table.stage for table in catalog.tables.values()}
    seen: set[str] = set()
    for table in catalog.order(stages):
        assert table.sources & catalog.tables.keys() <= seen
        seen.add(table.name)
    left_out = catalog.tables.keys() - seen
    assert all(name.partition(".")[0] in DERIVED for name in left_out)


def test_what_a_kernel_reads_beside_its_select_comes_before_it(tmp_path: Path) -> None:
    aside = PLAIN.replace("staging.source", "staging.published_flag")
    header = 'kernel = "trust"\ninputs = ["acts.z_aside"]\n*/\n'
    write(tmp_path, "acts/plain", aside.replace("*/\n", header, 1))
    with pytest.raises(Defect, match=r"reads acts\.z_aside, which no file"):
        catalogs.read(tmp_path)
    write(tmp_path, "acts/z_aside", aside)
    ordered = catalogs.read(tmp_path).order(("acts",))
    assert [table.name for table in ordered] == ["acts.z_aside", "acts.plain"]


def test_every_family_has_a_signal_and_a_sentence() -> None:
    families = {signal.column.family for signal in catalogs.packaged().signals.values()}
    assert families == FAMILIES.keys()
    assert all(text[0].isupper() and text[-1] == "." for text in FAMILIES.values())


def test_no_exception_from_the_length_outlives_its_reason() -> None:
    for name, limit in LONGER.items():
        path = SQL_FOLDER / f"{name.replace('.', '/')}.sql"
        assert MAX_LINES < len(path.read_text(encoding="utf-8").splitlines()) <= limit


def test_no_two_tables_exist_for_the_same_reason() -> None:
    reasons = [parse(path, SQL_FOLDER).why for path in FILES]
    assert len(reasons) == len(set(reasons))


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
        ({"acts/broken": f"/* {HEAD} */ SELECT FROM WHERE"}, "broken.sql: "),
        ({"acts/broken": f"/* {HEAD} */ DELETE FROM a"}, "broken.sql: must contain exactly one"),
        (
            {"acts/broken": '/* title = "T" */ SELECT 1 AS one'},
            "broken.sql: the header comment does not state why the table exists; add why = ",
        ),
        (
            {"acts/broken": '/*\ntitle = "T"\nwhy = " "\n*/ SELECT 1 AS one'},
            "broken.sql: the header comment does not state why",
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
            {"signals/broken": f"/* {HEAD} */\nSELECT\n  1 AS a_count -- Unnamed family.\n"},
            "broken.sql: a_count needs a comment",
        ),
        (
            {
                "signals/a": f"/* {HEAD} */\nSELECT\n  1 AS n -- [age] A. Null: no.\n",
                "signals/b": f"/* {HEAD} */\nSELECT\n  1 AS n -- [age] A. Null: no.\n",
            },
            "b.sql: n is also defined in a.sql",
        ),
        (
            {"signals/a": f"/* {HEAD} */\nSELECT\n  1 AS n -- [outcome] A. Null: no.\n"},
            "a.sql: n: unknown family outcome; did you mean outcomes?",
        ),
        (
            {
                "signals/broken": f'/*\n{HEAD}\nact = "a"\n*/\nSELECT\n'
                "  1 AS window_start_at,\n  2 AS window_end_at,\n  3 AS n -- [age] N. Null: no.\n"
            },
            "broken.sql: its window already determines its acts",
        ),
        (
            {"acts/broken": f"/*\n{HEAD}\n[sliding]\nseconds = 1\n*/ SELECT 1 AS one"},
            "broken.sql: [sliding] needs either",
        ),
        (
            {"acts/broken": f'/*\n{HEAD}\n[sliding]\ntotal = "n"\n*/ SELECT 1 AS one'},
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
