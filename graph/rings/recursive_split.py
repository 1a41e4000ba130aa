"""Takes a two-sided graph apart for as long as its parts hold together more than chance gives."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.rings.communities import communities, modularity
from graph.rings.cores import two_sides
from graph.rings.pairs import dealt, distinct
from graph.rings.spectral_cut import cut

Ints = npt.NDArray[np.int32]

# Fewer actors are not taken for several sets.
_LEAST_TO_SPLIT = 20
# What has been taken apart so often is cut no more.
MAX_CUTS = 8


@dataclass(frozen=True)
class Splits:
    """When a part is several.

    `min_actors`: fewer are no part. `split_ratio`: so many times more modularity than chance
    gives it makes a part several; `cut_ratio`: and so does a cut so many times deeper.
    """

    min_actors: int
    split_ratio: float
    cut_ratio: float


def parted(
    actors: Ints,
    targets: Ints,
    n: int,
    splits: Splits,
    seed: int = 0,
    max_cuts: int = MAX_CUTS,
) -> tuple[Ints, Ints]:
    """Return the parts of a two-sided graph that chance gives no reason to take apart.

    The graph falls into communities, and so does each of these for as long as its parts hold
    together more than chance gives, for in a large graph small communities pass for one (Fortunato
    and Barthelemy 2007); or it is cut where it can be cut deeper than chance can, for in a dense
    graph large communities fall into fragments. What falls apart nowhere is no part.

    Args:
        actors: int32[m], who acted, 0 <= a < n.
        targets: int32[m], on whom, dense numbers from 0; an (actor, target) stands once.
        n: how many actors there are.
        splits: when a part is several.
        seed: of chance and of the search.
        max_cuts: what has been taken apart so often is cut no more; 0: nothing is cut.

    Returns:
        int32[n] and int32[targets], the part of each actor and of each target, -1 for none, as for
        a target of one actor.

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
    """Return the edges to targets of two actors or more."""
    _, places, counts = np.unique(targets, return_inverse=True, return_counts=True)
    is_shared = counts[places] > 1
    return actors[is_shared], targets[is_shared]


def _parts(
    actors: Ints, targets: Ints, splits: Splits, seed: int, depth: int, may_cut: bool
) -> list[tuple[Ints, Ints]]:
    """Return the edges of each part, none where chance makes as much of parts of a part."""
    some, codes = np.unique(actors, return_inverse=True)
    if depth and some.size < _LEAST_TO_SPLIT:
        return []
    rows: Ints = codes.astype(np.int32)
    columns: Ints = np.unique(targets, return_inverse=True)[1].astype(np.int32)
    links = _links(rows, columns)
    labels = communities(links, seed)
    if (depth or may_cut) and not _hold_apart(links, labels, rows, columns, splits, seed):
        sides = cut(rows, columns, splits.cut_ratio, seed) if may_cut else None
        if sides is not None:
            labels = _without_few(sides, some.size, splits.min_actors)
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


def _hold_apart(
    links: csr_array, labels: Ints, actors: Ints, targets: Ints, splits: Splits, seed: int
) -> bool:
    """Return whether communities hold together so much more than those of the edges by chance."""
    by_chance = _links(*dealt(actors, targets, seed))
    usual = modularity(by_chance, communities(by_chance, seed))
    return modularity(links, labels) > splits.split_ratio * usual


def _without_few(sides: Ints, actor_count: int, least_actors: int) -> Ints:
    """Return the sides such that all targets are on the one, where the other is of too few."""
    counts = np.bincount(sides[:actor_count], minlength=2)
    if counts.min() >= least_actors:
        return sides
    larger = np.full(sides.size - actor_count, np.argmax(counts), np.int32)
    return np.concatenate([sides[:actor_count], larger])


def _links(actors: Ints, targets: Ints) -> csr_array:
    """Return the two-sided graph of edges between dense numbers, the targets behind the actors."""
    counts = [int(side.max(initial=-1)) + 1 for side in (actors, targets)]
    sides = two_sides(actors, targets, *counts)
    ones = np.ones(sides.neighbours.size)
    links = csr_array((ones, sides.neighbours, sides.starts), shape=(sum(counts), sum(counts)))
    links.sort_indices()
    return links
