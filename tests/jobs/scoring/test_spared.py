"""An account that was spared can be explained: by which rule, which exception and which figure."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from jobs.config import policy as policies
from jobs.config.rules import Exemption, Rule
from jobs.config.weights import Costs, Weight
from jobs.scoring.decide import FlagDecider
from jobs.scoring.flags import Finding, Flag, suppressed
from jobs.scoring.incomplete_logs import NOTHING, WeakSignals, contacts_inferred
from tests.jobs.overlays import CATALOG
from tests.worlds import DAY, Row, World, at, command, membership

PACKAGED = policies.load(CATALOG)
ADDS, GROUPS, MESSAGES = "add_count", "group_created_count", "message_count"
STRANGERS, UNWANTED = "add_noncontact_24h_max_count", "add_noncontact_unwanted_share"
(EXCUSE, *OTHER_EXCUSES) = PACKAGED.score.ban_exemption

Step = tuple[Any, ...]


def rule(**others: Any) -> Rule:
    """Return a rule about adds; a ban unless it says otherwise."""
    given = {"decision": "ban", "reason": "did it", "when": {ADDS: ">= 1"}, **others}
    return Rule.model_validate(given)


def judge(
    rules: dict[str, Rule],
    *,
    bits: float = 0.0,
    ban_floor: float = 0.0,
    weak_signals: WeakSignals = NOTHING,
    exemptions: dict[str, Exemption] | None = None,
) -> FlagDecider:
    """Return a judge of these rules, beside evidence of so many bits.

    Evidence asks for a watch from -1, for a review from 2 and for a ban from 8 bits on.
    """
    weights = {MESSAGES: Weight(edges=[1.0], bits=[0.0, bits])} if bits else {}
    weighed = [next(iter(rules.values())).when]
    changes = {"spam_share": 0.5, "weighed": weighed, "ban_floor": ban_floor}
    policy = PACKAGED.model_copy(
        update={
            "rules": rules,
            "exemptions": exemptions or {},
            "weights": weights,
            "score": PACKAGED.score.model_copy(update=changes),
            "costs": Costs(wrong_ban=256.0, wrong_review=4.0, wrong_watch=0.5, miss=1.0),
        }
    )
    return FlagDecider(policy, CATALOG, weak_signals)


def steps(of: FlagDecider, **figures: Any) -> list[Step]:
    """Return what exceptions did for an account that added and wrote."""
    unknown = dict.fromkeys((GROUPS, STRANGERS, UNWANTED, EXCUSE, *OTHER_EXCUSES))
    row = {**unknown, "account_id": 7, "account_type": None, ADDS: 1, MESSAGES: 5, **figures}
    judged = of.flags([row])
    assert {item.account_id for item in judged.exempted} <= {7}
    return [
        (
            item.rule,
            item.ruling.decision_before,
            item.ruling.decision,
            item.ruling.exception,
            item.ruling.signal,
            item.ruling.observed,
            item.ruling.threshold,
        )
        for item in judged.exempted
    ]


def test_an_exception_that_holds_is_told_with_its_first_figure_though_no_flag_is_left() -> None:
    one = rule(unless={GROUPS: ">= 3", UNWANTED: "< 0.2"})
    figures = {GROUPS: 4, UNWANTED: 0.1}
    assert steps(judge({"one": one}), **figures) == [
        ("one", "ban", "none", "unless", GROUPS, 4.0, 3.0)
    ]
    row = {ADDS: 1, MESSAGES: 5, **dict.fromkeys((STRANGERS, EXCUSE, *OTHER_EXCUSES)), **figures}
    judged = judge({"one": one}).flags([{**row, "account_id": 7, "account_type": None}])
    assert judged.flags == ()
    assert judged.exempted[0].ruling.text == (
        "group_created_count is 4 (>= 3) and add_noncontact_unwanted_share is 0.10 (< 0.2)"
    )


def test_an_exception_that_cannot_be_known_is_told_with_the_figure_that_is_missing() -> None:
    one = rule(unless={GROUPS: ">= 3", UNWANTED: "< 0.2"})
    assert steps(judge({"one": one}), **{GROUPS: 4}) == [
        ("one", "ban", "review", "unless", UNWANTED, None, 0.2)
    ]


@pytest.mark.parametrize("groups", [2, None])
def test_where_no_exception_lowers_anything_nothing_is_told(groups: int | None) -> None:
    review = rule(decision="review", unless={GROUPS: ">= 3"})
    assert steps(judge({"one": review}), **{GROUPS: groups}) == []
    assert steps(judge({"one": review}), **{ADDS: 0, GROUPS: 4}) == []


def test_an_exemption_of_the_policy_bears_its_name() -> None:
    item = Exemption.model_validate(
        {"when": {GROUPS: ">= 3"}, "limit": "watch", "reason": "made {group_created_count} groups"}
    )
    of = judge({"one": rule()}, exemptions={"makers": item})
    assert steps(of, **{GROUPS: 4}) == [("one", "ban", "watch", "makers", GROUPS, 4.0, 3.0)]


def test_a_figure_that_excuses_is_told() -> None:
    assert steps(judge({"one": rule()}), **{EXCUSE: -25}) == [
        ("one", "ban", "review", "ban_exemption", EXCUSE, -25.0, -20.0)
    ]


def test_evidence_that_lowers_is_told_with_the_score_step_by_step() -> None:
    of = judge({"one": rule()}, bits=-3.0, ban_floor=0.9)
    assert steps(of) == [
        ("one", "ban", "review", "ban_floor", "score", pytest.approx(1 / 9, abs=1e-6), 0.9),
        ("one", "review", "watch", "evidence", "score", pytest.approx(1 / 9, abs=1e-6), 1 / 3),
    ]


def test_inferred_contacts_are_told() -> None:
    one = rule(when={ADDS: ">= 1", STRANGERS: ">= 5"})
    of = judge({"one": one}, weak_signals=contacts_inferred(CATALOG))
    assert steps(of, **{STRANGERS: 6}) == [
        ("one", "ban", "review", "contacts inferred", STRANGERS, 6.0, 5.0)
    ]


@pytest.mark.parametrize(
    ("weak_signals", "signal", "observed", "threshold"),
    [
        (WeakSignals({ADDS: (), GROUPS: ("reports missing in part",)}), GROUPS, 2.0, 3.0),
        (WeakSignals(always=("verdicts missing in part",)), ADDS, 1.0, 1.0),
    ],
)
def test_a_log_that_is_missing_in_part_is_told(
    weak_signals: WeakSignals, signal: str, observed: float, threshold: float
) -> None:
    of = judge({"one": rule(unless={GROUPS: ">= 3"})}, weak_signals=weak_signals)
    assert steps(of, **{GROUPS: 2}) == [
        ("one", "ban", "review", "missing log", signal, observed, threshold)
    ]


def test_rules_in_shadow_are_not_told() -> None:
    one = rule(mode="shadow", unless={GROUPS: ">= 3"})
    assert steps(judge({"one": one}), **{GROUPS: 4}) == []


@pytest.mark.parametrize("by", ["verdict", "valve"])
def test_a_ban_that_a_verdict_or_the_valve_holds_is_told_for_each_rule_that_banned(by: str) -> None:
    findings = tuple(
        Finding(name, decision, 1.0, False, ())
        for name, decision in (("one", "ban"), ("two", "ban"), ("three", "review"))
    )
    flags = [Flag(1, "review", findings, suppressed_by=by), Flag(2, "ban", findings)]
    assert [
        (item.account_id, item.rule, item.ruling.exception, item.ruling.decision_before,
         item.ruling.decision)
        for item in suppressed(flags)
    ] == [(1, "one", by, "ban", "review"), (1, "two", by, "ban", "review")]  # fmt: skip


OVERLAY = """
[score]
mode = "off"

