"""`groupspam simulate` on the command line."""

import tomllib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from jobs import simulate as simulation
from jobs.cli.simulate import simulate
from jobs.simulate import run


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


@pytest.fixture(name="nothing")
def _nothing(tmp_path: Path) -> str:
    """A scenario in which no kind is planted."""
    packaged = Path(simulation.__file__).with_name("scenario.toml")
    kinds = tomllib.loads(packaged.read_text(encoding="utf-8"))["kinds"]
    path = tmp_path / "nothing.toml"
    path.write_text("".join(f"[kinds.{kind}]\ncount = 0\n" for kind in kinds))
    return str(path)


def test_with_nothing_planted_it_writes_a_control(tmp_path: Path, nothing: str) -> None:
    out, drilled = tmp_path / "world", tmp_path / "drill"
    result = CliRunner().invoke(
        simulate, [str(out), "--accounts", "120", "--days", "2", "--scenario", nothing]
    )
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    truth = pq.read_table(out / "truth.parquet")
    assert truth.schema.types == [pa.string(), pa.string(), pa.bool_()]
    assert truth.num_rows == 120
    assert set(truth["archetype"].to_pylist()) == {"ordinary"}
    assert set(truth["is_spam"].to_pylist()) == {False}
    assert list((out / "message_edges").rglob("*.parquet"))
    into = CliRunner().invoke(simulate, [str(drilled), "--into", str(out), "--scenario", nothing])
    assert into.exit_code == 0
    assert pq.read_table(drilled / "truth.parquet").schema == truth.schema


@pytest.mark.parametrize("exists", [True, False])
def test_a_simulation_that_fails_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exists: bool
) -> None:
    def failing(*others: object) -> None:
        assert list(out.iterdir())
        raise RuntimeError("no more")

    out = tmp_path / "world"
    if exists:
        out.mkdir()
    monkeypatch.setattr(run, "write_truth", failing)
    result = CliRunner().invoke(simulate, [str(out), "--accounts", "100", "--days", "2"])
    assert isinstance(result.exception, RuntimeError)
    assert out.exists() == exists
    assert not exists or not list(out.iterdir())
