"""The hours of the clock in which an account added others."""

import math

import pytest

from tests.sql.tables import Bench


def entropy(counts: list[int]) -> float:
    """Return the entropy of counts by its definition, corrected and over its maximum."""
    total = sum(counts)
    bits = -sum(n / total * math.log2(n / total) for n in counts)
    bits += (len(counts) - 1) / (2 * total * math.log(2))
    return min(1.0, bits / math.log2(min(total, 24)))


@pytest.mark.parametrize("counts", [[2, 6], [1, 1, 4], [9, 1], [1, 1], [3, 3, 3, 3]])
def test_the_entropy_is_that_of_the_definition(bench: Bench, counts: list[int]) -> None:
    rows = "\n".join(
        f"{hour:02}:{place:02}  g  amy  x{hour}y{place}  add"
        for hour, count in enumerate(counts)
        for place in range(count)
    )
    bench.stage(membership_event=f"event_at  group_id  actor_id  account_id  action\n{rows}")
    (row,) = bench.build("signals.add_hour")
    assert row["add_hour_count"] == len(counts)
    assert row["add_fullest_hour_share"] == max(counts) / sum(counts)
    assert row["add_hour_entropy_share"] == pytest.approx(entropy(counts), abs=1e-5)


def test_one_hour_has_no_entropy_and_one_add_tells_nothing(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -1d 09:00  g         amy       z           add
            10:00      g         amy       a           add
            10:59      g         amy       b           add
            10:00      g         bob       a           add
        """
    )
    amy, bob = bench.build("signals.add_hour")
    assert (amy["add_hour_count"], amy["add_hour_entropy_share"]) == (1, 0)
    assert (bob["add_hour_count"], bob["add_hour_entropy_share"]) == (1, None)


def adders(country: str, hours: list[int]) -> tuple[list[str], list[str]]:
    """Return adds and accounts: in each hour, as many accounts of a country as told add one."""
    names = [f"{country}{hour}n{n}" for hour, count in enumerate(hours) for n in range(count)]
    adds = [f"{name.partition('n')[0][2:]:0>2}:30  g  {name}  z  add" for name in names]
    return adds, [f"{name}  {country}" for name in names]


# In 24 hours 96 accounts: 4 an hour in the mean, so that with 1 it is night and with 2 it is not.
DAY = [1, 1, 2, 2, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1]


def test_night_is_where_few_of_the_same_country_add(bench: Bench) -> None:
    assert sum(DAY) == 96
    here, here_accounts = adders("NL", [*DAY[:-1], 0])
    there, there_accounts = adders("BR", DAY[12:] + DAY[:12])
    owl = [
        f"{clock}  g  owl  {n}  add"
        for n, clock in enumerate(["00:10", "02:10", "12:10", "23:59:59.999999"])
    ]
    bench.stage(
        membership_event="\n".join(
            ["event_at  group_id  actor_id  account_id  action", *here, *there, *owl]
        ),
        account="\n".join(
            ["account_id  phone_country", "owl  NL", *here_accounts, *there_accounts]
        ),
    )
    shares = {
        row["account_id"]: row["add_night_share"]
        for row in bench.build("signals.add_hour", min_count=96)
    }
    # With the owl's four hours there are 99: night is where at most one account adds.
    assert shares["owl"] == 0.25
    assert (shares["NL1n0"], shares["NL2n0"], shares["NL12n0"]) == (1, 0, 0)
    assert (shares["BR12n0"], shares["BR0n0"]) == (1, 0)
    assert (shares["BR10n0"], shares["BR14n0"]) == (1, 0)


def test_of_a_country_in_which_few_add_no_night_is_known(bench: Bench) -> None:
    adds, accounts = adders("NL", DAY)
    bench.stage(
        membership_event="\n".join(["event_at  group_id  actor_id  account_id  action", *adds]),
        account="\n".join(["account_id  phone_country", *accounts]),
    )
    rows = bench.build("signals.add_hour", min_count=97)
    assert {row["add_night_share"] for row in rows} == {None}
    rows = bench.build("signals.add_hour", min_count=96)
    assert {row["add_night_share"] for row in rows} == {0, 1}
