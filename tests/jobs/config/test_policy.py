"""The policy: what an overlay changes, and what the version tells."""

import tomllib
from pathlib import Path

import pytest

from jobs.config import policy as policies
from tests.jobs.overlays import CATALOG, Load, loader

RULE = '[rules.new]\ndecision = "watch"\nwhen = { add_count = ">= 1" }\nreason = "r"\n'

PACKAGED = policies.load(CATALOG)


@pytest.fixture(name="load")
def _load(tmp_path: Path) -> Load:
    return loader(tmp_path)


def test_an_overlay_changes_what_it_names_and_nothing_else(load: Load) -> None:
    policy = load("[valve]\nmax_ban_share = 0.5\n[history]\ndays = 7\n")
    changed = dict(PACKAGED.values)
    changed["valve"] = {**changed["valve"], "max_ban_share": 0.5}
    changed["history"] = {"days": 7}
    assert policy.values == changed


def test_conditions_are_replaced_as_a_whole(load: Load) -> None:
    policy = load(
        '[rules.relay]\nwhen = { add_count = "> 1" }\n[rules.stranger_add]\nunless = {}\n'
    )
    assert list(policy.rules["relay"].when) == ["add_count"]
    assert policy.rules["relay"].decision == "ban"
    assert policy.rules["stranger_add"].unless == {}
    assert policy.rules["stranger_add"].when == PACKAGED.rules["stranger_add"].when


def test_a_rule_of_a_new_name_is_a_new_rule(load: Load) -> None:
    policy = load(RULE)
    assert policy.rules.keys() - PACKAGED.rules.keys() == {"new"}
    rule = policy.rules["new"]
    assert (rule.mode, rule.otherwise, rule.unless) == ("enforce", "none", {})


def test_a_rule_may_differ_by_account_type(load: Load) -> None:
    rule = load(
        '[rules.relay.for.business]\ndecision = "watch"\nunless = { add_count = "< 5" }\n'
        '[rules.relay.for.api]\nwhen = { add_count = "> 9" }\n'
    ).rules["relay"]
    assert rule.of_type("business").decision == "watch"
    assert rule.of_type("business").when == rule.when
    assert list(rule.of_type("business").unless) == ["add_count"]
    assert list(rule.of_type("api").when) == ["add_count"]
    assert rule.of_type("api").decision == "ban"
    assert rule.of_type("consumer") == rule.of_type(None) == rule
    assert "add_count" in rule.signals


def test_an_exception_may_be_lifted_for_one_account_type(load: Load) -> None:
    rule = load("[rules.stranger_add.for.business]\nunless = {}\n").rules["stranger_add"]
    assert rule.of_type("business").unless == {}
    assert rule.unless


def test_parameters_have_their_defaults_unless_they_are_given(load: Load) -> None:
    policy = load("[params.fresh_account]\nfresh_hours = 48\n")
    assert policy.params["fresh_account"] == {"fresh_hours": 48}
    assert policy.params["group_creation"] == PACKAGED.params["group_creation"]
    declared = {
        (table.stem, parameter.name): parameter.default
        for table in CATALOG.tables.values()
        for parameter in table.parameters
    }
    found = {
        (stem, name): value
        for stem, values in PACKAGED.params.items()
        for name, value in values.items()
    }
    assert found == declared


def test_the_version_is_twelve_hex_digits_that_stay() -> None:
    assert len(PACKAGED.version) == 12
    assert int(PACKAGED.version, 16) >= 0
    assert policies.load(CATALOG).version == PACKAGED.version


@pytest.mark.parametrize(
    "overlay",
    [
        "",
        "[history]\ndays = 28\n",
        "[valve]\nmax_ban_ratio = 5\n",
        "[params.fresh_stranger_message]\nrisky = 0.7\n",
        '[rules.fresh_burst]\nwhen = { fresh_message_15s_max_count = ">=100.0" }\n',
        '[rules.fresh_burst]\nmode = "enforce"\n',
        "# a comment\n",
    ],
)
def test_the_version_stays_where_values_stay(load: Load, overlay: str) -> None:
    assert load(overlay).version == PACKAGED.version


CHANGES = [
    "[history]\ndays = 27\n",
    "[input]\nrequire_success = true\n",
    "[publish]\nsample_seed = 1\n",
    "[valve]\nmax_ban_share = 0.0010000001\n",
    "[params.fresh_account]\nfresh_hours = 71\n",
    '[rules.fresh_burst]\nwhen = { fresh_message_15s_max_count = ">= 101" }\n',
    '[rules.fresh_burst]\nwhen = { fresh_message_15s_max_count = "> 100" }\n',
    '[rules.fresh_burst]\nwhen = { fresh_message_15s_max_count = ">= 1000000.4" }\n',
    '[rules.fresh_burst]\nwhen = { fresh_message_15s_max_count = ">= 1000000.5" }\n',
    '[rules.fresh_burst]\nmode = "shadow"\n',
    '[rules.fresh_burst]\nreason = "sent many"\n',
    '[rules.fresh_burst.for.api]\nmode = "shadow"\n',
    "[rules.stranger_add]\nunless = {}\n",
    # The first condition leads: its sentence and its strength are the rule's.
    '[rules.relay]\nwhen = { relay_group_1h_max_count = ">= 24", '
    'relay_noncontact_24h_max_count = ">= 200" }\n',
    RULE,
]


def test_every_change_has_a_version_of_its_own(load: Load) -> None:
    versions = [PACKAGED.version, *(load(overlay).version for overlay in CHANGES)]
    assert len(set(versions)) == len(versions)


def test_the_packaged_policy_explains_every_key() -> None:
    text = policies.PACKAGED.read_text(encoding="utf-8")
    for section, values in tomllib.loads(text).items():
        for key in values if section not in ("rules", "exemptions", "norms") else ():
            part = text.partition(f"[{section}]\n")[2].partition("\n\n")[0]
            (line,) = (line for line in part.splitlines() if line.startswith(f"{key} = "))
            assert "  # " in line
