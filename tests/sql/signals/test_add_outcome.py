"""What has become of the adds of the date."""

from tests.sql.tables import Bench

_EVENTS = """
    event_at   group_id  actor_id  account_id  action
    -1d 10:00  g         amy       before      add
    10:00      g         amy       a           add
    10:00      g         amy       b           add
    10:00      g         amy       c           add
    10:00      g         amy       d           add
    10:00      g         bob       e           add
    09:59      g         d         d           leave
    11:00      g         a         a           leave
    11:01      g         b         b           leave
    12:00      g         amy       c           remove
"""


def test_each_outcome_is_that_after_the_add(bench: Bench) -> None:
    bench.stage(
        membership_event=_EVENTS,
        message_edge="""
            sent_at  sender_id  recipient_id  group_id
            09:00    a          amy           -
            10:01    b          amy           -
            10:01    d          -             g
            10:01    c          -             other
        """,
        report="""
            reported_at  reporter_id  reported_id  kind
            10:00        a            amy          block
            09:59        b            amy          block
            10:02        c            amy          report
        """,
    )
    amy, bob = bench.build("signals.add_outcome")
    assert {name: value for name, value in amy.items() if name.endswith("_count")} == {
        "add_left_1h_count": 1,  # d left before, b a minute too late
        "add_left_24h_count": 2,
        "add_removed_24h_count": 1,
        "add_stayed_count": 1,
        "add_posted_count": 1,
        "add_replied_count": 1,
        "add_blocked_count": 1,
        "add_reported_count": 1,
    }
    # 2 of 4 left, beside whom stand five that did not.
    assert amy["add_left_24h_share"] == round(2 / 9, 6)
    assert bob["add_left_24h_share"] == 0
    assert amy["add_blocked_share"] == round(1 / 9, 6)


def test_without_reports_there_is_no_word_of_complaints(bench: Bench) -> None:
    bench.stage(membership_event=_EVENTS, message_edge=[])
    amy, _ = bench.build("signals.add_outcome")
    for name in ("blocked", "reported"):
        assert amy[f"add_{name}_count"] is None
        assert amy[f"add_{name}_share"] is None


def test_a_second_add_has_an_outcome_of_its_own(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         amy       a           add
            10:30     g         a         a           leave
            13:00     g         amy       a           add
        """,
        message_edge=[],
    )
    (row,) = bench.build("signals.add_outcome")
    assert (row["add_left_1h_count"], row["add_stayed_count"]) == (1, 1)
