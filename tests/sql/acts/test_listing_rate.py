"""The share of strangers among the targets of an account whose contacts are known."""

from typing import Any

import pytest

from tests.sql.tables import Bench


def rates(bench: Bench, **parameters: Any) -> dict[bool, dict[str, Any]]:
    """Return the rates of a busy account by whether it wrote messages."""
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id
            10:00      g1        al        friend
            10:00      g1        al        pal
            10:00      g1        al        stranger
            10:00      g1        al        unknown
            11:00      g2        al        friend
        """,
        message_edge="sent_at  sender_id  recipient_id\n10:00  al  unknown",
        contact="owner_id  contact_id\nfriend  al\npal  al\nstranger  pal",
    )
    rows = bench.build("acts.listing_rate", min_approach_count=1, **parameters)
    assert {row["account_id"] for row in rows} == {"al"}
    return {row["is_message"]: row for row in rows}


@pytest.mark.parametrize(("prior", "share"), [(2, 3 / 5), (1, 2 / 4)])
def test_known_targets_and_a_few_assumed_strangers_give_the_share(
    bench: Bench, prior: int, share: float
) -> None:
    row = rates(bench, prior_known_count=prior)[False]
    assert (row["known_count"], row["listed_count"]) == (3, 2)
    assert row["stranger_share"] == pytest.approx(share)


def test_messages_have_a_share_of_their_own_which_is_one_without_a_known_recipient(
    bench: Bench,
) -> None:
    row = rates(bench)[True]
    assert (row["known_count"], row["listed_count"], row["stranger_share"]) == (0, 0, 1)
