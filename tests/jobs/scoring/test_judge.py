"""From figures to flags: three-valued conditions, what speaks against a rule, and what is said."""

import datetime
import itertools
from typing import Any

import pytest

from jobs.config import policy as policies
from jobs.config.rules import Rule
from jobs.scoring.decide import FlagDecider
from jobs.scoring.flags import Finding, Flag, Reason, protected
from jobs.scoring.incomplete_logs import NOTHING
from jobs.scoring.incomplete_logs import contacts_inferred as inferred
from tests.jobs.overlays import CATALOG

PACKAGED = policies.load(CATALOG)
YES, NO, UNKNOWN = 1, 0, None
DECISIONS = ("ban", "review", "watch")

# Two signals that do not rest on contacts, two that do.
ADDS, GROUPS = "add_count", "group_created_count"
STRANGERS, UNWANTED = "add_noncontact_24h_max_count", "add_noncontact_unwanted_share"
EXCUSES = tuple(PACKAGED.score.ban_exemption)
AT = datetime.datetime(2026, 3, 10, 12, tzinfo=datetime.UTC)


def rule(when: dict[str, str], **others: Any) -> Rule:
    """Return a rule; a ban unless it says otherwise."""
    return Rule.model_validate({"decision": "ban", "reason": "did it", "when": when, **others})


def judge(contacts_inferred: bool = False, **rules: Rule) -> FlagDecider:
    """Return a judge of these rules and no others."""
    policy = PACKAGED.model_copy(update={"rules": rules, "weights": {}, "exemptions": {}})
    return FlagDecider(policy, CATALOG, inferred(CATALOG) if contacts_inferred else NOTHING)


def account(account_type: str | None = None, **figures: Any) -> dict[str, Any]:
    """Return an account as a judge reads it; figures that are not given are unknown."""
    row: dict[str, Any] = dict.fromkeys((ADDS, GROUPS, STRANGERS, UNWANTED, *EXCUSES))
    return {**row, "account_id": 7, "account_type": account_type, **figures}


def decision(of: FlagDecider, row: dict[str, Any]) -> str | None:
    """Return what is decided of an account, None for no flag."""
    flags = of.flags([row]).flags
    return flags[0].decision if flags else None


def decided(rule: Rule, contacts_inferred: bool = False, **figures: Any) -> str | None:
    """Return what one rule decides of one account."""
    return decision(judge(contacts_inferred, only=rule), account(**figures))


@pytest.mark.parametrize(("one", "other"), list(itertools.product((YES, NO, UNKNOWN), repeat=2)))
def test_a_rule_fires_where_every_condition_is_known_to_hold(
    one: int | None, other: int | None
) -> None:
    fires = decided(rule({ADDS: ">= 1", GROUPS: ">= 1"}), add_count=one, group_created_count=other)
    assert (fires == "ban") == (one == YES and other == YES)


@pytest.mark.parametrize("verdict", DECISIONS)
@pytest.mark.parametrize(("one", "other"), list(itertools.product((YES, NO, UNKNOWN), repeat=2)))
def test_an_exception_holds_fails_or_cannot_be_known(
    one: int | None, other: int | None, verdict: str
) -> None:
    found = decided(
        rule(
            {ADDS: ">= 1"},
            unless={GROUPS: ">= 1", UNWANTED: ">= 1"},
            otherwise="watch",
            decision=verdict,
        ),
        add_count=5,
        group_created_count=one,
        add_noncontact_unwanted_share=other,
    )
    if NO in (one, other):
        assert found == verdict
    elif UNKNOWN in (one, other):
        assert found == ("review" if verdict == "ban" else verdict)
    else:
        assert found == "watch"


@pytest.mark.parametrize("name", EXCUSES)
def test_who_is_excused_is_reviewed_instead_of_banned_though_nothing_is_weighed(name: str) -> None:
    of = judge(only=rule({ADDS: ">= 1"}))
    assert decision(of, {**account(), ADDS: YES, name: -19}) == "ban"
    assert decision(of, {**account(), ADDS: YES, name: -20}) == "review"


