"""The nights that several test modules look at; making them takes seconds."""

import pytest

from tests.jobs.suspects import suspects
from tests.worlds import World


@pytest.fixture(scope="session")
def suspected(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Give the suspects' world, in a folder whose name looks like a partition and needs quoting."""
    return suspects(World(tmp_path_factory.mktemp("a=1") / "it's"))
