"""Weights learned from labels: what they may learn from, what is written, what it then decides."""

import csv
import json
import tomllib
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from tests.jobs.overlays import CATALOG, loader
from tests.worlds import DAY, NIGHT, Result, World, at, command, membership

SPAM = [f"s{place:02}" for place in range(30)]
HONEST = [f"h{place:03}" for place in range(200)]
ALL = '[publish]\nsignals = "all"\n'
EVERYBODY = '[score]\nweighed = [{ add_count = ">= 1" }]\n'


@pytest.fixture(name="nights", scope="module")
def _nights(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two nights on which spam adds 12 accounts each, and most others 2."""
    world = World(tmp_path_factory.mktemp("calibrate"))
    policy = world.root / "all.toml"
    policy.write_text(ALL)
    for date in (NIGHT - DAY, NIGHT):
        world.fill(date)
        adders = [(name, 12) for name in SPAM]
        adders += [(name, 12 if place < 4 else 2) for place, name in enumerate(HONEST)]
        events = [(name, place) for name, count in adders for place in range(count)]
        world.write(
            "membership_events",
            [
                membership(
                    number, date, event_at=at("08:00", date), actor_id=name,
                    account_id=f"t{place}", group_id=f"g {name}", event_id=f"{date}-x{number}",
                )
                for number, (name, place) in enumerate(events)
            ],
            "more.parquet",
            date,
        )  # fmt: skip
        result = world.run("--policy", str(policy), date=date)
        assert result.code == 0, result.error
    return world


def labels(folder: Path, source: str = "analyst") -> Path:
    path = folder / "labels.csv"
    with path.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("account_id", "is_spam", "source"))
        writer.writerows((name, "true", "analyst") for name in SPAM)
        writer.writerows((name, "false", source) for name in HONEST)
    return path


def calibrate(world: World, folder: Path, path: Path, *options: str) -> Result:
    policy = folder / "everybody.toml"
    policy.write_text(EVERYBODY)
    return command(
        "calibrate", "--labels", str(path), "--output", str(world.output),
        "--out", str(folder / "learned.toml"), "--policy", str(policy), *options,
    )  # fmt: skip


def test_other_weights_are_kept_beside_the_signals_learned(nights: World, tmp_path: Path) -> None:
    chosen = ("--signal", "add_count", "--keep-others", "--json")
    result = calibrate(nights, tmp_path, labels(tmp_path), *chosen)
    assert result.code == 0, result.error
    (learned,) = json.loads(result.out)["weights"]
    assert learned["signal"] == "add_count" and learned["after"]["edges"] == [12.0]
    overlay = tomllib.loads((tmp_path / "learned.toml").read_text())
    assert list(overlay["weights"]) == ["add_count"]


def test_to_keep_all_weights_is_no_learning(nights: World, tmp_path: Path) -> None:
    result = calibrate(nights, tmp_path, labels(tmp_path), "--keep-others")
    assert result.code == 2
    assert "--keep-others needs --signal" in result.error


def test_a_signal_is_learned_and_decides_under_the_policy_written(
    nights: World, tmp_path: Path
) -> None:
    result = calibrate(nights, tmp_path, labels(tmp_path), "--signal", "add_count", "--json")
    assert result.code == 0, result.error
    document: dict[str, Any] = json.loads(result.out)
    assert (document["spam_count"], document["honest_count"]) == (60, 400)
    (learned,) = (item for item in document["weights"] if item["signal"] == "add_count")
    assert learned["before"] is None and learned["known_count"] == 460
    assert learned["after"]["edges"] == [12.0]
    below, above = learned["after"]["bits"]
    assert below < -2 < 2 < above
    text = (tmp_path / "learned.toml").read_text()
    assert tomllib.loads(text)["weights"]["add_count"]["bits"] == [below, above]
    policy = loader(tmp_path)(text)
    assert policy.weights["add_count"].errors == learned["after"]["errors"]


def test_what_changed_is_shown(nights: World, tmp_path: Path) -> None:
    result = calibrate(nights, tmp_path, labels(tmp_path), "--signal", "add_count")
    assert "learned from 60 spam and 400 other account-nights of 2 nights; 0 labels" in result.out
    (line,) = (line for line in result.out.splitlines() if "add_count" in line.split())
    assert line.split()[:4] == ["adds", "add_count", "460", "-"]


def test_one_night_is_half_as_many(nights: World, tmp_path: Path) -> None:
    options = ("--from", str(NIGHT), "--signal", "add_count", "--json")
    document = json.loads(calibrate(nights, tmp_path, labels(tmp_path), *options).out)
    assert (document["spam_count"], document["honest_count"]) == (30, 200)
    assert document["dates"] == [str(NIGHT)]


def test_who_is_not_weighed_teaches_nothing(nights: World, tmp_path: Path) -> None:
    policy = tmp_path / "few.toml"
    policy.write_text('[score]\nweighed = [{ add_count = ">= 12" }]\n')
    result = command(
        "calibrate", "--labels", str(labels(tmp_path)), "--output", str(nights.output),
        "--out", str(tmp_path / "learned.toml"), "--policy", str(policy), "--json", "--signal", "add_count",
    )  # fmt: skip
    document = json.loads(result.out)
    assert (document["spam_count"], document["honest_count"]) == (60, 8)


def test_what_the_program_flagged_itself_teaches_nothing(nights: World, tmp_path: Path) -> None:
    result = calibrate(nights, tmp_path, labels(tmp_path, "groupspam"), "--signal", "add_count")
    assert result.code == 1
    assert "60 are spam, 0 are not; both are needed" in result.error
    assert not (tmp_path / "learned.toml").exists()


def test_a_sample_of_signals_is_refused_with_the_mend(tmp_path: Path) -> None:
    world = World(tmp_path).fill()
    assert world.run().code == 0
    result = calibrate(world, tmp_path, labels(tmp_path), "--signal", "add_count")
    assert result.code == 2 and 'signals = "all"' in result.error


def test_an_unknown_signal_and_a_file_that_is_there_are_refused(
    nights: World, tmp_path: Path
) -> None:
    result = calibrate(nights, tmp_path, labels(tmp_path), "--signal", "ad_count")
    assert (result.code, "did you mean add_count?" in result.error) == (78, True)
    (tmp_path / "learned.toml").write_text("mine")
    result = calibrate(nights, tmp_path, labels(tmp_path), "--signal", "add_count")
    assert result.code == 73 and (tmp_path / "learned.toml").read_text() == "mine"


def test_the_packaged_weights_are_of_signals_that_are_published(nights: World) -> None:
    policy = loader(nights.root)("")
    files = nights.output / "signals" / f"date={NIGHT}" / "signals.parquet"
    assert policy.weights.keys() <= set(pq.read_schema(files).names) & CATALOG.signals.keys()
