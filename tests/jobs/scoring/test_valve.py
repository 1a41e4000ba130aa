"""The safety valve, each of its limits exactly at the limit."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from jobs.config import policy as policies
from jobs.config.policy import Policy
from jobs.scoring.circuit_breaker import hold_bans, hold_reason, usual_ban_count
from jobs.scoring.flags import Finding, Flag
from tests.jobs.overlays import CATALOG

PACKAGED = policies.load(CATALOG)
NIGHT = datetime.date(2026, 3, 10)
MANY = 10_000_000


def policy(**changes: Any) -> Policy:
    """Return the packaged policy with another valve."""
    return PACKAGED.model_copy(update={"valve": PACKAGED.valve.model_copy(update=changes)})


def publish(output: Path, days_before: int, bans: int, held_bans: int = 0) -> None:
    """Publish a manifest of an earlier (or, below 0, a later) night."""
    date = NIGHT - datetime.timedelta(days=days_before)
    path = output / "runs" / f"date={date}" / "manifest.json"
    path.parent.mkdir(parents=True)
    suppressed = {"valve": held_bans} if held_bans else {}
    flags = {"by_decision": {"ban": bans} if bans else {}, "suppressed": suppressed}
    path.write_text(json.dumps({"run_id": "of old", "flags": flags, "files": []}), encoding="utf-8")


def flag(decision: str) -> Flag:
    """Return a flag with one finding and no reasons."""
    return Flag(1, decision, (Finding("one", decision, 1.0, False, ()),))


def test_it_turns_every_ban_into_a_review_that_says_so() -> None:
    after = hold_bans([flag("ban"), flag("review"), flag("watch")])
    assert [(item.decision, item.suppressed_by) for item in after] == [
        ("review", "valve"),
        ("review", None),
        ("watch", None),
    ]


@pytest.mark.parametrize(
    ("bans", "active", "usual", "named"),
    [
        # Up to min_ban_count bans are never held, whatever their share.
        (20, 20, 0.0, None),
        (20, 0, 0.0, None),
        (21, 0, None, "max_ban_share"),
        (21, 20, None, "max_ban_share"),
        # max_ban_share itself passes.
        (100, 100_000, None, None),
        (100, 99_999, None, "max_ban_share"),
        (101, 100_000, None, "max_ban_share"),
        # max_ban_ratio times the usual number passes.
        (50, MANY, 10.0, None),
        (51, MANY, 10.0, "max_ban_ratio"),
        (53, MANY, 10.5, "max_ban_ratio"),
        # A usual number below 5 counts as 5.
        (25, MANY, 0.0, None),
        (26, MANY, 0.0, "max_ban_ratio"),
        (26, MANY, 4.5, "max_ban_ratio"),
        (30, MANY, 6.0, None),
        # Without a usual number there is no ratio.
        (5_000, MANY, None, None),
    ],
)
def test_each_limit_is_passed_only_beyond_it(
    bans: int, active: int, usual: float | None, named: str | None
) -> None:
    reason = hold_reason(PACKAGED, bans, active, usual)
    assert (reason is None) == (named is None)
    assert named is None or (named in str(reason) and str(bans) in str(reason))


def test_each_limit_is_the_policys() -> None:
    assert hold_reason(policy(min_ban_count=0), 1, 10, None) is not None
    assert hold_reason(policy(min_ban_count=0, max_ban_share=0.1), 1, 10, None) is None
    assert hold_reason(policy(max_ban_ratio=4.0), 25, MANY, 6.0) is not None


def test_the_usual_number_is_known_after_enough_nights(tmp_path: Path) -> None:
    for day in range(1, 7):
        publish(tmp_path, day, bans=day)
    assert usual_ban_count(tmp_path, NIGHT, PACKAGED) is None
    publish(tmp_path, 7, bans=100)
    assert usual_ban_count(tmp_path, NIGHT, PACKAGED) == 4


def test_a_night_without_bans_counts_as_none(tmp_path: Path) -> None:
    for day in range(1, 9):
        publish(tmp_path, day, bans=0 if day > 4 else 10)
    assert usual_ban_count(tmp_path, NIGHT, PACKAGED) == 5


def test_the_night_itself_later_ones_and_those_held_do_not_count(tmp_path: Path) -> None:
    for day in range(1, 8):
        publish(tmp_path, day, bans=3)
    publish(tmp_path, 8, bans=0, held_bans=500)
    publish(tmp_path, 0, bans=900)
    publish(tmp_path, -1, bans=900)
    assert usual_ban_count(tmp_path, NIGHT, PACKAGED) == 3
    assert usual_ban_count(tmp_path, NIGHT, policy(min_nights=8)) is None


def test_only_the_trailing_nights_count(tmp_path: Path) -> None:
    for day in range(1, 8):
        publish(tmp_path, day, bans=3)
    for day in range(8, 30):
        publish(tmp_path, day, bans=90)
    assert usual_ban_count(tmp_path, NIGHT, policy(trailing_nights=7)) == 3
    assert usual_ban_count(tmp_path, NIGHT, policy(trailing_nights=29)) == 90


def test_no_night_published_is_no_usual_number(tmp_path: Path) -> None:
    assert usual_ban_count(tmp_path, NIGHT, PACKAGED) is None
