"""What became of rings since the last night."""

from tests.sql.given import alone, give, on
from tests.sql.tables import Bench


def lifecycle(bench: Bench, rings: str, former: str, last_night: int | None = -1) -> dict[str, str]:
    """Return the status by ring."""
    give(
        bench,
        rings__ring=f"ring_id  parent_ring_ids\n{rings}",
        staging__former_ring=f"ring_id  account_id  last_seen_on\n{former}",
    )
    former_date = None if last_night is None else on(last_night)
    rows = alone(bench, "rings.ring_lifecycle", former_date=former_date)
    assert len({row["ring_id"] for row in rows}) == len(rows)
    return {row["ring_id"]: row["status"] for row in rows}


def test_on_the_first_night_every_ring_is_born(bench: Bench) -> None:
    assert lifecycle(bench, "r  none\ns  none", "", None) == {"r": "born", "s": "born"}


def test_a_ring_of_the_last_night_goes_on_or_is_gone(bench: Bench) -> None:
    former = "r  a  -1d\nr  b  -1d\ns  c  -1d"
    assert lifecycle(bench, "r  none", former) == {"r": "goes_on", "s": "gone"}


def test_a_ring_that_the_last_night_did_not_find_returned_or_is_of_no_account(bench: Bench) -> None:
    former = "r  a  -2d\ns  c  -2d"
    assert lifecycle(bench, "r  none", former) == {"r": "returned"}


def test_the_last_night_is_the_last_published_one_not_yesterday(bench: Bench) -> None:
    former = "r  a  -5d\ns  c  -5d\nt  d  -6d"
    found = lifecycle(bench, "r  none\nt  none", former, last_night=-5)
    assert found == {"r": "goes_on", "s": "gone", "t": "returned"}


def test_a_part_of_a_ring_whose_id_another_set_keeps_is_split_off(bench: Bench) -> None:
    found = lifecycle(bench, "r  none\nnew  r", "r  a  -1d")
    assert found == {"r": "goes_on", "new": "split"}


def test_a_ring_within_another_is_merged_whenever_it_was_last_seen(bench: Bench) -> None:
    former = "r  a  -1d\ns  b  -1d\nt  c  -9d"
    found = lifecycle(bench, "r  s+t", former)
    assert found == {"r": "goes_on", "s": "merged", "t": "merged"}


def test_two_parts_of_a_merged_ring_name_it_once(bench: Bench) -> None:
    assert lifecycle(bench, "r  s\nnew  s", "r  a  -1d\ns  b  -1d")["s"] == "merged"


def test_a_night_without_rings_leaves_those_of_the_last_night_gone(bench: Bench) -> None:
    assert lifecycle(bench, "", "r  a  -1d\ns  b  -3d") == {"r": "gone"}
