"""`groupspam simulate` on the command line."""

from pathlib import Path

from click.testing import CliRunner

from jobs.cli.simulate import simulate


def test_it_prints_a_line_for_each_archetype_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "world"
    result = CliRunner().invoke(simulate, [str(out), "--accounts", "100", "--days", "2"])
    assert result.exit_code == 0
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["mass_adder", "1", "spam"] in lines
    assert ["school_admin", "1", "innocent"] in lines
    assert all(len(line) == 3 and line[2] in ("spam", "innocent") for line in lines)
    assert "are planted spam" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert (out / "truth.parquet").is_file()


def test_a_world_with_little_spam_brings_no_warning(tmp_path: Path) -> None:
    arguments = [str(tmp_path / "world"), "--accounts", "12000", "--days", "2"]
    assert CliRunner().invoke(simulate, arguments).stderr == ""


def test_the_help_shows_an_example() -> None:
    result = CliRunner().invoke(simulate, ["--help"])
    assert "groupspam simulate /tmp/world --seed 7" in result.stdout


def test_only_optional_logs_that_the_simulation_knows_can_be_made_up(tmp_path: Path) -> None:
    arguments = [str(tmp_path / "out"), "--into", str(tmp_path), "--make-up", "reports"]
    result = CliRunner().invoke(simulate, arguments)
    assert result.exit_code == 2
    assert "accounts" in result.stderr
