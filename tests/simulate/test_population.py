"""The made-up population: its tails, its lives, and how little of it is planted."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
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


@pytest.fixture(scope="module")
def ordinary(town: tuple[Path, SimulateResult]) -> set[str]:
    truth = pyarrow.parquet.read_table(town[0] / "truth.parquet").to_pylist()
    return {row["account_id"] for row in truth if row["archetype"] == "ordinary"}


def quantiles(values: Iterable[float]) -> list[float]:
    """Return the quantiles 50, 90, 99 and 99.9 in a hundred."""
    return list(np.quantile(list(values), [0.5, 0.9, 0.99, 0.999]))


def assert_near(found: list[float], real: list[float], factors: list[float]) -> None:
    """Each figure lies within its factor of the real log's, both ways."""
    for value, expected, factor in zip(found, real, factors, strict=True):
        assert expected / factor <= value <= expected * factor


def test_messages_a_day_have_the_tail_of_real_ones(messages: list[Row], ordinary: set[str]) -> None:
    sent = Counter(
        (row["sender_id"], row["date"])
        for row in messages
        if row["recipient_id"] and row["sender_id"] in ordinary
    )
    assert_near(quantiles(sent.values()), [2, 11, 42, 99], [1, 1.25, 1.3, 2])


def test_recipients_a_day_have_the_tail_of_real_ones(
    messages: list[Row], ordinary: set[str]
) -> None:
    pairs = {
        (row["sender_id"], row["date"], row["recipient_id"])
        for row in messages
        if row["recipient_id"] and row["sender_id"] in ordinary
    }
    counts = Counter((sender, date) for sender, date, _ in pairs)
    assert_near(quantiles(counts.values()), [2, 5, 15, 32], [2, 1.25, 1.3, 2])


def test_as_many_answer_within_the_day_as_in_life(messages: list[Row], ordinary: set[str]) -> None:
    first: dict[tuple[str, str, dt.date], dt.datetime] = {}
    last: dict[tuple[str, str, dt.date], dt.datetime] = {}
    for row in sorted(messages, key=lambda row: row["sent_at"]):
        if row["recipient_id"]:
            pair = (row["sender_id"], row["recipient_id"], row["date"])
            first.setdefault(pair, row["sent_at"])
            last[pair] = row["sent_at"]
    written, answered = Counter[str](), Counter[str]()
    for (sender, recipient, date), at in first.items():
        written[sender] += 1
        back = last.get((recipient, sender, date))
        answered[sender] += back is not None and back > at
    shares = [answered[a] / n for a, n in written.items() if n >= 5 and a in ordinary]
    assert_near(list(np.quantile(shares, [0.5, 0.9])), [0.40, 0.63], [1.25, 1.25])


def test_adds_a_day_have_the_tail_of_real_ones(
    town: tuple[Path, SimulateResult], ordinary: set[str]
) -> None:
    adds = [
        row
        for row in read_log(town[0], "membership_events", FAR)
        if row["action"] == "add" and row["actor_id"] in ordinary
    ]
    days = Counter((row["actor_id"], row["date"]) for row in adds)
    # A list of recipients has three or more: of fewer the real log says nothing.
    assert_near(quantiles(n for n in days.values() if n >= 3), [5, 16, 38, 64], [1.25, 1.4, 1.5, 2])


def test_new_groups_have_the_sizes_of_real_lists(
    town: tuple[Path, SimulateResult], ordinary: set[str]
) -> None:
    changes = read_log(town[0], "membership_events", FAR)
    made = {
        row["group_id"]
        for row in changes
        if row["action"] == "create" and row["actor_id"] in ordinary
    }
    sizes = Counter(
        row["group_id"] for row in changes if row["action"] == "add" and row["group_id"] in made
    )
    assert_near(quantiles(n for n in sizes.values() if n >= 3), [4, 11, 27, 38], [1.3, 1.3, 1.5, 2])


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


