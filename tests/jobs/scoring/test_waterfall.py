"""How evidence reads: the bound beside each figure, the sum by family, and a score that is low."""

from typing import Literal

import pytest

from jobs.config import policy as policies
from jobs.config.rules import Rule
from jobs.config.weights import Costs, Weight
from jobs.scoring.decide import FlagDecider
from jobs.scoring.evidence import EvidenceSum, SignalEvidence
from jobs.scoring.explain import bound, likelihood, summary
from tests.jobs.overlays import CATALOG

PACKAGED = policies.load(CATALOG)
ADDS, GROUPS, MESSAGES = "add_count", "group_created_count", "message_count"
GROUPS_TOO = "group_created_1h_max_count"
EXCUSES = dict.fromkeys(PACKAGED.score.ban_exemption)


def voice(
    observed: float, bits: list[float], direction: Literal["rising", "falling", "any"]
) -> SignalEvidence:
    """Return what a figure says under a weight with edges at 10, 20 and so on."""
    edges = [10.0 * place for place in range(1, len(bits))]
    weight = Weight(edges=edges, bits=bits, direction=direction)
    said = bits[sum(observed >= edge for edge in edges)]
    return SignalEvidence(CATALOG.signals[ADDS], weight, observed, said)


def said(signal: str, bits: float) -> SignalEvidence:
    """Return a voice of so many bits."""
    return SignalEvidence(CATALOG.signals[signal], Weight(edges=[1.0], bits=[0.0, bits]), 5.0, bits)


RISING, FALLING = [-2.0, -1.0, 1.0, 2.0], [2.0, 1.0, -1.0, -2.0]


@pytest.mark.parametrize(
    ("observed", "bits", "direction", "edge", "text"),
    [
        (25, RISING, "rising", 20, "20 or more"),
        (35, RISING, "rising", 30, "30 or more"),
        (5, RISING, "rising", 10, "below 10"),
        (15, RISING, "rising", 20, "below 20"),
        (5, FALLING, "falling", 10, "below 10"),
        (15, FALLING, "falling", 20, "below 20"),
        (25, FALLING, "falling", 20, "20 or more"),
        (35, FALLING, "falling", 30, "30 or more"),
        (15, [1.0, -1.0, 1.0], "any", 10, "10 to below 20"),
        (5, [1.0, -1.0, 1.0], "any", 10, "below 10"),
        (5, [-1.0, 1.0, 1.0], "any", 10, "below 10"),
        (25, [1.0, -1.0, 1.0], "any", 20, "20 or more"),
        (25, [1.0, -1.0, -1.0], "any", 20, "20 or more"),
    ],
)
def test_the_bound_is_that_beyond_which_figures_say_as_much_or_more(
    observed: float,
    bits: list[float],
    direction: Literal["rising", "falling", "any"],
    edge: float,
    text: str,
) -> None:
    assert bound(voice(observed, bits, direction)) == (edge, text)


@pytest.mark.parametrize(
    ("observed", "bits", "direction", "edge", "text"),
    [
        (5, [1.0, 2.0], "rising", 10, "even below 10"),
        (15, [2.0, 1.0], "falling", 10, "even at 10 or more"),
        (15, [-2.0, -1.0], "rising", 10, "even at 10 or more"),
        (5, [-1.0, -2.0], "falling", 10, "even below 10"),
    ],
)
def test_the_least_that_a_weight_says_on_one_side_alone_is_marked(
    observed: float,
    bits: list[float],
    direction: Literal["rising", "falling"],
    edge: float,
    text: str,
) -> None:
    assert bound(voice(observed, bits, direction)) == (edge, text)


def test_in_the_sum_a_family_stands_once_with_its_net() -> None:
    voices = (said(GROUPS, 2.9), said(GROUPS_TOO, -1.9), said(ADDS, -0.5), said(MESSAGES, 4.0))
    weighing = EvidenceSum(0.0, voices)
    assert len(weighing.counted) == 4
    assert summary(weighing).endswith("(prior +0.0, messages +4.0, groups +1.0, others -0.5 bits)")


def test_a_family_whose_voices_cancel_is_among_the_others() -> None:
    weighing = EvidenceSum(-5.0, (said(GROUPS, 3.0), said(GROUPS_TOO, -2.5), said(MESSAGES, 2.0)))
    assert summary(weighing).endswith("(prior -5.0, messages +2.0, others +0.5 bits)")


@pytest.mark.parametrize(
    ("bits", "text"), [(-3.0, "= 0.11"), (0.0, "= 0.5"), (-9.0, "= 0.0019"), (-10.0, "< 0.001")]
)
def test_a_probability_reads_as_a_number_that_is_not_nought(bits: float, text: str) -> None:
    assert likelihood(EvidenceSum(bits, ())) == text


def lead_text(decision: str, bits: float | None, message_count: int = 5) -> str:
    """Return what a rule's first reason says beside evidence of so many bits, None for none.

    Evidence asks for a watch from -1, for a review from 2 and for a ban from 8 bits on.
    """
    rule = Rule.model_validate({"decision": decision, "reason": "did it", "when": {ADDS: ">= 1"}})
    weights = {} if bits is None else {MESSAGES: Weight(edges=[1.0], bits=[0.0, bits])}
    score = PACKAGED.score.model_copy(
        update={"spam_share": 0.5, "weighed": [rule.when], "ban_floor": 0.0}
    )
    costs = Costs(wrong_ban=256.0, wrong_review=4.0, wrong_watch=0.5, miss=1.0)
    changes = {
        "rules": {"one": rule},
        "exemptions": {},
        "weights": weights,
        "score": score,
        "costs": costs,
    }
    judge = FlagDecider(PACKAGED.model_copy(update=changes), CATALOG)
    row = {**EXCUSES, "account_id": 7, "account_type": None, ADDS: 1, MESSAGES: message_count}
    flags = judge.flags([row]).flags
    (text,) = (reason.text for reason in flags[0].reasons if reason.rule == "one")
    return text


@pytest.mark.parametrize("decision", ["ban", "review"])
def test_a_rule_that_asks_for_a_person_says_where_all_evidence_does_not(decision: str) -> None:
    told = "did it; all evidence: P(spam) = 0.67; below 1"
    assert lead_text(decision, 1.0).startswith(told)
    assert "P(spam)" not in lead_text(decision, 2.0)


def test_a_watch_says_where_all_evidence_would_not_even_record_the_account() -> None:
    assert "; all evidence: P(spam) = 0.13;" in lead_text("watch", -2.75)
    assert "P(spam)" not in lead_text("watch", -0.5)


def test_where_no_evidence_was_weighed_or_none_speaks_nothing_is_said_of_it() -> None:
    assert lead_text("review", None) == "did it; below 1: no flag"
    assert lead_text("review", 9.0, message_count=0) == "did it; below 1: no flag"


def test_what_evidence_lowered_says_so_once() -> None:
    text = lead_text("review", -3.0)
    assert text.count("from all evidence") == 1
    assert "no review because" in text
