"""What evidence says of an account, what it decides, and how it is told."""

import math
from dataclasses import replace
from typing import Any

import pytest

from jobs.config import policy as policies
from jobs.config.rules import Rule
from jobs.config.weights import Costs, Score, Weight
from jobs.scoring.decide import FlagDecider
from jobs.scoring.evidence import EvidenceScorer, EvidenceSum
from jobs.scoring.flags import Flag
from jobs.scoring.incomplete_logs import NOTHING, WeakSignals
from jobs.scoring.incomplete_logs import contacts_inferred as inferred
from tests.jobs.overlays import CATALOG

PACKAGED = policies.load(CATALOG)

# Two signals of one family, one of another, two that rest on contacts, one of those on unknown ones.
ADDS, ADDS_TOO = "add_count", "add_noncontact_24h_max_count"
GROUPS = "group_created_count"
STRANGERS, ANSWERED = "add_stranger_24h_max_count", "add_stranger_answered_share"
# By this one accounts are weighed.
AGE = "account_age_days"

# Prior 0 bits; watch from -1, review from 2, ban from 8 bits on.
SCORE = Score.model_validate(
    {
        "mode": "enforce",
        "spam_share": 0.5,
        "weighed": [{AGE: ">= 1"}, {STRANGERS: ">= 5", GROUPS: "> 1"}],
        "ban_exemption": {ANSWERED: ">= 10"},
        "ban_floor": 0.0,
    }
)
COSTS = Costs(wrong_ban=256.0, wrong_review=4.0, wrong_watch=0.5, miss=1.0)


def weight(*bits: float, **others: Any) -> Weight:
    """Return a weight with an edge at 10, 20 and so on."""
    edges = [10.0 * place for place in range(1, len(bits))]
    return Weight(edges=edges, bits=list(bits), **others)


def judge(
    weights: dict[str, Weight],
    rules: dict[str, Rule] | None = None,
    contacts_inferred: bool = False,
    mode: str = "enforce",
) -> FlagDecider:
    """Return a judge with these weights and rules and no others."""
    changes = {
        "weights": weights,
        "rules": rules or {},
        "exemptions": {},
        "score": SCORE.model_copy(update={"mode": mode}),
        "costs": COSTS,
    }
    return FlagDecider(
        PACKAGED.model_copy(update=changes),
        CATALOG,
        inferred(CATALOG) if contacts_inferred else NOTHING,
    )


def account(account_type: str | None = None, **figures: Any) -> dict[str, Any]:
    """Return an account as a judge reads it; figures that are not given are unknown."""
    row: dict[str, Any] = dict.fromkeys(
        (ADDS, ADDS_TOO, GROUPS, STRANGERS, ANSWERED, "message_count")
    )
    return {**row, AGE: 1, "account_id": 7, "account_type": account_type, **figures}


def flag(of: FlagDecider, row: dict[str, Any]) -> Flag | None:
    flags = of.flags([row]).flags
    return flags[0] if flags else None


def bits(weights: dict[str, Weight], row: dict[str, Any]) -> float:
    return weighed(judge(weights).scorer, row).bits


def weighed(scorer: EvidenceScorer, row: dict[str, Any]) -> EvidenceSum:
    found = scorer.scored_evidence(row)
    assert found is not None
    return found


def test_of_a_family_the_strongest_for_and_the_strongest_against_count() -> None:
    weights = {
        ADDS: weight(0.0, 3.0),
        ADDS_TOO: weight(-1.5, 2.0),
        STRANGERS: weight(-1.0, 1.0),
        GROUPS: weight(-0.5, 4.0),
    }
    row = account(
        add_count=10, add_noncontact_24h_max_count=9, add_stranger_24h_max_count=3,
        group_created_count=12,
    )  # fmt: skip
    assert bits(weights, row) == 3.0 - 1.5 + 4.0


def test_null_says_nothing_and_a_figure_at_an_edge_lies_above_it() -> None:
    weights = {ADDS: weight(-2.0, 3.0)}
    assert bits(weights, account()) == 0.0
    assert bits(weights, account(add_count=9)) == -2.0
    assert bits(weights, account(add_count=10)) == 3.0


@pytest.mark.parametrize(
    ("account_type", "expected"), [("api", 0.0), ("business", 3.0), (None, 3.0)]
)
def test_a_norm_silences_a_family_for_an_account_type(
    account_type: str | None, expected: float
) -> None:
    norms = {"api": {"adds": "it is made for it"}, "business": {"adds": ""}}
    found = judge({ADDS: weight(0.0, 3.0)})
    scorer = EvidenceScorer(found.policy.model_copy(update={"norms": norms}), CATALOG, NOTHING)
    evidence = scorer.scored_evidence(account(account_type, add_count=10))
    assert evidence is not None
    assert evidence.bits == expected


