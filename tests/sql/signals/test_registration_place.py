"""Who else was registered on the account's device, network and prefix."""

import pytest

from tests.sql.tables import Bench

ACTIVE = "sent_at  sender_id  recipient_id\n"


def active(*names: str) -> str:
    """Return messages that make accounts active and are no first contacts: each is to itself."""
    return ACTIVE + "\n".join(f"10:00  {name}  {name}" for name in names)


def test_the_clock_s_hours_beside_it_are_near_and_those_within_24_are_its_day(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at  device_id  network_id  phone_prefix
            a           -3d 10:30      d1         n1          55
            near        -3d 11:59:59   d1         n1          55
            later       -3d 12:00      -          n1          55
            day         -2d 10:59:59   -          n1          -
            over        -2d 11:00      -          n1          -
            alone       -3d 10:30      d2         -           -
            sleeping    -3d 10:30      -          -           55
        """,
        message_edge=active("a", "near", "alone"),
    )
    a, alone, near = bench.build("signals.registration_place")
    assert (a["account_id"], alone["account_id"], near["account_id"]) == ("a", "alone", "near")
    assert (a["registration_device_24h_count"], a["registration_device_count"]) == (1, 1)
    assert a["registration_network_1h_count"] == 1
    assert a["registration_network_24h_count"] == 3
    assert (a["registration_prefix_1h_count"], a["registration_prefix_24h_count"]) == (2, 3)
    assert near["registration_network_1h_count"] == 2
    assert near["registration_network_24h_count"] == 4
    assert (alone["registration_device_24h_count"], alone["registration_device_count"]) == (0, 0)
    assert alone["registration_device_spam_share"] is None
    assert alone["registration_network_24h_ratio"] is None
    assert alone["registration_network_1h_count"] is None
    assert alone["registration_prefix_24h_count"] is None


def test_what_is_usual_on_a_network_is_no_crowd(bench: Bench) -> None:
    carrier = [f"c{day}  -{day}d 10:00  carrier" for day in range(1, 9)]
    farm = ["old  -8d 10:00  farm", *[f"f{number}  -1d 10:0{number}  farm" for number in range(7)]]
    bench.stage(
        account="\n".join(["account_id  registered_at  network_id", *carrier, *farm]),
        message_edge=active("c4", "f4"),
    )
    usual, crowd = bench.build("signals.registration_place")
    # Three within 24 hours of eight in seven days; seven at once of eight in seven days.
    assert usual["registration_network_24h_ratio"] == pytest.approx(3 / (8 * 2 / 7))
    assert crowd["registration_network_24h_ratio"] == pytest.approx(7 / (8 * 2 / 7))


def test_a_place_younger_than_two_days_is_held_against_all_it_has(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at  phone_prefix
            a           -1d 10:00      55
            b           -1d 10:00      55
            c           -1d 10:00      56
        """,
        message_edge=active("a", "c"),
    )
    rows = bench.build("signals.registration_place")
    assert [row["registration_prefix_24h_ratio"] for row in rows] == [1, 1]


def test_the_last_verdict_on_others_counts_and_never_the_own(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at  device_id  network_id  phone_prefix
            a           -2d 10:00      d          n1          55
            b           -3d 10:00      d          n1          55
            c           -4d 10:00      -          n1          55
        """,
        verdict="""
            account_id  verdict     decided_at
            a           spam        09:00
            b           spam        09:00
            c           spam        08:00
            c           legitimate  09:00
        """,
        message_edge=active("a", "b", "c"),
    )
    rows = bench.build("signals.registration_place")
    assert [row["registration_device_spam_share"] for row in rows] == [1, 1, None]
    assert [row["registration_network_spam_share"] for row in rows] == [0.5, 0.5, 1]
    assert [row["registration_prefix_spam_share"] for row in rows] == [0.5, 0.5, 1]


def test_no_registrations_no_rows(bench: Bench) -> None:
    bench.stage(message_edge=active("a"))
    assert bench.build("signals.registration_place") == []


def test_an_account_of_unknown_date_counts_for_its_places_but_not_for_their_hours(
    bench: Bench,
) -> None:
    bench.stage(
        account="""
            account_id  registered_at    device_id  network_id
            a           -2d 10:00        d          n
            b           -2d 10:30        d          -
            epoch       -20522d 00:00    d          n
            other       -20522d 00:00    d          -
        """,
        verdict="account_id  verdict  decided_at\nepoch  spam  -1d 10:00",
        message_edge=ACTIVE + "10:00  a  x\n10:00  epoch  x",
    )
    dated, epoch = bench.build("signals.registration_place")
    assert dated["registration_device_24h_count"] == 1
    assert dated["registration_device_count"] == 3
    assert dated["registration_device_spam_share"] == pytest.approx(1 / 3)
    assert dated["registration_network_24h_count"] == 0
    assert epoch["registration_device_24h_count"] is None
    assert epoch["registration_device_count"] == 3
    assert epoch["registration_device_spam_share"] == 0
    assert epoch["registration_network_24h_count"] is None
    assert epoch["registration_network_24h_ratio"] is None
    assert epoch["registration_prefix_24h_count"] is None
