"""Cuts a two-sided graph in two where its sides hold apart more than chance makes them."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, svds

from graph.rings.pairs import dealt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Fewer on a side have nothing to tell apart.
_LEAST_NODES = 3
# Edges are dealt out so often: small graphs differ by chance.
_DEALS = 5
# The strength is known to such a part of it.
_TOLERANCE = 1e-4


def cut(actors: Ints, targets: Ints, chance_ratio: float, seed: int = 0) -> Ints | None:
    """Return on which side of the graph's deepest cut each actor and each target is.

    What each edge is beyond chance, weighted such that nobody counts for much by having many or few
    edges, has a strongest direction (its first singular vectors): actors alike in it act on the
    same targets. Where it is hardly stronger than that of edges dealt out by chance there is
    nothing to cut. All edges speak at once, so that sets are told apart that share most of their
    targets, where communities found by moving node by node are those of chance.

    Args:
        actors: int32[m], dense numbers from 0, each at least once.
        targets: int32[m], dense numbers from 0, each at least once; an (actor, target) stands once.
        chance_ratio: so many times as strong it must be as it is in any of a few deals of chance.
        seed: of chance; the same gives the same.

    Returns:
        int32[actors + targets], 0 or 1, the targets behind the actors; each target is on the side
        that acts on it more than on all. None where chance gives as much.

    Complexity: O(m) a step of Lanczos, some tens of steps.

    Reference: Dhillon, KDD 2001, weighted as Chaudhuri, Chung and Tsiatas (COLT 2012) do for sparse
        graphs; that this is as sharp as can be told: Benaych-Georges and Nadakuditi, J. Multivar.
        Anal. 111, 2012.
    """
    counts = [int(side.max(initial=-1)) + 1 for side in (actors, targets)]
    if min(counts) < _LEAST_NODES or actors.size == counts[0] * counts[1]:
        return None
    strength, direction = _strongest(actors, targets)
    for number in range(seed, seed + _DEALS):
        if strength <= chance_ratio * _strongest(*dealt(actors, targets, number))[0]:
            return None
    is_second = _two(direction)
    usual = is_second[actors].mean() * np.bincount(targets)
    prefers = np.bincount(targets, is_second[actors]) > usual
    return np.concatenate([is_second, prefers]).astype(np.int32)


def _strongest(actors: Ints, targets: Ints) -> tuple[float, Floats]:
    """Return how strong the strongest direction is, and where on it each actor stands."""
    edges = csr_array((np.ones(actors.size), (actors, targets)))
    degrees = [edges.sum(axis=1), edges.sum(axis=0)]
    weights = [1 / np.sqrt(degree + degree.mean()) for degree in degrees]
    back = edges.T.tocsr()

    def forth(values: Floats) -> Floats:
        values = weights[1] * values.ravel()
        expected = degrees[0] * (degrees[1] @ values) / actors.size
        result: Floats = weights[0] * (edges @ values - expected)
        return result

    def adjoint(values: Floats) -> Floats:
        values = weights[0] * values.ravel()
        expected = degrees[1] * (degrees[0] @ values) / actors.size
        result: Floats = weights[1] * (back @ values - expected)
        return result

    beyond = LinearOperator(edges.shape, matvec=forth, rmatvec=adjoint, dtype=np.float64)
    start = np.random.default_rng(0).standard_normal(min(edges.shape))
    left, strengths, _ = svds(beyond, k=1, v0=start, tol=_TOLERANCE)
    return float(strengths[0]), weights[0] * left[:, 0]


def _two(values: Floats) -> Flags:
    """Return which values are of the upper of two groups, each as close together as can be."""
    ordered = np.sort(values)
    sums, counts = np.cumsum(ordered), np.arange(1, values.size)
    lower, upper = sums[:-1], sums[-1] - sums[:-1]
    closeness = lower**2 / counts + upper**2 / (values.size - counts)
    found: Flags = values > ordered[np.argmax(closeness)]
    return found
