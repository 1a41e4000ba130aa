"""Tells who of a set acts on those whom the set acts on, and who on those whom everybody does."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled
from graph.rings.leave_one_out import Acts, Crowd, acts_of, foreseen
from graph.rings.outcome_outliers import welcome

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Membership changes at most so often until it is settled, and a set is taken for two at most.
_ROUNDS, _PARTS = 12, 2
# So many standard errors a member may lack while the core of a set is looked for, and then.
_CORE_DOUBT, _DOUBT = 0.5, 1.5
# Where the set foresees its members by no more bits an act than that, nobody can be told from it.
_LEAST_BITS = 0.25
# What is left beside a core is a set too where it is as close as so much of what the core is.
_LEAST_PART = 0.75


def belonging(
    sets: Ints,
    members: Ints,
    is_apart: Flags,
    work: csr_array,
    crowd: Crowd,
    receptions: Longs,
    least_share: float,
) -> Ints:
    """Return which members belong to their set, or to one of two that it is.

    Who belongs is foreseen by the others of the set better than by everybody else, as `foresight`
    tells, by so many bits an act as some part of the upper quartile of the members. In a small
    world, where everybody adds everybody, all share targets, and only those of a ring are foreseen
    by it. Nor does anybody belong whom its targets like better than the others, as `welcome` tells.
    Members are left out and taken back until nothing changes; then those are let in who may lack it
    by chance, until nobody more may, and what is left may be a second set. Those found otherwise
    belong to the first where to neither by that.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0, each once.
        is_apart: bool[m], True for those who were found by something else than shared work.
        work: int32[members, targets], above 0 where a member acted on a target of two actors or
            more; what one alone does tells nothing of with whom it acts.
        crowd: how often everybody acted on these.
        receptions: int64[m, fates], how those whom its set acts on took each member.
        least_share: that part of the upper quartile.

    Returns:
        int32[m], 0 for the first set that a set is, 1 for the second, -1 for those who don't
        belong.

    Complexity: O(m log m), and the acts of the members, some hundreds of times at most.
    """
    order = np.argsort(sets, kind="stable")
    starts = np.append(np.flatnonzero(np.diff(sets[order], prepend=-1)), sets.size)
    done = acts_of(sets[order], members[order], work, crowd)
    parts = np.full(sets.size, -1, np.int32)
    parts[order] = _settle(starts, done, is_apart[order], receptions[order], least_share)
    return parts


@compiled(nogil=True)
def _settle(
    starts: Longs, acts: Acts, is_apart: Flags, receptions: Longs, least_share: float
) -> Ints:
    """Return the part of its set that each row is in; rows of a set stand together."""
    parts = np.full(is_apart.size, -1, np.int32)
    own = np.zeros(acts.everybody.size)
    for number in range(starts.size - 1):
        rows = np.arange(starts[number], starts[number + 1])
        former = -np.inf
        for part in range(_PARTS):
            inside, usual = _core(rows, acts, own, receptions[rows], least_share)
            if usual < _LEAST_PART * former:
                break
            parts[rows[inside]] = part
            rows, former = rows[~inside], usual
            if not rows.size:
                break
    return np.where(is_apart & (parts < 0), np.int32(0), parts)


@compiled(nogil=True)
def _core(
    rows: Longs, acts: Acts, own: Floats, receptions: Longs, least_share: float
) -> tuple[Flags, float]:
    """Return which rows belong together, and what the upper quartile of their core has to show."""
    inside = np.ones(rows.size, np.bool_)
    usual = 0.0
    for _ in range(_ROUNDS):
        bits, doubts = foreseen(rows, acts, inside, own)
        usual = np.quantile(bits[inside], 0.75) if inside.any() else 0.0
        least = least_share * usual if usual > _LEAST_BITS else -np.inf
        is_welcome = welcome(receptions, inside)
        core = (bits + _CORE_DOUBT * doubts >= least) & ~is_welcome
        if (core == inside).all():
            break
        inside = core
    for _ in range(_ROUNDS):
        joining = (bits + _DOUBT * doubts >= least) & ~is_welcome & ~inside
        if not joining.any():
            break
        # Whoever is left out counts as everybody, and hides those like it.
        inside |= joining
        bits, doubts = foreseen(rows, acts, inside, own)
        is_welcome = welcome(receptions, inside)
    return inside, usual
