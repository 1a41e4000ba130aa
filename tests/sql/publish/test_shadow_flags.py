"""Flags of rules in shadow are published apart from those that count."""

from tests.sql.given import alone, give
from tests.sql.publish.test_flags import FLAGS
from tests.sql.tables import Bench

NAMES = """
    account_id  name
    1           one
    2           two
    3           three
"""


def test_only_rules_in_shadow_have_rows_there(bench: Bench) -> None:
    give(
        bench,
        staging__account_name=NAMES,
        staging__registration="account_id  account_type  registered_at",
        rings__ring_member="account_id  ring_id",
        score__flag=FLAGS,
        score__shadow_flag=FLAGS.replace("    1  ", "    3  "),
    )
    assert [row["account_id"] for row in alone(bench, "publish.flags")] == ["one", "two"]
    assert [row["account_id"] for row in alone(bench, "publish.shadow_flags")] == ["three", "two"]


def test_both_tables_have_the_same_columns(bench: Bench) -> None:
    columns = [
        [column.name for column in bench.catalog.tables[f"publish.{name}"].columns]
        for name in ("flags", "shadow_flags")
    ]
    assert columns[0] == columns[1]
