"""Who acts on those whom its set acts on, and who on those whom everybody does."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.sparse import csr_array

from graph.rings.leave_one_out import shared
from graph.rings.membership import belonging
from graph.rings.outcome_outliers import ANSWERED, LISTED, SILENT
from tests.seeds import seeds

Ints = npt.NDArray[np.int32]
Work = list[set[int]]

WORLD = 600


def acts_of(work: Work, world: int = WORLD) -> csr_array:
    """Return on whom each actor acted."""
    rows = np.repeat(np.arange(len(work)), [len(acted) for acted in work])
    columns = np.concatenate([sorted(acted) for acted in work if acted])
    acted = np.ones(rows.size, np.int32)
    return csr_array((acted, (rows, columns)), shape=(len(work), world))


def parts_of(
    sets: list[list[int]], work: Work, apart: tuple[int, ...] = (), answered: tuple[int, ...] = ()
) -> Ints:
    """Return the part of its set that each member is in, by seven tenths of the upper quartile.

    Of some, half of the targets have answered, of the others none.
    """
    numbers = np.repeat(np.arange(len(sets), dtype=np.int32), [len(one) for one in sets])
    members = np.concatenate(sets).astype(np.int32) if sets else np.empty(0, np.int32)
    acts, crowd = shared(acts_of(work))
    receptions = np.zeros((members.size, LISTED + 1), np.int64)
    receptions[:, SILENT] = 20
    receptions[np.isin(members, answered)] += np.eye(LISTED + 1, dtype=np.int64)[ANSWERED] * 20
    return belonging(numbers, members, np.isin(members, apart), acts, crowd, receptions, 0.7)


def drawn(rng: np.random.Generator, among: int, count: int, actors: int) -> Work:
    """Return the acts of some who choose at random among the first so many targets."""
    return [set(rng.choice(among, count, replace=False).tolist()) for _ in range(actors)]


@pytest.mark.parametrize("seed", seeds(8))
def test_a_ring_is_told_from_a_crowd_that_acts_on_everybody(seed: int) -> None:
    rng = np.random.default_rng(seed)
    # The victims are a third of all that the others choose from; six bots are everybody's.
    bots = set(range(WORLD - 6, WORLD))
    ring = [acted | bots for acted in drawn(rng, 150, 40, 20)]
    crowd = [acted | bots for acted in drawn(rng, 450, 40, 40)]
    parts = parts_of([[*range(50)]], [*ring, *crowd])
    assert (parts[:20] == 0).all()
    assert (parts[20:] == 0).sum() <= 1


@pytest.mark.parametrize("seed", seeds(4))
def test_two_rings_in_one_set_are_two_where_one_leaves_the_other_unforeseen(seed: int) -> None:
    rng = np.random.default_rng(seed)
    small, crowd = drawn(rng, 60, 30, 20), drawn(rng, 560, 30, 30)
    large = [{target + 200 for target in acted} for acted in drawn(rng, 70, 30, 20)]
    parts = parts_of([[*range(40)]], [*small, *large, *crowd])
    assert (parts >= 0).all()
    assert len({*parts[:20].tolist()}) == len({*parts[20:].tolist()}) == 1


@pytest.mark.parametrize("seed", seeds(4))
def test_those_who_are_hardly_foreseen_stay_together(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ring, crowd = drawn(rng, 400, 30, 100), drawn(rng, WORLD, 60, 60)
    parts = parts_of([[*range(100)]], [*ring, *crowd])
    assert (parts == 0).mean() >= 0.95


def test_alone_in_the_world_or_not_to_be_told_from_it_all_belong() -> None:
    rng = np.random.default_rng(1)
    assert (parts_of([[*range(20)]], drawn(rng, 100, 30, 20)) == 0).all()
    assert (parts_of([[*range(20)]], drawn(rng, WORLD, 300, 60)) == 0).all()


def test_who_was_found_otherwise_belongs_in_any_case() -> None:
    rng = np.random.default_rng(2)
    work = [*drawn(rng, 100, 30, 20), *drawn(rng, WORLD, 30, 20)]
    work[19] = set()
    parts = parts_of([[*range(20), 38, 39]], work, apart=(19, 39))
    assert (parts[:20] == 0).all()
    assert parts[20:].tolist() == [-1, 0]


def test_who_was_found_otherwise_does_not_keep_a_second_ring_from_being_one() -> None:
    rng = np.random.default_rng(4)
    one = drawn(rng, 60, 30, 20)
    other = [{target + 200 for target in acted} for acted in drawn(rng, 70, 30, 20)]
    parts = parts_of([[*range(40)]], [*one, *other], apart=(36, 37, 38, 39))
    assert len({*parts[:20].tolist()}) == len({*parts[20:].tolist()}) == 1


def test_those_who_divide_their_work_are_foreseen_by_everybody_else_and_stay() -> None:
    rng = np.random.default_rng(5)
    divided = [set(range(20 * place, 20 * place + 20)) for place in range(20)]
    parts = parts_of([[*range(20)]], [*divided, *drawn(rng, 400, 40, 30)], apart=(*range(20),))
    assert (parts == 0).all()
    assert (parts_of([[*range(20)]], [*divided, *drawn(rng, 400, 40, 30)]) == 0).all()


def test_who_is_welcome_does_not_belong_unless_it_was_found_otherwise() -> None:
    rng = np.random.default_rng(7)
    work = [*drawn(rng, 100, 30, 20), *drawn(rng, WORLD, 30, 20)]
    parts = parts_of([[*range(20)]], work, answered=(18, 19))
    assert parts.tolist() == [0] * 18 + [-1] * 2
    assert (parts_of([[*range(20)]], work, apart=(18, 19), answered=(18, 19)) == 0).all()
    assert (parts_of([[*range(20)]], work, answered=(*range(20),)) == 0).all()


def test_sets_are_settled_one_by_one() -> None:
    rng = np.random.default_rng(3)
    work = [*drawn(rng, 100, 30, 20), *drawn(rng, WORLD, 30, 30)]
    one, other = [*range(10), 20, 21], [*range(10, 20), 22]
    alone = [parts_of([members], work).tolist() for members in (one, other)]
    together = parts_of([one, other], work)
    assert together.tolist() == [part for parts in alone for part in parts]
    assert parts_of([], work).tolist() == []


def foreseen(work: Work, member: int, others: list[int], share: float) -> list[float]:
    """Return by how many bits the others foresee each shared act of a member, counted one by one."""
    counts = [sum(target in acted for acted in work) for target in range(WORLD)]
    kept = [{target for target in acted if counts[target] > 1} for acted in work]
    seen = sum(count > 1 for count in counts)
    rest = [actor for actor in range(len(work)) if actor not in others and actor != member]
    rest_total = sum(len(kept[actor]) for actor in rest) + seen
    total = sum(len(kept[actor]) for actor in others)
    gains = []
    for target in kept[member]:
        ours = sum(target in kept[actor] for actor in others) / total
        theirs = (sum(target in kept[actor] for actor in rest) + seen / WORLD) / rest_total
        gains.append(float(np.log2((share * ours + (1 - share) * theirs) / theirs)))
    return gains


@pytest.mark.parametrize("seed", seeds(10))
def test_who_belongs_is_as_counted_one_by_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    work = [*drawn(rng, 80, 20, 8), *drawn(rng, WORLD, 60, 16)]
    members = [*range(12)]
    parts = parts_of([members], work)
    inside = [member for member in members if parts[member] == 0]
    shares = np.linspace(0.001, 0.999, 20)
    sums = [
        sum(sum(foreseen(work, one, [x for x in inside if x != one], share)) for one in inside)
        for share in shares
    ]
    best = shares[int(np.argmax(sums))]
    bits = {
        member: np.array(foreseen(work, member, [x for x in inside if x != member], best))
        for member in members
    }
    least = 0.7 * np.quantile([bits[member].mean() for member in inside], 0.75)
    reached = {
        member: gains.mean() + 1.5 * gains.std() / np.sqrt(gains.size)
        for member, gains in bits.items()
    }
    assert {member for member in members if reached[member] >= least} == set(inside)
