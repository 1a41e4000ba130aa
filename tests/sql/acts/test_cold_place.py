"""What cold senders share: a device, a network, a phone prefix, or a group that they came to."""

from typing import Any

from tests.sql.tables import Bench


def approaches(*senders: str) -> list[dict[str, Any]]:
    """Return messages of each sender to five strangers of its own."""
    return [
        {"sent_at": "10:00", "sender_id": name, "recipient_id": f"{name}-{n}"}
        for name in senders
        for n in range(5)
    ]


def places(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in rows]


def test_accounts_of_a_place_are_counted_cold_and_quiet_and_the_expected_number_is_the_overall_share(
    bench: Bench,
) -> None:
    bench.stage(
        message_edge=approaches("a", "b"),
        account="""
            account_id  registered_at  device_id  phone_prefix
            a           -9d 10:00      phone      49
            b           -9d 10:00      phone      49
            quiet       -9d 10:00      tablet     49
            other       -9d 10:00      tablet     33
        """,
    )
    # Two cold senders among four accounts.
    assert places(bench.build("acts.cold_place", min_sender_count=1)) == [
        ("a", "device", "phone", 2, 2, 1.0),
        ("a", "prefix", "49", 2, 3, 1.5),
        ("b", "device", "phone", 2, 2, 1.0),
        ("b", "prefix", "49", 2, 3, 1.5),
    ]


def test_accounts_without_a_place_share_none_and_one_text_is_not_one_place_of_two_kinds(
    bench: Bench,
) -> None:
    bench.stage(
        message_edge=approaches("a", "b", "c", "unregistered"),
        account="""
            account_id  registered_at  device_id  network_id  phone_prefix
            a           -9d 10:00      x          -           -
            b           -9d 10:00      -          x           -
            c           -9d 10:00      -          -           -
        """,
    )
    rows = bench.build("acts.cold_place", min_sender_count=1)
    found = [(row["account_id"], row["kind"], row["sender_count"]) for row in rows]
    assert found == [("a", "device", 1), ("b", "network", 1)]


def test_without_an_accounts_log_groups_are_places_compared_with_groups(
    bench: Bench,
) -> None:
    bench.stage(
        message_edge=approaches("a", "b"),
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 00:00  g         a         a           join
            09:00      g         a         a           leave
            09:01      g         a         a           accept
            09:02      g         ann       b           add
            09:02      g         quiet     quiet       join
            09:02      g         ann       invited     invite
            09:02      h         quiet     quiet       join
            09:02      i         a         a           create
        """,
    )
    # Two of the four arrivals in groups are of cold senders; an invite and a create are no arrivals.
    assert places(bench.build("acts.cold_place", min_sender_count=1)) == [
        ("a", "group", "g", 2, 3, 1.5),
        ("b", "group", "g", 2, 3, 1.5),
    ]


def test_an_account_exported_twice_counts_once_in_its_latest_place(bench: Bench) -> None:
    bench.stage(
        message_edge=approaches("a"),
        account="""
            account_id  registered_at  date  network_id
            a           -9d 10:00      -2d   former
            a           -9d 10:00      -1d   net
            quiet       -9d 10:00      -2d   net
            quiet       -9d 10:00      -1d   net
        """,
    )
    assert places(bench.build("acts.cold_place", min_sender_count=1)) == [
        ("a", "network", "net", 1, 2, 1.0)
    ]


def test_two_senders_may_meet_by_chance(bench: Bench) -> None:
    names = ["a", "b", "c", "d", "e"]
    rows = [
        {
            "account_id": name,
            "registered_at": "-9d 10:00",
            "network_id": "pair" if n < 2 else "three",
        }
        for n, name in enumerate(names)
    ]
    bench.stage(message_edge=approaches(*names), account=rows)
    assert {row["account_id"] for row in bench.build("acts.cold_place")} == {"c", "d", "e"}
