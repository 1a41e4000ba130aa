"""The index of names equals a dictionary."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.loading import string_index
from graph.loading.string_index import Ints, NameIndex, Words

# Few letters and lengths around 8 and 16 bytes, where a name is cut into words and a tail.
NAMES = st.one_of(
    st.none(),
    st.text("ab\0é", max_size=3),
    st.integers(0, 3).map(lambda n: "x" * (7 + n)),
    st.integers(0, 5).map(lambda n: "y" * (14 + n)),
    st.integers(0, 3).map(lambda n: "z" * 40 + str(n)),
)
BATCHES = st.lists(st.lists(NAMES, max_size=30), max_size=5)


def by_dictionary(batches: list[list[str | None]]) -> tuple[list[list[int | None]], list[str]]:
    """Return what the index should, by the plainest way there is."""
    known: dict[str, int] = {}
    numbers = [
        [None if name is None else known.setdefault(name, len(known)) for name in batch]
        for batch in batches
    ]
    return numbers, list(known)


@settings(deadline=None, derandomize=True)
@given(BATCHES)
def test_names_are_numbered_in_order_of_first_occurrence(batches: list[list[str | None]]) -> None:
    index, fresh, numbers = NameIndex(), [], []
    for batch in batches:
        found, new = index.numbers(pa.array(batch, pa.string()))
        numbers.append(found.to_pylist())
        fresh += new.to_pylist()
    assert (numbers, fresh) == by_dictionary(batches)
    assert index.count == len(fresh)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_a_slice_is_read_from_its_offset(kind: pa.DataType) -> None:
    names = pa.array(["left out", "b", None, "c", "b", "left out too"], kind).slice(1, 4)
    numbers, fresh = NameIndex().numbers(names)
    assert numbers.to_pylist() == [0, None, 1, 0]
    assert fresh.to_pylist() == ["b", "c"]


def test_the_table_grows_and_keeps_all_names() -> None:
    names = [f"{number:05d}-{'n' * (number % 30)}" for number in range(20_000)]
    index = NameIndex()
    for first in range(0, 20_000, 777):
        index.numbers(pa.array(names[first : first + 777]))
    again, fresh = index.numbers(pa.array(names[::-1]))
    assert again.to_pylist() == list(range(20_000))[::-1]
    assert len(fresh) == 0
    assert index.slots.size >= 2 * index.count


def test_names_with_the_same_hash_are_distinct(monkeypatch: pytest.MonkeyPatch) -> None:
    def same(_letters: object, offsets: Ints, hashes: Words) -> int:
        hashes[:] = 7
        return int(np.diff(offsets).max())

    monkeypatch.setattr("graph.loading.string_index.hash_all", same)
    names = ["a", "b", "q" * 16 + "1", "q" * 16 + "2", "b", "q" * 16 + "1", "a"]
    numbers, fresh = NameIndex().numbers(pa.array(names))
    assert numbers.to_pylist() == [0, 1, 2, 3, 1, 2, 0]
    assert fresh.to_pylist() == names[:4]


def test_a_name_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.loading.string_index.MAX_LENGTH", 10)
    with pytest.raises(ValueError, match="a name of 11 bytes; at most 10"):
        NameIndex().numbers(pa.array(["x" * 11]))


def test_letters_are_hashed_by_all_their_bytes() -> None:
    names = pa.array(["", "\0", "\0\0", "abcdefgh", "abcdefgh\0", "abcdefghi", "abcdefgi"])
    offsets = np.frombuffer(names.buffers()[1], np.int32).astype(np.int64)
    hashes = np.empty(len(names), np.uint64)
    string_index.hash_all(np.frombuffer(names.buffers()[2], np.uint8), offsets, hashes)
    assert len(set(hashes.tolist())) == len(names)
