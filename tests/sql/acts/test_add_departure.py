"""Departures of targets: the first one after the add, in the group of the add."""

from tests.sql.tables import Bench, at

ADD = """
    event_at     group_id  actor_id  account_id  action
    10:00        g1        adder     target      add
"""


def test_a_departure_counts_after_the_add_in_its_group_and_of_its_target(bench: Bench) -> None:
    bench.stage(
        membership_event=ADD
        + """
            10:00        g1        target    target      leave
            11:00        g2        target    target      leave
            11:00        g1        other     other       leave
            11:00        g1        target    target      decline
        """
    )
    assert bench.build("acts.add_departure") == []


def test_leaves_and_removals_are_kept_apart_and_the_first_of_each_counts(bench: Bench) -> None:
    bench.stage(
        membership_event=ADD
        + """
            10:00:00.000001  g1    adder     target      remove
            12:00        g1        target    target      leave
            13:00        g1        target    target      leave
            14:00        g1        -         target      remove
        """
    )
    (row,) = bench.build("acts.add_departure")
    assert row["left_at"] == at("12:00")
    assert row["removed_at"] == at("10:00:00.000001")


def test_each_add_of_a_target_that_is_added_again_has_its_own_first_departure(
    bench: Bench,
) -> None:
    bench.stage(
        membership_event=ADD
        + """
            11:00        g1        target    target      leave
            12:00        g1        second    target      add
            12:00        g1        third     target      add
            13:00        g1        target    target      leave
            23:00        g1        adder     target      add
        """
    )
    found = {row["event_at"]: row["left_at"] for row in bench.build("acts.add_departure")}
    assert found == {at("10:00"): at("11:00"), at("12:00"): at("13:00")}


def test_a_departure_after_midnight_answers_an_add_of_the_day_before(bench: Bench) -> None:
    bench.stage(
        membership_event=ADD.replace("10:00    ", "-1d 23:59")
        + "00:01        g1        target    target      leave"
    )
    (row,) = bench.build("acts.add_departure")
    assert (row["event_at"], row["left_at"]) == (at("-1d 23:59"), at("00:01"))
    assert row["removed_at"] is None