[exemptions.kept]
when = { add_noncontact_unwanted_share = "< 0.5" }
limit = "none"
reason = "only {add_noncontact_unwanted_share} of those it added left"

[rules.stranger_add_burst]
when = { add_noncontact_24h_max_count = ">= 30" }
unless = { group_created_count = ">= 1" }

[rules.fresh_burst.for.business]
mode = "off"
because = "it may"
"""


def adds(actor: str, count: int) -> list[Row]:
    """Return so many adds of distinct accounts by one."""
    start = at("10:00")
    return [
        membership(
            number, event_at=start + number * DAY / 86_400, actor_id=actor, group_id=f"of {actor}",
            account_id=f"victim{number}", event_id=f"{actor}-{number}",
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.fixture(scope="module", name="world")
def _world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A night on which the mild one is spared, and its like below the limit is not asked about."""
    world = World(tmp_path_factory.mktemp("exemptions")).fill()
    world.write(
        "membership_events",
        [*adds("mild", 40), *adds("few", 12), *adds("firm", 35)],
        "more.parquet",
    )
    firm = {"account_id": "firm", "registered_at": at("01:00"), "account_type": "business"}
    world.write("accounts", [firm])
    contacts = [{"owner_id": f"victim{number}", "contact_id": "mother"} for number in range(40)]
    world.write("contacts", contacts)
    (world.root / "policy.toml").write_text(OVERLAY)
    assert world.run("--policy", str(world.root / "policy.toml")).code == 0
    return world


