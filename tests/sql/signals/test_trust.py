"""Trust and guilt reach accounts through those with whom they write both ways."""

from typing import Any

import pytest

from tests.sql.tables import Bench

# Two circles of talkers, joined by one talk of c and d.
TALKS = [("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("d", "f")]
ACCOUNTS = """
    account_id  registered_at
    a           -900d 10:00
    f           -3d 10:00
"""


def messages(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return that both of each pair wrote to the other."""
    return [
        {"sent_at": f"10:{place:02}:{second:02}", "sender_id": one, "recipient_id": other}
        for place, pair in enumerate(pairs)
        for second, (one, other) in enumerate([pair, pair[::-1]])
    ]


def build(bench: Bench, **logs: Any) -> dict[str, dict[str, Any]]:
    bench.stage(membership_event=[], account=ACCOUNTS, **logs)
    bench.build("trust.account_trust", trusted_links=2)
    return {row["account_id"]: row for row in bench.build("signals.trust", trusted_links=2)}


def test_trust_comes_from_old_accounts_and_is_less_behind_a_bridge(bench: Bench) -> None:
    rows = build(bench, message_edge=messages(TALKS))
    trust = {name: row["talk_trust"] for name, row in rows.items()}
    assert trust.keys() == set("abcdef")
    assert min(trust[name] for name in "abc") > max(trust[name] for name in "def")
    assert {row["talk_distrust"] for row in rows.values()} == {None}


def test_guilt_comes_from_those_whom_people_found_to_be_spam(bench: Bench) -> None:
    verdict = [{"account_id": "e", "verdict": "spam", "decided_at": "-1d 10:00"}]
    rows = build(bench, message_edge=messages(TALKS), verdict=verdict)
    guilt = {name: row["talk_distrust"] for name, row in rows.items()}
    assert max(guilt[name] for name in "abc") < min(guilt[name] for name in "def")


def test_an_old_account_that_is_known_spam_gives_no_trust(bench: Bench) -> None:
    verdict = [{"account_id": "a", "verdict": "spam", "decided_at": "-1d 10:00"}]
    rows = build(bench, message_edge=messages(TALKS), verdict=verdict)
    assert {row["talk_trust"] for row in rows.values()} == {None}


@pytest.mark.parametrize("pair", [("a", "x"), ("x", "a")])
def test_who_is_not_answered_has_no_row(bench: Bench, pair: tuple[str, str]) -> None:
    one, other = pair
    lonely = {"sent_at": "12:00", "sender_id": one, "recipient_id": other}
    rows = build(bench, message_edge=[*messages(TALKS), lonely])
    assert "x" not in rows


@pytest.mark.parametrize("pair", [("a", "x"), ("x", "a")])
def test_who_answers_on_the_next_day_talks_whatever_their_names_are(
    bench: Bench, pair: tuple[str, str]
) -> None:
    one, other = pair
    talk = [
        {"sent_at": "-1d 12:00", "sender_id": one, "recipient_id": other},
        {"sent_at": "12:00", "sender_id": other, "recipient_id": one},
    ]
    rows = build(bench, message_edge=[*messages(TALKS), *talk])
    once = [{**talk[0], "sent_at": "11:00"}, talk[1]]
    assert rows["x"]["talk_trust"] is not None
    assert rows == build(bench, message_edge=[*messages(TALKS), *once])


def test_where_nobody_writes_nobody_has_trust(bench: Bench) -> None:
    assert build(bench, message_edge=[]) == {}


def test_who_write_in_the_same_instant_talk_once(bench: Bench) -> None:
    talk = [
        {"sent_at": "12:00", "sender_id": "a", "recipient_id": "x"},
        {"sent_at": "12:00", "sender_id": "x", "recipient_id": "a"},
    ]
    late = [talk[0], {**talk[1], "sent_at": "12:01"}]
    rows = build(bench, message_edge=[*messages(TALKS), *talk])
    assert rows["x"]["talk_trust"] is not None
    assert rows == build(bench, message_edge=[*messages(TALKS), *late])
