"""First contacts within an hour."""

from tests.sql.tables import Bench


def test_the_fullest_hour_counts_each_stranger_once(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at         sender_id  recipient_id
            10:00           writer     a
            10:30           writer     b
            10:31           writer     b
            10:59:59.9      writer     c
            11:00           writer     d
            15:00           writer     e
            10:10           writer     friend
            10:20           asker      writer
            10:30           writer     asker
        """,
        contact="""
            owner_id  contact_id
            friend    writer
        """,
    )
    rows = {row["account_id"]: row for row in bench.build("signals.first_contact")}
    assert rows["writer"]["first_contact_1h_max_count"] == 3
    assert rows["asker"]["first_contact_1h_max_count"] == 1


def test_nobody_written_to_is_nothing_known(bench: Bench) -> None:
    bench.stage()
    assert bench.build("signals.first_contact") == []
