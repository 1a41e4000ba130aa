"""How those that an account approached on the date took it."""

import pytest

from tests.sql.tables import Bench

# The host approaches ten or more on the date; each test says what they did.
GUESTS = [f"guest{number}" for number in range(12)]


def invites(at: str = "10:00") -> str:
    """Return the rows in which the host invites all guests to one group."""
    rows = "\n".join(f"{at}  g1  host  {guest}  invite" for guest in GUESTS)
    return f"event_at  group_id  actor_id  account_id  action\n{rows}\n"


def responses(action: str, count: int, at: str = "10:30") -> str:
    """Return the rows in which so many guests respond."""
    return "\n".join(f"{at}  g1  {guest}  {guest}  {action}" for guest in GUESTS[:count])


def books(count: int, listing: int) -> str:
    """Return address books of so many guests, of which so many list the host."""
    rows = [
        f"{guest}  {'host' if place < listing else 'someone'}  add  -9d"
        for place, guest in enumerate(GUESTS[:count])
    ]
    return "owner_id  contact_id  change  date\n" + "\n".join(rows)


def host_of(bench: Bench) -> dict[str, float]:
    """Return the host's row."""
    (row,) = (row for row in bench.build("signals.consent") if row["account_id"] == "host")
    return row


def test_fewer_than_ten_approached_say_nothing(bench: Bench) -> None:
    bench.stage(membership_event="\n".join(invites().splitlines()[:10]), contact=books(12, 0))
    assert bench.build("signals.consent") == []


@pytest.mark.parametrize("action", ["accept", "join"])
def test_to_accept_and_to_join_by_link_after_an_invite_both_consent(
    bench: Bench, action: str
) -> None:
    bench.stage(membership_event=invites() + responses(action, 12), contact=books(12, 0))
    row = host_of(bench)
    assert row["approach_target_count"] == 12
    assert row["consent_high_share"] == 1
    assert row["consent_low_share"] == pytest.approx(0.757, abs=0.001)
    assert row["consent_refused_low_share"] == 0


def test_whoever_declines_refuses_even_one_that_lists_the_host(bench: Bench) -> None:
    bench.stage(membership_event=invites() + responses("decline", 12), contact=books(12, 12))
    row = host_of(bench)
    assert row["consent_low_share"] == 0
    assert row["consent_refused_high_share"] == 1


def test_listing_consents_and_an_unknown_address_book_counts_as_the_known_ones_do(
    bench: Bench,
) -> None:
    bench.stage(membership_event=invites(), contact=books(8, 8))
    row = host_of(bench)
    assert row["approach_known_count"] == 8
    # Eight of eight list the host, beside two strangers by precaution: four unknown count 0.8.
    share = (8 + 4 * 0.8) / 12
    low = (8 * share + 1.9208 - 1.96 * (8 * share * (1 - share) + 0.9604) ** 0.5) / (8 + 3.8416)
    assert row["consent_low_share"] == pytest.approx(low, abs=0.001)


def test_where_nothing_is_known_nothing_is_said(bench: Bench) -> None:
    bench.stage(membership_event=invites(), contact=[])
    row = host_of(bench)
    assert row["approach_known_count"] == 0
    assert row["consent_low_share"] is None
    assert row["consent_high_share"] is None


def test_silence_without_time_to_respond_is_no_refusal_and_no_consent(bench: Bench) -> None:
    bench.stage(membership_event=invites("22:00"), contact=books(12, 0))
    row = host_of(bench)
    assert row["approach_timed_share"] == 0
    assert row["consent_low_share"] == 0
    assert row["consent_high_share"] is None


def test_a_microsecond_before_the_deadline_there_was_time(bench: Bench) -> None:
    bench.stage(membership_event=invites("21:59:59.999999"), contact=books(12, 0))
    row = host_of(bench)
    assert row["approach_timed_share"] == 1
    assert row["consent_high_share"] < 0.3


def test_who_comes_by_link_to_a_group_just_made_consents(bench: Bench) -> None:
    made = "\n".join(f"09:0{number}  m{number}  host  host  create" for number in range(5))
    joined = "\n".join(f"11:00  m1  {guest}  {guest}  join" for guest in GUESTS)
    bench.stage(
        membership_event=f"event_at  group_id  actor_id  account_id  action\n{made}\n{joined}",
        contact=books(12, 0),
    )
    row = host_of(bench)
    assert row["approach_target_count"] == 12
    assert row["consent_low_share"] > 0.7


def test_a_block_after_a_message_refuses_and_one_before_does_not(bench: Bench) -> None:
    sent = "\n".join(f"10:00  host  {guest}" for guest in GUESTS)
    bench.stage(
        message_edge=f"sent_at  sender_id  recipient_id\n{sent}",
        contact=books(12, 0),
        report="""
            reported_at  reporter_id  reported_id  kind
            10:30        guest0       host         block
            10:31        guest1       host         report
            09:59        guest2       host         block
        """,
    )
    row = host_of(bench)
    low = (2 + 1.9208 - 1.96 * (2 * 10 / 12 + 0.9604) ** 0.5) / (12 + 3.8416)
    assert row["consent_refused_low_share"] == pytest.approx(low, abs=0.001)


def test_who_wrote_first_was_not_approached(bench: Bench) -> None:
    asked = "\n".join(f"09:00  {guest}  host" for guest in GUESTS[:6])
    sent = "\n".join(f"10:00  host  {guest}" for guest in GUESTS)
    bench.stage(
        message_edge=f"sent_at  sender_id  recipient_id\n{asked}\n{sent}", contact=books(12, 0)
    )
    assert host_of(bench)["approach_target_count"] == 6
