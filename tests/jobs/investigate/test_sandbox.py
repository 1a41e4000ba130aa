"""All that `query` must refuse: to write, and to read anything but its tables."""

import pytest

from tests.worlds import DAY, NIGHT, Result, World, command


@pytest.fixture(name="world")
def _world(suspected: World) -> World:
    return suspected


def query(world: World, sql: str) -> Result:
    return command("query", sql, "--output", str(world.output), "--input", str(world.input))


WRITES = [
    "COPY flags TO '{out}/flags/date=2026-03-10/flags.parquet'",
    "COPY flags TO '{out}/flags/date=2026-03-10/flags.parquet' (FORMAT csv, USE_TMP_FILE false)",
    "COPY (SELECT 1) TO '{root}/new.csv'",
    "EXPORT DATABASE '{root}/all'",
    "EXPLAIN ANALYZE COPY flags TO '{root}/new.csv'",
    "ATTACH '{root}/warehouse.duckdb' AS held",
    "ATTACH '{root}/new.duckdb'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "SET threads = 1",
    "SET enable_external_access = true",
    "RESET lock_configuration",
    "SET VARIABLE a = 1",
    "PRAGMA threads = 1",
    "PRAGMA enable_profiling",
    "CREATE TABLE own AS SELECT 1",
    "DROP VIEW flags",
    "INSERT INTO runs SELECT * FROM runs",
    "DELETE FROM runs",
    "CALL pragma_version()",
    "CREATE SECRET (TYPE s3)",
    "CREATE MACRO f(x) AS x",
    "BEGIN TRANSACTION",
    "PREPARE q AS SELECT 1",
    "USE memory",
    "VACUUM",
    "CHECKPOINT",
]


@pytest.mark.parametrize("sql", WRITES)
def test_whatever_is_no_select_is_refused(world: World, sql: str) -> None:
    before = files(world)
    quoted = {"root": quote(world.root), "out": quote(world.output)}
    result = query(world, sql.format(**quoted))
    assert (result.code, result.out) == (2, "")
    assert "is not allowed; give one SELECT" in result.error
    assert files(world) == before


READS = [
    "FROM '{own}'",
    "FROM read_parquet('{own}')",
    "FROM read_parquet('{log}/../../contacts/date=2026-03-09/part-0.parquet')",
    "FROM read_parquet('{root}/input/contacts/*/*.parquet')",
    "FROM parquet_metadata('{own}')",
    "FROM read_text('{own}')",
    "FROM read_blob('/proc/self/environ')",
    "FROM read_csv('/etc/passwd', header = false, delim = ':')",
    "FROM read_csv_auto('{root}/output/_access.log')",
    "FROM read_json('{root}/output/runs/date=2026-03-10/manifest.json')",
    "FROM sniff_csv('/etc/passwd')",
    "FROM glob('/etc/*')",
    "FROM glob('{root}/input/contacts/*')",
    "FROM 'https://127.0.0.1/x.parquet'",
    "FROM query('FROM ''{own}''')",
    "FROM duckdb_secrets()",
    "FROM enable_logging()",
    "FROM json_execute_serialized_sql(json_serialize_sql('FROM ''/etc/passwd'''))",
]


@pytest.mark.parametrize("sql", READS)
def test_no_other_file_can_be_read_least_of_all_address_books(world: World, sql: str) -> None:
    contacts = world.partition("contacts", NIGHT - DAY) / "part-0.parquet"
    assert contacts.is_file()
    own = quote(quote(contacts) if "query(" in sql else contacts)
    log = quote(world.partition("membership_events"))
    result = query(world, sql.format(own=own, log=log, root=quote(world.root)))
    assert (result.code, result.out) == (2, "")
    assert any(word in result.error for word in ("Permission Error", "locked", "Catalog Error"))
    assert "mother" not in result.error


@pytest.mark.parametrize("sql", ["FROM contacts", 'FROM "input"."contacts"'])
def test_address_books_are_no_table(world: World, sql: str) -> None:
    result = query(world, sql)
    assert result.code == 2
    assert "does not exist" in result.error


def quote(path: object) -> str:
    return str(path).replace("'", "''")


def files(world: World) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in world.root.rglob("*")
        if path.is_file() and path.name != "_access.log"
    }
