"""Hold the bans of a run for human review if there are unusually many (circuit breaker)."""

import datetime
import statistics
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from jobs.config.policy import Policy
from jobs.publish.layout import published_dates, read_manifest
from jobs.scoring.flags import Flag


def hold_bans(flags: Iterable[Flag]) -> list[Flag]:
    """Return the flags with every ban turned into a review by the circuit breaker."""
    return [
        replace(flag, decision="review", suppressed_by="valve") if flag.decision == "ban" else flag
        for flag in flags
    ]


def hold_reason(
    policy: Policy, ban_count: int, active_count: int, usual: float | None
) -> str | None:
    """Return why bans must be held, None if they need not be.

    Args:
        policy: its table [valve] has the limits.
        ban_count: the bans of this run.
        active_count: accounts active on the date.
        usual: the trailing median of bans per night, None if too few nights are published.
    """
    valve = policy.valve
    if ban_count <= valve.min_ban_count:
        return None
    share = ban_count / active_count if active_count else 1.0
    if share > valve.max_ban_share:
        return (
            f"{ban_count} bans are {share:.3%} of the {active_count} active accounts, "
            f"more than valve.max_ban_share = {valve.max_ban_share:.3%}"
        )
    if usual is not None and ban_count > valve.max_ban_ratio * max(usual, 5):
        return (
            f"{ban_count} bans are more than valve.max_ban_ratio = {valve.max_ban_ratio:g} times "
            f"the usual number, {max(usual, 5):g}"
        )
    return None


def usual_ban_count(output: Path, date: datetime.date, policy: Policy) -> float | None:
    """Return the median of bans over the trailing nights, None if too few are published."""
    dates = [earlier for earlier in published_dates(output) if earlier < date]
    counts = []
    for earlier in dates[-policy.valve.trailing_nights :]:
        found = read_manifest(output, earlier)
        if found is not None and not found["flags"]["suppressed"].get("valve"):
            counts.append(found["flags"]["by_decision"].get("ban", 0))
    return statistics.median(counts) if len(counts) >= policy.valve.min_nights else None
