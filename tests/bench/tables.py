"""Turns what a population does into tables with the contract's columns, one table a file."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tests.bench.planted import planted_memberships, planted_messages
from tests.bench.population import COUNTRIES, DAY, Ints, Population, hex_text, stream
from tests.bench.traffic import (
    ACTIONS,
    NOBODY,
    Rows,
    at_rhythm,
    draw_memberships,
    draw_messages,
    joined,
)

ROWS_PER_FILE = 1_000_000
FILES_AT_LEAST = 4
DUPLICATE_SHARE = 0.001
INSTANT = pa.timestamp("us", tz="UTC")
# Ids of different kinds are scrambled from different ranges, so that none is met twice.
EVENT, GROUP, DEVICE, NETWORK = (number << 48 for number in range(1, 5))


def slices(count: int) -> list[range]:
    """Return the rows of each file: several files, none too long."""
    files = max(FILES_AT_LEAST, -(-count // ROWS_PER_FILE))
    edges = [count * number // files for number in range(files + 1)]
    return [range(first, after) for first, after in itertools.pairwise(edges)]


def unrepeated(count: int) -> int:
    """Return how many rows become `count` once some arrive twice."""
    return round(count / (1 + DUPLICATE_SHARE))


def repeated(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Yield each table with a few rows of the one before it once more, as logs arrive twice."""
    former: pa.Table | None = None
    for number, table in enumerate(tables):
        rng = stream(number, table.num_rows)
        count = round(table.num_rows * DUPLICATE_SHARE)
        source = table if former is None else former
        again = source.take(pa.array(rng.integers(0, source.num_rows, count)))
        yield pa.concat_tables([table, again]).combine_chunks()
        former = table


def names(text: pa.StringArray, which: Ints) -> pa.StringArray:
    """Return texts by index, null for NOBODY."""
    return text.take(pa.array(which, mask=which == NOBODY))


def group_names(group: Ints) -> pa.StringArray:
    """Return group ids by index, null for NOBODY."""
    return pc.if_else(pa.array(group != NOBODY), hex_text(GROUP + group), None)


def event_ids(population: Population, log: int, day: int, rows: range) -> pa.StringArray:
    """Return ids that no other row of the world bears, from its place."""
    place = EVENT + (population.seed % 256 << 56) + (log << 44) + (day << 36)
    return hex_text(place + np.arange(rows.start, rows.stop))


def message_edges(population: Population, day: int) -> Iterator[pa.Table]:
    """Yield the day's messages, a file after the other in rough order of time."""
    count = population.size.message_count
    for number, rows in enumerate(slices(unrepeated(count))):
        rng = stream(population.seed, 3, day, number)
        planted = planted_messages(population, day) if number == 0 else None
        honest = len(rows) - (len(planted["at"]) if planted else 0)
        passed = (rows.start / count, rows.stop / count)
        drawn = draw_messages(population, rng, day, passed, honest)
        yield message_table(population, joined([drawn, planted]) if planted else drawn, day, rows)


def message_table(population: Population, rows: Rows, day: int, places: range) -> pa.Table:
    """Return messages in the contract's columns."""
    return pa.table(
        {
            "sent_at": pa.array(rows["at"]).cast(INSTANT),
            "sender_id": names(population.account_text, rows["sender"]),
            "recipient_id": names(population.account_text, rows["recipient"]),
            "group_id": group_names(rows["group"]),
            "message_count": pa.array(rows["message_count"]),
            "is_forward": pa.array(rows["forward"] == 1),
            "event_id": event_ids(population, 0, day, places),
        }
    )


