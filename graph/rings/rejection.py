"""Finds the accounts whose requests to all others are refused, whatever they grant one another."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled
from graph.rings.cores import held_together
from graph.rings.indexed_heap import least_of, put, tree_of
from graph.views.build import Csr, csr

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Less than this is rounding and no improvement.
_LEAST_GAIN = 1e-6
_MOST_PASSES = 30


@dataclass(frozen=True)
class Limits:
    """Which accounts that grant one another something are a set.

    `min_links`: so many others of its set each must have granted something, or have been granted
    something by; few links between strangers are chance. `min_account_count`: fewer are no set.
    """

    min_links: int
    min_account_count: int


@dataclass(frozen=True)
class Requests:
    """Who asked whom, and what came of it: adds, invites, first messages.

    Args:
        senders: int32[m], 0 <= s < n.
        receivers: int32[m], 0 <= r < n, another than the sender; a pair may stand more than once.
        accepted: float64[m], how many were: stayed, joined, answered.
        refused: float64[m], how many were not: left soon, declined, blocked, reported.
        n: how many accounts there are.
    """

    senders: Ints
    receivers: Ints
    accepted: Floats
    refused: Floats
    n: int


@dataclass(frozen=True)
class Cut:
    """A set of accounts, and what became of its requests to all others.

    `members` is int32, ascending; `accepted` and `refused` are sums.
    """

    members: Ints
    accepted: float
    refused: float

    @property
    def acceptance(self) -> float:
        """The share of those requests that was accepted, 1 where there are none."""
        total = self.accepted + self.refused
        return self.accepted / total if total else 1.0


def refused_set(requests: Requests, acceptance: float, spared: Ints | None = None) -> Cut:
    """Return the set for whose requests to others acceptance falls short by most.

    It makes F - k R least, F and R being the requests from inside to outside that were accepted and
    refused, and k = acceptance / (1 - acceptance): after Rejecto (Cao, Sirivianos, Yang and
    Munagala, ICDCS 2015), with the sender of an accepted request known. What its members grant one
    another counts for nothing, so that collusion does not help.

    The search begins with those of whom most was refused, as many of them as make the cost least:
    what they grant one another has no say in that order. It goes on as Kernighan and Lin (1970), in
    the form of Fiduccia and Mattheyses (1982): all accounts change sides, one after the other, each
    time the one that gains most or loses least; the best of these states is kept, and the next pass
    starts from it. It ends in a state that no single change makes better.

    Args:
        requests: what was asked. Only who asked for something can be inside.
        acceptance: 0..1, both excluded: the share below which a set's acceptance falls short.
        spared: int32[k], accounts that are known to be honest: never inside.

    Raises:
        ValueError: on an acceptance that is not between 0 and 1.

    Complexity: O((n + m) log n) a pass, few passes.
    """
    if not 0 < acceptance < 1:
        raise ValueError(f"acceptance {acceptance}; give one between 0 and 1")
    cost = requests.accepted - acceptance / (1 - acceptance) * requests.refused
    sent = np.bincount(requests.senders, cost, minlength=requests.n).astype(np.float64)
    may_join = np.zeros(requests.n, np.bool_)
    may_join[requests.senders] = True
    if spared is not None:
        may_join[spared] = False
    links = _links(requests, cost)
    assert links.weights is not None
    refused = np.bincount(requests.senders, requests.refused, minlength=requests.n)
    order = np.argsort(-refused, kind="stable")
    order = order[may_join[order] & (refused[order] > 0)]
    inside = _begin(links.indptr, links.indices, links.weights, sent, order)
    for _ in range(_MOST_PASSES):
        if not _pass(links.indptr, links.indices, links.weights, sent, may_join, inside):
            break
    leaving = inside[requests.senders] & ~inside[requests.receivers]
    return Cut(
        np.flatnonzero(inside).astype(np.int32),
        float(requests.accepted[leaving].sum()),
        float(requests.refused[leaving].sum()),
    )


def vouched_sets(requests: Requests, members: Ints, limits: Limits) -> Ints:
    """Return the sets that some accounts form by what they grant one another.

    Args:
        requests: what was asked, and granted where more than nothing of it was accepted.
        members: int32[k], the accounts, a refused set, say.
        limits: which of them are a set.

    Returns:
        int32[n], the sets from 0, the larger first; -1 for who is in none.

    Complexity: O(n + m log m).
    """
    inside = np.zeros(requests.n, np.bool_)
    inside[members] = True
    granted = (requests.accepted > 0) & inside[requests.senders] & inside[requests.receivers]
    ends = requests.senders[granted], requests.receivers[granted]
    lesser, greater = np.unique(np.stack([np.minimum(*ends), np.maximum(*ends)]), axis=1)
    both = np.concatenate([lesser, greater]), np.concatenate([greater, lesser])
    sets = held_together(csr(*both, requests.n), limits.min_links)[1]
    sets[np.bincount(sets + 1)[sets + 1] < limits.min_account_count] = -1
    return sets


def _links(requests: Requests, cost: Floats) -> Csr:
    """Return the cost of all requests between two accounts, in either direction, both ways."""
    return csr(
        np.concatenate([requests.senders, requests.receivers]),
        np.concatenate([requests.receivers, requests.senders]),
        requests.n,
        np.concatenate([cost, cost]),
    )


@compiled(nogil=True)
def _begin(indptr: Longs, indices: Ints, weights: Floats, sent: Floats, order: Longs) -> Flags:
    """Return as many accounts, in an order, as make the cost least."""
    joining = sent.copy()
    cost, best, best_count = 0.0, 0.0, 0
    for number, account in enumerate(order):
        cost += joining[account]
        _change(indptr, indices, weights, account, 1.0, joining)
        if cost < best:
            best, best_count = cost, number + 1
    inside = np.zeros(sent.size, np.bool_)
    inside[order[:best_count]] = True
    return inside


@compiled(nogil=True)
def _pass(
    indptr: Longs, indices: Ints, weights: Floats, sent: Floats, may_join: Flags, inside: Flags
) -> bool:
    """Change the sides of accounts such that the cost is least; return whether it has become less.

    The cost is the sum of `sent` over those inside, without what they sent one another.
    """
    # What joining costs each: what it sent, less all that goes between it and those inside.
    joining = sent.copy()
    for account in range(inside.size):
        if inside[account]:
            _change(indptr, indices, weights, account, 1.0, joining)
    movable = np.flatnonzero(may_join)
    places = np.full(sent.size, -1, np.int64)
    places[movable] = np.arange(movable.size)
    tree = tree_of(np.where(inside[movable], -joining[movable], joining[movable]))
    order = np.empty(movable.size, np.int64)
    cost, best, best_count = 0.0, -_LEAST_GAIN, 0
    for number in range(movable.size):
        account = movable[least_of(tree)]
        order[number] = account
        cost += -joining[account] if inside[account] else joining[account]
        put(tree, places[account], np.inf)
        places[account] = -1
        _change(indptr, indices, weights, account, -1.0 if inside[account] else 1.0, joining)
        inside[account] = not inside[account]
        for other in indices[indptr[account] : indptr[account + 1]]:
            if places[other] >= 0:
                put(tree, places[other], -joining[other] if inside[other] else joining[other])
        if cost < best:
            best, best_count = cost, number + 1
    for account in order[best_count:]:
        inside[account] = not inside[account]
    return best_count > 0


@compiled(nogil=True)
def _change(
    indptr: Longs, indices: Ints, weights: Floats, account: int, sign: float, joining: Floats
) -> None:
    """Bring what joining costs others up to date where an account joins (1) or leaves (-1)."""
    for edge in range(indptr[account], indptr[account + 1]):
        joining[indices[edge]] -= sign * weights[edge]
