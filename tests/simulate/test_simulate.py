"""The simulation as a whole: the same bytes for the same seed, and what it refuses."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from jobs.contract.errors import OutputFailed, WrongUsage
from jobs.simulate import SimulateResult, simulate

from .conftest import DATE
from .logs import bytes_by_path

World = tuple[Path, SimulateResult]


def test_the_same_seed_gives_the_same_bytes(world: World, tmp_path: Path) -> None:
    result = simulate(tmp_path / "out", account_count=300, seed=3, date=DATE)
    assert bytes_by_path(tmp_path / "out") == bytes_by_path(world[0])
    assert result == world[1]


def test_another_seed_gives_other_parameters(world: World, tmp_path: Path) -> None:
    result = simulate(tmp_path / "out", account_count=300, seed=4, date=DATE)
    assert result.row_counts != world[1].row_counts
    assert not {a for p in result.planted for a in p.accounts} & {
        a for p in world[1].planted for a in p.accounts
    }


def test_each_kind_can_be_planted_more_than_once(world: World, tmp_path: Path) -> None:
    result = simulate(tmp_path / "out", account_count=300, days=2, each=3)
    planted = {p.archetype: set(p.accounts) for p in result.planted}
    assert len(planted["relay_maker"]) == len(planted["chatterbox"]) == 3
    assert sum(map(len, planted.values())) == len(set().union(*planted.values()))


def test_a_folder_that_holds_something_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(OutputFailed, match="nothing is overwritten"):
        simulate(tmp_path)
    assert bytes_by_path(tmp_path) == {"mine.txt": b"mine"}


def test_a_file_is_no_folder_to_write_to(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(OutputFailed):
        simulate(tmp_path / "out")


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert simulate(tmp_path, account_count=100, days=2).dates


def test_only_the_owner_may_look_into_the_output(tmp_path: Path) -> None:
    simulate(tmp_path / "out", account_count=100, days=2)
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "arguments",
    [{"days": 1}, {"account_count": 99}, {"each": 0}, {"make_up": ("accounts",)}],
    ids=str,
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, arguments: Mapping[str, object]) -> None:
    with pytest.raises(WrongUsage):
        simulate(tmp_path / "out", **arguments)  # type: ignore[arg-type]


def test_an_unknown_log_cannot_be_made_up(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="reports cannot be made up; name one of"):
        simulate(tmp_path / "out", into=tmp_path / "in", make_up=("reports",))
