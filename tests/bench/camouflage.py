"""Plants a ring into who is in which group; tells how well lockstep and a dense block find it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from graph.density import dense_block, matrix
from graph.lockstep import Limits, lockstep

Ints = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

MEMBERS, GROUPS = 200, 100
SHARES = (0.05, 0.1, 0.2, 0.4)
# Who is in fewer groups has too little to share: people are in few.
LIMITS = Limits(least_targets=5)


def planted(
    accounts: Ints, groups: Ints, share: float, *, popular: bool, seed: int
) -> tuple[Ints, Ints]:
    """Return memberships with a ring's: in each of its groups a share of it, and in as many others.

    These are any groups, or, where `popular`, those of memberships drawn at random.
    """
    rng = np.random.default_rng(seed)
    first, group_count = int(accounts.max()) + 1, int(groups.max()) + 1
    chosen = rng.choice(group_count, GROUPS, replace=False)
    members, places = np.nonzero(rng.random((MEMBERS, GROUPS)) < share)
    others = rng.choice(groups if popular else np.arange(group_count), members.size)
    rows = np.column_stack(
        [
            np.concatenate([accounts, first + members, first + members]),
            np.concatenate([groups, chosen[places], others]),
        ]
    )
    rows = np.unique(rows, axis=0).astype(np.int32)
    return rows[:, 0].copy(), rows[:, 1].copy()


def harmonic(found: Flags) -> float:
    """Return F, the harmonic mean of precision and recall, of those found, the ring being last."""
    hits = int(found[-MEMBERS:].sum())
    return 2 * hits / (int(found.sum()) + MEMBERS)


def best_set(accounts: Ints, groups: Ints) -> float:
    """Return F of the best set in lockstep."""
    sets = lockstep(accounts, groups, int(accounts.max()) + 1, LIMITS).sets
    return max((harmonic(sets == number) for number in range(sets.max() + 1)), default=0.0)


def first_block(accounts: Ints, groups: Ints) -> float:
    """Return F of the first dense block, without priors."""
    block = dense_block(matrix(accounts, groups))
    found = np.zeros(int(accounts.max()) + 1, np.bool_)
    found[block.actors] = True
    return harmonic(found)


def rows(accounts: Ints, groups: Ints, seeds: int) -> Iterator[str]:
    """Give the lines of the table: the mean of the seeds, and their least in brackets."""
    yield "| camouflage | way | " + " | ".join(map(str, SHARES)) + " |"
    yield "| --- | --- |" + " ---: |" * len(SHARES)
    for popular in (False, True):
        cells: dict[str, list[str]] = {"lockstep": [], "first dense block": []}
        for share in SHARES:
            edges = [
                planted(accounts, groups, share, popular=popular, seed=seed)
                for seed in range(seeds)
            ]
            for way, find in (("lockstep", best_set), ("first dense block", first_block)):
                scores = [find(*each) for each in edges]
                cells[way].append(f"{np.mean(scores):.3f} ({min(scores):.3f})")
        for way, values in cells.items():
            yield f"| {'popular' if popular else 'random'} | {way} | {' | '.join(values)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("memberships", type=Path, help="Parquet with account and grp")
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    table = pq.read_table(options.memberships, columns=["account", "grp"])
    numbers = [
        np.unique(column.to_numpy(), return_inverse=True)[1].astype(np.int32)
        for column in table.columns
    ]
    for line in rows(numbers[0], numbers[1], options.seeds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
