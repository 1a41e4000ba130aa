"""Who blocked or reported the account."""

from tests.sql.tables import Bench

MESSAGES = """
    sent_at  sender_id  recipient_id
    10:00    spammer    bob
    10:00    quiet      bob
"""


def test_each_complainer_counts_once_and_none_about_itself(bench: Bench) -> None:
    bench.stage(
        message_edge=MESSAGES,
        report="""
            reported_at  reporter_id  reported_id  kind
            10:00        bob          spammer      report
            -9d 10:01    bob          spammer      block
            10:00        cleo         spammer      report
            10:00        spammer      spammer      report
            10:00        bob          asleep       report
        """,
    )
    assert bench.build("signals.complaint") == [
        {"account_id": "quiet", "complainer_count": 0, "blocker_count": 0},
        {"account_id": "spammer", "complainer_count": 2, "blocker_count": 1},
    ]


def test_without_reports_nothing_is_known(bench: Bench) -> None:
    bench.stage(message_edge=MESSAGES)
    assert {row["complainer_count"] for row in bench.build("signals.complaint")} == {None}
