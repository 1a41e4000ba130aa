"""How far the date stands out from the account's own days."""

import pytest

from tests.sql.tables import Bench


def messages(*rows: str) -> str:
    """Return messages of senders: `-1d 10:00  a  5` are five of a's on the day before."""
    return "\n".join(
        ["sent_at  sender_id  recipient_id  message_count"]
        + ["  ".join([*row.split("  ")[:2], "r", row.split("  ")[2]]) for row in rows]
    )


def even(name: str, count: int, days: int) -> list[str]:
    """Return so many messages of an account on each of the days before the date."""
    return [f"-{day}d 10:00  {name}  {count}" for day in range(1, days + 1)]


def test_a_day_like_the_others_is_none_and_a_day_of_many_is(bench: Bench) -> None:
    bench.stage(
        message_edge=messages(
            *even("calm", 5, 6), "10:00  calm  5", *even("wild", 5, 6), "10:00  wild  40"
        )
    )
    calm, wild = bench.build("signals.surge")
    assert 0 < calm["message_surge_log10"] < 0.5
    # A Poisson tail: P(X >= 40) at a mean of 5.
    assert wild["message_surge_log10"] == pytest.approx(22.068, abs=1e-3)
    assert calm["surge_discovery_count"] == 0
    assert wild["surge_discovery_count"] == 1
    assert wild["add_surge_log10"] is None


def test_two_former_days_are_too_few_and_three_are_not(bench: Bench) -> None:
    bench.stage(
        message_edge=messages(
            *even("three", 2, 3), "10:00  three  9", *even("two", 2, 2), "10:00  two  9"
        )
    )
    three, two = bench.build("signals.surge")
    assert three["message_surge_log10"] > 3
    assert two["message_surge_log10"] is None
    assert two["surge_discovery_count"] is None


def test_days_count_from_the_registration_but_not_from_before_the_history(bench: Bench) -> None:
    bench.stage(
        message_edge=messages(
            *even("busy", 2, 3), "10:00  busy  2", "10:00  silent  9", "10:00  newcomer  9"
        ),
        account="""
            account_id  registered_at
            silent      -9d 10:00
            newcomer    -2d 10:00
        """,
    )
    _, newcomer, silent = bench.build("signals.surge")
    assert newcomer["message_surge_log10"] is None
    assert silent["message_surge_log10"] > 3


def test_the_first_minute_of_the_date_is_of_the_date(bench: Bench) -> None:
    bench.stage(
        message_edge=messages(
            *even("a", 2, 3), "-1d 23:59:59  a  9", "00:00  a  2", "00:00  b  9", *even("b", 2, 3)
        )
    )
    a, b = bench.build("signals.surge")
    assert a["message_surge_log10"] < 1 < b["message_surge_log10"]


def test_adds_have_days_of_their_own(bench: Bench) -> None:
    former = [f"-{day}d 10:00  g  adder  {day}  add" for day in range(1, 5)]
    today = [f"10:00  g  adder  n{number}  add" for number in range(20)]
    bench.stage(
        membership_event="\n".join(
            ["event_at  group_id  actor_id  account_id  action", *former, *today]
        )
    )
    (row,) = bench.build("signals.surge")
    # A Poisson tail: P(X >= 20) at a mean of 1.
    assert row["add_surge_log10"] == pytest.approx(18.799, abs=1e-3)
    assert row["message_surge_log10"] is None
    assert row["surge_discovery_count"] == 1


def test_the_budget_is_one_for_all(bench: Bench) -> None:
    bench.stage(message_edge=messages(*even("a", 5, 6), "10:00  a  14"))
    (strict,) = bench.build("signals.surge", false_discovery_share=0.0001)
    (lax,) = bench.build("signals.surge", false_discovery_share=0.01)
    assert (strict["surge_discovery_count"], lax["surge_discovery_count"]) == (0, 1)


def test_nobody_acts_no_rows(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.surge") == []
