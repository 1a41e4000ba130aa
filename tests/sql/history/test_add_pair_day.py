"""Who added whom to which group on a day."""

from tests.sql.given import on
from tests.sql.tables import Bench, at


def test_adds_of_a_pair_are_one_row_a_group_and_a_day_with_the_first_of_them(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at             group_id  actor_id  account_id  action
            -1d 23:59:59.999999  g1        a         b           add
            10:00                g1        a         b           add
            09:00                g1        a         b           add
            11:00                g2        a         b           add
            12:00                g1        a         c           add
        """
    )
    rows = bench.build("history.add_pair_day")
    assert [
        (row["date"], row["target_id"], row["group_id"], row["add_count"], row["first_at"])
        for row in rows
    ] == [
        (on(-1), "b", "g1", 1, at("-1d 23:59:59.999999")),
        (on(0), "b", "g1", 2, at("09:00")),
        (on(0), "b", "g2", 1, at("11:00")),
        (on(0), "c", "g1", 1, at("12:00")),
    ]
    assert {row["account_id"] for row in rows} == {"a"}


def test_adds_by_the_system_or_of_oneself_and_other_acts_are_none(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        -         b           add
            10:01     g1        a         a           add
            10:02     g1        a         b           invite
            10:03     g1        a         b           remove
        """
    )
    assert bench.build("history.add_pair_day") == []
