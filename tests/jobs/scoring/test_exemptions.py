"""What lowers a rule's decision: exemptions, and what all evidence together says."""

from typing import Any

import pytest

from jobs.config import policy as policies
from jobs.config.rules import ACCOUNT_TYPES, Exemption, Rule
from jobs.config.weights import Weight
from jobs.scoring.decide import FlagDecider
from jobs.scoring.flags import Flag
from jobs.scoring.incomplete_logs import NOTHING
from tests.jobs.overlays import CATALOG

PACKAGED = policies.load(CATALOG)
ADDS, GROUPS = "add_count", "group_created_count"


def exemption(limit: str, **others: Any) -> Exemption:
    """Return an exemption of accounts that made no group."""
    given = {"when": {GROUPS: "== 0"}, "limit": limit, "reason": "it made {group_created_count}"}
    return Exemption.model_validate({**given, **others})


def judged(
    decision: str,
    exemptions: dict[str, Exemption],
    *,
    groups: int | None = 0,
    weight: Weight | None = None,
    floor: float = 0.9,
) -> Flag | None:
    """Return what one rule comes to for an account with one add."""
    rule = {"decision": decision, "reason": "added", "when": {ADDS: ">= 1"}}
    changes = {
        "rules": {"adder": Rule.model_validate(rule)},
        "weights": {ADDS: weight} if weight else {},
        "exemptions": exemptions,
        "score": PACKAGED.score.model_copy(update={"ban_floor": floor}),
    }
    judge = FlagDecider(PACKAGED.model_copy(update=changes), CATALOG, NOTHING)
    row = {**dict.fromkeys(PACKAGED.score.signals), ADDS: 1, GROUPS: groups}
    flags = judge.flags([{**row, "account_id": 7, "account_type": None}]).flags
    return flags[0] if flags else None


@pytest.mark.parametrize(
    ("decision", "limit", "left"),
    [
        ("ban", "review", "review"),
        ("ban", "watch", "watch"),
        ("ban", "none", None),
        ("watch", "review", "watch"),
        ("review", "review", "review"),
    ],
)
def test_an_exemption_lowers_a_decision_and_raises_none(
    decision: str, limit: str, left: str | None
) -> None:
    found = judged(decision, {"mine": exemption(limit)})
    assert (found.decision if found else None) == left


@pytest.mark.parametrize("groups", [1, None])
def test_an_exemption_that_does_not_hold_or_cannot_be_known_lowers_nothing(
    groups: int | None,
) -> None:
    found = judged("ban", {"mine": exemption("none")}, groups=groups)
    assert found is not None
    assert found.decision == "ban"


def test_the_reason_states_which_exemption_lowered_it() -> None:
    found = judged("ban", {"mine": exemption("review")})
    assert found is not None
    assert "no ban because it made 0" in found.reasons[0].text


@pytest.mark.parametrize(
    ("names", "left"),
    [
        ({"rules": ["adder"]}, "review"),
        ({"rules": ["other"]}, "ban"),
        ({"not_rules": ["adder"]}, "ban"),
        ({"not_rules": ["other"]}, "review"),
    ],
)
def test_an_exemption_covers_the_rules_that_it_names(
    names: dict[str, list[str]], left: str
) -> None:
    found = judged("ban", {"mine": exemption("review", **names)})
    assert found is not None
    assert found.decision == left


@pytest.mark.parametrize(("bits", "left"), [(9.0, "ban"), (8.0, "review"), (-3.0, "review")])
def test_no_rule_bans_below_the_floor(bits: float, left: str) -> None:
    # The prior is 3 %, -5.01 bits: nine more are 0.94, eight 0.888.
    weight = Weight(edges=[1.0], bits=[0.0, bits])
    found = judged("ban", {}, weight=weight)
    assert found is not None
    assert found.decision == left
    assert ("is below 0.9" in found.reasons[0].text) == (left != "ban")


def test_without_weights_a_rule_bans_alone() -> None:
    found = judged("ban", {})
    assert found is not None
    assert found.decision == "ban"


