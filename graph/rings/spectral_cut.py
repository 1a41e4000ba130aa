"""Cut a bipartite graph in two where the cut is stronger than in the null model."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, svds

from graph.rings.pairs import configuration_model

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# With fewer actors or targets there is no cut.
_MIN_NODES = 3
# Samples of the null model; small graphs vary.
_NULL_SAMPLES = 5
# Relative tolerance of the singular value.
_TOLERANCE = 1e-4


def spectral_cut(actors: Ints, targets: Ints, chance_ratio: float, seed: int = 0) -> Ints | None:
    """Return the side of each actor and target in the spectral cut of the graph.

    The matrix of edges minus their expectation, normalised by regularised degrees, has a first
    singular vector; actors with similar entries act on the same targets. The graph is cut if the
    singular value exceeds that of the configuration model. The cut uses all edges at once, so it
    separates sets that share most of their targets, where moving single nodes does not.

    Args:
        actors: int32[m], dense numbers from 0, each at least once.
        targets: int32[m], dense numbers from 0, each at least once; each (actor, target) once.
        chance_ratio: the singular value over the greatest of the null samples that makes a cut.
        seed: of the null model; the same seed gives the same result.

    Returns:
        int32[actors + targets], 0 or 1, targets after actors; a target is on the side that acts on
        it more than on average. None without a cut.

    Complexity: O(m) a Lanczos step, some tens of steps.

    Reference: Dhillon, KDD 2001; regularised degrees: Chaudhuri, Chung and Tsiatas, COLT 2012;
        detection limit of the singular value: Benaych-Georges and Nadakuditi, J. Multivar.
        Anal. 111, 2012.
    """
    counts = [int(side.max(initial=-1)) + 1 for side in (actors, targets)]
    if min(counts) < _MIN_NODES or actors.size == counts[0] * counts[1]:
        return None
    strength, direction = _first_singular(actors, targets)
    for number in range(seed, seed + _NULL_SAMPLES):
        if (
            strength
            <= chance_ratio * _first_singular(*configuration_model(actors, targets, number))[0]
        ):
            return None
    is_second = _upper_cluster(direction)
    usual = is_second[actors].mean() * np.bincount(targets)
    prefers = np.bincount(targets, is_second[actors]) > usual
    return np.concatenate([is_second, prefers]).astype(np.int32)


def _first_singular(actors: Ints, targets: Ints) -> tuple[float, Floats]:
    """Return the greatest singular value, and the entry of each actor in its vector."""
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


def _upper_cluster(values: Floats) -> Flags:
    """Return which values are in the upper of two clusters (k-means in one dimension)."""
    ordered = np.sort(values)
    sums, counts = np.cumsum(ordered), np.arange(1, values.size)
    lower, upper = sums[:-1], sums[-1] - sums[:-1]
    closeness = lower**2 / counts + upper**2 / (values.size - counts)
    found: Flags = values > ordered[np.argmax(closeness)]
    return found
