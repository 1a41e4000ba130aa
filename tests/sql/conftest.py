"""Gives each test of a SQL file a bench to build on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sql.tables import Bench, bench


@pytest.fixture(name="bench")
def _bench(tmp_path: Path) -> Iterator[Bench]:
    with bench(tmp_path) as opened:
        yield opened
