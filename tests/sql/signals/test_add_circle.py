"""Whether those whom an account added know one another."""

from tests.sql.tables import Bench

ADDS = "event_at  group_id  actor_id  account_id  action\n" + "\n".join(
    f"10:{number:02}  g  amy  a{number}  add" for number in range(20)
)


def test_the_share_that_lists_another_one_of_them(bench: Bench) -> None:
    bench.stage(
        membership_event=ADDS,
        contact="""
            owner_id  contact_id  change  date
            a0        a1          add     -1d
            a0        a2          add     -1d
            a1        a0          add     -1d
            a2        somebody    add     -1d
            a3        a3          add     -1d
            other     a3          add     -1d
        """,
    )
    (row,) = bench.build("signals.add_circle")
    assert row == {"account_id": "amy", "add_acquainted_share": 0.5}  # a0 and a1 of four


def test_who_added_few_strangers_is_not_asked(bench: Bench) -> None:
    bench.stage(
        membership_event=ADDS, contact="owner_id  contact_id  change  date\na0  amy  add  -1d"
    )
    assert bench.build("signals.add_circle") == []
    assert len(bench.build("signals.add_circle", min_strangers=19)) == 1


def test_without_contacts_nobody_is_asked(bench: Bench) -> None:
    bench.stage(membership_event=ADDS)
    assert bench.build("signals.add_circle") == []


def test_where_no_address_book_is_known_nothing_is(bench: Bench) -> None:
    bench.stage(
        membership_event=ADDS, contact="owner_id  contact_id  change  date\nother  a0  add  -1d"
    )
    (row,) = bench.build("signals.add_circle")
    assert row["add_acquainted_share"] is None
