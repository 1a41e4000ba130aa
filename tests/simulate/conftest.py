"""Worlds that several tests look at; none of them changes one."""

import datetime as dt
from pathlib import Path

import pytest

from jobs.simulate import SimulateResult, simulate
from jobs.simulate.kinds import KINDS

from .judge import Judge
from .logs import SAMPLE_DATE, copy_real_logs

World = tuple[Path, SimulateResult]

DATE = dt.date(2026, 3, 11)
GROUPS_ACCOUNTS, GROUPS_DAYS = 1500, 5


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A small made-up population, each kind planted once."""
    out = tmp_path_factory.mktemp("world") / "out"
    return out, simulate(out, account_count=300, seed=3, date=DATE)


@pytest.fixture(scope="session", params=[11, 12])
def judged(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[SimulateResult, Judge]:
    """A made-up world and what the rules say of it."""
    out = tmp_path_factory.mktemp("judged") / "out"
    result = simulate(out, account_count=300, seed=request.param, date=DATE, days=3)
    return result, Judge(out, DATE)


@pytest.fixture(scope="session")
def groups_world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A population in which every kind that is packaged is planted, and all in groups of others."""
    folder = tmp_path_factory.mktemp("groups")
    names = [kind.name for kind in KINDS]
    in_groups = names[names.index("link_joiner") :]
    scenario = folder / "scenario.toml"
    once = "".join(f"kinds.{name}.count = 1\n" for name in in_groups)
    scenario.write_text(f"{once}kinds.newcomer_in_city.stranger_count = [6, 14]\n")
    out = folder / "out"
    result = simulate(
        out, account_count=GROUPS_ACCOUNTS, seed=8, date=DATE, days=GROUPS_DAYS, scenario=scenario
    )
    return out, result


@pytest.fixture(scope="session")
def in_groups(groups_world: World) -> tuple[SimulateResult, Judge]:
    """The same world, read."""
    out, result = groups_world
    return result, Judge(out, DATE)


@pytest.fixture(scope="session")
def real_logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real logs of the sample alone."""
    return copy_real_logs(tmp_path_factory.mktemp("real") / "input")


@pytest.fixture(scope="session")
def drill(real_logs: Path, tmp_path_factory: pytest.TempPathFactory) -> World:
    """The real logs with planted accounts and made-up accounts and contacts."""
    out = tmp_path_factory.mktemp("drill") / "out"
    make_up = ("accounts", "contacts")
    return out, simulate(out, into=real_logs, date=SAMPLE_DATE, seed=5, make_up=make_up)
