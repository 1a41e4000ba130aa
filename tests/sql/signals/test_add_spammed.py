"""Whom known spam had added before."""

from tests.sql.tables import Bench

VERDICTS = """
    account_id  verdict     decided_at
    spammer     spam        -3d 12:00
    cleared     legitimate  -3d 12:00
"""


def test_those_whom_spam_added_earlier_count_once(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -9d 10:00  g         spammer   a           add
            -9d 10:00  g         spammer   b           add
            -9d 10:00  g         cleared   c           add
            11:00      g         spammer   d           add
            10:00      h         amy       a           add
            10:01      k         amy       a           add
            10:02      h         amy       b           add
            10:03      h         amy       c           add
            10:04      h         amy       d           add
            12:00      h         bob       d           add
        """,
        verdict=VERDICTS,
    )
    amy, bob, spammer = bench.build("signals.add_spammed")
    assert (amy["add_spammed_count"], amy["add_spammed_share"]) == (2, 0.5)
    assert (bob["add_spammed_count"], bob["add_spammed_share"]) == (1, 1)
    assert (spammer["account_id"], spammer["add_spammed_count"]) == ("spammer", 0)


def test_without_verdicts_nobody_is_known_to_have_been_spammed(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g         amy       a           add
        """
    )
    (amy,) = bench.build("signals.add_spammed")
    assert (amy["add_spammed_count"], amy["add_spammed_share"]) == (None, None)