def test_an_account_that_nobody_weighs_has_no_evidence_for_a_ban() -> None:
    # Its evidence is asked all the same: add_count weighs nothing here, so the prior alone speaks.
    found = judged("ban", {}, weight=Weight(edges=[100.0], bits=[0.0, 5.0]))
    assert found is not None
    assert found.decision == "review"


# What each packaged rule decides for each account type: a new rule must say it here too.
DECISIONS = {
    "fresh_burst": ("ban", "off", "off"),
    "group_creation_burst": ("ban", "review", "review"),
    "stranger_add_burst": ("ban", "ban", "ban"),
    "relay": ("ban", "ban", "ban"),
    "relay_maker": ("ban", "ban", "ban"),
    "stranger_add": ("review", "review", "review"),
    "patient_stranger_add": ("review", "review", "review"),
    "sudden_stranger_add": ("review", "off", "off"),
    "sudden_stranger_messages": ("review", "off", "off"),
    "ring": ("review", "review", "review"),
    "invite_burst": ("review", "review", "review"),
    "patient_stranger_invite": ("review", "review", "review"),
    "fresh_stranger_messages": ("review", "off", "off"),
    "api_rate": ("review", "review", "review"),
    "audience_change": ("review", "review", "review"),
    "expelled_poster": ("review", "review", "review"),
    "raid": ("review", "review", "review"),
    "raid_lead": ("review", "review", "review"),
    "join_and_post": ("review", "review", "review"),
    "group_emptied": ("review", "review", "review"),
    "takeover": ("review", "review", "review"),
    "admins_removed": ("review", "review", "review"),
    "patient_poster": ("review", "review", "review"),
    "repeated_attempts": ("review", "review", "review"),
    "pressed_together": ("review", "review", "review"),
    "shared_cohort": ("review", "off", "off"),
    "hit_and_leave": ("review", "review", "review"),
    "moderated_poster": ("review", "review", "review"),
    "takeover_helper": ("review", "review", "review"),
    "awakened_cohort": ("review", "off", "off"),
    "forward_fanout": ("watch", "watch", "watch"),
}


def test_every_rule_says_what_it_decides_for_each_account_type() -> None:
    found = {}
    for name, rule in PACKAGED.rules.items():
        forms = [rule.of_type(kind) for kind in ACCOUNT_TYPES]
        found[name] = tuple("off" if item.mode == "off" else item.decision for item in forms)
    assert found == DECISIONS


def test_every_norm_of_an_account_type_gives_its_reason() -> None:
    for name, rule in PACKAGED.rules.items():
        for kind, change in rule.by_type.items():
            assert change.because, f"rules.{name}.for.{kind} wants a `because`"
    assert set(PACKAGED.norms) == {"business", "api"}
    for norm in PACKAGED.norms.values():
        assert {"messages", "answers", "surge"} <= norm.keys()
        assert all(norm.values())


def test_consent_stands_in_the_exception_of_every_rule_but_those_of_a_limit() -> None:
    consent = PACKAGED.exemptions["consent"]
    spared = {name for name in PACKAGED.rules if consent.covers(name)}
    assert set(PACKAGED.rules) - spared == {"api_rate", "ring"}


# What the platform permits: 20 messages a second, five chats a forward.
PERMITTED = {
    "api_message_10s_max_count": 200.0,
    "forward_chat_60s_max_count": 5.0,
    "fresh_message_15s_max_count": 99.0,
}


@pytest.mark.parametrize("signal", PERMITTED)
def test_what_is_permitted_is_no_evidence(signal: str) -> None:
    weight = PACKAGED.weights[signal]
    steps = [edge for edge in weight.edges if edge <= PERMITTED[signal]]
    assert not steps, f"{signal} steps at {steps} inside of what is permitted"


def test_no_weight_speaks_for_spam_below_the_threshold_of_a_rule_on_the_same_signal() -> None:
    for name, rule in PACKAGED.rules.items():
        for signal, condition in list(rule.when.items())[:1]:
            weight = PACKAGED.weights.get(signal)
            if weight is None or condition.operator not in (">", ">=") or rule.mode == "off":
                continue
            bounds = (*weight.edges, float("inf"))
            for high, bits in zip(bounds, weight.bits, strict=True):
                assert bits <= 0 or high > condition.threshold, f"{name}: {signal} below {high}"
