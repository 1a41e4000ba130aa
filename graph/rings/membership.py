"""Decide who is a member of a set, by log-likelihood ratio and by outcomes."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled
from graph.rings.leave_one_out import Background, SetActions, set_actions, set_log_likelihood_ratios
from graph.rings.outcome_outliers import outcome_outliers

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Most rounds until membership no longer changes; most parts that a set splits into.
_ROUNDS, _PARTS = 12, 2
# Standard errors that a member may be below the threshold: in the core, and when joining it.
_CORE_ERRORS, _JOIN_ERRORS = 0.5, 1.5
# With a lower upper quartile of bits, the set cannot be separated from the background.
_MIN_BITS = 0.25
# The remaining rows are a second set if their upper quartile is at least this part of the core's.
_MIN_PART = 0.75


def membership(
    sets: Ints,
    members: Ints,
    is_exempt: Flags,
    work: csr_array,
    background: Background,
    outcome_counts: Longs,
    min_share: float,
) -> Ints:
    """Return the members of each set, or of the two sets that it splits into.

    A member's leave-one-out log-likelihood ratio (`log_likelihood_ratios`) is at least a part of
    the upper quartile of the members. A count of shared targets would not do: in a small world all
    accounts share targets. Outcome outliers (`outcome_outliers`) are no members. Rows are removed
    and added until nothing changes. Then rows join that are below the threshold by chance. The
    remaining rows may be a second set. Exempt rows that are in neither set belong to the first.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0, each once.
        is_exempt: bool[m], True for members found by a method that does not need shared targets.
        work: int32[members, targets], above 0 if a member acted on a target with at least two
            actors; targets with one actor carry no information about a set.
        background: the null model of these targets.
        outcome_counts: int64[m, outcomes], the outcomes of each member's actions.
        min_share: the part of the upper quartile that a member needs.

    Returns:
        int32[m], 0 for the first set, 1 for the second, -1 for no member.

    Complexity: O(m log m), and at most some hundred passes over the members' actions.
    """
    order = np.argsort(sets, kind="stable")
    starts = np.append(np.flatnonzero(np.diff(sets[order], prepend=-1)), sets.size)
    done = set_actions(sets[order], members[order], work, background)
    parts = np.full(sets.size, -1, np.int32)
    parts[order] = _assign_parts(starts, done, is_exempt[order], outcome_counts[order], min_share)
    return parts


@compiled(nogil=True)
def _assign_parts(
    starts: Longs, acts: SetActions, is_exempt: Flags, outcome_counts: Longs, min_share: float
) -> Ints:
    """Return the part of its set that each row is in; the rows of a set are adjacent."""
    parts = np.full(is_exempt.size, -1, np.int32)
    inside_counts = np.zeros(acts.background_counts.size)
    for number in range(starts.size - 1):
        rows = np.arange(starts[number], starts[number + 1])
        first_quartile = -np.inf
        for part in range(_PARTS):
            inside, quartile = _core(rows, acts, inside_counts, outcome_counts[rows], min_share)
            if quartile < _MIN_PART * first_quartile:
                break
            parts[rows[inside]] = part
            rows, first_quartile = rows[~inside], quartile
            if not rows.size:
                break
    return np.where(is_exempt & (parts < 0), np.int32(0), parts)


@compiled(nogil=True)
def _core(
    rows: Longs, acts: SetActions, inside_counts: Floats, outcome_counts: Longs, min_share: float
) -> tuple[Flags, float]:
    """Return which rows are members, and the upper quartile of bits in their core."""
    inside = np.ones(rows.size, np.bool_)
    quartile = 0.0
    for _ in range(_ROUNDS):
        bits, standard_errors = set_log_likelihood_ratios(rows, acts, inside, inside_counts)
        quartile = np.quantile(bits[inside], 0.75) if inside.any() else 0.0
        threshold = min_share * quartile if quartile > _MIN_BITS else -np.inf
        is_outlier = outcome_outliers(outcome_counts, inside)
        core = (bits + _CORE_ERRORS * standard_errors >= threshold) & ~is_outlier
        if (core == inside).all():
            break
        inside = core
    for _ in range(_ROUNDS):
        joining = (bits + _JOIN_ERRORS * standard_errors >= threshold) & ~is_outlier & ~inside
        if not joining.any():
            break
        # A row outside counts as background, which lowers the ratio of similar rows: repeat.
        inside |= joining
        bits, standard_errors = set_log_likelihood_ratios(rows, acts, inside, inside_counts)
        is_outlier = outcome_outliers(outcome_counts, inside)
    return inside, quartile
