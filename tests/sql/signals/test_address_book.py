"""Who lists the account, and whom it lists."""

from tests.sql.tables import Bench

ACTIVE = "sent_at  sender_id  recipient_id\n10:00  amy  bob\n10:00  cyd  bob"


def test_entries_in_both_directions_as_the_date_has_them(bench: Bench) -> None:
    bench.stage(
        message_edge=ACTIVE,
        contact="""
            owner_id  contact_id  change  date
            bob       amy         add     -9d
            eve       amy         add     -9d
            eve       amy         remove  -3d
            dan       amy         add     -1d
            amy       bob         add     -9d
            amy       amy         add     -9d
            bob       dan         add     -9d
        """,
    )
    assert bench.build("signals.address_book") == [
        {"account_id": "amy", "listed_by_count": 2, "contact_count": 1},
        {"account_id": "cyd", "listed_by_count": 0, "contact_count": None},
    ]


def test_without_contacts_nothing_is_known(bench: Bench) -> None:
    bench.stage(message_edge=ACTIVE)
    rows = bench.build("signals.address_book")
    assert {(row["listed_by_count"], row["contact_count"]) for row in rows} == {(None, None)}
