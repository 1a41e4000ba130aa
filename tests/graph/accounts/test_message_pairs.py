"""Message pairs equal brute force over all messages."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.accounts.message_pairs import MessagePairs, message_pairs

DAY_START = 10
PAIR = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1])
MESSAGES = st.lists(st.tuples(PAIR, st.integers(0, 20), st.integers(1, 3)), max_size=60)


def swept(
    messages: list[tuple[tuple[int, int], int, int]], listings: list[tuple[int, int]]
) -> MessagePairs:
    """Return the rows of the sweep for messages and contact entries."""
    pairs = np.array([pair for pair, _, _ in messages], np.int32).reshape(-1, 2)
    entries = np.array(listings, np.int32).reshape(-1, 2)
    return message_pairs(
        pairs[:, 0],
        pairs[:, 1],
        np.array([instant for _, instant, _ in messages], np.int64),
        np.array([count for _, _, count in messages], np.int64),
        entries[:, 0],
        entries[:, 1],
        DAY_START,
    )


def expected(
    messages: list[tuple[tuple[int, int], int, int]], listings: list[tuple[int, int]]
) -> dict[tuple[int, int], tuple[object, ...]]:
    """Return the rows by brute force over all messages of each pair."""
    found: dict[tuple[int, int], tuple[object, ...]] = {}
    for pair in {pair for pair, _, _ in messages}:
        one, other = pair
        own = [instant for way, instant, _ in messages if way == pair]
        back = [instant for way, instant, _ in messages if way == (other, one)]
        on_day = [instant for instant in own if instant >= DAY_START]
        if not on_day:
            continue
        first = min(on_day)
        lists, listed = pair in listings, (other, one) in listings
        found[pair] = (
            first,
            max(own),
            sum(count for way, at, count in messages if way == pair and at >= DAY_START),
            listed,
            lists,
            any(instant < first for instant in back),
            any(instant > first for instant in back),
            any(instant >= DAY_START for instant in back),
            min(own) == first and not listed and not lists and all(at > first for at in back),
        )
    return found


@settings(deadline=None)
@given(MESSAGES, st.lists(PAIR, max_size=20))
def test_the_sweep_equals_brute_force_over_all_messages(
    messages: list[tuple[tuple[int, int], int, int]], listings: list[tuple[int, int]]
) -> None:
    found = swept(messages, listings)
    rows = zip(*(getattr(found, name).tolist() for name in found.__dataclass_fields__), strict=True)
    assert {(one, other): tuple(rest) for one, other, *rest in rows} == expected(messages, listings)


def test_the_messages_of_a_hub_are_sorted() -> None:
    rng = np.random.default_rng(5)
    messages = [
        ((0, int(other)), int(instant), 1)
        for other, instant in zip(rng.integers(1, 90, 500), rng.integers(0, 20, 500), strict=True)
    ]
    found = swept(messages, [(3, 0)])
    assert len(found.accounts) == len(expected(messages, [(3, 0)]))
    assert found.counts.sum() == sum(instant >= DAY_START for _, instant, _ in messages)
    assert np.all(np.diff(found.others) > 0)


def test_a_negative_account_is_refused() -> None:
    with pytest.raises(ValueError, match="negative account"):
        swept([((0, -1), 1, 1)], [])
