"""Whom an account added on the date, each once."""

from tests.sql.tables import Bench

_EVENTS = """
    event_at   group_id  actor_id  account_id  action
    -9d 10:00  g         amy       old         add
    00:00      g         amy       old         add
    10:00      g         amy       new         add
    10:01      g2        amy       new         add
    10:02      g         amy       dark        add
    10:03      g         amy       friend      add
    -1d 23:59  g         bob       new         add
"""


def test_a_target_counts_once_and_is_new_unless_added_before(bench: Bench) -> None:
    bench.stage(
        membership_event=_EVENTS,
        message_edge=[],
        contact="""
            owner_id  contact_id  date  change
            old       bob         -9d   add
            new       bob         -9d   add
            friend    amy         -9d   add
            amy       friend      -9d   add
            amy       new         -9d   add
            amy       new         -2d   remove
            amy       dark        -9d   add
            amy       dark        -0d   remove
        """,
    )
    (row,) = bench.build("signals.add_target")
    assert row["add_target_count"] == 4
    assert row["add_noncontact_count"] == 2
    assert row["add_noncontact_share"] == 2 / 3
    assert (row["add_unknown_count"], row["add_unknown_share"]) == (1, 1 / 4)
    assert (row["add_new_target_count"], row["add_new_target_share"]) == (3, 3 / 4)
    assert row["add_own_contact_share"] == 2 / 4  # a removal of the date counts tomorrow


def test_without_contacts_the_own_address_book_is_unknown(bench: Bench) -> None:
    bench.stage(membership_event=_EVENTS, message_edge=[])
    (row,) = bench.build("signals.add_target")
    assert (row["add_own_contact_share"], row["add_unknown_count"]) == (None, 0)


def test_no_share_of_the_known_where_none_is(bench: Bench) -> None:
    bench.stage(membership_event=_EVENTS, message_edge=[], contact=[])
    (row,) = bench.build("signals.add_target")
    assert (row["add_noncontact_share"], row["add_unknown_share"]) == (None, 1)