def test_an_exception_without_otherwise_leaves_no_flag() -> None:
    exempt = rule({ADDS: ">= 1"}, unless={GROUPS: ">= 1"})
    assert decided(exempt, add_count=5, group_created_count=1) is None
    assert decided(exempt, add_count=5, group_created_count=0) == "ban"
    assert decided(exempt, add_count=5) == "review"


@pytest.mark.parametrize(
    ("condition", "below", "at", "above"),
    [
        (">= 24", None, "ban", "ban"),
        ("> 24", None, None, "ban"),
        ("<= 24", "ban", "ban", None),
        ("< 24", "ban", None, None),
        ("== 24", None, "ban", None),
        ("!= 24", "ban", None, "ban"),
    ],
)
def test_a_threshold_is_met_exactly(
    condition: str, below: str | None, at: str | None, above: str | None
) -> None:
    one = rule({ADDS: condition})
    assert [decided(one, add_count=count) for count in (23, 24, 25)] == [below, at, above]


@pytest.mark.parametrize(
    ("when", "unless", "inferred"),
    [
        ({ADDS: ">= 1"}, {}, "ban"),
        ({STRANGERS: ">= 1"}, {}, "review"),
        ({ADDS: ">= 1", STRANGERS: ">= 1"}, {}, "review"),
        ({ADDS: ">= 1"}, {UNWANTED: "< 0.2"}, "review"),
    ],
)
def test_inferred_contacts_decide_a_review_at_most(
    when: dict[str, str], unless: dict[str, str], inferred: str
) -> None:
    one = rule(when, unless=unless)
    figures: dict[str, Any] = {ADDS: 5, STRANGERS: 5, UNWANTED: 0.9}
    assert decided(one, **figures) == "ban"
    assert decided(one, contacts_inferred=True, **figures) == inferred


def test_inferred_contacts_cap_what_an_exception_decides_and_raise_nothing() -> None:
    harsh = rule({STRANGERS: ">= 1"}, unless={ADDS: ">= 1"}, otherwise="ban", decision="watch")
    figures: dict[str, Any] = {STRANGERS: 5, ADDS: 5}
    assert decided(harsh, **figures) == "ban"
    assert decided(harsh, contacts_inferred=True, **figures) == "review"
    assert decided(harsh, contacts_inferred=True, **{**figures, ADDS: 0}) == "watch"


def test_a_flag_says_that_contacts_are_inferred() -> None:
    of = judge(
        True, one=rule({STRANGERS: ">= 1"}), two=rule({ADDS: ">= 1"}, reason="added {add_count}")
    )
    (flag,) = of.flags([account(add_count=5, add_noncontact_24h_max_count=5)]).flags
    assert [reason.text for reason in flag.reasons] == [
        "added 5; below 1: review",
        "did it (contacts inferred); below 1: ban",
    ]


def test_rules_stand_by_decision_then_strength_then_name() -> None:
    of = judge(
        faint=rule({ADDS: ">= 100"}),
        strong=rule({ADDS: ">= 10"}),
        alike=rule({ADDS: ">= 10"}),
        watched=rule({ADDS: ">= 1"}, decision="watch"),
        looked_at=rule({ADDS: ">= 5"}, decision="review"),
    )
    (flag,) = of.flags([account(add_count=200)]).flags
    assert flag.rules == ["alike", "strong", "faint", "looked_at", "watched"]
    assert flag.decision == "ban"
    assert [finding.strength for finding in flag.findings] == [20, 20, 2, 40, 200]


