"""Build sets and actions as the kernels take them."""

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

Ints = npt.NDArray[np.int32]


def rows(*sets: set[int]) -> tuple[Ints, Ints]:
    """Return a row for each set and member."""
    pairs = [(number, member) for number, members in enumerate(sets) for member in sorted(members)]
    numbers, members = np.array(pairs, np.int32).reshape(-1, 2).T
    return numbers, members


def worked(*targets: set[int]) -> csr_array:
    """Return the targets of each member."""
    members, columns = rows(*targets)
    return csr_array(
        (np.ones(members.size, np.int32), (members, columns)),
        shape=(len(targets), int(columns.max(initial=-1)) + 1),
    )
