"""Members of long standing that an account removes."""

import pytest

from tests.sql.tables import Bench


def test_members_of_long_standing_count_once_and_newcomers_do_not(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 12:00  g         new       new         join
            10:00      g         owner     old         remove
            10:00      h         owner     old         remove
            10:01      g         owner     new         remove
            10:59:59   g         owner     older       remove
            11:01      g         owner     oldest      remove
        """,
        message_edge="""
            sent_at  sender_id  recipient_id
            10:00    owner      old
        """,
    )
    (row,) = bench.build("signals.member_removal")
    assert row["account_id"] == "owner"
    assert row["member_removed_1h_max_count"] == 2


@pytest.mark.parametrize(("reported", "count"), [("10:00", 1), ("09:59", 0)])
def test_an_objection_comes_after_the_removal(bench: Bench, reported: str, count: int) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         owner     a           remove
            10:00     g         owner     b           remove
        """,
        report=f"""
            reported_at  reporter_id  reported_id  kind
            {reported}   a            owner        block
            {reported}   other        owner        report
        """,
    )
    (row,) = bench.build("signals.member_removal")
    assert row["member_removed_objecting_count"] == count


def test_who_leaves_is_removed_by_nobody(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         a         a           remove
            10:00     g         b         b           leave
        """
    )
    assert bench.build("signals.member_removal") == []


def test_without_a_reports_log_nothing_is_known_of_objections(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         owner     a           remove
        """
    )
    (row,) = bench.build("signals.member_removal")
    assert row["member_removed_1h_max_count"] == 1
    assert row["member_removed_objecting_count"] is None
    assert row["member_removed_objecting_low_share"] is None