@pytest.mark.parametrize(
    ("said", "decision"),
    [(-1.0, None), (0.5, "watch"), (1.9, "watch"), (2.0, "review"), (7.9, "review"), (8.0, "ban")],
)
def test_costs_draw_the_lines(said: float, decision: str | None) -> None:
    found = flag(judge({ADDS: weight(0.0, said)}), account(add_count=10))
    assert (found.decision if found else None) == decision


def test_a_line_is_where_acting_and_not_acting_cost_the_same() -> None:
    for name, wrong in (("ban", 256.0), ("review", 4.0), ("watch", 0.5)):
        share = COSTS.odds_thresholds()[name] / (1 + COSTS.odds_thresholds()[name])
        assert share * COSTS.miss == pytest.approx((1 - share) * wrong)


def test_the_score_is_the_probability() -> None:
    found = flag(judge({ADDS: weight(0.0, 3.0)}), account(add_count=10))
    assert found is not None and found.score == pytest.approx(8 / 9, abs=1e-6)


def test_who_is_excused_is_banned_neither_by_evidence_nor_by_a_rule() -> None:
    rule = Rule.model_validate({"decision": "ban", "reason": "did it", "when": {ADDS: ">= 1"}})
    of = judge({ADDS: weight(0.0, 9.0)}, {"one": rule})
    found = flag(of, account(add_count=10, add_stranger_answered_share=10))
    assert found is not None and set(found.rules) == {"evidence", "one"}
    assert {finding.decision for finding in found.findings} == {"review"}
    (lead,) = (reason for reason in found.reasons if reason.rule == "one")
    assert "no ban because add_stranger_answered_share is 10 (>= 10)" in lead.text
    for answered in (9.9, None):
        found = flag(of, account(add_count=10, add_stranger_answered_share=answered))
        assert found is not None and found.decision == "ban"


@pytest.mark.parametrize(
    ("decision", "said", "mode", "expected"),
    [
        ("review", -1.1, "enforce", "watch"),
        ("review", -1.0, "enforce", "review"),
        ("review", -1.1, "shadow", "review"),
        ("review", -1.1, "off", "review"),
        ("ban", -9.0, "enforce", "ban"),
        ("watch", -9.0, "enforce", "watch"),
    ],
)
def test_a_rule_reviews_nobody_for_whom_all_evidence_asks_not_even_a_watch(
    decision: str, said: float, mode: str, expected: str
) -> None:
    rule = Rule.model_validate({"decision": decision, "reason": "did it", "when": {ADDS: ">= 1"}})
    of = judge({GROUPS: weight(0.0, said)}, {"one": rule}, mode=mode)
    found = flag(of, account(add_count=1, group_created_count=10))
    assert found is not None and found.decision == expected
    text = found.reasons[0].text
    assert ("no review because P(spam) from all evidence is 0.32" in text) == (expected != decision)


@pytest.mark.parametrize(
    ("least", "said", "expected"),
    [
        ("review", 2.05, "watch"),
        ("review", 2.1, "review"),
        ("watch", 2.05, "review"),
        ("watch", -1.0, "watch"),
        ("none", -9.0, "review"),
    ],
)
def test_a_rule_says_what_the_evidence_must_ask_for(least: str, said: float, expected: str) -> None:
    rule = Rule.model_validate(
        {"decision": "review", "reason": "did it", "when": {ADDS: ">= 1"}, "min_evidence": least}
    )
    weights = {"message_count": weight(0.0, said), GROUPS: weight(0.0, -0.1)}
    row = account(add_count=1, message_count=10, group_created_count=10)
    found = flag(judge(weights, {"one": rule}), row)
    assert found is not None and found.decision == expected


def test_a_low_prior_alone_clears_nobody() -> None:
    rule = Rule.model_validate({"decision": "review", "reason": "did it", "when": {ADDS: ">= 1"}})
    of = judge({GROUPS: weight(0.0, -9.0)}, {"one": rule})
    rare = of.policy.model_copy(update={"score": SCORE.model_copy(update={"spam_share": 0.001})})
    found = flag(FlagDecider(rare, CATALOG), account(add_count=1))
    assert found is not None and found.decision == "review"


def test_what_speaks_against_spam_lowers_the_sum_and_excuses_nobody_by_itself() -> None:
    weights = {ADDS: weight(0.0, 9.0), "message_count": weight(0.0, 7.0), GROUPS: weight(0.0, -7.0)}
    row = account(add_count=10, group_created_count=10, message_count=10)
    found = flag(judge(weights), row)
    assert found is not None and found.decision == "ban"


def test_those_who_cannot_be_known_carry_no_ban() -> None:
    weights = {STRANGERS: weight(0.0, 8.0), GROUPS: weight(0.0, 1.0)}
    row = account(add_stranger_24h_max_count=10, group_created_count=10)
    found = flag(judge(weights), row)
    assert (
        found is not None
        and found.decision == "review"
        and found.score == pytest.approx(1 / (1 + 2**-9), abs=1e-6)
    )


