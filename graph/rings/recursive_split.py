"""Split a bipartite graph recursively while its parts exceed the null model."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.adjacency import bipartite_adjacency
from graph.rings.communities import communities, modularity
from graph.rings.pairs import configuration_model, distinct
from graph.rings.spectral_cut import spectral_cut

Ints = npt.NDArray[np.int32]

# A part with fewer actors is not split.
_MIN_ACTORS_TO_SPLIT = 20
# Below this depth no spectral cut is tried.
MAX_CUTS = 8


@dataclass(frozen=True)
class Splits:
    """When a part is split.

    `min_actors`: smaller parts are dropped. `split_ratio`: the modularity over that of the null
    model at which a part is split; `cut_ratio`: the same for the strength of a spectral cut.
    """

    min_actors: int
    split_ratio: float
    cut_ratio: float


def recursive_split(
    actors: Ints,
    targets: Ints,
    n: int,
    splits: Splits,
    seed: int = 0,
    max_cuts: int = MAX_CUTS,
) -> tuple[Ints, Ints]:
    """Return the parts of a bipartite graph that do not split further.

    The graph is split into communities, and so is each of these while its modularity exceeds that
    of the configuration model: in a large graph, modularity merges small communities (the
    resolution limit; Fortunato and Barthelemy 2007). Otherwise it is split by a spectral cut that
    exceeds the null model: in a dense graph, large communities fall into fragments. A graph that
    does not split at all has no parts.

    Args:
        actors: int32[m], 0 <= a < n.
        targets: int32[m], dense numbers from 0; each (actor, target) once.
        n: the number of actors.
        splits: thresholds.
        seed: of the null model and the search.
        max_cuts: the depth up to which spectral cuts are tried; 0: none.

    Returns:
        int32[n] and int32[targets], the part of each actor and target; -1: no part, as for a target
        with one actor.

    Complexity: about O(m log m).
    """
    actor_parts = np.full(n, -1, np.int32)
    target_parts = np.full(int(targets.max(initial=-1)) + 1, -1, np.int32)
    number = 0
    waiting = [(0, _shared(actors, targets))]
    while waiting:
        depth, edges = waiting.pop()
        parts = _parts(*edges, splits, seed, depth, depth < max_cuts) if edges[0].size else []
        waiting += [(depth + 1, part) for part in parts]
        if depth and not parts:
            actor_parts[edges[0]] = number
            target_parts[edges[1]] = number
            number += 1
    return actor_parts, target_parts


def _shared(actors: Ints, targets: Ints) -> tuple[Ints, Ints]:
    """Return the edges to targets with at least two actors."""
    _, places, counts = np.unique(targets, return_inverse=True, return_counts=True)
    is_shared = counts[places] > 1
    return actors[is_shared], targets[is_shared]


def _parts(
    actors: Ints, targets: Ints, splits: Splits, seed: int, depth: int, may_cut: bool
) -> list[tuple[Ints, Ints]]:
    """Return the edges of each subpart, none if the part does not exceed the null model."""
    some, codes = np.unique(actors, return_inverse=True)
    if depth and some.size < _MIN_ACTORS_TO_SPLIT:
        return []
    rows: Ints = codes.astype(np.int32)
    columns: Ints = np.unique(targets, return_inverse=True)[1].astype(np.int32)
    links = _links(rows, columns)
    labels = communities(links, seed)
    if (depth or may_cut) and not _exceeds_null(links, labels, rows, columns, splits, seed):
        sides = spectral_cut(rows, columns, splits.cut_ratio, seed) if may_cut else None
        if sides is not None:
            labels = _drop_small_side(sides, some.size, splits.min_actors)
        elif depth:
            return []
    sizes = np.bincount(labels[: some.size], minlength=int(labels.max(initial=-1)) + 1)
    numbers = labels[rows]
    inside = (numbers == labels[some.size + columns]) & (sizes[numbers] >= splits.min_actors)
    order = np.flatnonzero(inside)[np.argsort(numbers[inside], kind="stable")]
    firsts = np.flatnonzero(np.diff(numbers[order])) + 1
    return [
        edges
        for edge in np.split(order, firsts)
        if (edges := _shared(actors[edge], targets[edge]))[0].size
        and distinct(edges[0]).size >= splits.min_actors
    ]


def _exceeds_null(
    links: csr_array, labels: Ints, actors: Ints, targets: Ints, splits: Splits, seed: int
) -> bool:
    """Return whether the modularity exceeds that of the configuration model."""
    null_links = _links(*configuration_model(actors, targets, seed))
    usual = modularity(null_links, communities(null_links, seed))
    return modularity(links, labels) > splits.split_ratio * usual


def _drop_small_side(sides: Ints, actor_count: int, min_actors: int) -> Ints:
    """Return the sides, with all targets on the larger side if the smaller has too few actors."""
    counts = np.bincount(sides[:actor_count], minlength=2)
    if counts.min() >= min_actors:
        return sides
    larger = np.full(sides.size - actor_count, np.argmax(counts), np.int32)
    return np.concatenate([sides[:actor_count], larger])


def _links(actors: Ints, targets: Ints) -> csr_array:
    """Return the bipartite graph as a symmetric matrix, targets numbered after the actors."""
    counts = [int(side.max(initial=-1)) + 1 for side in (actors, targets)]
    links = bipartite_adjacency(actors, targets, *counts).astype(np.float64)
    links.sort_indices()
    return links