def dossier(world: World, account_id: str) -> dict[str, Any]:
    places = ("--output", str(world.output), "--input", str(world.input))
    result = command("account", *places, "--json", "--", account_id)
    assert result.code == 0, result.error
    found: dict[str, Any] = json.loads(result.out)
    return found


def told(world: World, account_id: str) -> str:
    places = ("--output", str(world.output), "--input", str(world.input))
    return command("account", *places, "--", account_id).out


def test_the_spared_are_published_with_their_signals(world: World) -> None:
    assert "mild" not in {row["account_id"] for row in world.published("flags")}
    (row,) = (row for row in world.published("exemptions") if row["account_id"] == "mild")
    assert row == {
        "account_id": "mild",
        "rule": "stranger_add_burst",
        "decision_before": "ban",
        "decision": "none",
        "exception": "kept",
        "signal": "add_noncontact_unwanted_share",
        "observed": 0.0,
        "threshold": 0.5,
        "text": "only 0 of those it added left",
    }
    assert "mild" in {row["account_id"] for row in world.published("signals")}


def test_the_dossier_of_the_spared_tells_which_rule_and_which_exception(world: World) -> None:
    document = dossier(world, "mild")
    assert document["flag"] is None
    assert [row["exception"] for row in document["exemptions"]] == ["kept"]
    assert "stranger_add_burst" not in {row["rule"] for row in document["rules"]["unmet"]}
    text = told(world, "mild")
    assert "not flagged on this date" in text
    assert "- stranger_add_burst: ban -> no flag by kept: only 0 of those it added left" in text


def test_the_first_condition_that_failed_is_told_for_each_other_rule(world: World) -> None:
    rules = {row["rule"]: row for row in dossier(world, "mild")["rules"]["unmet"]}
    assert rules["forward_fanout"] == {
        "rule": "forward_fanout",
        "signal": "forward_fanout_count",
        "observed": None,
        "condition": ">= 3",
        "text": "forward_fanout_count is unknown, not >= 3",
    }
    assert rules["stranger_add"]["text"] == "add_stranger_24h_max_count is 40, not >= 200"
    assert "- stranger_add: add_stranger_24h_max_count is 40, not >= 200" in told(world, "mild")


def test_a_rule_that_is_off_for_the_account_s_type_says_so_and_why(world: World) -> None:
    rules = {row["rule"]: row for row in dossier(world, "firm")["rules"]["unmet"]}
    assert rules["fresh_burst"]["text"] == "off for business accounts: it may"


def test_without_published_signals_it_is_told_that_no_conditions_held(world: World) -> None:
    rules = dossier(world, "few")["rules"]
    assert rules["unmet"] == []
    assert rules["note"].startswith("none of the other enforced rules fired")
    assert rules["note"] in told(world, "few")


def test_a_night_without_the_table_says_nothing_of_rules(world: World, tmp_path: Path) -> None:
    older = World(tmp_path)
    shutil.copytree(world.input, older.input)
    shutil.copytree(world.output, older.output)
    shutil.rmtree(older.output / "exemptions")
    assert dossier(older, "mild")["rules"]["note"].startswith(
        "unknown: an earlier version published this night"
    )
