"""Arrivals of visitors by link or by accepting an invite."""

from tests.sql.tables import Bench, at

COLUMNS = "event_at  group_id  actor_id  account_id  action"


def test_each_arrival_of_a_visitor_by_itself_is_a_row(bench: Bench) -> None:
    bench.stage(
        membership_event=f"""
            {COLUMNS}
            -1d 23:59  g  visitor  visitor  join
            00:01      g  visitor  visitor  leave
            00:02      g  visitor  visitor  accept
            00:03      h  ann      visitor  add
            00:03      i  ann      visitor  invite
            00:04      h  ann      visitor  remove
        """
    )
    rows = [(row["event_at"], row["action"]) for row in bench.build("acts.group_join")]
    assert rows == [(at("-1d 23:59"), "join"), (at("00:02"), "accept")]


def test_four_groups_make_no_rows_and_the_fifth_makes_five(bench: Bench) -> None:
    four = "\n".join(f"10:0{n}  g{n}  visitor  visitor  join" for n in range(4))
    bench.stage(membership_event=f"{COLUMNS}\n{four}")
    assert bench.build("acts.group_join") == []
    bench.stage(membership_event=f"{COLUMNS}\n{four}\n-1d 00:00  g4  visitor  visitor  join")
    assert len(bench.build("acts.group_join")) == 5
