"""What an account does in the groups that it joins."""

from tests.sql.tables import Bench


def joins(count: int, start: int = 0, sender: str = "visitor") -> str:
    """Return so many joins, one a minute from 10:00 on."""
    lines = [
        f"10:{n:02}  g{n}  {sender}  {sender}  {'join' if n % 2 else 'accept'}"
        for n in range(start, start + count)
    ]
    return "\n".join(["event_at  group_id  actor_id  account_id  action", *lines])


def test_messages_within_ten_minutes_of_coming_are_soon(bench: Bench) -> None:
    bench.stage(
        membership_event=joins(8),
        message_edge="""
            sent_at   sender_id  group_id
            10:00:01  visitor    g0
            10:11     visitor    g1
            10:13     visitor    g2
            09:59     visitor    g3
        """,
    )
    (row,) = bench.build("signals.group_join")
    assert row["group_join_1h_max_count"] == 8
    assert row["group_join_2d_count"] == 8
    assert row["group_join_posted_share"] == 0.5
    assert row["group_join_post_soon_share"] == 0.25


def test_only_a_departure_right_after_the_last_message_is_soon(bench: Bench) -> None:
    left = """
        10:20  g0  visitor  visitor  leave
        10:31  g1  visitor  visitor  leave
        10:19  g2  visitor  visitor  leave
    """
    bench.stage(
        membership_event=joins(6) + left,
        message_edge="""
            sent_at  sender_id  group_id
            10:10    visitor    g0
            10:20    visitor    g1
            10:20    visitor    g2
        """,
    )
    (row,) = bench.build("signals.group_join")
    assert row["group_join_left_soon_count"] == 1


def test_complaints_count_with_the_group_and_after_a_message_there(bench: Bench) -> None:
    bench.stage(
        membership_event=joins(6),
        message_edge="""
            sent_at  sender_id  group_id
            10:10    visitor    g0
        """,
        report="""
            reported_at  reporter_id  reported_id  group_id
            10:11        ann          visitor      g0
            10:12        ann          visitor      g0
            10:09        bob          visitor      g0
            10:11        cat          visitor      g1
            10:11        dan          visitor      -
        """,
    )
    (row,) = bench.build("signals.group_join")
    assert row["group_join_reporter_count"] == 1


def test_an_account_with_four_joins_and_no_removal_is_no_visitor(bench: Bench) -> None:
    bench.stage(membership_event=joins(4))
    assert bench.build("signals.group_join") == []
    bench.stage(membership_event=joins(5))
    (row,) = bench.build("signals.group_join")
    assert row["group_join_reporter_count"] is None
