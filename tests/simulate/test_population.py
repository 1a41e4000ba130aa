"""The made-up population: its tails, its lives, and how little of it is planted."""

import datetime as dt
from collections import Counter
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest

from jobs.simulate import SimulateResult, simulate

from .conftest import DATE
from .counts import Row, read_log

FAR = dt.date(2100, 1, 1)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SimulateResult]:
    """A population of 20,000, each kind planted once."""
    out = tmp_path_factory.mktemp("town") / "out"
    return out, simulate(out, account_count=20_000, seed=8, date=DATE, days=2)


@pytest.fixture(scope="module")
def messages(town: tuple[Path, SimulateResult]) -> list[Row]:
    return read_log(town[0], "message_edges", FAR)


def test_well_under_one_in_a_hundred_is_planted(town: tuple[Path, SimulateResult]) -> None:
    truth = pyarrow.parquet.read_table(town[0] / "truth.parquet").to_pylist()
    planted = [row for row in truth if row["archetype"] not in ("ordinary", "bystander")]
    assert len(planted) < 0.01 * len(truth)


def test_messages_a_day_have_the_tail_of_real_ones(messages: list[Row]) -> None:
    sent = Counter((row["sender_id"], row["date"]) for row in messages)
    median, ninety, top = np.quantile(list(sent.values()), [0.5, 0.9, 0.99])
    assert 2 <= median <= 6
    assert 8 <= ninety <= 25
    assert 30 <= top <= 90


def test_recipients_a_day_have_the_tail_of_real_ones(messages: list[Row]) -> None:
    pairs = {
        (row["sender_id"], row["date"], row["recipient_id"])
        for row in messages
        if row["recipient_id"]
    }
    counts = list(Counter((sender, date) for sender, date, _ in pairs).values())
    median, ninety, top = np.quantile(counts, [0.5, 0.9, 0.99])
    assert 1 <= median <= 2
    assert 3 <= ninety <= 7
    assert 7 <= top <= 25


def test_who_is_planted_old_has_lived_among_the_others(
    town: tuple[Path, SimulateResult], messages: list[Row]
) -> None:
    result = town[1]
    old = {
        account
        for p in result.planted
        if p.archetype in ("hijacked", "scraped_adder", "warm_up_adder", "wedding_host", "seller")
        for account in p.accounts
    }
    listed = {row["contact_id"] for row in read_log(town[0], "contacts", FAR)}
    owners = {row["owner_id"] for row in read_log(town[0], "contacts", FAR)}
    assert old <= owners
    assert len(old & listed) >= len(old) - 1


def test_ordinary_people_do_all_that_spam_does(town: tuple[Path, SimulateResult]) -> None:
    planted = {account for p in town[1].planted for account in p.accounts}
    changes = read_log(town[0], "membership_events", FAR)
    actions = {row["action"] for row in changes if row["actor_id"] not in planted}
    assert actions == {row["action"] for row in changes}
    reported = {r["reported_id"] for r in read_log(town[0], "reports", FAR)}
    assert len(reported - planted) > len(reported & planted)
