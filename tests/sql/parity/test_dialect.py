"""What Spark's dialect says otherwise is written out: values, macros, functions, ids that are null."""

import datetime

import pytest

from tests.sql.parity.dialect import spark_sql


@pytest.mark.parametrize(
    ("sql", "value", "translated"),
    [
        ("SELECT $v AS n", 86_400_000_000, "SELECT 86400000000 AS n"),
        ("SELECT $v AS n", 0.5, "SELECT CAST('0.5' AS DOUBLE) AS n"),
        ("SELECT $v AS n", True, "SELECT TRUE AS n"),
        ("SELECT $v AS n", "it's", "SELECT 'it\\'s' AS n"),
        ("SELECT $v AS n", None, "SELECT NULL AS n"),
        ("SELECT $v::DATE AS n", datetime.date(2026, 3, 10), "CAST('2026-03-10' AS DATE)"),
        ("SELECT power(2, $v) AS n", 3, "SELECT POWER(2, 3) AS n"),
    ],
)
def test_a_value_becomes_a_literal_of_its_type(sql: str, value: object, translated: str) -> None:
    assert translated in spark_sql(sql, {"v": value})


def test_a_macro_is_written_out_with_its_arguments() -> None:
    text = spark_sql("SELECT wilson_low(a + 1, count(*)) AS low FROM t GROUP BY a", {})
    assert "WILSON" not in text.upper()
    assert "IF((a + 1) = 0, 0, " in text
    assert "CASE WHEN (COUNT(*)) > 0 THEN " in text


def test_the_time_of_an_instant_is_read_as_either_engine_writes_it() -> None:
    ours, derived = (
        spark_sql(f"SELECT {name}(at) AS n FROM t", {}) for name in ("unix_micros", "EPOCH_US")
    )
    assert ours == derived == "SELECT UNIX_MICROS(at) AS n FROM t"


def test_only_a_null_id_is_text() -> None:
    text = spark_sql("SELECT NULL AS thread_id, NULL AS opened FROM t", {})
    assert text == "SELECT CAST(NULL AS STRING) AS thread_id, NULL AS opened FROM t"
