"""How often others who are strangers added the account."""

from tests.sql.tables import Bench


def test_strangers_who_added_it_count_and_those_it_lists_do_not(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at       group_id  actor_id  account_id  action
            -2d 23:59      g         old       victim      add
            -1d 00:00      g         spammer   victim      add
            -1d 23:59      g         spammer   victim      add
            00:00          g         other     victim      add
            00:01          g         friend    victim      add
            00:02          g         victim    victim      add
            00:03          g         -         victim      add
        """,
        message_edge=[],
        contact=[{"owner_id": "victim", "contact_id": "friend", "date": "-9d"}],
        verdict=[
            {"account_id": "spammer", "verdict": "spam", "decided_at": "-1d 10:00"},
            {"account_id": "other", "verdict": "legitimate", "decided_at": "-1d 10:00"},
            {"account_id": "old", "verdict": "spam", "decided_at": "-1d 10:00"},
        ],
    )
    assert bench.build("signals.target") == [
        {
            "account_id": "victim",
            "target_stranger_add_count": 1,
            "target_stranger_add_2d_count": 3,
            "target_stranger_2d_count": 2,
            "target_spammer_2d_count": 1,
            "target_flagged_2d_count": 0,
        }
    ]


def test_who_is_added_by_friends_alone_has_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event=[
            {"event_at": "10:00", "group_id": "g", "actor_id": "friend", "account_id": "amy"}
        ],
        message_edge=[],
        contact=[{"owner_id": "amy", "contact_id": "friend", "date": "-9d"}],
    )
    assert bench.build("signals.target") == []


def test_those_whom_earlier_nights_banned_or_reviewed_count_once_and_the_watched_do_not(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 10:00  g         reviewed  amy         add
            10:00      h         reviewed  amy         add
            10:01      g         banned    amy         add
            10:02      g         watched   amy         add
            10:03      g         unknown   amy         add
            10:04      g         watched   bob         add
        """
    )
    bench.flag("review", "reviewed", 1, 2)
    bench.flag("ban", "banned", 1)
    bench.flag("watch", "watched", 1)
    bench.flag("ban", "unknown", 1, is_shadow=True)
    amy, bob = bench.build("signals.target")
    assert amy["target_flagged_2d_count"] == 2
    assert bob["target_flagged_2d_count"] == 0
