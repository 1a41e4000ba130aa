"""Strangers invited within a day."""

import pytest

from tests.sql.tables import Bench


def test_an_answer_answers_the_latest_earlier_invite_into_the_group(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        early     bob         invite
            11:00     g1        late      bob         invite
            12:00     g1        bob       bob         accept
            10:00     g2        early     cleo        invite
            10:30     g2        cleo      cleo        decline
            10:00     g3        early     dora        invite
            10:00     g4        early     eve         invite
            10:30     g5        eve       eve         accept
            09:30     g4        eve       eve         accept
        """,
        contact=[],
    )
    early, late = bench.build("signals.stranger_invite")
    assert early["invite_stranger_24h_max_count"] == 4
    assert early["invite_stranger_accepted_share"] == 0
    assert early["invite_stranger_declined_share"] == pytest.approx(1 / 4)
    assert late["invite_stranger_24h_max_count"] == 1
    assert late["invite_stranger_accepted_share"] == 1


def test_who_lists_the_inviter_is_no_stranger(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        host      bob         invite
        """,
        contact="""
            owner_id  contact_id  change  date
            bob       host        add     -3d
        """,
    )
    assert bench.build("signals.stranger_invite") == []
