"""Tells who of a set acts on those whom the set acts on, and who on those whom everybody does."""

from dataclasses import dataclass
from typing import NamedTuple

import numba
import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.pairs import pair_numbers
from graph.proportion import chance_of_more

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Membership changes at most so often until it is settled, and a set is taken for two at most.
_ROUNDS, _PARTS = 12, 2
# Steps towards the share of their acts that members do with the set.
_STEPS = 15
# So many standard errors a member may lack while the core of a set is looked for, and then.
_CORE_DOUBT, _DOUBT = 0.5, 1.5
# Where the set foresees its members by no more bits an act than that, nobody can be told from it.
_LEAST_BITS = 0.25
# What is left beside a core is a set too where it is as close as so much of what the core is.
_LEAST_PART = 0.75
# Who is answered more often than the others of its set by a smaller chance is none of them.
_CHANCE = 0.01
# What became of an act, as the data of work tells it.
UNKNOWN, UNANSWERED, ANSWERED = range(1, 4)


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


def belonging(
    sets: Ints, members: Ints, is_apart: Flags, work: csr_array, crowd: Crowd, least_share: float
) -> Ints:
    """Return which members belong to their set, or to one of two that it is.

    Each target of a member is foreseen, by the others of the set and by everybody else: with what
    probability does one of their acts meet it? The set's foresight is mixed with everybody's, by
    the share that fits its members best. Who belongs is foreseen by the set better by so many bits
    an act as some part of the upper quartile of the members. In a small world, where everybody
    adds everybody, all share targets, and only those of a ring are foreseen by it. Nor does anybody
    belong who is answered more often than the others, beyond chance. Members are left out and taken
    back until nothing changes; then whoever may lack it by chance is let in, and what is left may
    be a second set. Those found otherwise belong to the first where to neither by that.

    Args:
        sets: int32[m], dense numbers from 0.
        members: int32[m], dense numbers from 0, each once.
        is_apart: bool[m], True for those who were found by something else than shared work.
        work: int32[members, targets], where a member acted on a target of two actors or more:
            UNKNOWN, UNANSWERED or ANSWERED; what one alone does tells nothing of with whom it acts.
        crowd: how often everybody acted on these.
        least_share: that part of the upper quartile.

    Returns:
        int32[m], 0 for the first set that a set is, 1 for the second, -1 for those who don't
        belong.

    Complexity: O(m log m), and the acts of the members, some hundreds of times at most.

    Reference: a mixture of multinomials, each act left out of what foresees it (McLachlan and
        Peel, Finite Mixture Models, 2000), its share by expectation and maximisation (Dempster,
        Laird and Rubin 1977); what everybody has not done yet by Witten and Bell, IEEE Trans. Inf.
        Theory 37(4), 1991.
    """
    order = np.argsort(sets, kind="stable")
    starts = np.append(np.flatnonzero(np.diff(sets[order], prepend=-1)), sets.size)
    acts = work[members[order]]
    rows = np.repeat(sets[order], np.diff(acts.indptr))
    _, first, codes = np.unique(
        pair_numbers(rows, acts.indices), return_index=True, return_inverse=True
    )
    done = _Acts(
        acts.indptr.astype(np.int64),
        codes,
        crowd.actor_counts[acts.indices[first]],
        crowd.act_count + crowd.target_count,
        crowd.target_count / max(crowd.world_size, 1),
        acts.data,
    )
    parts = np.full(sets.size, -1, np.int32)
    parts[order] = _settle(starts, done, is_apart[order], least_share)
    return parts


class _Acts(NamedTuple):
    """The acts of the rows of all sets: those of a row stand from `starts[row]` to the next.

    `codes`: the target's number among those of the row's set. `everybody`: how many acted on the
    target of each number. `fates`: what became of each act. `total`: how many acts of everybody are
    known, `novelty` among them for each target, as what nobody has done yet.
    """

    starts: Longs
    codes: Longs
    everybody: Longs
    total: int
    novelty: float
    fates: Ints


@numba.njit(cache=True, nogil=True)
def _settle(starts: Longs, acts: _Acts, is_apart: Flags, least_share: float) -> Ints:
    """Return the part of its set that each row is in; rows of a set stand together."""
    parts = np.full(is_apart.size, -1, np.int32)
    own = np.zeros(acts.everybody.size)
    for number in range(starts.size - 1):
        rows = np.arange(starts[number], starts[number + 1])
        former = -np.inf
        for part in range(_PARTS):
            inside, usual = _core(rows, acts, own, least_share)
            if usual < _LEAST_PART * former:
                break
            parts[rows[inside]] = part
            rows, former = rows[~inside], usual
            if not rows.size:
                break
    return np.where(is_apart & (parts < 0), np.int32(0), parts)


@numba.njit(cache=True, nogil=True)
def _core(rows: Longs, acts: _Acts, own: Floats, least_share: float) -> tuple[Flags, float]:
    """Return which rows belong together, and what the upper quartile of them has to show."""
    inside = np.ones(rows.size, np.bool_)
    usual = 0.0
    for _ in range(_ROUNDS):
        bits, doubts = _foreseen(rows, acts, inside, own)
        usual = np.quantile(bits[inside], 0.75) if inside.any() else 0.0
        least = least_share * usual if usual > _LEAST_BITS else -np.inf
        is_welcome = _welcomed(rows, acts, inside)
        core = (bits + _CORE_DOUBT * doubts >= least) & ~is_welcome
        if (core == inside).all():
            break
        inside = core
    return (bits + _DOUBT * doubts >= least) & ~is_welcome, usual


@numba.njit(cache=True, nogil=True)
def _foreseen(rows: Longs, acts: _Acts, inside: Flags, own: Floats) -> tuple[Floats, Floats]:
    """Return by how many bits an act those inside foresee each row, and the standard error."""
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


@numba.njit(cache=True, nogil=True)
def _welcomed(rows: Longs, acts: _Acts, inside: Flags) -> Flags:
    """Return which rows were answered more often than those inside, beyond chance."""
    known, answered = np.zeros(rows.size, np.int64), np.zeros(rows.size, np.int64)
    for place in range(rows.size):
        for act in range(acts.starts[rows[place]], acts.starts[rows[place] + 1]):
            known[place] += acts.fates[act] != UNKNOWN
            answered[place] += acts.fates[act] == ANSWERED
    known_count, answered_count = known[inside].sum(), answered[inside].sum()
    found = np.zeros(rows.size, np.bool_)
    for place in range(rows.size):
        mine = 1 if inside[place] else 0
        others = answered_count - mine * answered[place]
        # By Jeffreys: where nobody else was answered, it is not impossible.
        rate = (others + 0.5) / (known_count - mine * known[place] + 1)
        found[place] = chance_of_more(answered[place], known[place], rate) < _CHANCE
    return found


@numba.njit(cache=True, nogil=True)
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
