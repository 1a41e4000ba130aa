"""Whether diagnostic signals are computed changes no decision and no schema."""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.diagnostics import left_out, measured_signals
from jobs.publish.layout import TABLES, table_path
from tests.worlds import World

SAMPLE = Path(__file__).parents[3] / "data" / "sample"
DATE = datetime.date(2001, 10, 29)
CATALOG = catalogs.packaged()
POLICY = policies.load(CATALOG)
# What follows from the policy's own values.
_OF_POLICY = {"policy_version"}


@pytest.fixture(name="worlds", scope="module")
def _worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, World]:
    """A night without diagnostic signals, and the same night with them."""
    without, complete = (World(tmp_path_factory.mktemp(name)) for name in ("without", "complete"))
    overlay = complete.root / "all.toml"
    overlay.write_text("[publish]\ndiagnostics = true\n", encoding="utf-8")
    assert without.run("--input", str(SAMPLE), date=DATE).code == 0
    assert complete.run("--input", str(SAMPLE), "--policy", str(overlay), date=DATE).code == 0
    return without, complete


def rows(world: World, name: str) -> list[Mapping[str, Any]]:
    """Return the rows of a published table, without what follows from the policy's own values."""
    return [
        {key: value for key, value in row.items() if key not in _OF_POLICY}
        for row in world.published(name, DATE)
    ]


def test_every_decision_and_every_schema_is_the_same(worlds: tuple[World, World]) -> None:
    for name in TABLES:
        without, complete = (
            pq.ParquetFile(table_path(world.output, name, DATE)).schema_arrow for world in worlds
        )
        assert without.equals(complete), name
        if name not in ("signals", "signal_distribution"):
            assert rows(worlds[0], name) == rows(worlds[1], name), name


def test_what_is_not_computed_is_null_and_has_no_distribution(
    worlds: tuple[World, World],
) -> None:
    measured = set(measured_signals(CATALOG, POLICY))
    distributed = [
        {row["signal"] for row in rows(world, "signal_distribution")} for world in worlds
    ]
    assert distributed == [measured, set(CATALOG.signals)]
    pairs = list(zip(*(rows(world, "signals") for world in worlds), strict=True))
    assert pairs
    for without, complete in pairs:
        for name, value in complete.items():
            assert without[name] == (value if name in {*measured, "account_id"} else None), name


def test_what_is_left_out_is_not_built(worlds: tuple[World, World]) -> None:
    without, complete = (
        {stage["name"] for stage in world.manifest(DATE)["stages"]} for world in worlds
    )
    assert complete - without == left_out(CATALOG, POLICY)
    assert without <= complete
