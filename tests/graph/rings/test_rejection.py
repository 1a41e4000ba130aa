"""The accounts whose requests to everybody else are refused most."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rings.rejection import Cut, Limits, Requests, refused_set, vouched_sets
from tests.graph.limits import packaged
from tests.seeds import seeds

Row = tuple[int, int, int, int]

HONEST, RING = 60, 12


def of(rows: list[Row], n: int) -> Requests:
    """Return requests from rows of sender, receiver, accepted, refused."""
    columns = np.array(rows, np.int32).reshape(-1, 4).T
    accepted, refused = columns[2:].astype(np.float64)
    return Requests(columns[0], columns[1], accepted, refused, n)


def cost(rows: list[Row], inside: set[int], k: float) -> float:
    """Return accepted less k times refused, of the requests from inside to outside."""
    return sum(
        accepted - k * refused
        for sender, receiver, accepted, refused in rows
        if sender in inside and receiver not in inside
    )


def world(seed: int, collusion: int = 0) -> list[Row]:
    """Return honest accounts that are mostly accepted, and a ring that is mostly refused.

    Each member of the ring asks every other for so much, and gets it.
    """
    drawn = np.random.default_rng(seed)
    rows: list[Row] = []
    for sender in range(HONEST + RING):
        share = 0.85 if sender < HONEST else 0.2
        others = np.setdiff1d(np.arange(HONEST), [sender])
        for receiver in drawn.choice(others, 30, replace=False):
            accepted = int(drawn.random() < share)
            rows.append((sender, int(receiver), accepted, 1 - accepted))
    members = range(HONEST, HONEST + RING)
    if collusion:
        rows += [(a, b, collusion, 0) for a, b in itertools.permutations(members, 2)]
    return rows


def found(rows: list[Row], n: int = HONEST + RING, acceptance: float = 0.5) -> Cut:
    """Return the refused set of rows."""
    return refused_set(of(rows, n), acceptance)


@pytest.mark.parametrize("seed", seeds(5))
@pytest.mark.parametrize("collusion", [0, 1, 50])
def test_a_ring_is_found_however_much_its_members_grant_one_another(
    seed: int, collusion: int
) -> None:
    rows = world(seed, collusion)
    cut = found(rows)
    assert cut.members.tolist() == list(range(HONEST, HONEST + RING))
    refused = sum(row[3] for row in rows if row[0] >= HONEST)
    assert cut.refused == refused
    assert cut.acceptance == pytest.approx(1 - refused / (30 * RING))


@pytest.mark.parametrize("seed", seeds(5))
def test_where_nobody_is_refused_much_there_is_no_such_set(seed: int) -> None:
    rows = [row for row in world(seed) if row[0] < HONEST]
    cut = found(rows)
    assert cut.members.size == 0
    assert cut.acceptance == 1


rows_of_few = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3)).filter(
        lambda row: row[0] != row[1]
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(rows_of_few, st.sampled_from([0.2, 0.5, 0.75]))
def test_no_single_change_makes_it_better_and_it_is_never_worse_than_nobody(
    rows: list[Row], acceptance: float
) -> None:
    k = acceptance / (1 - acceptance)
    members = set(found(rows, 7, acceptance).members.tolist())
    reached = cost(rows, members, k)
    assert reached <= 0
    for sender in {row[0] for row in rows}:
        assert cost(rows, members ^ {sender}, k) >= reached - 1e-5


def test_it_is_mostly_the_best_that_there_is() -> None:
    drawn = np.random.default_rng(1)
    hits = 0
    for _ in range(100):
        rows = [
            (int(a), int(b), int(f), int(r))
            for a, b, f, r in drawn.integers(0, [8, 8, 3, 3], (20, 4))
            if a != b
        ]
        senders = sorted({row[0] for row in rows})
        best = min(
            cost(rows, set(chosen), 1.0)
            for size in range(len(senders) + 1)
            for chosen in itertools.combinations(senders, size)
        )
        members = set(found(rows, 8).members.tolist())
        hits += cost(rows, members, 1.0) <= best + 1e-9
    assert hits >= 95


def test_the_spared_stay_outside_and_so_does_who_asks_for_nothing() -> None:
    rows = world(0)
    spared = np.array([HONEST, HONEST + 1], np.int32)
    cut = refused_set(of(rows, HONEST + RING + 3), 0.5, spared)
    assert cut.members.tolist() == list(range(HONEST + 2, HONEST + RING))


@pytest.mark.parametrize("acceptance", [0, 1, -0.5])
def test_a_share_that_is_none_is_refused(acceptance: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        found([(0, 1, 1, 0)], 2, acceptance)


@settings(max_examples=200, deadline=None)
@given(rows_of_few, st.sets(st.integers(0, 6)), st.integers(1, 3))
def test_those_who_grant_one_another_are_the_core_of_what_they_grant(
    rows: list[Row], members: set[int], min_links: int
) -> None:
    granted = nx.Graph([row[:2] for row in rows if row[2] > 0 and {*row[:2]} <= members])
    expected = {frozenset(part) for part in nx.connected_components(nx.k_core(granted, min_links))}
    sets = vouched_sets(of(rows, 7), np.array(sorted(members), np.int32), Limits(min_links, 1))
    parts = {frozenset(np.flatnonzero(sets == number).tolist()) for number in range(sets.max() + 1)}
    assert parts == expected


def test_a_ring_that_vouches_is_told_from_others_as_refused() -> None:
    rows = world(0, collusion=1)
    loners = [(HONEST + RING + n, n, 0, 5) for n in range(10)]
    requests = of([*rows, *loners], HONEST + RING + 10)
    cut = refused_set(requests, 0.5)
    assert cut.members.size == RING + 10
    sets = vouched_sets(requests, cut.members, packaged(Limits, "ring_candidates.rejection"))
    assert np.flatnonzero(sets == 0).tolist() == list(range(HONEST, HONEST + RING))
    assert sets.max() == 0
    fewer = packaged(Limits, "ring_candidates.rejection", min_account_count=RING + 1)
    assert vouched_sets(requests, cut.members, fewer).max() == -1
