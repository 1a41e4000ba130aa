"""Find accounts whose requests to others are refused, whatever they accept from each other."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graph.adjacency import adjacency
from graph.kernel import compiled
from graph.rings.cores import core_components
from graph.rings.indexed_heap import build_heap, min_position, set_value

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# A smaller gain is rounding.
_MIN_GAIN = 1e-6
_MAX_PASSES = 30


@dataclass(frozen=True)
class Limits:
    """Thresholds of a set of accounts that accept requests of each other.

    `min_links`: the members with an accepted request to or from each member; few links between
    strangers are chance. `min_account_count`: smaller sets are dropped.
    """

    min_links: int
    min_account_count: int


@dataclass(frozen=True)
class Requests:
    """Requests and their outcomes: adds, invites, first messages.

    Args:
        senders: int32[m], 0 <= s < n.
        receivers: int32[m], 0 <= r < n, not the sender; a pair may repeat.
        accepted: float64[m], accepted requests: stayed, joined, answered.
        refused: float64[m], refused requests: left soon, declined, blocked, reported.
        n: the number of accounts.
    """

    senders: Ints
    receivers: Ints
    accepted: Floats
    refused: Floats
    n: int


@dataclass(frozen=True)
class RefusedSet:
    """A set of accounts, and the outcomes of its requests to all others.

    `members` is int32, ascending; `accepted` and `refused` are sums.
    """

    members: Ints
    accepted: float
    refused: float

    @property
    def acceptance(self) -> float:
        """Return the share of those requests that were accepted, 1 without requests."""
        total = self.accepted + self.refused
        return self.accepted / total if total else 1.0


def refused_set(requests: Requests, acceptance: float, spared: Ints | None = None) -> RefusedSet:
    """Return the set with the most refused requests relative to an acceptance rate.

    It minimises F - k R: F and R are the accepted and refused requests from inside to outside, and
    k = acceptance / (1 - acceptance). After Rejecto (Cao, Sirivianos, Yang and Munagala, ICDCS
    2015), with the sender of an accepted request known. Requests between members do not count, so
    collusion does not help.

    The search starts with the accounts with the most refusals, as many as minimise the cost. It
    continues as Kernighan and Lin (1970), in the form of Fiduccia and Mattheyses (1982): in a pass,
    all accounts change sides one after the other, always the one with the best gain; the best state
    is kept, and the next pass starts from it. It ends when no single change improves the cost.

    Args:
        requests: the requests. Only senders can be inside.
        acceptance: the acceptance rate to compare with, 0 < rate < 1.
        spared: int32[k], accounts known to be honest; never inside.

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
    refused = np.bincount(requests.senders, requests.refused, minlength=requests.n)
    order = np.argsort(-refused, kind="stable")
    order = order[may_join[order] & (refused[order] > 0)]
    inside = _begin(links.indptr, links.indices, links.data, sent, order)
    for _ in range(_MAX_PASSES):
        if not _pass(links.indptr, links.indices, links.data, sent, may_join, inside):
            break
    leaving = inside[requests.senders] & ~inside[requests.receivers]
    return RefusedSet(
        np.flatnonzero(inside).astype(np.int32),
        float(requests.accepted[leaving].sum()),
        float(requests.refused[leaving].sum()),
    )


def granting_sets(requests: Requests, members: Ints, limits: Limits) -> Ints:
    """Return the sets of accounts that accept requests of each other.

    Args:
        requests: the requests; one with accepted > 0 is a link.
        members: int32[k], the accounts, such as those of a refused set.
        limits: thresholds.

    Returns:
        int32[n], the set of each account from 0, larger ones first; -1 for none.

    Complexity: O(n + m log m).
    """
    inside = np.zeros(requests.n, np.bool_)
    inside[members] = True
    granted = (requests.accepted > 0) & inside[requests.senders] & inside[requests.receivers]
    ends = requests.senders[granted], requests.receivers[granted]
    lesser, greater = np.unique(np.stack([np.minimum(*ends), np.maximum(*ends)]), axis=1)
    both = np.concatenate([lesser, greater]), np.concatenate([greater, lesser])
    sets = core_components(adjacency(*both, requests.n), limits.min_links)[1]
    sets[np.bincount(sets + 1)[sets + 1] < limits.min_account_count] = -1
    return sets


def _links(requests: Requests, cost: Floats) -> csr_array:
    """Return the cost of all requests between two accounts, as a symmetric graph."""
    return adjacency(
        np.concatenate([requests.senders, requests.receivers]),
        np.concatenate([requests.receivers, requests.senders]),
        requests.n,
        np.concatenate([cost, cost]),
    )


@compiled(nogil=True)
def _begin(indptr: Ints, indices: Ints, weights: Floats, sent: Floats, order: Longs) -> Flags:
    """Return the first accounts of an order, as many as minimise the cost."""
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
    indptr: Ints, indices: Ints, weights: Floats, sent: Floats, may_join: Flags, inside: Flags
) -> bool:
    """Move accounts to the other side to minimise the cost; return whether it fell.

    The cost is the sum of `sent` over the accounts inside, without requests between them.
    """
    # The cost of joining: what the account sent, less all requests between it and the inside.
    joining = sent.copy()
    for account in range(inside.size):
        if inside[account]:
            _change(indptr, indices, weights, account, 1.0, joining)
    movable = np.flatnonzero(may_join)
    places = np.full(sent.size, -1, np.int64)
    places[movable] = np.arange(movable.size)
    tree = build_heap(np.where(inside[movable], -joining[movable], joining[movable]))
    order = np.empty(movable.size, np.int64)
    cost, best, best_count = 0.0, -_MIN_GAIN, 0
    for number in range(movable.size):
        account = movable[min_position(tree)]
        order[number] = account
        cost += -joining[account] if inside[account] else joining[account]
        set_value(tree, places[account], np.inf)
        places[account] = -1
        _change(indptr, indices, weights, account, -1.0 if inside[account] else 1.0, joining)
        inside[account] = not inside[account]
        for other in indices[indptr[account] : indptr[account + 1]]:
            if places[other] >= 0:
                set_value(tree, places[other], -joining[other] if inside[other] else joining[other])
        if cost < best:
            best, best_count = cost, number + 1
    for account in order[best_count:]:
        inside[account] = not inside[account]
    return best_count > 0


@compiled(nogil=True)
def _change(
    indptr: Ints, indices: Ints, weights: Floats, account: int, sign: float, joining: Floats
) -> None:
    """Update the cost of joining of the others when an account joins (1) or leaves (-1)."""
    for edge in range(indptr[account], indptr[account + 1]):
        joining[indices[edge]] -= sign * weights[edge]
