"""Sessions of registrations in one place."""

from typing import Any

from tests.sql.given import alone, give
from tests.sql.tables import Bench

HEADER = "account_id  registered_at  device_id  network_id  phone_prefix"


def sessions(bench: Bench, *registrations: str, welcome: str = "") -> set[tuple[Any, ...]]:
    """Return each session's kind, place, number and accounts; all but one are unwelcome."""
    names = [row.split()[0] for row in registrations]
    give(
        bench,
        staging__registration="\n".join([HEADER, *registrations]),
        ring_inputs__stranger_outcome="\n".join(
            [
                "account_id  is_unwelcome",
                *(f"{name}  {'no' if name == welcome else 'yes'}" for name in names),
            ]
        ),
    )
    found: dict[tuple[Any, ...], str] = {}
    for row in alone(bench, "ring_candidates.registration_session"):
        key = (row["kind"], row["name"], row["number"])
        found[key] = found.get(key, "") + row["account_id"]
    return {(*key, members) for key, members in found.items()}


def test_a_pause_of_two_hours_is_within_a_session_and_a_longer_one_begins_the_next(
    bench: Bench,
) -> None:
    assert sessions(
        bench,
        "a  -1d 23:00            d  -  -",
        "b  01:00                d  -  -",
        "c  03:00:00.000001      d  -  -",
        "e  03:30                d  -  -",
    ) == {("device", "d", 1, "ab"), ("device", "d", 2, "ce")}


def test_each_place_has_sessions_of_its_own_also_where_places_of_two_kinds_have_one_name(
    bench: Bench,
) -> None:
    assert sessions(
        bench,
        "a  10:00  x  x  -",
        "b  10:10  y  x  x",
        "c  10:20  x  -  -",
    ) == {
        ("device", "x", 1, "ac"),
        ("device", "y", 1, "b"),
        ("network", "x", 1, "ab"),
        ("prefix", "x", 1, "b"),
    }


def test_accounts_that_are_welcome_or_of_unknown_time_or_place_are_in_no_session(
    bench: Bench,
) -> None:
    rows = ["a  10:00  d  -  -", "b  10:10  d  -  -", "c  -  d  -  -", "e  10:20  -  -  -"]
    assert sessions(bench, *rows, welcome="b") == {("device", "d", 1, "a")}


def test_a_welcome_account_does_not_bridge_a_pause(bench: Bench) -> None:
    rows = ["a  10:00  d  -  -", "b  11:30  d  -  -", "c  13:00  d  -  -"]
    assert sessions(bench, *rows, welcome="b") == {("device", "d", 1, "a"), ("device", "d", 2, "c")}


def test_accounts_registered_at_one_instant_are_in_one_session(bench: Bench) -> None:
    rows = [f"{name}  {clock}  d  -  -" for clock in ("10:00", "14:00") for name in "abc"]
    rows = [f"{chr(97 + place)}{row[1:]}" for place, row in enumerate(rows)]
    assert sessions(bench, *rows[::-1]) == {("device", "d", 1, "abc"), ("device", "d", 2, "def")}
