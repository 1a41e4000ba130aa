"""A scenario file overlays the packaged one, and a slip in it is named."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.cli.simulate import simulate as command
from jobs.contract.errors import PolicyInvalid
from jobs.simulate import simulate
from jobs.simulate.scenario import read_scenario

from .conftest import DATE
from .logs import bytes_by_path


def written(folder: Path, text: str) -> Path:
    """Write a scenario file; return its path."""
    path = folder / "scenario.toml"
    path.write_text(text)
    return path


def test_what_a_file_leaves_out_stays_as_packaged(tmp_path: Path) -> None:
    path = written(tmp_path, "[kinds.relay]\ngone_share = [0.2, 0.3]\n[world]\nfar_share = 0.5\n")
    packaged, overlaid = read_scenario(), read_scenario(path)
    assert overlaid.ranges["relay"] == {**packaged.ranges["relay"], "gone_share": (0.2, 0.3)}
    assert overlaid.parameters.far_share == 0.5
    assert overlaid.parameters.book_median == packaged.parameters.book_median
    assert overlaid.counts == packaged.counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[world]\nfar_shares = 0.1", "world.far_shares; did you mean far_share?"),
        ("[kinds.relais]\ncount = 1", "kinds.relais; did you mean relay?"),
        ("[kinds.relay]\ngone_shard = [0, 1]", "kinds.relay.gone_shard; did you mean gone_share?"),
        ("[worlds]\n", "unknown key worlds; did you mean world?"),
        ("world = 3", r"world is a table; write \[world\]"),
        ("[world]\nfar_share = true", "far_share is True; name a number"),
        ("[world]\nfar_share = -0.1", "far_share is -0.1; name a number, 0 or more"),
        ("[kinds.relay]\ncount = -1", "count is -1; name a whole number"),
        ("[kinds.relay]\ncount = 1.5", "count is 1.5; name a whole number"),
        ("[kinds.relay]\ngone_share = [0.5, 0.1]", r"name \[low, high\]"),
        ("[kinds.relay]\ngone_share = 0.5", r"name \[low, high\]"),
        ("[kinds.relay\n", "not TOML"),
    ],
)
def test_a_slip_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(PolicyInvalid, match=words):
        read_scenario(written(tmp_path, text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyInvalid, match=r"none\.toml: cannot be read"):
        read_scenario(tmp_path / "none.toml")


def test_a_kind_is_planted_as_often_as_the_scenario_says(tmp_path: Path) -> None:
    path = written(tmp_path, "[kinds.relay]\ncount = 0\n[kinds.inviter]\ncount = 2\n")
    result = simulate(tmp_path / "out", account_count=100, days=2, each=2, scenario=path)
    planted = {p.archetype: len(p.accounts) for p in result.planted}
    assert "relay_maker" not in planted
    assert planted["inviter"] == 4
    assert planted["group_maker"] == 2


def test_another_scenario_gives_other_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "[world]\ntalk_median = 0.3\n")
    for name, scenario in (("one", None), ("other", path)):
        simulate(tmp_path / name, account_count=100, days=2, date=DATE, scenario=scenario)
    one, other = bytes_by_path(tmp_path / "one"), bytes_by_path(tmp_path / "other")
    path_of_day = f"message_edges/date={DATE}/part-0.parquet"
    assert one[path_of_day] != other[path_of_day]


def test_the_command_ends_with_the_scenarios_error(tmp_path: Path) -> None:
    path = written(tmp_path, "[world]\nfar_shares = 0.1")
    arguments = [str(tmp_path / "out"), "--scenario", str(path)]
    result = CliRunner().invoke(command, arguments)
    assert isinstance(result.exception, PolicyInvalid)
    assert result.exception.exit_code == 78
    assert not (tmp_path / "out").exists()
