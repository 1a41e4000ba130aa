"""The adds that the responses of targets are joined to."""

from tests.sql.tables import Bench, at


def test_an_add_has_an_actor_and_a_target_that_is_another_account(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id  action   event_id
            10:00      g1        adder     target      add      e1
            10:00      g1        adder     target      add      e2
            10:00      g1        adder     adder       add      e3
            10:00      g1        -         target      add      e4
            10:00      g1        adder     target      invite   e5
            10:00      g1        target    target      join     e6
            10:00      g1        adder     target      promote  e7
        """
    )
    rows = bench.build("acts.add_event")
    assert [row["event_id"] for row in rows] == ["e1", "e2"]
    assert {(row["account_id"], row["other_id"]) for row in rows} == {("adder", "target")}


def test_an_add_of_the_day_before_is_kept_since_its_responses_still_arrive(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at            group_id  actor_id  account_id
            -2d 23:59:59.999999  g1        adder     target
            -1d 00:00           g1        adder     target
        """
    )
    (row,) = bench.build("acts.add_event")
    assert row["event_at"] == at("-1d 00:00")
