"""The nights that several test modules look at; making them takes seconds."""

import shutil
from pathlib import Path

import pytest

from tests.jobs.suspects import suspects
from tests.worlds import World


@pytest.fixture(scope="session")
def suspected(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Give the suspects' world, in a folder whose name looks like a partition and needs quoting."""
    return suspects(World(tmp_path_factory.mktemp("a=1") / "it's"))


@pytest.fixture(scope="session", name="ordinary_night")
def _ordinary_night(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Give an ordinary world and its night, which tests get copies of."""
    world = World(tmp_path_factory.mktemp("ordinary")).fill()
    assert world.run().code == 0
    return world


@pytest.fixture
def after_a_night(ordinary_night: World, tmp_path: Path) -> World:
    """Give an ordinary world after its night, to go on with."""
    return World(Path(shutil.copytree(ordinary_night.root, tmp_path, dirs_exist_ok=True)))
