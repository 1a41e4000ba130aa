"""Find for each pair of accounts the first writer, the replies, and the contact entries."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled

Ints = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]

_NEVER = np.iinfo(np.int64).max
_LONG_AGO = np.iinfo(np.int64).min
_LOW_BITS = 32
# Columns of a message: its pair and direction, its instant, its count.
_KEY, _INSTANT, _COUNT = range(3)
# Columns of a pair's messages in one direction: the first instant, the first on the day, the last,
# and the count on the day.
_FIRST, _ON_DAY, _LAST, _TOTAL = range(4)
# Insertion sort is faster up to this size.
_FEW = 32


@dataclass(frozen=True)
class MessagePairs:
    """Pairs of a writer and a recipient with a message on the day.

    int32[k] `accounts` (the writers), `others` (the recipients). int64[k] `first_instants` and
    `counts` on the day, `last_instants`. bool[k] `is_listed`: the recipient has the writer as a
    contact; `has_listed`: the reverse; `is_reply`: the recipient wrote before; `is_answered`: it
    wrote afterwards; `is_returned`: it wrote on the day; `is_first`: neither wrote before, and
    neither has the other as a contact.
    """

    accounts: Ids
    others: Ids
    first_instants: Ints
    last_instants: Ints
    counts: Ints
    is_listed: Bools
    has_listed: Bools
    is_reply: Bools
    is_answered: Bools
    is_returned: Bools
    is_first: Bools

    @classmethod
    def empty(cls, size: int) -> "MessagePairs":
        """Return arrays of a size, not initialised."""
        ids = [np.empty(size, np.int32) for _ in range(2)]
        ints = [np.empty(size, np.int64) for _ in range(3)]
        flags = [np.empty(size, np.bool_) for _ in range(6)]
        return cls(ids[0], ids[1], ints[0], ints[1], ints[2], *flags)

    def first(self, size: int) -> "MessagePairs":
        """Return the first rows."""
        return MessagePairs(*(getattr(self, field.name)[:size] for field in fields(self)))


def message_pairs(
    senders: Ids,
    recipients: Ids,
    instants: Ints,
    counts: Ints,
    owners: Ids,
    contacts: Ids,
    day_start: int,
) -> MessagePairs:
    """Return each pair with a message on the day, in order of pairs.

    One sweep reads the messages of both directions of a pair, and the contact entries of both.

    Args:
        senders, recipients: int32[n]; no account writes to itself.
        instants: int64[n]; messages before `day_start` are history.
        counts: int64[n], the number of messages of each row.
        owners, contacts: int32[m], contact entries; no account has itself as a contact.
        day_start: the first instant of the day.

    Raises:
        ValueError: a negative account.

    Complexity: O(n + greatest account + sum of k log k + m log m) for the k messages of a pair's
    lower end; 24 bytes a message, 8 an entry and 8 an account, and the result.
    """
    for accounts in (senders, recipients, owners, contacts):
        if accounts.size and accounts.min() < 0:
            raise ValueError("a negative account")
    lows = np.minimum(senders, recipients)
    starts = np.zeros(int(lows.max(initial=0)) + 2, np.int64)
    messages = np.empty((senders.size, 3), np.int64)
    _group(senders, recipients, instants, counts, starts, messages)
    _order_each(starts, messages)
    listings = np.empty(owners.size, np.int64)
    _enter(owners, contacts, listings)
    listings.sort()
    found = MessagePairs.empty(senders.size)
    size = _sweep(
        messages, listings, day_start,
        found.accounts, found.others, found.first_instants, found.last_instants, found.counts,
        found.is_listed, found.has_listed, found.is_reply, found.is_answered, found.is_returned,
        found.is_first,
    )  # fmt: skip
    return found.first(size)


@compiled(nogil=True, inline="always")
def _key(source: np.int64, target: np.int64) -> np.int64:
    """Return the key of an edge: lower end, higher end, whether it goes from higher to lower."""
    low, high = min(source, target), max(source, target)
    return low << _LOW_BITS | high << 1 | (source > target)


@compiled(nogil=True)
def _enter(owners: Ids, contacts: Ids, listings: Ints) -> None:
    for row in range(owners.size):
        listings[row] = _key(np.int64(owners[row]), np.int64(contacts[row]))


@compiled(nogil=True)
def _group(
    senders: Ids, recipients: Ids, instants: Ints, counts: Ints, starts: Ints, messages: Ints
) -> None:
    """Group the messages by the lower end of their pair."""
    for row in range(senders.size):
        starts[min(senders[row], recipients[row]) + 1] += 1
    for account in range(starts.size - 1):
        starts[account + 1] += starts[account]
    for row in range(senders.size):
        low = min(senders[row], recipients[row])
        place = starts[low]
        starts[low] += 1
        messages[place, _KEY] = _key(np.int64(senders[row]), np.int64(recipients[row]))
        messages[place, _INSTANT] = instants[row]
        messages[place, _COUNT] = counts[row]
    for account in range(starts.size - 1, 0, -1):
        starts[account] = starts[account - 1]
    starts[0] = 0


@compiled(nogil=True)
def _order_each(starts: Ints, messages: Ints) -> None:
    """Sort the messages of each group by key."""
    for group in range(starts.size - 1):
        first, end = starts[group], starts[group + 1]
        if end - first > _FEW:
            messages[first:end] = messages[first:end][np.argsort(messages[first:end, _KEY])]
            continue
        for place in range(first + 1, end):
            key, instant, count = messages[place]
            while place > first and messages[place - 1, _KEY] > key:
                messages[place] = messages[place - 1]
                place -= 1
            messages[place, _KEY], messages[place, _INSTANT] = key, instant
            messages[place, _COUNT] = count


@compiled(nogil=True)
def _sweep(
    messages: Ints,
    listings: Ints,
    day_start: int,
    accounts: Ids,
    others: Ids,
    first_instants: Ints,
    last_instants: Ints,
    counts: Ints,
    is_listed: Bools,
    has_listed: Bools,
    is_reply: Bools,
    is_answered: Bools,
    is_returned: Bools,
    is_first: Bools,
) -> int:
    """Fill the columns; return the number of rows."""
    seen = np.empty((2, 4), np.int64)
    lists = np.empty(2, np.bool_)
    size = place = listing = 0
    while place < len(messages):
        pair = messages[place, _KEY] >> 1
        place = _read(messages, place, day_start, seen)
        listing = _look_up(listings, listing, pair, lists)
        low, high = pair >> (_LOW_BITS - 1), pair & ((1 << (_LOW_BITS - 1)) - 1)
        for way in range(2):
            first, back = seen[way, _ON_DAY], 1 - way
            if first == _NEVER:
                continue
            accounts[size], others[size] = (high, low) if way else (low, high)
            first_instants[size], last_instants[size] = first, seen[way, _LAST]
            counts[size] = seen[way, _TOTAL]
            has_listed[size], is_listed[size] = lists[way], lists[back]
            is_reply[size] = seen[back, _FIRST] < first
            is_answered[size] = seen[back, _LAST] > first
            is_returned[size] = seen[back, _ON_DAY] != _NEVER
            is_early = seen[way, _FIRST] == first and seen[back, _FIRST] > first
            is_first[size] = is_early and not lists[way] and not lists[back]
            size += 1
    return size


@compiled(nogil=True, inline="always")
def _read(messages: Ints, place: int, day_start: int, seen: Ints) -> int:
    """Read the messages of the pair at a place; return the place of the next pair."""
    pair = messages[place, _KEY] >> 1
    for way in range(2):
        seen[way, _FIRST], seen[way, _ON_DAY] = _NEVER, _NEVER
        seen[way, _LAST], seen[way, _TOTAL] = _LONG_AGO, 0
    while place < len(messages) and messages[place, _KEY] >> 1 == pair:
        way, instant = messages[place, _KEY] & 1, messages[place, _INSTANT]
        seen[way, _FIRST] = min(seen[way, _FIRST], instant)
        seen[way, _LAST] = max(seen[way, _LAST], instant)
        if instant >= day_start:
            seen[way, _ON_DAY] = min(seen[way, _ON_DAY], instant)
            seen[way, _TOTAL] += messages[place, _COUNT]
        place += 1
    return place


@compiled(nogil=True, inline="always")
def _look_up(listings: Ints, place: int, pair: int, lists: Bools) -> int:
    """Find which end has the other as a contact; return the place of the next pair."""
    lists[:] = False
    while place < listings.size and listings[place] >> 1 <= pair:
        if listings[place] >> 1 == pair:
            lists[listings[place] & 1] = True
        place += 1
    return place
