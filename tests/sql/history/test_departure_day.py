"""Who was no longer in a group, and since when, on a day."""

from tests.sql.given import on
from tests.sql.tables import Bench, at


def test_the_last_departure_of_a_day_counts_whoever_brought_it_about(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 10:00  g1        a         a           leave
            10:00      g1        a         a           leave
            12:00      g1        admin     a           remove
            11:00      g1        -         a           remove
            11:00      g2        a         a           leave
        """
    )
    assert [
        (row["date"], row["account_id"], row["group_id"], row["last_at"])
        for row in bench.build("history.departure_day")
    ] == [
        (on(-1), "a", "g1", at("-1d 10:00")),
        (on(0), "a", "g1", at("12:00")),
        (on(0), "a", "g2", at("11:00")),
    ]


def test_who_comes_declines_or_is_demoted_does_not_depart(bench: Bench) -> None:
    actions = ("create", "add", "promote", "demote", "join", "invite", "accept", "decline")
    bench.stage(
        membership_event=[
            {"event_at": at("10:00"), "group_id": "g", "actor_id": "a", "account_id": "a",
             "action": action}
            for action in actions
        ]
    )  # fmt: skip
    assert bench.build("history.departure_day") == []
