"""The evidence of choosing a target, from the accounts that added it on earlier days."""

from math import log2
from typing import Any

import pytest

from tests.sql.tables import Bench

ADDS = """
    event_at   group_id  actor_id  account_id
    -2d 10:00  g1        spammer   victim
    -3d 10:00  g1        spammer   victim
    -2d 10:00  g1        al        friend
    -3d 10:00  g1        al        friend
    -2d 10:00  g2        al        both
    -2d 10:00  g2        spammer   both
    10:00      g2        spammer   late
"""
SPAM = "account_id  verdict  decided_at\nspammer  spam  09:00"


def bits(bench: Bench, **parameters: Any) -> dict[str, float]:
    """Return the evidence of each target."""
    rows = bench.build("acts.choice_target", **parameters)
    return {row["other_id"]: row["chosen_bits"] for row in rows}


def test_a_target_of_spam_speaks_for_spam_and_one_of_both_for_neither(bench: Bench) -> None:
    bench.stage(membership_event=ADDS, verdict=SPAM)
    found = bits(bench, target_prior_count=6)
    # Two of three adds by spam, none of three by others; each with six adds at a rate of 2 / 6.
    strength = log2(4 / 2)
    assert found == {
        "victim": pytest.approx(strength, abs=1e-6),
        "friend": pytest.approx(-strength, abs=1e-6),
        "both": 0,
    }


def test_an_add_of_the_date_is_no_evidence_yet(bench: Bench) -> None:
    bench.stage(membership_event=ADDS, verdict=SPAM)
    assert "late" not in bits(bench)
    bench.stage(membership_event=ADDS.replace("10:00      g2", "-1d 23:59  g2"), verdict=SPAM)
    assert bits(bench)["late"] > 0


@pytest.mark.parametrize("verdict", ["", "al2  spam  09:00", "spammer  legitimate  09:30"])
def test_without_an_adder_that_is_judged_spam_there_is_no_evidence(
    bench: Bench, verdict: str
) -> None:
    verdicts = f"{SPAM if 'legitimate' in verdict else SPAM.splitlines()[0]}\n{verdict}"
    bench.stage(membership_event=ADDS, verdict=verdicts)
    assert bits(bench) == {}


def test_the_evidence_of_one_target_is_limited_both_ways(bench: Bench) -> None:
    bench.stage(membership_event=ADDS, verdict=SPAM)
    found = bits(bench, target_prior_count=1, target_most_bits=1)
    assert found == {"victim": 1, "friend": -1, "both": 0}
