"""Flags are published once each, with what is known of the account."""

import pytest

from tests.sql.given import alone, give, on
from tests.sql.tables import Bench, at

TABLES = {"publish.flags": "score__flag", "publish.shadow_flags": "score__shadow_flag"}
FLAGS = """
    account_id  decision  score  rules  reasons  first_flagged_on  suppressed_by  policy_version
    1           ban       0.99   b+a    -        -2d               valve          v
    2           watch     -      a      -        0d                -              v
"""


@pytest.mark.parametrize("name", TABLES)
def test_a_flag_bears_its_account_s_name_ring_and_registration_where_there_are_such(
    bench: Bench, name: str
) -> None:
    give(
        bench,
        staging__account_name="""
            account_id  name
            1           known
            2           unknown
        """,
        staging__registration="""
            account_id  account_type  registered_at
            1           business      -9d 10:00
            3           consumer      -9d 10:00
        """,
        rings__ring_member="""
            account_id  ring_id
            1           r1
            3           r2
        """,
        **{TABLES[name]: FLAGS},
    )
    known, unknown = alone(bench, name)
    assert (known["account_id"], known["ring_id"]) == ("known", "r1")
    assert (known["account_type"], known["registered_at"]) == ("business", at("-9d 10:00"))
    assert (known["score"], known["rules"], known["suppressed_by"]) == (0.99, ["b", "a"], "valve")
    assert (known["decision"], known["first_flagged_on"]) == ("ban", on(-2))
    of_others = ("score", "ring_id", "account_type", "registered_at", "suppressed_by")
    assert [unknown[column] for column in of_others] == [None] * 5
    assert (unknown["account_id"], unknown["decision"]) == ("unknown", "watch")
