"""Properties of the parts: instants, drawn parameters, ids, conversations."""

import datetime as dt
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.simulate.account_history import record_conversations
from jobs.simulate.clock import DAY, day_of, delays, midnight, spread
from jobs.simulate.distinct import among, distinct, smallest
from jobs.simulate.draws import Draws
from jobs.simulate.names import Namer
from jobs.simulate.registration import Registry
from jobs.simulate.rooms import after
from jobs.simulate.scenario import read_scenario
from jobs.simulate.simulated_logs import SimulatedLogs
from jobs.simulate.world import TargetPool, World

seeds = st.integers(0, 2**32 - 1)
SCENARIO = read_scenario()

quick = settings(deadline=None, derandomize=True, max_examples=60)


@quick
@given(st.dates(dt.date(1970, 1, 1), dt.date(2200, 1, 1)), st.integers(0, DAY - 1))
def test_every_instant_of_a_day_lies_on_it(day: dt.date, passed: int) -> None:
    assert day_of(midnight(day) + passed) == day


@quick
@given(seeds, st.integers(2, 400), st.integers(0, 10**15), st.integers(0, DAY))
def test_acts_spread_from_the_first_instant_to_the_last(
    seed: int, count: int, start: int, within: int
) -> None:
    at = spread(np.random.default_rng(seed), count, start, within)
    assert (len(at), at[0], at[-1]) == (count, start, start + within)
    assert np.all(np.diff(at) >= 0)


@quick
@given(seeds, st.lists(st.integers(0, DAY - 10), min_size=1), st.integers(1, DAY))
def test_people_react_later_and_before_the_day_ends(
    seed: int, since: list[int], median: int
) -> None:
    before = np.array(since, dtype=np.int64)
    after = delays(np.random.default_rng(seed), before, DAY, median=median)
    assert np.all(after > before)
    assert np.all(after < DAY)


@quick
@given(seeds, st.sampled_from(sorted(SCENARIO.ranges)))
def test_parameters_stay_in_their_ranges(seed: int, kind: str) -> None:
    ranges = SCENARIO.ranges[kind]
    draw = Draws(ranges, np.random.default_rng(seed))
    for name, (low, high) in ranges.items():
        assert low <= draw.share(name) <= high
        if low > 0:
            assert low * 0.999 <= draw.amount(name) <= high * 1.001


@quick
@given(seeds, st.integers(0, 300), st.floats(0, 1))
def test_a_share_is_met_to_the_person(seed: int, total: int, share: float) -> None:
    chosen = Draws({}, np.random.default_rng(seed)).some(total, share)
    assert len(set(chosen.tolist())) == round(share * total)


@quick
@given(
    seeds,
    st.sets(st.from_regex(r"\A(u-[0-9]{6}|[0-9a-f]{12}|[1-9][0-9]{0,4})\Z"), max_size=60),
    st.integers(0, 200),
)
def test_new_ids_are_new_and_unique(seed: int, taken: set[str], count: int) -> None:
    examples = sorted(taken)
    names = Namer(np.random.default_rng(seed), examples).names(count).tolist()
    assert len(set(names) - taken) == count


@pytest.mark.parametrize(
    ("examples", "shape"),
    [
        (["a12f", "a9cc", "a00e", "a7b7"], r"a[0-9a-f]{3,}"),
        (["user-0001", "user-0002", "user-0017"], r"user-[0-9]{4,}"),
        (["100", "205", "931"], r"[1-9][0-9]{2,}"),
        (["9", "10", "11"], r"[1-9][0-9]+"),
        (["x"], r"x[0-9]+"),
    ],
)
def test_new_ids_have_the_shape_of_the_old(examples: list[str], shape: str) -> None:
    names = Namer(np.random.default_rng(0), examples).names(50)
    assert all(re.fullmatch(shape, name) for name in names.tolist())


def test_ids_grow_where_too_many_are_unseen() -> None:
    examples = [f"{number:03d}" for number in range(100, 400)]
    names = Namer(np.random.default_rng(0), examples, unseen_count=10_000).names(20)
    assert min(map(len, names.tolist())) > 5


