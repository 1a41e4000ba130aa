"""Who else of those registered beside the account approaches others."""

import pytest

from tests.sql.tables import Bench


def test_others_who_approach_on_the_date_are_counted_the_account_itself_is_not(
    bench: Bench,
) -> None:
    bench.stage(
        account="""
            account_id  registered_at  device_id  network_id  phone_prefix
            adder       -2d 10:00      d          n1          55
            writer      -2d 10:00      d          n1          55
            quiet       -2d 10:00      -          n1          55
            early       -2d 10:00      -          n1          55
        """,
        message_edge="""
            sent_at    sender_id  recipient_id
            10:00      writer     a
            -1d 10:00  early      b
            10:00      quiet      quiet
        """,
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            10:00     g1        adder     a           add
        """,
    )
    adder, quiet, writer = bench.build("signals.registration_approach")
    assert adder["registration_network_approaching_count"] == 1
    assert quiet["registration_network_approaching_count"] == 2
    assert quiet["registration_network_approaching_share"] == pytest.approx(2 / 6)
    assert writer["registration_device_approaching_share"] == pytest.approx(1 / 4)
    assert writer["registration_prefix_approaching_share"] == pytest.approx(1 / 6)
    assert quiet["registration_device_approaching_share"] is None


def test_where_nobody_approaches_there_is_none_and_without_a_place_nothing_is_known(
    bench: Bench,
) -> None:
    bench.stage(
        account="""
            account_id  registered_at  device_id  network_id  phone_prefix
            alone       -3d 10:30      d2         -           -
        """,
        message_edge="sent_at  sender_id  recipient_id\n10:00  alone  alone",
    )
    (row,) = bench.build("signals.registration_approach")
    assert row["registration_device_approaching_share"] == 0
    assert row["registration_network_approaching_count"] is None
    assert row["registration_prefix_approaching_share"] is None
