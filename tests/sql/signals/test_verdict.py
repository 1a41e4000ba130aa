"""What people found of the account before."""

from tests.sql.tables import Bench


def test_the_latest_verdict_counts_and_its_age(bench: Bench) -> None:
    bench.stage(
        verdict="""
            account_id  verdict     decided_at
            amy         spam        -9d 00:00
            amy         legitimate  -3d 12:00
            bob         spam        12:00
        """
    )
    assert bench.build("signals.verdict") == [
        {"account_id": "amy", "judged_spam_count": 0, "judged_age_days": 3.5},
        {"account_id": "bob", "judged_spam_count": 1, "judged_age_days": 0.5},
    ]


def test_who_was_never_judged_has_no_row(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.verdict") == []
