"""Since when an account has been flagged."""

from tests.sql.given import alone, give, on
from tests.sql.tables import Bench


def test_the_first_night_counts_and_what_an_earlier_night_knew_of_still_earlier_ones(
    bench: Bench,
) -> None:
    give(
        bench,
        staging__former_flag="""
            account_id  date  is_shadow  decision  first_flagged_on
            a           -3d   no         review    -9d
            a           -1d   no         ban       -1d
            b           -2d   no         watch     -2d
        """,
    )
    rows = {row["account_id"]: row for row in alone(bench, "score.first_flagged")}
    # The night of nine days ago is no longer published; that of three days ago still knew of it.
    assert rows["a"]["first_flagged_on"] == on(-9)
    assert rows["b"]["first_flagged_on"] == on(-2)


def test_flags_of_rules_in_shadow_count_apart(bench: Bench) -> None:
    give(
        bench,
        staging__former_flag="""
            account_id  date  is_shadow  decision  first_flagged_on
            a           -3d   yes        review    -3d
            a           -1d   no         ban       -1d
        """,
    )
    rows = alone(bench, "score.first_flagged")
    assert {row["is_shadow"]: row["first_flagged_on"] for row in rows} == {
        True: on(-3),
        False: on(-1),
    }