def membership_events(population: Population, day: int) -> Iterator[pa.Table]:
    """Yield the day's membership events; a new group's stand in one file, by time."""
    action_text = pa.array(ACTIONS)
    files = slices(unrepeated(population.size.group_event_count))
    for number, places in enumerate(files):
        rng = stream(population.seed, 4, day, number)
        planted = planted_memberships(population, day) if number == 0 else None
        honest = len(places) - (len(planted["at"]) if planted else 0)
        groups = population.new_group_count
        which = range(groups * number // len(files), groups * (number + 1) // len(files))
        drawn = draw_memberships(population, rng, day, which, honest)
        rows = joined([drawn, planted]) if planted else drawn
        yield pa.table(
            {
                "event_at": pa.array(rows["at"]).cast(INSTANT),
                "group_id": group_names(rows["group"]),
                "actor_id": names(population.account_text, rows["actor"]),
                "account_id": names(population.account_text, rows["account"]),
                "action": action_text.take(pa.array(rows["action"])),
                "event_id": event_ids(population, 1, day, places),
            }
        )


def accounts(population: Population, day: int) -> Iterator[pa.Table]:
    """Yield who is new on the day, on the first all; 0.5 % of accounts never get a row."""
    rng = stream(population.seed, 5, day)
    born = np.flatnonzero(population.birth_day == day)
    born = born[(rng.random(len(born)) > 0.005) | (born < population.planted_count)]
    for places in slices(len(born)):
        yield account_table(population, rng, born[places.start : places.stop])


def account_table(population: Population, rng: np.random.Generator, which: Ints) -> pa.Table:
    """Return accounts in the contract's columns; the planted look suspicious from the start."""
    count = len(which)
    planted = which < population.planted_count
    country_text = pa.array([name for name, _ in COUNTRIES])
    country = population.country[which].astype(np.int64)
    abroad = planted | (rng.random(count) < 0.04)
    types = np.where(planted, 0, rng.choice(3, count, p=[0.969, 0.03, 0.001]))
    device = np.where(rng.random(count) < 0.02, which // 8, which + (1 << 40))
    risk = np.where(planted, 0.9, np.round(rng.beta(1.2, 8, count), 4))
    text = population.account_text.take(pa.array(which))
    return pa.table(
        {
            "account_id": text,
            "registered_at": pa.array(population.registered_at[which]).cast(INSTANT),
            "account_type": pa.array(["consumer", "business", "api"]).take(pa.array(types)),
            "phone_country": country_text.take(pa.array(country)),
            "network_country": country_text.take(pa.array((country + abroad) % len(COUNTRIES))),
            "phone_prefix": pc.utf8_slice_codeunits(text, 0, 7),
            "device_id": hex_text(DEVICE + device),
            "network_id": hex_text(NETWORK + which // 30),
            "registration_risk": pa.array(risk, mask=~planted & (rng.random(count) < 0.05)),
        }
    )


def contacts(population: Population, day: int) -> Iterator[pa.Table]:
    """Yield the pairs that the day adds, on the first all, and later some that it takes away."""
    rng = stream(population.seed, 6)
    owner, contact = population.book_owner, population.book_contact
    since = np.maximum(population.birth_day[owner], population.birth_day[contact])
    until = since + 1 + np.floor(rng.exponential(500, len(owner)))
    changed = np.flatnonzero((since == day) | (until == day))
    for places in slices(len(changed)):
        rows = changed[places.start : places.stop]
        yield pa.table(
            {
                "owner_id": population.account_text.take(pa.array(owner[rows])),
                "contact_id": population.account_text.take(pa.array(contact[rows])),
                "change": pa.array(["remove", "add"]).take(pa.array((since[rows] == day) * 1)),
            }
        )


def reports(population: Population, day: int) -> pa.Table:
    """Return who reported or blocked whom: the planted, and anybody."""
    rng = stream(population.seed, 7, day)
    count = population.size.account_count // 100
    kinds = ("stranger", "maker", "adder")
    known = np.concatenate([np.asarray(population.planted(day, kind)) for kind in kinds])
    anybody = population.draw(rng, day, count)
    reported = np.where(rng.random(count) < 0.3, rng.choice(known, count), anybody)
    evening = np.sort(0.6 + 0.4 * rng.random(count))
    return pa.table(
        {
            "reported_at": pa.array(population.start + day * DAY + at_rhythm(evening)).cast(
                INSTANT
            ),
            "reporter_id": names(population.account_text, population.draw(rng, day, count)),
            "reported_id": names(population.account_text, reported),
            "kind": pa.array(["report", "block"]).take(pa.array(rng.integers(0, 2, count))),
        }
    )
