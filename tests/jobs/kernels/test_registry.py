"""What the policy sets for a kernel reaches it, by name and typed."""

from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from jobs.config import catalog as catalogs
from jobs.config.sql_file import Table
from jobs.contract.errors import Defect
from jobs.engine.base import Engine, Parameters
from jobs.engine.duckdb import DuckDB
from jobs.kernels import registry
from jobs.kernels.registry import KERNELS, Kernel
from tests.worlds import World, membership, message

TABLES = [table for table in catalogs.packaged().tables.values() if table.kernel]


def test_each_kernel_makes_one_table() -> None:
    assert sorted(table.kernel for table in TABLES) == sorted(KERNELS)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_limits_are_parameters_of_the_policy_and_have_no_default_beside_it(table: Table) -> None:
    kernel = KERNELS[table.kernel]
    declared = {parameter.name for parameter in table.parameters}
    assert kernel.parameters <= declared
    assert kernel.parameters | table.placeholders >= declared
    assert is_dataclass(kernel.limits)
    with pytest.raises(TypeError, match="missing"):
        kernel.limits()
    limits = kernel.limits(**dict.fromkeys(kernel.parameters, 1))
    with pytest.raises(FrozenInstanceError):
        setattr(limits, fields(limits)[0].name, 2)


def changed(value: float) -> float:
    """Return another value of the same type for a parameter."""
    return value + 1 if isinstance(value, int) else round(value * 1.1, 6)


def overlay(folder: Path) -> Path:
    """Write a policy that changes each parameter of each kernel, and builds all; return its path."""
    path = folder / "changed.toml"
    path.write_text(
        "[publish]\ndiagnostics = true\n"
        + "\n".join(
            f"[params.{table.stem}]\n{parameter.name} = {changed(parameter.default)}"
            if not number
            else f"{parameter.name} = {changed(parameter.default)}"
            for table in TABLES
            for number, parameter in enumerate(table.parameters)
        )
    )
    return path


def test_each_parameter_that_a_policy_changes_reaches_the_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    received: dict[str, Any] = {}

    def watched(kernel: Kernel[Any]) -> Kernel[Any]:
        def builder(engine: Engine, table: Table, arguments: Parameters, limits: Any) -> int:
            received[table.name] = limits
            return kernel.builder(engine, table, arguments, limits)

        return replace(kernel, builder=builder)

    for name, kernel in list(KERNELS.items()):
        monkeypatch.setitem(KERNELS, name, watched(kernel))
    world = World(tmp_path)
    world.write("membership_events", [membership(number) for number in range(20)])
    world.write("message_edges", [message(number) for number in range(20)])
    assert world.run("--policy", str(overlay(tmp_path))).code == 0
    assert received.keys() == {table.name for table in TABLES}
    for table in TABLES:
        limits = received[table.name]
        assert type(limits) is KERNELS[table.kernel].limits
        expected = {
            parameter.name: changed(parameter.default)
            for parameter in table.parameters
            if parameter.name in KERNELS[table.kernel].parameters
        }
        found = {field.name: getattr(limits, field.name) for field in fields(limits)}
        assert found == expected, table.name
        assert {name: type(value) for name, value in found.items()} == {
            name: type(value) for name, value in expected.items()
        }


def test_a_select_is_given_its_own_values_alone(tmp_path: Path) -> None:
    table = next(table for table in TABLES if table.placeholders)
    values = {name: number for number, name in enumerate(sorted(table.arguments))}
    received: list[Parameters] = []

    def builder(_engine: Engine, _table: Table, arguments: Parameters, _limits: Any) -> int:
        received.append(arguments)
        return 0

    kernel = Kernel(KERNELS[table.kernel].limits, builder)
    with DuckDB.open(tmp_path / "empty.duckdb", tmp_path / "spill") as engine:
        kernel.build(engine, table, values)
    assert received == [{name: values[name] for name in table.placeholders}]
    assert received[0].keys() < values.keys()


def test_a_kernel_that_does_not_exist_is_named_with_its_file(tmp_path: Path) -> None:
    table = replace(TABLES[0], header={"title": "Rows", "kernel": "spell"})
    with (
        DuckDB.open(tmp_path / "empty.duckdb", tmp_path / "spill") as engine,
        pytest.raises(Defect, match=r"\.sql: no kernel spell; name one of block, "),
    ):
        registry.build(engine, table, {})