def test_adders_and_hosts_add_to_old_groups_as_ordinary_people_do(tmp_path: Path) -> None:
    scenario = tmp_path / "mine.toml"
    kinds = ("hijacked", "stranger_adder", "community_leader", "club_secretary", "conference_bot")
    scenario.write_text(
        "\n".join(f"[kinds.{kind}]\nold_group_share = [0.5, 0.5]" for kind in kinds)
    )
    result = simulate(tmp_path / "out", account_count=2000, date=DATE, each=4, scenario=scenario)
    adders = {a for p in result.planted if p.archetype in kinds for a in p.accounts}
    changes = read_log(tmp_path / "out", "membership_events", FAR)
    made = {row["group_id"] for row in changes if row["action"] == "create"}
    used = {
        (row["group_id"] in made, row["group_id"])
        for row in changes
        if row["action"] == "add" and row["actor_id"] in adders
    }
    share = sum(not is_new for is_new, _ in used) / len(used)
    assert 0.3 < share < 0.7
    # They live on beside what is planted.
    old = {group for is_new, group in used if not is_new}
    messages = read_log(tmp_path / "out", "message_edges", FAR)
    others = {row["group_id"] for row in messages if row["sender_id"] not in adders}
    assert len(old & others) > 0.5 * len(old)


def test_planted_registrations_share_a_device_now_and_then(tmp_path: Path) -> None:
    scenario = tmp_path / "mine.toml"
    scenario.write_text("[world]\nfamily_share = 0.5")
    result = simulate(tmp_path / "out", account_count=300, date=DATE, each=6, scenario=scenario)
    accounts = read_log(tmp_path / "out", "accounts", FAR)
    device = {row["account_id"]: row["device_id"] for row in accounts}
    used = Counter(device.values())
    cold = [a for p in result.planted if p.archetype == "cold_clean" for a in p.accounts]
    assert any(used[device[account]] > 1 for account in cold)


def test_programs_desks_and_the_bookless_have_days_before(tmp_path: Path) -> None:
    result = simulate(tmp_path / "out", account_count=2000, date=DATE, each=3)
    seen: dict[str, set[dt.date]] = {}
    rows = read_log(tmp_path / "out", "message_edges", FAR)
    for row in rows:
        seen.setdefault(row["sender_id"], set()).add(row["date"])
    registered_on = {
        row["account_id"]: row["registered_at"].date()
        for row in read_log(tmp_path / "out", "accounts", FAR)
    }
    for archetype in ("api_sender", "api_flood", "support_desk"):
        accounts = next(p.accounts for p in result.planted if p.archetype == archetype)
        for account in accounts:
            expected = {date for date in result.dates if date > registered_on[account]}
            assert expected <= seen[account]
    hosts = next(p.accounts for p in result.planted if p.archetype == "bookless")
    guests = {
        row["account_id"]
        for row in read_log(tmp_path / "out", "membership_events", FAR)
        if row["action"] == "add" and row["actor_id"] in hosts
    }
    before = {row["sender_id"] for row in rows if row["date"] < DATE and row["recipient_id"]}
    assert len(guests & before) > 0.3 * len(guests)


def test_some_planted_accounts_have_verdicts_late_and_some_are_wrong(tmp_path: Path) -> None:
    scenario = tmp_path / "mine.toml"
    scenario.write_text("[world]\nreviewed_share = 0.5\nwrong_review_share = 0.3")
    result = simulate(tmp_path / "out", account_count=600, date=DATE, each=9, scenario=scenario)
    is_spam = {a: p.is_spam for p in result.planted for a in p.accounts}
    verdicts = read_log(tmp_path / "out", "verdicts", FAR)
    about = [row for row in verdicts if is_spam.get(row["account_id"]) is not None]
    slow = {a for p in result.planted if p.archetype == "slow_adder" for a in p.accounts}
    judged = {row["account_id"] for row in about if row["account_id"] in slow}
    assert 0 < len(judged) < len(slow)
    wrong = [row for row in about if (row["verdict"] == "spam") != is_spam[row["account_id"]]]
    assert 0 < len(wrong) < len(about) / 2
    assert DATE - dt.timedelta(days=2) < min(
        row["date"] for row in about if row["account_id"] in slow
    )
