"""The votes of those whom an account approached."""

import pytest

from tests.sql.tables import Bench


def test_a_trusted_vote_counts_for_more_and_silence_for_nothing(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at     group_id  actor_id  account_id  action
            10:00        g1        adder     leaves      add
            11:00        g1        leaves    leaves      leave
            10:00        g1        adder     writes      add
            10:00        g1        adder     silent      add
        """,
        message_edge="""
            sent_at   sender_id  recipient_id  group_id
            10:30     writes     -             g1
            09:00     leaves     old           -
            09:01     old        leaves        -
        """,
        account="""
            account_id  registered_at
            old         -900d 10:00
        """,
    )
    bench.build("trust.account_trust", trusted_links=1)
    rows = {row["account_id"]: row for row in bench.build("signals.vote", trusted_links=1)}
    row = rows["adder"]
    assert row["vote_count"] == 2
    # He who leaves has all the trust there is, one of two, and he who writes has none.
    assert row["vote_for_share"] == pytest.approx(1 / (2 + trust_of(bench, "leaves")))


def trust_of(bench: Bench, account_id: str) -> float:
    """Return the trust that an account has."""
    rows = bench.build("signals.trust", trusted_links=1)
    return float(next(row["talk_trust"] for row in rows if row["account_id"] == account_id))


def test_a_first_message_that_is_answered_is_a_vote_for_the_writer(bench: Bench) -> None:
    bench.stage(
        membership_event=[],
        message_edge="""
            sent_at   sender_id  recipient_id
            10:00     writer     answers
            10:01     answers    writer
            10:00     writer     silent
        """,
    )
    rows = {row["account_id"]: row for row in bench.build("signals.vote")}
    assert rows["writer"]["vote_count"] == 1
    assert rows["writer"]["vote_for_share"] == 0.5  # nobody's trust is known
