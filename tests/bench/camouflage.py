"""Plants rings into who is in which group; tells how well they are found there."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq
from scipy.sparse import csr_array

from graph.rings import consolidation, lockstep, outcome_outliers
from graph.rings.coclusters import Limits, coclusters
from graph.rings.dense_block import dense_block, matrix
from graph.rings.leave_one_out import shared
from tests.bench.rings import PLAIN
from tests.graph.limits import packaged

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MEMBERS, GROUPS = 200, 100
SHARES = (0.05, 0.1, 0.2, 0.4)
# In the table by shares a member is in as few as five groups, as most people are.
FEW = 5
PAIRS = 100
CAMOUFLAGES = ("random", "popular")


@dataclass(frozen=True)
class Memberships:
    """Who is in which group, dense numbers; the last so many accounts are a ring."""

    accounts: Ints
    groups: Ints
    ring_size: int = 0

    def with_ring(
        self, members: Longs, places: Longs, camouflage: str, rng: np.random.Generator
    ) -> Memberships:
        """Return these and a ring's: in groups of its own choice, and in as many others.

        These are any groups, or, where the camouflage is popular, those of memberships drawn at
        random.
        """
        first, group_count = int(self.accounts.max()) + 1, int(self.groups.max()) + 1
        chosen = rng.choice(group_count, int(places.max()) + 1, replace=False)
        drawn = {"random": np.arange(group_count, dtype=np.int32), "popular": self.groups}
        others = np.empty(0, np.int32)
        if camouflage in drawn:
            others = rng.choice(drawn[camouflage], members.size)
        joined = first + np.concatenate([members, members[: others.size]])
        rows = np.column_stack(
            [
                np.concatenate([self.accounts, joined]),
                np.concatenate([self.groups, chosen[places], others]),
            ]
        )
        rows = np.unique(rows, axis=0).astype(np.int32)
        return Memberships(rows[:, 0].copy(), rows[:, 1].copy(), int(members.max()) + 1)

    def hits(self, found: Flags) -> tuple[int, int]:
        """Return how many of those found are of the ring, and how many are found."""
        return int(found[-self.ring_size :].sum()), int(found.sum())

    def harmonic(self, found: Flags) -> float:
        """Return F, the harmonic mean of precision and recall, of those found."""
        hits, count = self.hits(found)
        return 2 * hits / (count + self.ring_size)

    def sets(self, limits: Limits) -> list[Flags]:
        """Return the sets in lockstep or of coclusters, those that are one as one."""
        n = int(self.accounts.max()) + 1
        alike = packaged(lockstep.Limits, "ring_candidates.lockstep")
        pairwise = lockstep.lockstep(self.accounts, self.groups, n, alike).sets
        sparse = coclusters(self.accounts, self.groups, n, limits)
        members = [np.flatnonzero(sets >= 0).astype(np.int32) for sets in (pairwise, sparse)]
        numbers = [pairwise[members[0]], sparse[members[1]] + pairwise.max() + 1]
        joined = np.concatenate(members)
        # Of how a group takes a member nothing is known, and no group is one.
        unknown = np.full(self.accounts.size, outcome_outliers.UNKNOWN, np.int32)
        work, background = shared(csr_array((unknown, (self.accounts, self.groups))))
        member_actions = outcome_outliers.MemberActions(work, np.full(work.shape[1], -1, np.int32))
        apart = np.zeros(joined.size, np.bool_)
        done = consolidation.consolidate(
            np.concatenate(numbers).astype(np.int32),
            joined,
            apart,
            member_actions,
            background,
            packaged(consolidation.Limits, "ring_members.set_member"),
        )
        found = np.zeros((int(done.sets.max(initial=-1)) + 1, n), np.bool_)
        found[done.sets, done.members] = True
        return list(found)

    def best(self) -> float:
        """Return F of the best set."""
        limits = packaged(
            Limits, "ring_candidates.cocluster", min_targets=FEW, max_pairs_per_add=PAIRS
        )
        return max(map(self.harmonic, self.sets(limits)), default=0.0)

    def first_block(self) -> float:
        """Return F of the first dense block, without priors."""
        found = np.zeros(int(self.accounts.max()) + 1, np.bool_)
        found[dense_block(matrix(self.accounts, self.groups)).actors] = True
        return self.harmonic(found)


def shares(given: Memberships, seeds: int) -> Iterator[str]:
    """Give the lines of the table by shares: the mean of the seeds, and their least in brackets."""
    yield "| camouflage | way | " + " | ".join(map(str, SHARES)) + " |"
    yield "| --- | --- |" + " ---: |" * len(SHARES)
    for camouflage in CAMOUFLAGES:
        cells: dict[str, list[str]] = {"lockstep and coclusters": [], "first dense block": []}
        for share in SHARES:
            worlds = []
            for seed in range(seeds):
                rng = np.random.default_rng(seed)
                members, places = np.nonzero(rng.random((MEMBERS, GROUPS)) < share)
                worlds.append(given.with_ring(members, places, camouflage, rng))
            for way, scores in (
                ("lockstep and coclusters", [world.best() for world in worlds]),
                ("first dense block", [world.first_block() for world in worlds]),
            ):
                cells[way].append(f"{np.mean(scores):.3f} ({min(scores):.3f})")
        for way, values in cells.items():
            yield f"| {camouflage} | {way} | {' | '.join(values)} |"


def shapes(given: Memberships, seeds: int) -> Iterator[str]:
    """Give the lines of the table by shapes: who is found in sets of mostly the ring, and others."""
    yield "| members, groups of each, groups | camouflage | found | of | others |"
    yield "| --- | --- | ---: | ---: | ---: |"
    usual = packaged(Limits, "ring_candidates.cocluster")
    for shape, camouflage in itertools.product(PLAIN, ("none", *CAMOUFLAGES)):
        member_count, each, group_count = shape
        found = others = 0
        for seed in range(seeds):
            rng = np.random.default_rng(seed)
            places = [rng.choice(group_count, each, replace=False) for _ in range(member_count)]
            members = np.repeat(np.arange(member_count), each)
            world = given.with_ring(members, np.concatenate(places), camouflage, rng)
            for hits, count in map(world.hits, world.sets(usual)):
                if hits:
                    found, others = found + hits, others + count - hits
        yield (
            f"| {', '.join(map(str, shape))} | {camouflage} | {found / (seeds * member_count):.3f} "
            f"| {seeds * member_count:,} | {others} |"
        )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("memberships", type=Path, help="Parquet with account and grp")
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    table = pq.read_table(options.memberships, columns=["account", "grp"])
    accounts, groups = (
        np.unique(column.to_numpy(), return_inverse=True)[1].astype(np.int32)
        for column in table.columns
    )
    given = Memberships(accounts, groups)
    for line in itertools.chain(shares(given, options.seeds), [""], shapes(given, options.seeds)):
        print(line, flush=True)


if __name__ == "__main__":
    main()
