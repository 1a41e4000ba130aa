"""Which events are published as evidence, and under which names."""

from typing import Any

from tests.sql.given import alone, give
from tests.sql.tables import Bench, at

NAMES = {
    "staging__account_name": """
        account_id  name
        1           spammer
        2           other
        3           target
    """,
    "staging__group_name": """
        group_id  name
        1         club
    """,
    "staging__event_name": """
        log                event_id  name
        membership_events  1         m1
        message_edges      1         e1
    """,
}
HEADER = "account_id  rule  event_at  log  action  group_id  other_id  event_id"


def published(bench: Bench, *events: str, max_rows: int = 100) -> list[dict[str, Any]]:
    """Return the published rows of events."""
    give(bench, evidence__event="\n".join([HEADER, *events]), **NAMES)
    return alone(bench, "publish.evidence", max_rows=max_rows)


def test_an_event_bears_the_names_of_its_own_log(bench: Bench) -> None:
    first, second = published(
        bench,
        "1  burst  10:00  membership_events  add  1  3  1",
        "1  burst  11:00  message_edges      -    -  -  1",
    )
    assert first == {
        "account_id": "spammer",
        "rule": "burst",
        "event_at": at("10:00"),
        "log": "membership_events",
        "action": "add",
        "group_id": "club",
        "other_id": "target",
        "event_id": "m1",
    }
    names = [second[name] for name in ("action", "group_id", "other_id", "event_id")]
    assert names == [None, None, None, "e1"]


def test_an_event_without_an_id_is_published_without_one(bench: Bench) -> None:
    (row,) = published(bench, "1  burst  10:00  message_edges  -  -  3  -")
    assert row["event_id"] is None


def test_the_cap_keeps_the_earliest_events_of_each_account_and_rule(bench: Bench) -> None:
    rows = published(
        bench,
        *(f"1  burst  10:0{minute}  message_edges  -  -  3  -" for minute in (2, 0, 1)),
        "1  fresh  12:00  message_edges  -  -  3  -",
        "2  burst  13:00  message_edges  -  -  3  -",
        max_rows=2,
    )
    assert [(row["account_id"], row["rule"], row["event_at"]) for row in rows] == [
        ("other", "burst", at("13:00")),
        ("spammer", "burst", at("10:00")),
        ("spammer", "burst", at("10:01")),
        ("spammer", "fresh", at("12:00")),
    ]


def test_of_events_at_one_instant_the_cap_keeps_those_whose_names_come_first_not_whose_numbers_do(
    bench: Bench,
) -> None:
    at_once = [f"1  burst  10:00  message_edges  -  -  {other}  -" for other in (3, 1, 2)]
    rows = published(bench, *at_once, max_rows=1)
    assert [row["other_id"] for row in rows] == ["other"]
    assert published(bench, *at_once[::-1], max_rows=1) == rows
