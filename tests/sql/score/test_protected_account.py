"""Who is protected from bans because a person found the account legitimate."""

import pytest

from tests.sql.tables import Bench


@pytest.mark.parametrize(
    ("decided_at", "is_protected"),
    # Thirty days before the night begins, to the microsecond.
    [("-30d 00:00", False), ("-30d 00:00:00.000001", True), ("23:59", True)],
)
def test_a_legitimate_verdict_protects_for_thirty_days(
    bench: Bench, decided_at: str, is_protected: bool
) -> None:
    bench.stage(
        verdict=f"""
            account_id  verdict     decided_at
            a           legitimate  {decided_at}
        """
    )
    assert bool(bench.build("score.protected_account")) == is_protected


def test_the_latest_verdict_counts_and_spam_protects_nobody(bench: Bench) -> None:
    bench.stage(
        verdict="""
            account_id  verdict     decided_at
            turned      legitimate  -5d 10:00
            turned      spam        -4d 10:00
            cleared     spam        -5d 10:00
            cleared     legitimate  -4d 10:00
        """
    )
    (row,) = bench.build("score.protected_account")
    assert row["account_id"] == "cleared"
