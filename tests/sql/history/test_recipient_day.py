"""Whom the busy senders of a day wrote to, as a sample."""

import datetime
from typing import Any

from tests.sql.tables import NIGHT, Bench

DAY_BEFORE = NIGHT - datetime.timedelta(days=1)


def written(sender: str, count: int, day: str = "", prefix: str = "r") -> list[dict[str, Any]]:
    """Return messages of a sender to so many others."""
    return [
        {"sent_at": f"{day} 10:00".strip(), "sender_id": sender, "recipient_id": f"{prefix}{n}"}
        for n in range(count)
    ]


def test_only_senders_with_thirty_recipients_other_than_themselves_are_kept(bench: Bench) -> None:
    with_itself = [*written("few", 29), *written("few", 29)]
    with_itself.append({"sent_at": "10:00", "sender_id": "few", "recipient_id": "few"})
    bench.stage(message_edge=[*with_itself, *written("bank", 30)])
    rows = bench.build("history.recipient_day")
    assert {row["account_id"] for row in rows} == {"bank"}
    assert len(rows) == 30


def test_of_more_than_a_hundred_recipients_the_same_hundred_are_kept(bench: Bench) -> None:
    bench.stage(message_edge=written("bank", 150))
    first = bench.build("history.recipient_day")
    bench.stage(message_edge=written("bank", 150)[::-1])
    assert len(first) == 100
    assert bench.build("history.recipient_day") == first


def test_each_day_has_its_own_recipients(bench: Bench) -> None:
    both = written("bank", 40, "-1d", "old") + written("bank", 30, "", "new")
    bench.stage(message_edge=both)
    found = {(row["date"], row["target_id"][:3]) for row in bench.build("history.recipient_day")}
    assert found == {(DAY_BEFORE, "old"), (NIGHT, "new")}