@pytest.mark.parametrize(("inferred", "decision"), [(True, "review"), (False, "ban")])
def test_where_contacts_are_inferred_none_is_banned_for_them(inferred: bool, decision: str) -> None:
    of = judge({ADDS_TOO: weight(0.0, 8.0)}, contacts_inferred=inferred)
    found = flag(of, account(add_noncontact_24h_max_count=10))
    assert found is not None and found.decision == decision


@pytest.mark.parametrize(
    ("name", "decision", "text"),
    [
        (ADDS_TOO, "review", " (contacts missing in part); 8.0 bits for spam"),
        (GROUPS, "ban", "; 8.0 bits for spam"),
        (ADDS, "ban", "; 8.0 bits for spam"),
    ],
)
def test_no_ban_rests_on_a_voice_for_spam_whose_log_is_missing_in_part(
    name: str, decision: str, text: str
) -> None:
    weights = {ADDS_TOO: weight(0.0, 8.0), GROUPS: weight(0.0, -1.0), ADDS: weight(0.0, 0.5)}
    of = judge({**weights, "message_count": weight(0.0, 4.0)})
    of = replace(of, weak=WeakSignals({name: ("contacts missing in part",)}))
    found = flag(
        of,
        account(
            add_noncontact_24h_max_count=10, group_created_count=10, message_count=10,
            add_count=10,
        ),
    )  # fmt: skip
    assert found is not None and found.decision == decision
    assert f" bits){text}" in found.reasons[0].text


def test_reasons_name_both_sides_strongest_first_and_what_would_change_it() -> None:
    weights = {ADDS: weight(0.0, 1.0, 6.0), GROUPS: weight(0.0, -1.0)}
    found = flag(judge(weights), account(add_count=25, group_created_count=10))
    assert found is not None and found.rules == ["evidence"]
    assert [reason.text for reason in found.reasons] == [
        "P(spam) = 0.9697 (prior +0.0, adds +6.0, groups -1.0 bits); "
        "6.0 bits for spam (adds): add_count is 25 (20 or more); below 20: watch",
        "1.0 bits against spam (groups): group_created_count is 10 (10 or more)",
    ]
    first, second = found.reasons
    assert (first.observed, first.threshold, first.unit) == (25.0, 20.0, "count")
    assert (second.observed, second.threshold) == (10.0, 10.0)


def test_a_figure_that_counts_for_nothing_turns_nothing_and_another_may_take_its_place() -> None:
    weights = {ADDS: weight(0.0, 6.0), ADDS_TOO: weight(0.0, 5.0)}
    found = flag(judge(weights), account(add_count=10, add_noncontact_24h_max_count=10))
    assert found is not None and len(found.reasons) == 1
    assert not found.reasons[0].text.endswith("review"), "the other figure would do as well"
    scorer: EvidenceScorer = judge(weights).scorer
    evidence = weighed(scorer, account(add_count=10, add_noncontact_24h_max_count=10))
    assert scorer.counterfactual(evidence, evidence.counted[0]) is None


def test_a_flag_of_a_rule_says_what_was_weighed_beside_it() -> None:
    rule = Rule.model_validate({"decision": "watch", "reason": "did it", "when": {ADDS: ">= 1"}})
    found = flag(judge({GROUPS: weight(0.0, -3.0)}, {"one": rule}), account(
        add_count=5, group_created_count=10
    ))  # fmt: skip
    assert found is not None and found.rules == ["one"]
    assert [(reason.rule, reason.signal) for reason in found.reasons] == [
        ("one", ADDS), ("evidence", GROUPS),
    ]  # fmt: skip
    assert found.score == pytest.approx(1 / 9, abs=1e-6)


def test_in_shadow_evidence_flags_apart_and_off_it_is_not_weighed() -> None:
    weights = {ADDS: weight(0.0, 8.0)}
    judged = judge(weights, mode="shadow").flags([account(add_count=10)])
    assert not judged.flags and [item.decision for item in judged.shadow] == ["ban"]
    judged = judge(weights, mode="off").flags([account(add_count=10)])
    assert (judged.flags, judged.shadow) == ((), ())


def test_the_prior_is_the_share_of_spam() -> None:
    policy = PACKAGED.model_copy(
        update={"score": SCORE.model_copy(update={"spam_share": 0.001}), "weights": {}}
    )
    scorer = EvidenceScorer(policy, CATALOG)
    assert weighed(scorer, account()).bits == math.log2(0.001 / 0.999)


@pytest.mark.parametrize(
    ("figures", "is_weighed"),
    [
        ({AGE: 1}, True),
        ({AGE: 0}, False),
        ({AGE: None}, False),
        ({AGE: None, STRANGERS: 5, GROUPS: 2}, True),
        ({AGE: None, STRANGERS: 5, GROUPS: 1}, False),
        ({AGE: None, STRANGERS: 5}, False),
    ],
)
def test_who_meets_no_whole_group_of_conditions_is_not_weighed(
    figures: dict[str, Any], is_weighed: bool
) -> None:
    of = judge({STRANGERS: weight(8.0, 8.0)})
    assert (of.scorer.scored_evidence(account(**figures)) is not None) == is_weighed
