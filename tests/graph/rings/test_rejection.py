"""The accounts with the most refused requests."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.rings.rejection import Limits, RefusedSet, Requests, granting_sets, refused_set
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
    """Return the cost F - k R of the requests from inside to outside."""
    return sum(
        accepted - k * refused
        for sender, receiver, accepted, refused in rows
        if sender in inside and receiver not in inside
    )


def world(seed: int, collusion: int = 0) -> list[Row]:
    """Return honest accounts, mostly accepted, and a ring, mostly refused.

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


def found(rows: list[Row], n: int = HONEST + RING, acceptance: float = 0.5) -> RefusedSet:
    """Return the refused set of rows."""
    return refused_set(of(rows, n), acceptance)


@pytest.mark.parametrize("seed", seeds(5))
@pytest.mark.parametrize("collusion", [0, 1, 50])
def test_a_ring_is_found_however_much_its_members_accept_each_other(
    seed: int, collusion: int
) -> None:
    rows = world(seed, collusion)
    found_set = found(rows)
    assert found_set.members.tolist() == list(range(HONEST, HONEST + RING))
    refused = sum(row[3] for row in rows if row[0] >= HONEST)
    assert found_set.refused == refused
    assert found_set.acceptance == pytest.approx(1 - refused / (30 * RING))


@pytest.mark.parametrize("seed", seeds(5))
def test_without_many_refusals_there_is_no_set(seed: int) -> None:
    rows = [row for row in world(seed) if row[0] < HONEST]
    found_set = found(rows)
    assert found_set.members.size == 0
    assert found_set.acceptance == 1


rows_of_few = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 3), st.integers(0, 3)).filter(
        lambda row: row[0] != row[1]
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(rows_of_few, st.sampled_from([0.2, 0.5, 0.75]))
def test_no_single_change_improves_the_set_and_it_is_never_worse_than_empty(
    rows: list[Row], acceptance: float
) -> None:
    k = acceptance / (1 - acceptance)
    members = set(found(rows, 7, acceptance).members.tolist())
    reached = cost(rows, members, k)
    assert reached <= 0
    for sender in {row[0] for row in rows}:
        assert cost(rows, members ^ {sender}, k) >= reached - 1e-5


def test_the_set_is_mostly_the_optimum() -> None:
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


def test_spared_accounts_and_accounts_without_requests_stay_outside() -> None:
    rows = world(0)
    spared = np.array([HONEST, HONEST + 1], np.int32)
    found_set = refused_set(of(rows, HONEST + RING + 3), 0.5, spared)
    assert found_set.members.tolist() == list(range(HONEST + 2, HONEST + RING))


@pytest.mark.parametrize("acceptance", [0, 1, -0.5])
def test_an_acceptance_out_of_range_is_refused(acceptance: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        found([(0, 1, 1, 0)], 2, acceptance)


@settings(max_examples=200, deadline=None)
@given(rows_of_few, st.sets(st.integers(0, 6)), st.integers(1, 3))
def test_granting_sets_are_components_of_the_core_of_accepted_requests(
    rows: list[Row], members: set[int], min_links: int
) -> None:
    granted = nx.Graph([row[:2] for row in rows if row[2] > 0 and {*row[:2]} <= members])
    expected = {frozenset(part) for part in nx.connected_components(nx.k_core(granted, min_links))}
    sets = granting_sets(of(rows, 7), np.array(sorted(members), np.int32), Limits(min_links, 1))
    parts = {frozenset(np.flatnonzero(sets == number).tolist()) for number in range(sets.max() + 1)}
    assert parts == expected


def test_a_ring_that_accepts_its_members_is_separated_from_other_refused_accounts() -> None:
    rows = world(0, collusion=1)
    loners = [(HONEST + RING + n, n, 0, 5) for n in range(10)]
    requests = of([*rows, *loners], HONEST + RING + 10)
    found_set = refused_set(requests, 0.5)
    assert found_set.members.size == RING + 10
    sets = granting_sets(requests, found_set.members, packaged(Limits, "ring_candidates.rejection"))
    assert np.flatnonzero(sets == 0).tolist() == list(range(HONEST, HONEST + RING))
    assert sets.max() == 0
    fewer = packaged(Limits, "ring_candidates.rejection", min_account_count=RING + 1)
    assert granting_sets(requests, found_set.members, fewer).max() == -1
