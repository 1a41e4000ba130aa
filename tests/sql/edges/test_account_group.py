"""Which accounts were active in which groups on the date."""

from tests.sql.tables import Bench, at


def test_an_account_and_a_group_have_a_row_for_each_kind_of_activity(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         admin     a           add
            11:00     g         a         a           leave
            12:00     g         admin     a           add
        """,
        message_edge="""
            sent_at  sender_id  recipient_id  group_id  message_count
            10:30    a          -             g         4
            10:10    a          -             g         2
            10:30    a          b             -         1
        """,
    )
    added, left, posted = bench.build("edges.account_group")
    assert added == {
        "account_id": "a",
        "group_id": "g",
        "relation": "add",
        "event_count": 2,
        "first_at": at("10:00"),
        "last_at": at("12:00"),
    }
    assert (left["relation"], left["event_count"]) == ("leave", 1)
    assert (posted["relation"], posted["event_count"]) == ("post", 6)
    assert (posted["first_at"], posted["last_at"]) == (at("10:10"), at("10:30"))


def test_two_events_of_one_instant_are_two(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         admin     a           add
            10:00     g         other     a           add
        """
    )
    (row,) = bench.build("edges.account_group")
    assert row["event_count"] == 2


def test_the_day_before_gives_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 23:59  g         admin     a           add
        """,
        message_edge="""
            sent_at    sender_id  recipient_id  group_id
            -1d 23:59  a          -             g
        """,
    )
    assert bench.build("edges.account_group") == []
