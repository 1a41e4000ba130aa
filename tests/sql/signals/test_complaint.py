"""Who blocked or reported the account."""

from tests.sql.tables import Bench


def test_each_complainer_counts_once_and_none_about_itself(bench: Bench) -> None:
    bench.stage(
        report="""
            reported_at  reporter_id  reported_id  kind
            10:00        bob          spammer      report
            -9d 10:01    bob          spammer      block
            10:00        cleo         spammer      report
            10:00        spammer      spammer      report
        """
    )
    assert bench.build("signals.complaint") == [
        {"account_id": "spammer", "complainer_count": 2, "blocker_count": 1}
    ]
