"""Forwards that fan out."""

from typing import Any

import pytest

from tests.sql.tables import Bench


def fan(start: int, chats: int, step: float = 1, group: bool = False) -> list[dict[str, Any]]:
    """Forwards to so many chats, `step` seconds apart, from a second of the day on."""
    rows = []
    for n in range(chats):
        second = start + n * step
        clock = f"{int(second // 3600):02}:{int(second // 60 % 60):02}:{second % 60:09.6f}"
        chat = {"group_id": f"c{n}"} if group else {"recipient_id": f"c{n}"}
        rows.append({"sent_at": clock, "sender_id": "chain", "is_forward": "yes", **chat})
    return rows


@pytest.mark.parametrize(
    ("chats", "step", "times"), [(5, 1, 0), (6, 1, 1), (6, 12, 0), (6, 11.9, 1)]
)
def test_more_than_five_chats_within_a_minute_are_a_fan_out(
    bench: Bench, chats: int, step: float, times: int
) -> None:
    bench.stage(message_edge=fan(36_000, chats, step))
    rows = bench.build("signals.forward_fanout")
    assert [row["forward_fanout_count"] for row in rows] == ([times] if times else [])


def test_a_chat_twice_is_one_chat_and_a_group_is_not_the_account_of_its_name(bench: Bench) -> None:
    bench.stage(message_edge=fan(36_000, 4) + fan(36_010, 4))
    assert bench.build("signals.forward_fanout") == []
    bench.stage(message_edge=fan(36_000, 4) + fan(36_010, 4, group=True))
    (row,) = bench.build("signals.forward_fanout")
    assert row["forward_fanout_count"] == 1


def test_fan_outs_an_hour_apart_count_each_and_a_long_one_once_a_minute(bench: Bench) -> None:
    bench.stage(message_edge=fan(36_000, 6) + fan(40_000, 6) + fan(44_000, 6))
    (row,) = bench.build("signals.forward_fanout")
    assert row["forward_fanout_count"] == 3
    bench.stage(message_edge=fan(36_000, 186))
    (row,) = bench.build("signals.forward_fanout")
    assert row["forward_fanout_count"] == 4


def test_what_is_no_forward_does_not_count(bench: Bench) -> None:
    bench.stage(message_edge=[row | {"is_forward": "no"} for row in fan(36_000, 9)])
    assert bench.build("signals.forward_fanout") == []
