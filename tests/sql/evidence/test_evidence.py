"""Which events a reason rests on: the window's earliest, until the threshold is crossed."""

import datetime
from typing import Any

from tests.sql.given import alone, give
from tests.sql.tables import Bench, at

REASON = """
    account_id  rule   signal  act           thread_id  window_start_at  window_end_at  enough_count
"""
EVENTS = ["-1d 11:00", "-1d 12:00", "10:00", "12:00", "12:00:00.000001"]


def adds(bench: Bench, *reasons: str, others: str = "vwxyz") -> list[dict[str, Any]]:
    """Return the evidence of reasons, where a adds others at the instants of EVENTS."""
    rows = [
        f"a  {other}  g  {when}  e{place}  yes"
        for place, (when, other) in enumerate(zip(EVENTS, others, strict=True))
    ]
    give(
        bench,
        score__reason="\n".join([REASON.strip(), *reasons]),
        acts__stranger_add="\n".join(
            ["account_id  other_id  group_id  event_at  event_id  is_known", *rows]
        ),
    )
    return alone(bench, "evidence.stranger_add")


def instants(rows: list[dict[str, Any]]) -> list[datetime.datetime]:
    return [row["event_at"] for row in rows]


def reason(
    start: str, end: str, enough: str = "-", rule: str = "r", act: str = "acts.stranger_add"
) -> str:
    return f"a  {rule}  s  {act}  -  {start}  {end}  {enough}"


def test_a_window_holds_its_end_and_not_its_start_also_over_midnight(bench: Bench) -> None:
    rows = adds(bench, reason("-1d 12:00", "12:00"))
    assert instants(rows) == [at("10:00"), at("12:00")]
    assert rows[0] == {
        "account_id": "a",
        "rule": "r",
        "event_at": at("10:00"),
        "log": "membership_events",
        "action": "add",
        "group_id": "g",
        "other_id": "x",
        "event_id": "e2",
    }


def test_a_reason_without_a_window_or_a_threshold_rests_on_all_events(bench: Bench) -> None:
    assert instants(adds(bench, reason("-", "-"))) == [at(when) for when in EVENTS]


def test_events_beyond_those_that_cross_the_threshold_are_left_out(bench: Bench) -> None:
    assert instants(adds(bench, reason("-2d 10:00", "13:00", "2"))) == [
        at(when) for when in EVENTS[:2]
    ]
    # Who is added again counts once, and stands there twice.
    rows = adds(bench, reason("-2d 10:00", "13:00", "2"), others="vvvyz")
    assert instants(rows) == [at(when) for when in EVENTS[:4]]


def test_all_events_of_the_instant_that_crosses_the_threshold_are_evidence(bench: Bench) -> None:
    give(
        bench,
        score__reason="\n".join([REASON.strip(), reason("09:00", "13:00", "3", act="acts.api_message")]),
        acts__api_message="""
            account_id  other_id  group_id  event_at  message_count  event_id
            a           v         -         10:00     2              e0
            a           w         -         11:00     1              e1
            a           x         -         11:00     9              e2
            a           y         -         12:00     1              e3
        """,
    )  # fmt: skip
    rows = alone(bench, "evidence.api_message")
    assert [row["event_id"] for row in rows] == ["e0", "e1", "e2"]
    assert {row["action"] for row in rows} == {None}


def test_reasons_of_other_acts_and_other_accounts_have_no_part_in_these_events(
    bench: Bench,
) -> None:
    other = reason("-", "-", act="acts.invite")
    assert adds(bench, other, f"b{reason('-', '-')[1:]}") == []


def test_an_event_on_which_two_signals_of_a_rule_rest_is_one_row_and_one_for_each_rule(
    bench: Bench,
) -> None:
    again = reason("-", "-").replace("  s  ", "  t  ")
    rows = adds(bench, reason("-", "-"), again, reason("-", "-", rule="q"))
    assert len(rows) == 2 * len(EVENTS)


def test_a_reason_about_a_partner_rests_on_what_the_account_did_with_that_partner(
    bench: Bench,
) -> None:
    give(
        bench,
        score__reason="\n".join(
            [REASON.strip(), "a  r  s  acts.relay_add  maker  09:00  13:00  -"]
        ),
        acts__relay_add="""
            account_id  partner_id  other_id  group_id  event_at  event_id
            a           maker       v         g         10:00     e0
            a           another     w         h         10:00     e1
            a           maker       x         g         11:00     e2
        """,
    )
    rows = alone(bench, "evidence.relay_add")
    assert [row["event_id"] for row in rows] == ["e0", "e2"]
