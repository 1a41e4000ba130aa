"""How far complaints can be believed, by what people decided on the complainers' others."""

from tests.sql.tables import Bench

_REPORTS = """
    reported_at  reporter_id  reported_id
    10:00        good         accused
    10:00        good         spam1
    10:01        good         spam1
    -9d 10:00    good         spam2
    10:00        liar         accused
    10:00        liar         honest1
    -9d 10:00    liar         honest2
    10:00        new          accused
"""
_MET = """
    event_at   group_id  actor_id  account_id  action
    09:00      g         accused   good        add
    09:00      g         accused   new         add
"""
_VERDICTS = """
    account_id  verdict     decided_at
    spam1       legitimate  -20d 10:00
    spam1       spam        -3d 10:00
    spam2       spam        -3d 10:00
    honest1     legitimate  -3d 10:00
    honest2     legitimate  -3d 10:00
    honest2     spam        -3d 10:00
"""


def test_who_was_right_before_counts_more_and_only_who_met_it_counts(bench: Bench) -> None:
    bench.stage(report=_REPORTS, membership_event=_MET, message_edge=[], verdict=_VERDICTS)
    row = bench.build("signals.complaint_credibility")[0]
    assert row["account_id"] == "accused"
    assert row["complaint_credible_count"] == 0.75 + 0.5
    assert row["complaint_credibility_share"] == (0.75 + 0.25 + 0.5) / 3


def test_the_verdict_on_the_account_does_not_vouch_for_its_own_complaints(bench: Bench) -> None:
    bench.stage(
        report=[{"reported_at": "10:00", "reporter_id": "a", "reported_id": "b"}],
        membership_event=[],
        message_edge=[],
        verdict=[{"account_id": "b", "verdict": "spam", "decided_at": "-1d 10:00"}],
    )
    assert bench.build("signals.complaint_credibility") == [
        {"account_id": "b", "complaint_credible_count": 0.0, "complaint_credibility_share": 0.5}
    ]
