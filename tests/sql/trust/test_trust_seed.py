"""From which accounts trust and distrust spread."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench

TALKS = """
    account_id  other_id
    old         p
    q           old
    old         r
    young       p
    young       q
    young       r
    few         p
    few         q
    spam        p
    spam        q
    spam        r
    unknown     p
    unknown     q
    unknown     r
"""


def seeds(bench: Bench, registered_at: str = "-366d 10:00", verdicts: str = "") -> dict[str, bool]:
    """Return the seeds among TALKS, all but `young` registered at a time."""
    bench.stage()
    bench.build("staging.night")
    old = "\n".join(f"{name}  {registered_at}" for name in ("old", "few", "spam"))
    give(
        bench,
        trust__conversation=TALKS,
        staging__registration=f"account_id  registered_at\nyoung  -300d 10:00\nunknown  -\n{old}",
        acts__judged_account=f"account_id  is_spam\n{verdicts}",
    )
    rows = alone(bench, "trust.trust_seed", trusted_links=3)
    assert len({row["account_id"] for row in rows}) == len(rows)
    return {row["account_id"]: row["is_spam"] for row in rows}


def test_trust_starts_at_old_accounts_that_talk_with_enough_others(bench: Bench) -> None:
    assert seeds(bench) == {"old": False, "spam": False}


def test_trust_starts_at_accounts_of_exactly_the_age_and_at_none_that_is_younger(
    bench: Bench,
) -> None:
    assert seeds(bench, "-365d 00:00") == {"old": False, "spam": False}
    assert seeds(bench, "-365d 00:00:00.000001") == {}


def test_a_spam_verdict_makes_a_seed_of_distrust_whether_the_account_talks_or_not(
    bench: Bench,
) -> None:
    assert seeds(bench, verdicts="spam  yes\nsilent  yes\nold  no\nyoung  no") == {
        "old": False,
        "spam": True,
        "silent": True,
    }
