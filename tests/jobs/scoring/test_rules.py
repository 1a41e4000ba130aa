"""Every rule of the night against a brute-force reading of it, on made-up populations."""

import datetime
from dataclasses import dataclass

import pyarrow.parquet as pq
import pytest

from jobs.pipeline import nightly
from jobs.pipeline.nightly import Options
from jobs.publish.layout import table_path
from jobs.scoring.flags import RANK
from jobs.simulate import SimulateResult, simulate
from tests.seeds import seeds
from tests.simulate.judge import Judge

DATE = datetime.date(2026, 3, 11)
# They stay below every fixed limit, so what is known of them must not come from one.
SUBTLE = {"hijacked", "warm_up_adder", "scraped_adder", "registration_farm"}

# Brute force does not count rings, what stands out from an account's own days, or what groups do.
UNCOUNTED = {
    "admins_removed",
    "audience_change",
    "awakened_cohort",
    "expelled_poster",
    "group_emptied",
    "hit_and_leave",
    "join_and_post",
    "moderated_poster",
    "patient_poster",
    "pressed_together",
    "raid",
    "raid_lead",
    "repeated_attempts",
    "ring",
    "shared_cohort",
    "sudden_stranger_add",
    "sudden_stranger_messages",
    "takeover",
    "takeover_helper",
}


@dataclass(frozen=True)
class Judged:
    """A population, what the night says of it, and what brute force says."""

    result: SimulateResult
    night: dict[str, tuple[str, frozenset[str]]]
    brute: dict[str, tuple[str, frozenset[str]]]


@pytest.fixture(scope="module", params=seeds(4, usual=1, first=31), name="judged")
def _judged(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Judged:
    folder = tmp_path_factory.mktemp("judged")
    result = simulate(folder / "input", account_count=300, seed=request.param, date=DATE, days=4)
    policy = folder / "rules_alone.toml"
    # Nor is consent; what exemptions do has tests of its own.
    policy.write_text(
        '[score]\nmode = "off"\n'
        + "".join(f'[rules.{name}]\nmode = "off"\n' for name in sorted(UNCOUNTED))
        + "".join(
            f'[exemptions.{name}]\nrules = ["ring"]\nnot_rules = ["ring"]\n'
            for name in ("consent", "no_time", "few_known")
        )
    )
    warehouse = folder / "warehouse.duckdb"
    nightly.run(Options(DATE, folder / "input", folder / "output", warehouse, policy))
    flags = pq.read_table(
        table_path(folder / "output", "flags", DATE), partitioning=None
    ).to_pylist()
    night = {flag["account_id"]: (flag["decision"], frozenset(flag["rules"])) for flag in flags}
    brute = {
        account: (max(found.values(), key=lambda decision: RANK[decision]), frozenset(found))
        for account, found in Judge(folder / "input", DATE).decisions().items()
        if found
    }
    return Judged(result, night, brute)


def test_the_night_decides_as_brute_force_does(judged: Judged) -> None:
    assert judged.night == judged.brute


def test_spam_over_a_limit_is_flagged_and_no_innocent_is_banned_or_at_review(
    judged: Judged,
) -> None:
    for planted in judged.result.planted:
        for account in planted.accounts:
            decision = judged.night.get(account, ("none", frozenset()))[0]
            if planted.archetype in SUBTLE:
                continue
            if planted.is_spam:
                assert decision != "none", planted.archetype
            else:
                assert decision in ("none", "watch"), planted.archetype


@pytest.mark.parametrize(
    "archetype",
    [
        "fresh_burst",
        "fresh_burst_midnight",
        "group_maker",
        "group_maker_empty",
        "mass_adder",
        "mass_adder_midnight",
        "relay_maker",
        "relay_adder",
    ],
)
def test_blatant_kinds_are_banned(judged: Judged, archetype: str) -> None:
    (planted,) = (item for item in judged.result.planted if item.archetype == archetype)
    assert {judged.night[account][0] for account in planted.accounts} == {"ban"}