@quick
@given(seeds, st.integers(0, 40))
def test_a_conversation_is_between_two_and_goes_forward(seed: int, count: int) -> None:
    logs = SimulatedLogs()
    first, second = logs.new_numbers("account", count), logs.new_numbers("account", count)
    starts = np.arange(count, dtype=np.int64) * DAY
    record_conversations(
        logs, np.random.default_rng(seed), SCENARIO.parameters, first, second, starts
    )
    rows = logs.columns("message_edges")
    pairs = zip(rows["sender_id"].tolist(), rows["recipient_id"].tolist(), strict=True)
    known = set(zip(first.tolist(), second.tolist(), strict=True))
    for sender, recipient in pairs:
        assert (sender, recipient) in known or (recipient, sender) in known
    talk = np.minimum(rows["sender_id"], rows["recipient_id"])
    assert np.all(np.diff(rows["sent_at"])[np.diff(talk) == 0] >= 0)
    assert set(talk.tolist()) == set(first.tolist())


def test_single_values_stand_for_every_row_and_absent_columns_take_their_default() -> None:
    logs = SimulatedLogs()
    logs.record("message_edges", sent_at=np.arange(3), sender_id=1, recipient_id=[4, 5, 6])
    logs.record("message_edges", sent_at=9, sender_id=2, group_id=7, is_forward=True)
    rows = {name: column.tolist() for name, column in logs.columns("message_edges").items()}
    assert rows == {
        "sent_at": [0, 1, 2, 9],
        "sender_id": [1, 1, 1, 2],
        "recipient_id": [4, 5, 6, -1],
        "group_id": [-1, -1, -1, 7],
        "message_count": [1, 1, 1, 1],
        "is_forward": [False, False, False, True],
    }


@quick
@given(seeds, st.integers(0, 60), st.integers(0, 60), st.integers(1, 150))
def test_strangers_are_different_people_who_do_not_list_the_account(
    seed: int, people: int, friends: int, count: int
) -> None:
    logs = SimulatedLogs()
    rng = np.random.default_rng(seed)
    crowd = TargetPool(logs.new_numbers("account", people), 0.8)
    world = World(logs, Registry(logs), crowd, (0, DAY), rng, SCENARIO.parameters)
    account = world.new_account("somebody", is_spam=True)
    known = world.neighbours(rng, account, friends)
    world.add_as_contact(account, known, DAY)
    for drawn in (world.strangers(rng, account, count), world.neighbours(rng, account, count)):
        assert len(set(drawn.tolist())) == count
        assert not set(drawn.tolist()) & {account, *known.tolist()}
    owners = set(logs.columns("contacts")["owner_id"].tolist())
    made_up = {role.account for role in world.roles if role.archetype == "bystander"}
    assert made_up <= owners


@quick
@given(st.lists(st.integers(0, 30)), st.lists(st.integers(0, 30)))
def test_distinct_numbers_are_a_set_in_order(numbers: list[int], wanted: list[int]) -> None:
    ordered = distinct(np.array(numbers, dtype=np.int64))
    assert ordered.tolist() == sorted(set(numbers))
    found = among(ordered, np.array(wanted, dtype=np.int64))
    assert found.tolist() == [number in set(numbers) for number in wanted]


@quick
@given(st.lists(st.integers(0, 9), min_size=1, max_size=40), st.data())
def test_the_smallest_numbers_are_the_first_of_a_stable_sort(
    numbers: list[int], data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, len(numbers)))
    places = smallest(np.array(numbers, dtype=np.float64), count).tolist()
    assert places == sorted(range(len(numbers)), key=lambda place: (numbers[place], place))[:count]


@quick
@given(seeds, st.lists(st.integers(0, DAY - 10), min_size=1), st.floats(1, DAY))
def test_others_react_after_an_act_and_before_the_end(
    seed: int, since: list[int], median: float
) -> None:
    before = np.array(since, dtype=np.int64)
    at = after(np.random.default_rng(seed), before, DAY, median)
    assert np.all(at > before)
    assert np.all(at < DAY)