def test_the_first_condition_leads_and_a_threshold_of_zero_divides_nothing() -> None:
    (finding,) = judge(one=rule({ADDS: "> 0", GROUPS: ">= 2"})).rule_engine.findings(
        account(add_count=9, group_created_count=4)
    )
    assert finding.strength == 9
    (finding,) = judge(one=rule({GROUPS: ">= 2", ADDS: "> 0"})).rule_engine.findings(
        account(add_count=9, group_created_count=4)
    )
    assert finding.strength == 2


def test_shadow_flags_apart_and_off_not_at_all() -> None:
    of = judge(
        real=rule({ADDS: ">= 1"}, decision="watch"),
        tried=rule({ADDS: ">= 1"}, mode="shadow"),
        gone=rule({ADDS: ">= 1"}, mode="off"),
    )
    judged = of.flags([account(add_count=1), account(add_count=0)])
    assert [(flag.decision, flag.rules) for flag in judged.flags] == [("watch", ["real"])]
    assert [(flag.decision, flag.rules) for flag in judged.shadow] == [("ban", ["tried"])]


@pytest.mark.parametrize(
    ("account_type", "found"),
    [("consumer", "ban"), ("business", "watch"), ("api", None), (None, "ban")],
)
def test_a_rule_is_what_it_is_for_the_type_of_the_account(
    account_type: str | None, found: str | None
) -> None:
    by_type = {"business": {"decision": "watch"}, "api": {"mode": "off"}}
    of = judge(one=rule({ADDS: ">= 1"}, **{"for": by_type}))
    assert decision(of, account(account_type, add_count=1)) == found


def test_a_reason_says_what_was_seen_against_which_threshold_and_when() -> None:
    one = rule(
        {STRANGERS: ">= 1000", UNWANTED: "> 0.5"},
        reason="added {add_noncontact_24h_max_count}, of whom {group_created_count} stayed",
    )
    row = account(add_noncontact_24h_max_count=1409, add_noncontact_unwanted_share=0.5125)
    row["noncontact_add.window_start_at"] = AT - datetime.timedelta(days=1)
    row["noncontact_add.window_end_at"] = AT
    (finding,) = judge(one=one).rule_engine.findings(row)
    start = AT - datetime.timedelta(days=1)
    lead, other = finding.reasons
    assert lead == Reason(
        rule="one",
        signal=STRANGERS,
        observed=1409.0,
        threshold=1000.0,
        unit="count",
        window_start=start,
        window_end=AT,
        text="added 1,409, of whom unknown stayed",
        act="acts.noncontact_add",
        enough_count=1000,
        negation="below 1000",
    )
    assert (other.observed, other.threshold, other.unit) == (0.5125, 0.5, "share")
    assert other.text == "add_noncontact_unwanted_share is 0.51 (> 0.5)"
    assert other.enough_count is None


@pytest.mark.parametrize(
    ("condition", "enough"),
    [(">= 3", 3), ("> 3", 4), (">= 2.5", 3), ("> 2.5", 3), ("<= 9", None), ("== 5", None)],
)
def test_enough_is_the_least_count_that_crosses_the_threshold(
    condition: str, enough: int | None
) -> None:
    (finding,) = judge(one=rule({STRANGERS: condition})).rule_engine.findings(
        account(add_noncontact_24h_max_count=5)
    )
    assert finding.reasons[0].enough_count == enough


def flag(account_id: int, decided: str) -> Flag:
    """Return a flag with one finding and no reasons."""
    return Flag(account_id, decided, (Finding("one", decided, 1.0, False, ()),))


def test_a_legitimate_verdict_turns_a_ban_into_a_review_and_nothing_else() -> None:
    flags = [flag(1, "ban"), flag(2, "ban"), flag(3, "review"), flag(4, "watch")]
    after = protected(flags, {1, 3, 4})
    assert [(item.decision, item.suppressed_by) for item in after] == [
        ("review", "verdict"),
        ("ban", None),
        ("review", None),
        ("watch", None),
    ]
    assert [item.rules for item in after] == [["one"]] * 4
