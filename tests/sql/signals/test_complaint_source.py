"""Who complains about the account: people who met it, or a brigade."""

import pytest

from tests.sql.tables import Bench

_FIGURES = ("met_count", "met_share", "fresh_share", "alike_share", "1h_max_count")


def figures(row: dict[str, object]) -> tuple[object, ...]:
    """Return the figures of a row in the order of `_FIGURES`."""
    return tuple(row[f"complaint_{name}"] for name in _FIGURES)


def test_who_was_added_invited_written_to_or_lists_it_has_met_it(bench: Bench) -> None:
    bench.stage(
        report="""
            reported_at  reporter_id  reported_id  kind
            01:00        added        spammer      report
            02:00        added        spammer      block
            03:00        invited      spammer      report
            05:00        written      spammer      report
            07:00        lists        spammer      block
            09:00        listed       spammer      report
            11:00        late         spammer      report
            13:00        poster       spammer      report
            10:00        spammer      spammer      report
        """,
        membership_event="""
            event_at   group_id  actor_id  account_id  action
            -3d 10:00  g         spammer   added       add
            03:00      g         spammer   invited     invite
            11:01      g         spammer   late        add
        """,
        message_edge="""
            sent_at    sender_id  recipient_id  group_id
            -1d 23:59  spammer    written       -
            -1d 23:59  spammer    -             g
            12:00      poster     spammer       -
        """,
        contact="""
            owner_id  contact_id  date  change
            lists     spammer     -9d   add
            lists     spammer     -1d   remove
            spammer   listed      -0d   add
            late      spammer     -9d   remove
        """,
    )
    (row,) = bench.build("signals.complaint_source")
    assert figures(row) == (5, 5 / 7, None, None, 1)


def test_a_brigade_is_fresh_and_alike_and_never_met_it(bench: Bench) -> None:
    bench.stage(
        report="""
            reported_at  reporter_id  reported_id
            -1d 23:30    a            honest
            00:10        b            honest
            00:30        c            honest
            09:00        d            honest
        """,
        membership_event=[],
        message_edge=[],
        account="""
            account_id  registered_at  device_id  network_id
            a           -8d 23:30      -          n
            b           -6d 00:10      x          n
            c           -5d 00:30      y          n
            d           -400d 09:00    x          m
        """,
    )
    (row,) = bench.build("signals.complaint_source")
    assert figures(row) == (0, 0, 2 / 4, 3 / 4, 2)


@pytest.mark.parametrize(
    ("registered", "share"),
    [("-7d 10:00", 0.0), ("-7d 10:00:00.000001", 1.0), ("10:00:00.000001", None)],
)
def test_fresh_is_less_than_seven_days_and_nobody_before_it_is_registered(
    bench: Bench, registered: str, share: float | None
) -> None:
    bench.stage(
        report=[{"reported_at": "10:00", "reporter_id": "a", "reported_id": "b"}],
        membership_event=[],
        message_edge=[],
        account=[{"account_id": "a", "registered_at": registered}],
    )
    (row,) = bench.build("signals.complaint_source")
    assert row["complaint_fresh_share"] == share


@pytest.mark.parametrize(("day", "share"), [("-30d", 2 / 3), ("-29d", 3 / 3)])
def test_those_registered_on_one_day_are_alike(bench: Bench, day: str, share: float) -> None:
    bench.stage(
        report="""
            reported_at  reporter_id  reported_id
            10:00        a            honest
            10:10        b            honest
            11:00        c            honest
            10:00        a            other
            10:00        b            other
        """,
        membership_event=[],
        message_edge=[],
        account=f"""
            account_id  registered_at
            a           -29d 00:00
            b           -29d 23:59
            c           {day} 23:59
        """,
    )
    honest, other = bench.build("signals.complaint_source")
    assert honest["complaint_alike_share"] == share
    assert other["complaint_alike_share"] is None  # of two, it says nothing
    assert honest["complaint_1h_max_count"] == 2  # an hour after the first is out


def test_nobody_complained(bench: Bench) -> None:
    bench.stage(report=[], membership_event=[], message_edge=[])
    assert bench.build("signals.complaint_source") == []


def test_complainers_of_unknown_age_are_alike_by_their_device_alone(bench: Bench) -> None:
    bench.stage(
        report="""
            reported_at  reporter_id  reported_id
            01:00        a            honest
            02:00        b            honest
            03:00        c            honest
            04:00        d            honest
        """,
        membership_event=[],
        message_edge=[],
        account="""
            account_id  registered_at  device_id
            a           -20522d 00:00  x
            b           -20522d 00:00  x
            c           -20522d 00:00  y
            d           -20522d 00:00  z
        """,
    )
    (row,) = bench.build("signals.complaint_source")
    assert row["complaint_fresh_share"] is None
    assert row["complaint_alike_share"] == 2 / 4
