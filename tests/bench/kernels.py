"""Times the graph kernels beside the programs that others use, in CPU seconds of one run."""

from __future__ import annotations

import argparse
import contextlib
import io
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import igraph
import networkx as nx
import numpy as np
import numpy.typing as npt
from fraudar.export import greedy as fraudar
from scipy.sparse import csr_array, csr_matrix
from scipy.sparse.csgraph import connected_components

from graph.accounts.trust import trust
from graph.adjacency import adjacency
from graph.rings import coclusters
from graph.rings.cores import core_numbers
from graph.rings.dense_block import Block, Matrix, dense_block, matrix
from graph.rings.lockstep import Limits, lockstep
from tests.graph.limits import packaged

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]

# Whom nobody else's program does in less is measured on graphs up to so many edges.
SLOW = 5_000_000
ROUNDS = 10
MEMBERS, ADDS, VICTIMS = 200, 60, 400
# Two accounts that share fewer of their targets may do so by chance.
LEAST_SHARED = 3


@dataclass(frozen=True)
class World:
    """Accounts that have to do with each other by chance, some of them with many, and a ring."""

    edge_count: int
    seed: int = 0

    @cached_property
    def ends(self) -> tuple[Ints, Ints]:
        """The ends of each undirected link, each link once."""
        n = self.edge_count // 4
        rng = np.random.default_rng(self.seed)
        ends = np.minimum(n - 1, n * rng.random((2, self.edge_count)) ** 1.5).astype(np.int64)
        keys = np.unique(ends.min(axis=0) * n + ends.max(axis=0))
        first, second = keys // n, keys % n
        kept = first != second
        return first[kept].astype(np.int32), second[kept].astype(np.int32)

    @cached_property
    def graph(self) -> csr_array:
        """These links, both ways."""
        first, second = self.ends
        both = np.concatenate([first, second]), np.concatenate([second, first])
        return adjacency(*both, self.edge_count // 4)

    @cached_property
    def adds(self) -> tuple[Ints, Ints]:
        """Who added whom, each pair once: about as many an account as in a night at M."""
        rng = np.random.default_rng(self.seed + 1)
        n, target_count = self.edge_count // 7, self.edge_count // 2
        actors = (n * rng.random(self.edge_count) ** 1.5).astype(np.int64)
        targets = (target_count * rng.random(self.edge_count) ** 1.3).astype(np.int64)
        ring = np.repeat(np.arange(n, n + MEMBERS), ADDS)
        victims = rng.choice(target_count, VICTIMS, replace=False)
        chosen = np.concatenate([rng.choice(victims, ADDS, replace=False) for _ in range(MEMBERS)])
        pairs = np.unique(
            np.concatenate([actors, ring]) * target_count + np.concatenate([targets, chosen])
        )
        return (pairs // target_count).astype(np.int32), (pairs % target_count).astype(np.int32)

    @cached_property
    def matrix(self) -> Matrix:
        """The adds as a matrix."""
        return matrix(*self.adds)

    @cached_property
    def links(self) -> csr_array:
        """The links as scipy takes them."""
        graph = self.graph
        n = graph.shape[0]
        return csr_array(
            (np.ones(graph.nnz, np.float32), graph.indices, graph.indptr), shape=(n, n)
        )

    @cached_property
    def networkx(self) -> nx.Graph[int]:
        """The links as networkx takes them."""
        found: nx.Graph[int] = nx.Graph()
        found.add_nodes_from(range(self.graph.shape[0]))
        found.add_edges_from(zip(*(end.tolist() for end in self.ends), strict=True))
        return found

    @cached_property
    def igraph(self) -> Any:
        """The links as igraph takes them."""
        return igraph.Graph(self.graph.shape[0], np.column_stack(self.ends).tolist())

    @cached_property
    def seeds(self) -> Ints:
        """The accounts trusted."""
        return np.arange(100, dtype=np.int32)


def _fraudar(world: World) -> Block:
    given = world.matrix
    shape = (given.actor_priors.size, given.weights.size)
    ones = np.ones(given.actors.size)
    rows = csr_matrix((ones, (given.actors, given.targets)), shape=shape)
    with contextlib.redirect_stdout(io.StringIO()):
        (actors, targets), density = fraudar.logWeightedAveDegree(rows)
    return Block(_sorted(actors), _sorted(targets), density)


def _sorted(nodes: set[int]) -> Ints:
    return np.array(sorted(nodes), np.int32)


def _personal(world: World) -> Any:
    # It gives up after so many rounds, having made them.
    with contextlib.suppress(nx.PowerIterationFailedConvergence):
        nx.pagerank(
            world.networkx,
            max_iter=ROUNDS,
            tol=0,
            personalization=dict.fromkeys(world.seeds.tolist(), 1),
        )


def _lockstep(world: World) -> Any:
    actors, targets = world.adds
    return lockstep(
        actors, targets, int(actors.max()) + 1, packaged(Limits, "ring_candidates.lockstep")
    )


def _coclusters(world: World) -> Any:
    actors, targets = world.adds
    limits = packaged(coclusters.Limits, "ring_candidates.cocluster")
    return coclusters.coclusters(actors, targets, int(actors.max()) + 1, limits)


def _products(world: World) -> Any:
    """Count what each two accounts share; those who share as much as it takes are linked."""
    actors, targets = world.adds
    rows = csr_array((np.ones(actors.size, np.int16), (actors, targets)))
    common = (rows @ rows.T).tocoo()
    linked = common.data >= LEAST_SHARED
    ends = common.row[linked], common.col[linked]
    return connected_components(csr_array((np.ones(ends[0].size), ends), shape=common.shape))


def _projection(world: World) -> Any:
    actors, targets = world.adds
    count = int(actors.max()) + 1
    types = np.arange(count + int(targets.max()) + 1) >= count
    edges = np.column_stack([actors, targets + count]).tolist()
    return igraph.Graph.Bipartite(types.tolist(), edges).bipartite_projection(which=0)


Way = tuple[str, str, Callable[[World], Any], str | None]

# The task, whose program, the program, and what of the world it wants made beforehand.
OURS: tuple[Way, ...] = (
    ("core numbers", "groupspam", lambda world: core_numbers(world.graph), "graph"),
    ("trust", "groupspam", lambda world: trust(world.graph, world.seeds, ROUNDS), "graph"),
    ("one dense block", "groupspam", lambda world: dense_block(world.matrix), "matrix"),
    ("lockstep", "groupspam", _lockstep, "adds"),
    ("coclusters", "groupspam", _coclusters, "adds"),
    ("components", "scipy", lambda world: connected_components(world.links), "links"),
)
OTHERS: tuple[Way, ...] = (
    ("components", "igraph", lambda world: world.igraph.connected_components(), "igraph"),
    ("components", "networkx", lambda world: list(nx.connected_components(world.networkx)), "networkx"),
    ("core numbers", "igraph", lambda world: world.igraph.coreness(), "igraph"),
    ("core numbers", "networkx", lambda world: nx.core_number(world.networkx), "networkx"),
    ("trust", "igraph", lambda world: world.igraph.pagerank(), "igraph"),
    ("trust", "networkx", _personal, "networkx"),
    ("one dense block", "public FRAUDAR", _fraudar, "matrix"),
    ("lockstep", "scipy, products", _products, "adds"),
    ("lockstep", "igraph, projection", _projection, "adds"),
)  # fmt: skip


def seconds(way: Way, world: World) -> tuple[float, Any]:
    """Return the CPU seconds of one program, after what it wants is made, and what it found."""
    _, _, run, wanted = way
    if wanted:
        getattr(world, wanted)
    started = time.process_time()
    found = run(world)
    return time.process_time() - started, found


def same(blocks: list[Block]) -> bool:
    """Return whether all hold the same nodes."""
    first, *others = blocks
    return all(
        np.array_equal(first.actors, other.actors) and np.array_equal(first.targets, other.targets)
        for other in others
    )


def lines(sizes: list[int], slow: int) -> Iterator[str]:
    """Give the lines of the table."""
    first_run = World(20_000)
    for way in OURS:
        began = time.process_time()
        seconds(way, first_run)
        yield f"| {way[0]} | {way[1]} | first call, compiled or from the cache | {time.process_time() - began:.2f} |"
    for size in sizes:
        world = World(size)
        blocks: list[Block] = []
        for way in (*OURS, *(OTHERS if size <= slow else ())):
            taken, found = seconds(way, world)
            if isinstance(found, Block):
                blocks.append(found)
            yield f"| {way[0]} | {way[1]} | {size:,} | {taken:.2f} |"
        if not same(blocks):
            raise SystemExit("the programs found different blocks")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[560_000, 4_200_000, 40_000_000])
    parser.add_argument("--slow", type=int, default=SLOW, help="others up to so many edges")
    options = parser.parse_args()
    print("| task | program | edges | CPU seconds |\n| --- | --- | ---: | ---: |")
    for text in lines(options.sizes, options.slow):
        print(text, flush=True)


if __name__ == "__main__":
    main()
