"""Sliding windows against brute force from their definition, over midnight and at the very edge."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sql.tables import Bench, at, bench

MICROSECOND = datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Event:
    """An act of `account` on `item`."""

    account: str
    item: str
    instant: datetime.datetime
    weight: int


def events(seconds: int) -> st.SearchStrategy[list[Event]]:
    """Return lists of events, many of them a window apart to the microsecond, around midnight."""
    start = at("00:00")
    offsets = st.one_of(
        st.integers(-3 * seconds, 3 * seconds).map(lambda n: n * 1_000_000 // 2),
        st.sampled_from([-seconds, 0, seconds]).flatmap(
            lambda n: st.sampled_from([n * 1_000_000 - 1, n * 1_000_000, n * 1_000_000 + 1])
        ),
    ).map(lambda n: min(max(n, -2 * 86_400_000_000 + 1), 86_400_000_000 - 1))
    return st.lists(
        st.builds(
            Event,
            st.sampled_from(["a", "b"]),
            st.sampled_from(["x", "y", "z", "u", "v"]),
            offsets.map(lambda n: start + n * MICROSECOND),
            st.integers(1, 5),
        ),
        max_size=14,
    )


def brute(
    found: list[Event], seconds: int, distinct: bool
) -> dict[str, tuple[int, datetime.datetime]]:
    """Return each account's fullest window that ends in the night, the earliest of equals."""
    width = datetime.timedelta(seconds=seconds)
    best: dict[str, tuple[int, datetime.datetime]] = {}
    for end in sorted(found, key=lambda event: event.instant):
        if end.instant < at("00:00"):
            continue
        inside = [
            event
            for event in found
            if event.account == end.account and end.instant - width < event.instant <= end.instant
        ]
        count = len({e.item for e in inside}) if distinct else sum(e.weight for e in inside)
        if end.account not in best or count > best[end.account][0]:
            best[end.account] = (count, end.instant)
    return best


@pytest.fixture(scope="module", name="shared_bench")
def _shared_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("windows")) as opened:
        opened.stage(membership_event=[], message_edge=[], contact=[], account=[])
        opened.build("staging.night")
        yield opened


def provided(act: str, found: list[Event], bench: Bench) -> None:
    """Make the table of an act from events."""
    columns = bench.catalog.tables[f"acts.{act}"].columns
    values = {
        "account_id": [event.account for event in found],
        "other_id": [event.item for event in found],
        "group_id": [event.item for event in found],
        "event_at": [event.instant for event in found],
        "message_count": [event.weight for event in found],
    }
    types = {"event_at": pa.timestamp("us", "UTC"), "message_count": pa.int64()}
    arrays = {
        column.name: pa.array(
            values.get(column.name, [None] * len(found)), types.get(column.name, pa.string())
        )
        for column in columns
    }
    bench.engine.provide(f"acts.{act}", pa.table(arrays))


@pytest.mark.parametrize(
    ("act", "seconds", "distinct"),
    [
        ("noncontact_add", 86_400, True),
        ("group_made", 3_600, True),
        ("api_message", 10, False),
    ],
)
def test_the_peak_is_what_brute_force_finds(
    act: str, seconds: int, distinct: bool, shared_bench: Bench
) -> None:
    @settings(deadline=None, derandomize=True, max_examples=120)
    @given(events(seconds))
    def check(found: list[Event]) -> None:
        provided(act, found, shared_bench)
        table = shared_bench.catalog.tables[f"peak.{act}"]
        shared_bench.engine.create(table.name, table.sql, dict(table.constants))
        rows = shared_bench.engine.arrow(f"SELECT * FROM {table.name}", {}).to_pylist()
        peaks = {row["account_id"]: (row["window_count"], row["window_end_at"]) for row in rows}
        assert peaks == brute(found, seconds, distinct)
        assert len(rows) == len(peaks)
        for row in rows:
            inside = [
                event.instant
                for event in found
                if event.account == row["account_id"]
                and row["window_start_at"] < event.instant <= row["window_end_at"]
            ]
            assert row["first_event_at"] == min(inside)
            assert row["window_end_at"] - row["window_start_at"] == datetime.timedelta(
                seconds=seconds
            )

    check()


def test_a_window_opens_no_later_than_its_act_allows(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at
            fresh       09:00:00
        """,
        message_edge="""
            sent_at             sender_id  recipient_id  message_count
            08:59:59.999999     fresh      bob           900
            10:00:00            fresh      bob           1
            10:00:00.000001     fresh      bob           2
            10:00:14.999999     fresh      bob           4
            10:00:15            fresh      bob           8
            10:00:15.000001     fresh      bob           16
        """,
    )
    (row,) = bench.build("peak.fresh_message")
    assert row["window_count"] == 7
    assert row["first_event_at"] == at("10:00:00")


def test_rows_that_sum_up_more_than_the_window_tell_nothing(bench: Bench) -> None:
    bench.stage(
        account="""
            account_id  registered_at
            fresh       09:00:00
        """,
        message_edge="""
            sent_at   sender_id  recipient_id  message_count
            09:10:00  fresh      bob           900
        """,
    )
    (row,) = bench.build("signals.fresh_message")
    assert row["fresh_message_15s_max_count"] == 900
    bench.settings["message_resolution_seconds"] = 15
    assert len(bench.build("signals.fresh_message")) == 1
    bench.settings["message_resolution_seconds"] = 16
    assert bench.build("signals.fresh_message") == []
