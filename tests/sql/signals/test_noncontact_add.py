"""Non-contacts added within a day."""

import pytest

from tests.sql.tables import Bench, at

CONTACT = """
    owner_id  contact_id  change  date
    bob       someone     add     -9d
    cleo      spammer     add     -9d
    dora      someone     add     -9d
    eve       someone     add     -9d
"""


def test_a_listed_and_an_unknown_target_do_not_count(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        spammer   bob
            10:01     g1        spammer   cleo
            10:02     g1        spammer   nobodys_owner
            10:03     g1        spammer   spammer
            10:04     g1        -         dora
        """,
        contact=CONTACT,
    )
    (row,) = bench.build("signals.noncontact_add")
    assert row["account_id"] == "spammer"
    assert row["add_noncontact_24h_max_count"] == 1


def test_a_burst_across_midnight_is_one_burst(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at           group_id  actor_id  account_id
            -1d 23:59:59       g1        spammer   bob
            00:00:01           g1        spammer   dora
            00:00:02           g2        spammer   eve
        """,
        contact=CONTACT,
    )
    (row,) = bench.build("signals.noncontact_add")
    assert row["add_noncontact_24h_max_count"] == 3
    assert row["window_end_at"] == at("00:00:02")
    assert row["window_start_at"] == at("-1d 00:00:02")


@pytest.mark.parametrize(("first", "count"), [("-1d 12:00:00", 1), ("-1d 12:00:00.000001", 2)])
def test_the_window_leaves_out_its_first_instant(bench: Bench, first: str, count: int) -> None:
    bench.stage(
        membership_event=f"""
            event_at      group_id  actor_id  account_id
            {first}       g1        spammer   bob
            12:00:00      g1        spammer   dora
        """,
        contact=CONTACT,
    )
    (row,) = bench.build("signals.noncontact_add")
    assert row["add_noncontact_24h_max_count"] == count


def test_adds_of_the_day_before_alone_give_no_row(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at      group_id  actor_id  account_id
            -1d 23:59     g1        spammer   bob
        """,
        contact=CONTACT,
    )
    assert bench.build("signals.noncontact_add") == []


def test_the_same_target_twice_is_one_target(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        spammer   bob
            10:00     g2        spammer   bob
            11:00     g3        spammer   bob
        """,
        contact=CONTACT,
    )
    (row,) = bench.build("signals.noncontact_add")
    assert row["add_noncontact_24h_max_count"] == 1
    assert row["window_end_at"] == at("10:00")


def test_who_left_was_removed_blocked_or_reported_is_unwanted(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id  action
            09:00     g1        bob       bob         leave
            10:00     g1        spammer   bob         add
            10:00     g1        spammer   cleo        add
            10:00     g1        spammer   dora        add
            10:00     g1        spammer   eve         add
            10:00     g1        spammer   finn        add
            11:00     g1        bob       bob         leave
            11:00     g1        admin     dora        remove
            11:00     g2        finn      finn        leave
        """,
        contact="""
            owner_id  contact_id  change  date
            bob       someone     add     -9d
            cleo      someone     add     -9d
            dora      someone     add     -9d
            eve       someone     add     -9d
            finn      someone     add     -9d
        """,
        report="""
            reported_at  reporter_id  reported_id  kind
            12:00        eve          spammer      block
            08:00        cleo         spammer      report
        """,
    )
    (row,) = bench.build("signals.noncontact_add")
    assert row["add_noncontact_24h_max_count"] == 5
    assert row["add_noncontact_unwanted_share"] == pytest.approx(3 / 5)


def test_a_removed_contact_still_counts_as_one_on_the_day_of_its_removal(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        spammer   bob
            10:01     g1        spammer   cleo
            10:02     g1        spammer   dora
            10:03     g1        spammer   eve
        """,
        contact="""
            owner_id  contact_id  change  date
            bob       spammer     add     -9d
            bob       spammer     remove  0d
            cleo      spammer     add     -9d
            cleo      spammer     remove  -1d
            dora      spammer     add     -9d
            dora      spammer     remove  -5d
            dora      spammer     add     0d
            eve       spammer     add     -9d
            eve       spammer     remove  -3d
            eve       spammer     add     -3d
        """,
    )
    (row,) = bench.build("signals.noncontact_add")
    assert row["add_noncontact_24h_max_count"] == 1
    (pair,) = [r for r in bench.build("acts.acquaintance") if r["known_from_at"] is None]
    assert pair["other_id"] == "cleo"


def test_age_is_taken_at_the_first_event_of_the_window(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at   group_id  actor_id  account_id
            06:00      g1        spammer   bob
            18:00      g1        spammer   dora
            18:00      g1        early     dora
        """,
        contact=CONTACT,
        account="""
            account_id  registered_at
            spammer     -2d 18:00
            early       18:00:00.000001
        """,
    )
    early, spammer = bench.build("signals.noncontact_add")
    assert spammer["add_noncontact_age_days"] == pytest.approx(1.5)
    assert early["add_noncontact_age_days"] is None


def test_without_address_books_who_wrote_before_is_a_contact(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at  group_id  actor_id  account_id
            10:00     g1        spammer   bob
            10:00     g1        spammer   cleo
            10:00     g1        spammer   dora
        """,
        message_edge="""
            sent_at    sender_id  recipient_id
            -9d 10:00  bob        spammer
            10:00      cleo       spammer
            11:00      dora       spammer
        """,
    )
    (row,) = bench.build("signals.noncontact_add")
    assert row["add_noncontact_24h_max_count"] == 2
