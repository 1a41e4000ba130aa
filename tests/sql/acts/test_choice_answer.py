"""The evidence of a reply and of no reply, from accounts with and without a spam verdict."""

from math import isfinite, log2
from typing import Any

import pytest

from tests.sql.tables import Bench

MESSAGES = """
    sent_at  sender_id  recipient_id
    10:00    al         bob
    10:00    al         cleo
    10:00    al         dora
    10:00    spammer    eve
    10:00    spammer    finn
    11:00    bob        al
    11:00    eve        spammer
"""
SPAM = "account_id  verdict  decided_at\nspammer  spam  09:00"


def bits(bench: Bench, kind: str, **parameters: Any) -> tuple[float, float]:
    """Return the evidence of a reply and of no reply to a kind of choice."""
    (row,) = [row for row in bench.build("acts.choice_answer", **parameters) if row["kind"] == kind]
    return row["answered_bits"], row["unanswered_bits"]


def expected(spam_share: float, share: float) -> list[Any]:
    """Return the log-odds of a reply and of no reply."""
    odds = (spam_share / share, (1 - spam_share) / (1 - share))
    return [pytest.approx(log2(ratio), abs=1e-6) for ratio in odds]


def test_without_verdicts_spam_is_assumed_to_get_a_share_of_the_usual_replies(
    bench: Bench,
) -> None:
    bench.stage(message_edge=MESSAGES)
    # Two of five first contacts have a reply, smoothed to three of seven.
    assert list(bits(bench, "message")) == expected(0.25 * 3 / 7, 3 / 7)
    assert list(bits(bench, "message", answer_ratio=0.5)) == expected(0.5 * 3 / 7, 3 / 7)


def test_every_ratio_that_a_policy_may_set_gives_finite_evidence(bench: Bench) -> None:
    table = bench.catalog.tables["acts.choice_answer"]
    (ratio,) = [item for item in table.parameters if item.name == "answer_ratio"]
    bench.stage(message_edge=MESSAGES)
    assert all(map(isfinite, bits(bench, "message", answer_ratio=ratio.least)))
    assert bits(bench, "message", answer_ratio=3) == (0, 0)


def test_replies_to_judged_spam_outweigh_the_assumption_and_leave_the_usual_rate(
    bench: Bench,
) -> None:
    bench.stage(message_edge=MESSAGES, verdict=SPAM)
    # Others: one of three, smoothed to 2 / 5. Spam: one of two, and two assumed at 0.25 * 2 / 5.
    assert list(bits(bench, "message", answer_prior_count=2)) == expected(1.2 / 4, 2 / 5)


def test_a_legitimate_verdict_counts_like_none(bench: Bench) -> None:
    bench.stage(message_edge=MESSAGES)
    usual = bits(bench, "message")
    bench.stage(message_edge=MESSAGES, verdict=SPAM.replace("  spam  ", "  legitimate  "))
    assert bits(bench, "message") == usual


def test_adds_and_messages_have_rates_of_their_own_and_a_kind_without_choices_none(
    bench: Bench,
) -> None:
    adds = "event_at  group_id  actor_id  account_id\n10:00  g  al  bob\n10:00  g  al  gus"
    bench.stage(message_edge=MESSAGES, membership_event=adds, verdict=SPAM)
    # Of the two adds, the one of bob has a reply.
    assert list(bits(bench, "add")) == expected(0.25 * 2 / 4, 2 / 4)
    assert bits(bench, "message") != bits(bench, "add")
    bench.stage(message_edge=MESSAGES)
    assert [row["kind"] for row in bench.build("acts.choice_answer")] == ["message"]
