"""Tells how much better a set foresees what its members act on than everybody else does."""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.kernel import compiled
from graph.rings.pairs import pair_numbers

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Steps towards the share of their acts that members do with the set.
_STEPS = 15


@dataclass(frozen=True)
class Crowd:
    """How often everybody acted on each target, members of sets and others.

    `actor_counts`: int64[targets], for each target of the work how many actors it has, 2 or more.
    `act_count`, `target_count`: how many such acts there are, and how many such targets, those too
    that no member acted on. `world_size`: how many targets there are to act on.
    """

    actor_counts: Longs
    act_count: int
    target_count: int
    world_size: int


class Acts(NamedTuple):
    """The acts of the rows of all sets: those of a row stand from `starts[row]` to the next.

    `codes`: the target's number among those of the row's set. `everybody`: how many acted on the
    target of each number. `total`: how many acts of everybody are known, `novelty` among them for
    each target, as what nobody has done yet.
    """

    starts: Longs
    codes: Longs
    everybody: Longs
    total: int
    novelty: float


def shared(work: csr_array) -> tuple[csr_array, Crowd]:
    """Return the acts on targets of two actors or more, and how often everybody acted on these.

    Args:
        work: int32[actors, targets], above 0 where an actor acted on a target; all actors that
            there are.

    Complexity: O(acts + targets).
    """
    counts = np.bincount(work.indices, minlength=work.shape[1])
    kept = np.flatnonzero(counts > 1)
    return work[:, kept], Crowd(counts[kept], int(counts[kept].sum()), kept.size, counts.size)


def acts_of(sets: Ints, members: Ints, work: csr_array, crowd: Crowd) -> Acts:
    """Return the acts of the members of sets, a row each.

    Args:
        sets: int32[m], ascending.
        members: int32[m], dense numbers from 0.
        work: int32[members, targets], above 0 where a member acted on a target of two actors or
            more.
        crowd: how often everybody acted on these.

    Complexity: O(k log k) for the k acts of the members.

    Reference: what everybody has not done yet by Witten and Bell, IEEE Trans. Inf. Theory 37(4),
        1991.
    """
    acts = work[members]
    rows = np.repeat(sets, np.diff(acts.indptr))
    _, first, codes = np.unique(
        pair_numbers(rows, acts.indices), return_index=True, return_inverse=True
    )
    return Acts(
        acts.indptr.astype(np.int64),
        codes,
        crowd.actor_counts[acts.indices[first]],
        crowd.act_count + crowd.target_count,
        crowd.target_count / max(crowd.world_size, 1),
    )


def foresight(sets: Ints, members: Ints, work: csr_array, crowd: Crowd) -> Floats:
    """Return by how many bits an act the others of its set foresee each member.

    Each target is foreseen by the others and by everybody else: with what probability does one of
    their acts meet it? The set's foresight is mixed with everybody's, by the share that fits its
    members best, so that acts of their own speak little against them.

    Args:
        sets: int32[m], ascending.
        members: int32[m], dense numbers from 0, each once.
        work: int32[members, targets], above 0 where a member acted on a target of two actors or
            more; what one alone does tells nothing of with whom it acts.
        crowd: how often everybody acted on these.

    Returns:
        float64[m], the mean of its acts, 0 for who has none.

    Complexity: O(k log k) for the k acts of the members.

    Reference: a mixture of multinomials, each act left out of what foresees it (McLachlan and
        Peel, Finite Mixture Models, 2000), its share by expectation and maximisation (Dempster,
        Laird and Rubin 1977).
    """
    acts = acts_of(sets, members, work, crowd)
    bits, own = np.zeros(sets.size), np.zeros(acts.everybody.size)
    starts = np.append(np.flatnonzero(np.diff(sets, prepend=-1)), sets.size)
    for first, last in pairwise(starts.tolist()):
        rows = np.arange(first, last)
        bits[rows] = foreseen(rows, acts, np.ones(rows.size, np.bool_), own)[0]
    return bits


@compiled(nogil=True)
def foreseen(rows: Longs, acts: Acts, inside: Flags, own: Floats) -> tuple[Floats, Floats]:
    """Return by how many bits an act those inside foresee each row, and the standard error.

    Args:
        rows: int64[n], rows of one set.
        acts: those of all rows.
        inside: bool[n], which rows foresee; none foresees itself.
        own: float64[codes], 0, and 0 again in the end.

    Returns:
        float64[n] each, in bits; 0 for a row without acts.
    """
    counts = acts.starts[rows + 1] - acts.starts[rows]
    total = float(counts[inside].sum())
    for member in rows[inside]:
        for act in range(acts.starts[member], acts.starts[member + 1]):
            own[acts.codes[act]] += 1
    ends = np.append(0, np.cumsum(counts))
    ratios = np.empty(ends[-1])
    for place in range(rows.size):
        mine = 1.0 if inside[place] else 0.0
        others = max(total - mine * counts[place], 1.0)
        rest = acts.total - total - (1 - mine) * counts[place]
        for number in range(counts[place]):
            code = acts.codes[acts.starts[rows[place]] + number]
            # What nobody else has done is as likely for all targets, and none is impossible.
            chance = (acts.everybody[code] - own[code] - (1 - mine) + acts.novelty) / rest
            ratios[ends[place] + number] = (own[code] - mine) / others / chance
    for member in rows[inside]:
        for act in range(acts.starts[member], acts.starts[member + 1]):
            own[acts.codes[act]] -= 1
    share = _share(ratios, ends, inside)
    bits, doubts = np.zeros(rows.size), np.zeros(rows.size)
    for place in range(rows.size):
        if counts[place]:
            gains = np.log2(1 - share + share * ratios[ends[place] : ends[place + 1]])
            bits[place] = gains.mean()
            doubts[place] = gains.std() / np.sqrt(counts[place])
    return bits, doubts


@compiled(nogil=True)
def _share(ratios: Floats, ends: Longs, inside: Flags) -> float:
    """Return the share of acts of those inside that the set foresees, such that they are likeliest.

    It stays below 1, as nobody acts with a set alone.
    """
    share = 0.5
    for _ in range(_STEPS):
        fitting, count = 0.0, 0
        for place in np.flatnonzero(inside):
            for act in range(ends[place], ends[place + 1]):
                fitting += share * ratios[act] / (1 - share + share * ratios[act])
                count += 1
        share = min(fitting / max(count, 1), 0.999)
    return share
