"""Complaints of the date, as edges."""

from tests.sql.tables import Bench, at


def test_reports_and_blocks_are_two_edges_each_with_its_first_and_last(bench: Bench) -> None:
    bench.stage(
        report="""
            reported_at  reporter_id  reported_id  kind
            12:00        a            b            report
            10:00        a            b            report
            11:00        a            b            block
            -1d 12:00    a            b            report
        """
    )
    blocked, reported = bench.build("edges.complaint")
    assert (blocked["relation"], reported["relation"]) == ("blocked", "reported")
    assert (reported["source_id"], reported["target_id"]) == ("a", "b")
    assert (reported["event_count"], reported["first_at"], reported["last_at"]) == (
        2,
        at("10:00"),
        at("12:00"),
    )


def test_who_reports_itself_and_a_missing_log_give_no_edge(bench: Bench) -> None:
    bench.stage(
        report="""
            reported_at  reporter_id  reported_id
            12:00        a            a
        """
    )
    assert bench.build("edges.complaint") == []
    bench.stage()
    assert bench.build("edges.complaint") == []
