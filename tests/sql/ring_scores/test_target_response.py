"""The known responses of a set's targets to its members."""

from tests.sql.given import alone, give
from tests.sql.tables import Bench


def test_responses_of_known_targets_to_members_are_kept(bench: Bench) -> None:
    give(
        bench,
        ring_members__member_action="""
            set_number  account_id  target_id  is_add
            0           a           x          yes
            0           b           x          yes
            0           a           bookless   yes
            0           a           friend     yes
            0           a           written    no
            0           a           quiet      yes
            1           a           x          yes
        """,
        ring_members__set_target="""
            set_number  target_id  is_known
            0           x          yes
            0           bookless   no
            0           written    yes
            0           quiet      yes
        """,
        ring_scores__silence="bits\n-0.25",
        ring_inputs__outside_response="""
            account_id  other_id  is_add  is_gone  is_answered  is_silent  bits
            a           x         yes     yes      no           no         2
            a           quiet     yes     no       no           yes        0.17
            b           x         yes     no       no           no         0
            a           bookless  yes     no       yes          no         -3
            a           friend    yes     no       yes          no         -3
            a           written   no      no       no           yes        0.5
            a           written   yes     no       yes          no         -3
        """,
    )
    rows = alone(bench, "ring_scores.target_response")
    assert [(*tuple(row.values())[:5], float(row["bits"])) for row in rows] == [
        (0, "a", "quiet", False, True, -0.25),
        (0, "a", "written", False, True, 0.5),
        (0, "a", "x", True, False, 2),
    ]
