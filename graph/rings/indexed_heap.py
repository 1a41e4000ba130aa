"""Keep the position of the minimum of values that change, in a binary tree.

The leaves are in the second half of the array; each inner node holds the minimum of its children.
"""

import numpy as np
import numpy.typing as npt

from graph.kernel import compiled

Floats = npt.NDArray[np.float64]


@compiled(nogil=True)
def build_heap(values: Floats) -> Floats:
    """Return the tree of the values, float64[n]; O(n)."""
    leaves = 1
    while leaves < values.size:
        leaves *= 2
    tree = np.full(2 * leaves, np.inf)
    tree[leaves : leaves + values.size] = values
    for place in range(leaves - 1, 0, -1):
        tree[place] = min(tree[2 * place], tree[2 * place + 1])
    return tree


@compiled(nogil=True)
def min_position(tree: Floats) -> int:
    """Return the position of the minimum, on ties the first; O(log n)."""
    leaves = tree.size // 2
    place = 1
    while place < leaves:
        place = 2 * place + int(tree[2 * place + 1] < tree[2 * place])
    return place - leaves


@compiled(nogil=True)
def set_value(tree: Floats, position: int, value: float) -> None:
    """Set the value at a position; O(log n)."""
    place = tree.size // 2 + position
    tree[place] = value
    place //= 2
    while place:
        lesser = min(tree[2 * place], tree[2 * place + 1])
        if tree[place] == lesser:
            break
        tree[place] = lesser
        place //= 2
