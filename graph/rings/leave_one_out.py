"""Compute the leave-one-out log-likelihood ratio of members: their set against the background."""

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

# Steps of expectation and maximisation for the mixing share.
_STEPS = 15


@dataclass(frozen=True)
class Background:
    """The null model: how often all accounts acted on each target, members and others.

    `actor_counts`: int64[targets], the number of actors of each target, 2 or more. `act_count`,
    `target_count`: all actions on such targets, and all such targets, including those that no
    member acted on. `world_size`: the number of possible targets.
    """

    actor_counts: Longs
    act_count: int
    target_count: int
    world_size: int


class SetActions(NamedTuple):
    """The actions of the members of sets; row i has codes[starts[i] : starts[i + 1]].

    `codes`: the number of each (set, target). `background_counts`: the number of actors of the
    target of each code. `total`: the total count of the null model, of which `unseen_mass` for each
    target is the smoothing for unseen actions.
    """

    starts: Longs
    codes: Longs
    background_counts: Longs
    total: int
    unseen_mass: float


def shared(work: csr_array) -> tuple[csr_array, Background]:
    """Return the actions on targets with at least two actors, and their null model.

    Args:
        work: int32[actors, targets], above 0 if an actor acted on a target, for all actors.

    Complexity: O(actions + targets).
    """
    counts = np.bincount(work.indices, minlength=work.shape[1])
    kept = np.flatnonzero(counts > 1)
    return work[:, kept], Background(counts[kept], int(counts[kept].sum()), kept.size, counts.size)


def set_actions(sets: Ints, members: Ints, work: csr_array, background: Background) -> SetActions:
    """Return the actions of the members of sets, a row a member.

    Args:
        sets: int32[m], ascending.
        members: int32[m], dense numbers from 0.
        work: int32[members, targets], above 0 if a member acted on a target with at least two
            actors.
        background: the null model of these targets.

    Complexity: O(k log k) for the k actions of the members.

    Reference: smoothing of unseen actions: Witten and Bell, IEEE Trans. Inf. Theory 37(4),
        1991.
    """
    acts = work[members]
    rows = np.repeat(sets, np.diff(acts.indptr))
    _, first, codes = np.unique(
        pair_numbers(rows, acts.indices), return_index=True, return_inverse=True
    )
    return SetActions(
        acts.indptr.astype(np.int64),
        codes,
        background.actor_counts[acts.indices[first]],
        background.act_count + background.target_count,
        background.target_count / max(background.world_size, 1),
    )


def log_likelihood_ratios(
    sets: Ints, members: Ints, work: csr_array, background: Background
) -> Floats:
    """Return the mean log-likelihood ratio of each member's actions, in bits an action.

    The likelihood of a target under the set is its share of the actions of the other members
    (leave-one-out), mixed with its share of the background by the mixing share that maximises the
    likelihood of the members. So actions outside of the set's targets cost little. The ratio is
    that mixture against the background alone.

    Args:
        sets: int32[m], ascending.
        members: int32[m], dense numbers from 0, each once.
        work: int32[members, targets], above 0 if a member acted on a target with at least two
            actors; targets with one actor carry no information about a set.
        background: the null model of these targets.

    Returns:
        float64[m], the mean over a member's actions, 0 without actions.

    Complexity: O(k log k) for the k actions of the members.

    Reference: leave-one-out likelihood of a mixture of multinomials (McLachlan and Peel, Finite
        Mixture Models, 2000); mixing share by expectation and maximisation (Dempster, Laird and
        Rubin 1977).
    """
    acts = set_actions(sets, members, work, background)
    bits, inside_counts = np.zeros(sets.size), np.zeros(acts.background_counts.size)
    starts = np.append(np.flatnonzero(np.diff(sets, prepend=-1)), sets.size)
    for first, last in pairwise(starts.tolist()):
        rows = np.arange(first, last)
        bits[rows] = set_log_likelihood_ratios(
            rows, acts, np.ones(rows.size, np.bool_), inside_counts
        )[0]
    return bits


@compiled(nogil=True)
def set_log_likelihood_ratios(
    rows: Longs, acts: SetActions, inside: Flags, inside_counts: Floats
) -> tuple[Floats, Floats]:
    """Return the mean log-likelihood ratio of each row of one set, and its standard error.

    Args:
        rows: int64[n], rows of one set.
        acts: the actions of all rows.
        inside: bool[n], the rows that are members; each is left out of its own likelihood.
        inside_counts: float64[codes], work space, all 0; it is all 0 again at the end.

    Returns:
        float64[n] each, in bits an action; 0 for a row without actions.
    """
    counts = acts.starts[rows + 1] - acts.starts[rows]
    total = float(counts[inside].sum())
    for member in rows[inside]:
        for act in range(acts.starts[member], acts.starts[member + 1]):
            inside_counts[acts.codes[act]] += 1
    ends = np.append(0, np.cumsum(counts))
    ratios = np.empty(ends[-1])
    for place in range(rows.size):
        is_inside = 1.0 if inside[place] else 0.0
        others = max(total - is_inside * counts[place], 1.0)
        rest = acts.total - total - (1 - is_inside) * counts[place]
        for number in range(counts[place]):
            code = acts.codes[acts.starts[rows[place]] + number]
            # Smoothing: an unseen target has the same small probability as every other one.
            chance = (
                acts.background_counts[code]
                - inside_counts[code]
                - (1 - is_inside)
                + acts.unseen_mass
            ) / rest
            ratios[ends[place] + number] = (inside_counts[code] - is_inside) / others / chance
    for member in rows[inside]:
        for act in range(acts.starts[member], acts.starts[member + 1]):
            inside_counts[acts.codes[act]] -= 1
    share = _mixing_share(ratios, ends, inside)
    bits, standard_errors = np.zeros(rows.size), np.zeros(rows.size)
    for place in range(rows.size):
        if counts[place]:
            gains = np.log2(1 - share + share * ratios[ends[place] : ends[place + 1]])
            bits[place] = gains.mean()
            standard_errors[place] = gains.std() / np.sqrt(counts[place])
    return bits, standard_errors


@compiled(nogil=True)
def _mixing_share(ratios: Floats, ends: Longs, inside: Flags) -> float:
    """Return the mixing share with the greatest likelihood of the members' actions.

    It stays below 1, so that every action has a probability above 0.
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
