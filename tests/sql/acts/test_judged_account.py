"""The latest verdict of people about an account."""

import pytest

from tests.sql.tables import Bench, at


@pytest.mark.parametrize(
    ("verdicts", "is_spam"),
    [
        ("al  spam  09:00", True),
        ("al  spam  09:00\nal  legitimate  10:00", False),
        ("al  spam  09:00\nal  legitimate  -5d 10:00", True),
        ("al  spam  09:00\nal  legitimate  09:00", False),
        ("al  spam  09:00\nal  spam  09:00", True),
        ("al  spam  09:00\nal  legitimate  09:00\nal  spam  09:00:00.000001", True),
    ],
)
def test_the_latest_verdict_counts_and_of_several_at_one_instant_the_legitimate_one(
    bench: Bench, verdicts: str, is_spam: bool
) -> None:
    other = "other  legitimate  11:00\nother  spam  -1d 11:00"
    bench.stage(verdict=f"account_id  verdict  decided_at\n{verdicts}\n{other}")
    first, second = bench.build("acts.judged_account")
    assert (first["account_id"], first["is_spam"]) == ("al", is_spam)
    assert (second["is_spam"], second["decided_at"]) == (False, at("11:00"))


def test_without_a_verdict_no_account_is_judged(bench: Bench) -> None:
    bench.stage(message_edge="sent_at  sender_id  recipient_id\n10:00  al  bob")
    assert bench.build("acts.judged_account") == []
