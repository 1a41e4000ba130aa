"""The page of an account says of targets what `acts.add` says, on any day of one adder."""

import datetime
import random
from pathlib import Path
from typing import Any

import pytest

from jobs.config import catalog as catalogs
from jobs.ingest.day_view import Day
from jobs.investigate.account_activity import AccountDay
from jobs.publish.reader import in_memory
from tests.sql.tables import NIGHT, bench
from tests.worlds import World

ADDER = "adder"
TARGETS = [f"t{number}" for number in range(8)]
GROUPS = ["g0", "g1"]
# Few enough that events often fall on the same instant.
MINUTES = 12
LOGS = {
    "membership_event": "membership_events",
    "message_edge": "message_edges",
    "report": "reports",
}

Rows = list[dict[str, Any]]


def logs_of(chance: random.Random) -> dict[str, Rows]:
    """Return a day on which an account adds others, once a group, and what these may have done."""

    def moment() -> datetime.datetime:
        at = datetime.timedelta(minutes=chance.randrange(MINUTES))
        return datetime.datetime.combine(NIGHT, datetime.time(), datetime.UTC) + at

    def change(action: str, actor: str | None, target: str, group: str) -> dict[str, Any]:
        row = {"event_at": moment(), "action": action, "actor_id": actor, "account_id": target}
        return {**row, "group_id": group}

    events = [change("add", ADDER, target, chance.choice(GROUPS)) for target in TARGETS]
    messages: Rows = []
    reports: Rows = []
    for target in TARGETS:
        for group in GROUPS:
            if chance.random() < 0.5:
                action = chance.choice(["leave", "remove"])
                actor = target if action == "leave" else "other"
                events.append(change(action, actor, target, group))
            if chance.random() < 0.4:
                messages.append({"sent_at": moment(), "sender_id": target, "group_id": group})
        for recipient in (ADDER, "other"):
            if chance.random() < 0.4:
                row = {"sent_at": moment(), "sender_id": target, "recipient_id": recipient}
                messages.append(row)
            if chance.random() < 0.4:
                kind = chance.choice(["report", "block"])
                row = {"reported_at": moment(), "reporter_id": target, "kind": kind}
                reports.append({**row, "reported_id": recipient})
    return {"membership_event": events, "message_edge": messages, "report": reports}


def by_acts(logs: dict[str, Rows], folder: Path) -> dict[str, tuple[Any, ...]]:
    """Return what a night finds that each target did since it was added."""
    with bench(folder) as built:
        built.stage(**logs)
        return {
            row["other_id"]: (
                row["left_at"],
                row["removed_at"],
                row["is_reported"],
                row["is_blocked"],
                row["is_answered"],
            )
            for row in built.build("acts.add")
        }


def by_page(logs: dict[str, Rows], world: World) -> dict[str, tuple[Any, ...]]:
    """Return what the page of the adder says that each target did since."""
    for noun, rows in logs.items():
        if rows:
            world.write(LOGS[noun], rows, "rows.jsonl")
    with in_memory() as engine:
        day = AccountDay(Day(engine, catalogs.packaged(), world.input, NIGHT), ADDER)
        day.opened_activity()
        return {
            row["target_id"]: (
                row["left_at"],
                row["removed_at"],
                row["reported_at"] is not None,
                row["blocked_at"] is not None,
                row["wrote_at"] is not None,
            )
            for row in day.targets(100)["rows"]
        }


@pytest.mark.parametrize("seed", range(8))
def test_the_page_and_the_night_agree_on_outcomes(tmp_path: Path, seed: int) -> None:
    logs = logs_of(random.Random(seed))
    expected = by_acts(logs, tmp_path)
    assert len(expected) == len(TARGETS)
    assert by_page(logs, World(tmp_path)) == expected
