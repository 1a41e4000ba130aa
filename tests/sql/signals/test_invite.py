"""Invites of the date, and how those of the day before were answered."""

from tests.sql.tables import Bench


def test_invites_of_the_date_and_answers_to_those_of_the_day_before(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -2d 23:59  g         amy       z           invite
            -1d 00:00  g         amy       a           invite
            -1d 23:59  g         amy       b           invite
            -1d 12:00  h         amy       b           invite
            -1d 12:00  g         amy       c           invite
            09:00      g         a         a           accept
            09:00      h         b         b           decline
            00:00      g         amy       d           invite
            10:00      h         amy       d           invite
            10:01      h         d         d           accept
        """,
        message_edge=[],
        contact=[{"owner_id": "d", "contact_id": "amy", "date": "-5d"}],
    )
    (row,) = bench.build("signals.invite")
    assert (row["invite_count"], row["invite_target_count"], row["invite_group_count"]) == (2, 1, 2)
    assert row["invite_stranger_share"] == 0
    assert (row["invite_accepted_count"], row["invite_declined_count"]) == (1, 0)
    assert row["invite_before_count"] == 4
    assert row["invite_before_accepted_share"] == 1 / 4
    assert row["invite_before_declined_share"] == 1 / 4
    assert row["invite_before_expired_share"] == 2 / 4


def test_a_day_without_invites_says_nothing_of_them(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 10:00  g         amy       a           invite
            10:00      g         bob       a           invite
            10:00      g         cleo      cleo        invite
        """,
        message_edge=[],
        contact=[],
    )
    amy, bob = bench.build("signals.invite")
    assert (amy["invite_count"], amy["invite_before_expired_share"]) == (None, 1)
    assert (bob["invite_count"], bob["invite_before_count"]) == (1, None)
    assert bob["invite_stranger_share"] == 1
