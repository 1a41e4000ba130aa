"""Groups made within an hour, and whether those added to them know the maker."""

import pytest

from tests.sql.tables import Bench, at

MADE = """
    event_at       group_id  actor_id  account_id  action
    -1d 23:30      g0        maker     maker       create
    00:10          g1        maker     maker       create
    00:20          g2        maker     maker       create
    00:20          g2        maker     maker       create
    05:00          g3        maker     maker       create
"""
ADDED = """
    event_at  group_id  actor_id  account_id  action
    00:30     g1        maker     knows       add
    00:31     g2        maker     knows       add
    00:32     g2        maker     knows_not   add
    00:33     g2        maker     silent      add
    00:34     g2        helper    stranger    add
    05:01     g3        maker     later       add
"""
CONTACT = """
    owner_id   contact_id  change  date
    knows      maker       add     -3d
    knows_not  someone     add     -3d
    stranger   someone     add     -3d
    later      someone     add     -3d
"""


def test_the_fullest_hour_and_who_was_added_to_its_groups(bench: Bench) -> None:
    bench.stage(
        membership_event=MADE + "\n".join(ADDED.strip().splitlines()[1:]),
        contact=CONTACT,
        account=[{"account_id": "maker", "registered_at": "-4d 23:30:00"}],
    )
    (row,) = bench.build("signals.group_creation")
    assert row["group_created_1h_max_count"] == 3
    assert row["window_end_at"] == at("00:20")
    assert row["group_created_1h_added_count"] == 3
    assert row["group_created_1h_listed_share"] == pytest.approx(1 / 2)
    assert row["group_created_1h_age_days"] == pytest.approx(3.0)


@pytest.mark.parametrize(
    ("registered", "share"), [("-8d 23:30:00", None), ("-8d 23:30:00.000001", 0.0)]
)
def test_a_newcomer_who_added_nobody_has_nobody_to_vouch_for_it(
    bench: Bench, registered: str, share: float | None
) -> None:
    bench.stage(
        membership_event=MADE,
        contact=CONTACT,
        account=[{"account_id": "maker", "registered_at": registered}],
    )
    (row,) = bench.build("signals.group_creation")
    assert row["group_created_1h_added_count"] == 0
    assert row["group_created_1h_listed_share"] == share


def test_where_no_address_book_is_known_nobody_can_vouch_and_nobody_accuse(bench: Bench) -> None:
    bench.stage(
        membership_event=MADE + "    00:33     g2        maker     silent      add",
        contact=[],
        account=[{"account_id": "maker", "registered_at": "-1d 10:00:00"}],
    )
    (row,) = bench.build("signals.group_creation")
    assert row["group_created_1h_added_count"] == 1
    assert row["group_created_1h_listed_share"] is None


def test_a_group_that_the_system_made_is_nobodys(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        -         bob         create
        """
    )
    assert bench.build("signals.group_creation") == []
