"""Groups that remove an account after its messages."""

import pytest

from tests.sql.tables import Bench

GROUPS = range(1, 6)


def posts(*clocks: str, sender: str = "spammer") -> str:
    """Return a message to one group more at each instant."""
    lines = [f"{at}  {sender}  g{n}  yes" for n, at in zip(GROUPS, clocks, strict=False)]
    return "\n".join(["sent_at  sender_id  group_id  is_forward", *lines])


def removals(*events: tuple[str, str]) -> str:
    """Return a removal from one group more by each of the actors."""
    lines = [
        f"{at}  g{n}  {actor}  spammer  remove"
        for n, (at, actor) in zip(GROUPS, events, strict=False)
    ]
    return "\n".join(["event_at  group_id  actor_id  account_id  action", *lines])


def test_groups_removers_and_the_share_of_groups_posted_to_are_counted(bench: Bench) -> None:
    bench.stage(
        message_edge=posts("10:00", "10:01", "10:02", "10:03", "10:04"),
        membership_event=removals(("10:10", "ann"), ("10:20", "bob"), ("12:00", "bob")),
    )
    (row,) = bench.build("signals.expulsion")
    assert row["expelled_24h_max_count"] == 3
    assert row["expelled_remover_count"] == 2
    assert row["expelled_soon_share"] == pytest.approx(2 / 3)
    assert row["posted_forward_group_share"] == 1
    # Wilson, by hand: 3 of 5.
    assert row["expelled_low_share"] == pytest.approx(0.2307, abs=1e-4)


def test_two_groups_are_too_few_for_a_share(bench: Bench) -> None:
    bench.stage(
        message_edge=posts("10:00", "10:01"),
        membership_event=removals(("10:10", "ann"), ("10:20", "bob")),
    )
    (row,) = bench.build("signals.expulsion")
    assert (row["expelled_24h_max_count"], row["expelled_low_share"]) == (2, None)


@pytest.mark.parametrize(
    ("posted", "removed", "is_expelled"),
    [
        ("10:00", "10:00:01", True),
        ("10:00:02", "10:00:01", False),
        ("-1d 10:00:01", "10:00", True),
        ("-1d 09:59", "10:00", False),
    ],
)
def test_only_a_removal_within_a_day_after_a_message_counts(
    bench: Bench, posted: str, removed: str, is_expelled: bool
) -> None:
    bench.stage(message_edge=posts(posted), membership_event=removals((removed, "ann")))
    assert len(bench.build("signals.expulsion")) == is_expelled


def test_who_leaves_by_itself_or_is_removed_by_the_system_is_not_expelled(bench: Bench) -> None:
    bench.stage(
        message_edge=posts("10:00", "10:00"),
        membership_event=removals(("10:10", "spammer"), ("10:10", "-")),
    )
    assert bench.build("signals.expulsion") == []
