"""Propagation of trust."""

from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from scipy.sparse import csr_array
from sklearn.metrics import roc_auc_score

from graph.accounts.trust import Limits, spread, trust
from graph.adjacency import adjacency
from tests.graph.limits import packaged

# Facebook's accounts of the SNAP collection and a copy of them as sybils (MIT; see LICENSE there).
SYBILS = Path(__file__).parent / "sybil_facebook"

LIMITS = packaged(Limits, "trust.account_trust")


def both_ways(links: list[tuple[int, int]], n: int) -> csr_array:
    """Return links in both directions."""
    ends = np.array(links, np.int32)
    return adjacency(
        np.concatenate([ends[:, 0], ends[:, 1]]), np.concatenate([ends[:, 1], ends[:, 0]]), n
    )


def test_trust_propagates_in_equal_parts() -> None:
    path = both_ways([(0, 1), (1, 2), (2, 3)], 5)
    seeds = np.array([0], np.int32)
    # Five begin at 0; a round later at 1; then half each at 0 and 2; then 1 has 3.75, 3 has 1.25.
    assert trust(path, seeds, 0).tolist() == [5, 0, 0, 0, 0]
    assert trust(path, seeds, 1).tolist() == [0, 2.5, 0, 0, 0]
    assert trust(path, seeds, 2).tolist() == [2.5, 0, 1.25, 0, 0]
    assert trust(path, seeds, 3).tolist() == [0, 1.875, 0, 1.25, 0]


def test_trust_equals_the_powers_of_the_random_walk_and_its_sum_is_kept() -> None:
    drawn = np.random.default_rng(0)
    dense = np.triu(drawn.random((40, 40)) * (drawn.random((40, 40)) < 0.2), 1)
    dense += dense.T
    sources, targets = np.nonzero(dense)
    graph = adjacency(
        sources.astype(np.int32), targets.astype(np.int32), 40, dense[sources, targets]
    )
    strengths = dense.sum(axis=0)
    begun = np.zeros(40)
    begun[[3, 8]] = 20
    walked = np.linalg.matrix_power(dense / strengths, 6) @ begun
    found = trust(graph, np.array([3, 8], np.int32))
    np.testing.assert_allclose(found * strengths, walked, rtol=1e-9)
    assert walked.sum() == pytest.approx(40)


@pytest.mark.parametrize("seeds", [[], [2], [-1]])
def test_seeds_outside_of_the_graph_are_refused(seeds: list[int]) -> None:
    path = both_ways([(0, 1)], 2)
    with pytest.raises(ValueError, match=r"give nodes in 0\.\.1"):
        trust(path, np.array(seeds, np.int32))
    with pytest.raises(ValueError, match=r"give nodes in 0\.\.1"):
        spread(path, np.array(seeds, np.int32), LIMITS)


def test_spread_seeds_give_communities_similar_trust_for_any_number_of_seeds() -> None:
    drawn = np.random.default_rng(0)
    sizes, counts = np.array([2000, 2000, 1000]), np.array([200, 20, 4])
    starts = np.cumsum(sizes) - sizes
    homes = np.repeat(starts, 4 * sizes)[:, None]
    inside = homes + drawn.integers(0, np.repeat(sizes, 4 * sizes)[:, None], (homes.size, 2))
    ends = np.concatenate([inside, drawn.integers(0, sizes.sum(), (1000, 2))])
    graph = both_ways(ends[ends[:, 0] != ends[:, 1]].tolist(), int(sizes.sum()))
    first = np.repeat(starts, counts)
    seeds = (first + np.arange(first.size) - np.repeat(np.cumsum(counts) - counts, counts)).astype(
        np.int32
    )
    shares = spread(graph, seeds, LIMITS)
    assert shares.sum() == pytest.approx(1)
    apart = []
    for begun in (None, shares):
        parts = np.split(trust(graph, seeds, shares=begun), starts[1:])
        medians = [float(np.median(part)) for part in parts]
        apart.append(max(medians) / min(medians))
    assert apart[1] < 0.6 * apart[0]


def test_the_share_of_a_seed_is_capped_and_zero_without_links() -> None:
    # Three seeds in a circle of six, one in another circle, and one without links.
    circles = [(first + place, first + (place + 1) % 6) for first in (0, 6) for place in range(6)]
    graph = both_ways([*circles, (5, 6)], 13)
    seeds = np.array([0, 1, 2, 9, 12], np.int32)
    free = spread(graph, seeds, Limits(100))
    assert free[4] == 0
    assert free[3] > 1.5 * np.median(free[:4])
    for most in (1, 1.2):
        capped = np.minimum(free, most * np.median(free[:4]))
        np.testing.assert_allclose(spread(graph, seeds, Limits(most)), capped / capped.sum())
    assert spread(graph, seeds[4:], LIMITS).tolist() == [1]


def test_sybils_copied_from_facebook_are_separated_by_a_hundred_seeds_of_each() -> None:
    edges = pq.read_table(SYBILS / "edges.parquet")
    labels = pq.read_table(SYBILS / "labels.parquet").sort_by("node")
    is_sybil = labels["is_sybil"].to_numpy(zero_copy_only=False)
    is_known = np.array(labels["split"].to_pylist()) == "train"
    graph = adjacency(edges["source"].to_numpy(), edges["target"].to_numpy(), labels.num_rows)
    honest = trust(graph, np.flatnonzero(is_known & ~is_sybil).astype(np.int32))
    guilty = trust(graph, np.flatnonzero(is_known & is_sybil).astype(np.int32))
    judged = ~is_known
    assert roc_auc_score(~is_sybil[judged], honest[judged]) >= 0.999
    assert roc_auc_score(~is_sybil[judged], (honest - guilty)[judged]) >= 0.9999
