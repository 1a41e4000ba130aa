"""What every command promises: help with an example, one document, and a quick answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from jobs.cli.main import cli
from tests.jobs.suspects import ADDER
from tests.worlds import World, command

COMMANDS = sorted(cli.commands)
CPU_SECONDS = 0.3


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_of_itself_in_its_help(name: str) -> None:
    result = command(name, "--help")
    assert result.code == 0
    assert "Example" in result.out
    assert f"groupspam {name} " in result.out.partition("Example")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is(name: str) -> None:
    for parameter in cli.commands[name].params:
        if isinstance(parameter, click.Option):
            assert parameter.help or parameter.name == "seed", parameter.name


def test_the_version_is_told() -> None:
    result = command("--version")
    assert (result.code, result.out.split()[:2]) == (0, ["groupspam,", "version"])


def test_help_answers_at_once() -> None:
    seconds = min(cpu_seconds("--help") for _ in range(3))
    assert seconds < CPU_SECONDS


def cpu_seconds(*arguments: str) -> float:
    """Return the CPU time of the program as its own process, start of Python included."""
    child = subprocess.Popen(
        [sys.executable, "-I", "-m", "jobs", *arguments], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0
    return usage.ru_utime + usage.ru_stime


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_a_script_of_the_shell(shell: str) -> None:
    result = program("_GROUPSPAM_COMPLETE", f"{shell}_source")
    assert result.returncode == 0
    assert "_groupspam_completion" in result.stdout


def test_completion_knows_the_commands() -> None:
    result = program(
        "_GROUPSPAM_COMPLETE", "bash_complete", COMP_WORDS="groupspam ", COMP_CWORD="1"
    )
    assert {line.partition(",")[2] for line in result.stdout.splitlines()} >= {"flags", "account"}


def program(name: str, value: str, **others: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from jobs.cli import main; main()"],
        env={**os.environ, name: value, **others},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(name="world")
def _world(suspected: World) -> World:
    return suspected


@pytest.mark.parametrize(
    "arguments",
    [
        ("flags", "--output", "{output}"),
        ("account", ADDER, "--output", "{output}", "--input", "{input}"),
        ("query", "FROM edges", "--output", "{output}", "--input", "{input}"),
        ("signals",),
        ("signals", "complainer_count"),
        ("check", "--output", "{output}", "--input", "{input}", "--warehouse", "{warehouse}"),
    ],
)
def test_json_is_one_document_and_nothing_else(world: World, arguments: tuple[str, ...]) -> None:
    places = {"output": world.output, "input": world.input, "warehouse": world.warehouse}
    result = command(*(argument.format(**places) for argument in arguments), "--json")
    assert (result.code, result.error) == (0, "")
    assert isinstance(json.loads(result.out), dict)


def test_reading_commands_work_while_a_run_holds_the_warehouse(
    world: World, tmp_path: Path
) -> None:
    hold = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print(1, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(world.warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        places = ("--output", str(world.output), "--input", str(world.input))
        codes = [
            command("flags", *places[:2]).code,
            command("account", ADDER, *places).code,
            command("query", "FROM flags", *places).code,
        ]
        holder.communicate(b"\n")
    assert codes == [0, 0, 0]


def test_signals_are_listed_with_their_file_and_the_rules_that_use_them() -> None:
    entries = json.loads(command("signals", "--json").out)["signals"]
    found = {entry["signal"]: entry for entry in entries}
    entry = found["add_noncontact_24h_max_count"]
    assert entry["rules"] == ["stranger_add_burst", "sudden_stranger_add"]
    assert entry["file"] == "sql/signals/noncontact_add.sql"
    assert entry["family"] == "adds"
    assert entry["meaning"].endswith(".")
    assert entry["null"].endswith(".")


def test_rules_of_a_policy_are_told_too(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(
        '[rules.loud]\ndecision = "watch"\nwhen = { message_count = ">= 5" }\nreason = "loud"\n'
    )
    result = command("signals", "message_count", "--policy", str(policy))
    assert result.code == 0
    assert "loud" in result.out


def test_an_unknown_signal_ends_with_1_and_the_nearest_known() -> None:
    result = command("signals", "complaner_count")
    assert (result.code, result.out) == (1, "")
    assert "did you mean complainer_count?" in result.error
