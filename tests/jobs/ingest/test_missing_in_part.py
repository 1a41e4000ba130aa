"""Nights whose logs lack a day or a file: what is said, what it stops, and whom it bans no more."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.worlds import DAY, NIGHT, Result, World, at, command

SPAMMER, TEACHER = "spammer", "teacher"
# The day on which the parents list the teacher.
LISTED = NIGHT - 2 * DAY

Spoil = Callable[[Path], Any]


def messages() -> list[dict[str, Any]]:
    """Return 120 messages within a second by an account that is some minutes old."""
    return [
        {"sent_at": at(f"10:00:00.{place:03}"), "sender_id": SPAMMER, "recipient_id": f"r{place}"}
        for place in range(120)
    ]


def classes() -> list[dict[str, Any]]:
    """Return 30 groups within half an hour, a parent in each."""
    return [
        {"event_at": at(f"12:{place:02}:{second}"), "group_id": f"class {place}",
         "actor_id": TEACHER, "account_id": account, "action": action}
        for place in range(30)
        for second, account, action in (("00", TEACHER, "create"), ("01", f"p{place}", "add"))
    ]  # fmt: skip


@pytest.fixture(scope="module", name="whole")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Give a week of logs, in which nothing is missing."""
    world = World(tmp_path_factory.mktemp("whole"))
    for days in range(7):
        date = NIGHT - days * DAY
        world.fill(date)
        book = [{"owner_id": f"p{place}", "contact_id": f"c{days}"} for place in range(30)]
        world.write("contacts", book, date=date)
    world.write("message_edges", messages(), "more.parquet")
    world.write("membership_events", classes(), "more.parquet")
    listing = [{"owner_id": f"p{place}", "contact_id": TEACHER} for place in range(30)]
    world.write("contacts", listing, date=LISTED)
    born = [{"account_id": SPAMMER, "registered_at": at("09:50")},
            {"account_id": TEACHER, "registered_at": at("09:50", NIGHT - 400 * DAY)}]  # fmt: skip
    world.write("accounts", born)
    return world


@pytest.fixture(name="world")
def _world(whole: World, tmp_path: Path) -> World:
    shutil.copytree(whole.input, tmp_path / "input")
    return World(tmp_path)


def policy(world: World, text: str) -> tuple[str, str]:
    path = world.root / "policy.toml"
    path.write_text(f"[input]\n{text}\n")
    return "--policy", str(path)


def check(world: World, *options: str) -> Result:
    return command(
        "check", "--date", str(NIGHT), "--input", str(world.input), "--output", str(world.output),
        "--warehouse", str(world.warehouse), *options,
    )  # fmt: skip


def night(world: World, *options: str) -> dict[str, tuple[str, str]]:
    """Run the night; return what is decided of each flagged account, and the first reason."""
    result = world.run(*options)
    assert result.code == 0, result.error
    return {
        row["account_id"]: (row["decision"], row["reasons"][0]["text"])
        for row in world.published("flags")
    }


def log(world: World, name: str) -> dict[str, Any]:
    (found,) = [item for item in world.manifest()["logs"] if item["log"] == name]
    return {key: value for key, value in found.items() if key != "log"}


def renamed(name: str) -> Spoil:
    return lambda partition: partition.rename(partition.with_name(name))


def file_renamed(name: str) -> Spoil:
    return lambda partition: (partition / "part-0.parquet").rename(partition / name)


def test_where_nothing_is_missing_no_rule_finds_the_innocent(world: World) -> None:
    found = night(world)
    assert TEACHER not in found
    assert found[SPAMMER][0] == "ban"
    assert "missing" not in found[SPAMMER][1]
    states = {item["log"]: item["state"] for item in world.manifest()["logs"]}
    assert states == {
        **dict.fromkeys(("membership_events", "message_edges", "accounts", "contacts"), "present"),
        **dict.fromkeys(("reports", "verdicts"), "missing"),
    }


@pytest.mark.parametrize(
    ("spoil", "path"),
    [
        pytest.param(renamed("to-do"), "contacts/to-do", id="a folder that is no date"),
        pytest.param(renamed(f"dt={LISTED}"), f"contacts/dt={LISTED}", id="another key"),
        pytest.param(file_renamed("part-0.json.gz"), f"contacts/date={LISTED}/part-0.json.gz",
                     id="another ending"),
        pytest.param(shutil.rmtree, None, id="a day that is not there"),
    ],
)  # fmt: skip
def test_an_address_book_that_is_not_read_bans_no_innocent(
    world: World, spoil: Spoil, path: str | None
) -> None:
    spoil(world.partition("contacts", LISTED))
    found = night(world)
    assert found[TEACHER][0] == "review"
    assert "(contacts missing in part)" in found[TEACHER][1]
    assert found[SPAMMER][0] == "ban", "what rests on no address book stays sure"
    assert "missing" not in found[SPAMMER][1]
    told = log(world, "contacts")
    assert told["state"] == "missing in part"
    assert told["gaps"] == [str(LISTED)]
    assert [item["path"] for item in told["not_read"]] == ([path] if path else [])
    assert not world.manifest()["contacts_inferred"]


def test_a_day_that_a_small_log_may_lack_weakens_nothing(world: World) -> None:
    shutil.rmtree(world.partition("contacts", LISTED))
    found = night(world, *policy(world, "gap_min_rows = 31"))
    assert "missing in part" not in found[TEACHER][1]
    assert log(world, "contacts") == {"state": "present", "gaps": [], "not_read": []}


def test_what_is_missing_is_logged_by_a_quiet_run_too_and_check_says_the_same(
    world: World,
) -> None:
    renamed(f"dt={LISTED}")(world.partition("contacts", LISTED))
    (world.input / "contacts" / "notes.md").touch()
    (world.input / "contact").mkdir()
    shutil.rmtree(world.partition("membership_events", NIGHT - 3 * DAY))
    said = check(world)
    result = world.run()
    assert (said.code, result.code) == (0, 0)
    told = world.manifest()["warnings"]
    assert len(told) == 9
    lines = [line.split(maxsplit=2) for line in said.out.splitlines()]
    assert [text for _, _, text in lines if text in told] == told
    warned = [text for state, _, text in lines if state == "warn"]
    assert warned == [text for text in told if "signals that need it are null" not in text]
    assert all(f"warning: {text}" in result.error for text in warned if "contact:" not in text)
    assert f"membership_events: no partition on {NIGHT - 3 * DAY}; deliver it" in told[1]


def test_an_optional_log_that_stopped_is_missing_in_part(world: World) -> None:
    for days in (0, 1):
        shutil.rmtree(world.partition("contacts", NIGHT - days * DAY))
    night(world)
    assert log(world, "contacts")["gaps"] == [str(NIGHT - DAY), str(NIGHT)]


def test_a_log_that_began_before_the_history_has_a_gap_where_that_begins(world: World) -> None:
    first = NIGHT - 6 * DAY
    options = policy(world, "max_reject_share = 0.01\n[history]\ndays = 7")
    shutil.rmtree(world.partition("message_edges", first))
    assert "no partition" not in check(world, *options).out
    world.fill(first - DAY)
    shutil.rmtree(world.partition("membership_events", first - DAY))
    assert f"message_edges: no partition on {first};" in check(world, *options).out


NEEDED_NOT_READ = [
    pytest.param(file_renamed("part-0.json.gz"), "part-0.jsonl.gz", id="another ending"),
    pytest.param(renamed("date=20260310"), f"rename it to date={NIGHT}", id="no hyphens"),
    pytest.param(renamed(f"dt={NIGHT}"), f"rename it to date={NIGHT}", id="another key"),
    pytest.param(renamed("today"), "move its files", id="a folder that is no date"),
]


@pytest.mark.parametrize(("spoil", "fix"), NEEDED_NOT_READ)
def test_a_needed_day_that_is_there_under_another_name_is_not_waited_for(
    world: World, spoil: Spoil, fix: str
) -> None:
    (world.partition("message_edges") / "more.parquet").unlink()
    spoil(world.partition("message_edges"))
    for result in (check(world), world.run()):
        assert result.code == 66
        assert "partition not found, but the run needs it" in result.error
        assert "not read" in result.error and fix in result.error
        assert "wait for it" not in result.error
    assert not world.output.joinpath("runs").exists()


def test_a_needed_day_that_was_not_delivered_is_waited_for(world: World) -> None:
    shutil.rmtree(world.partition("message_edges"))
    world.put("message_edges", b"", "old.json", NIGHT - DAY)
    for result in (check(world), world.run()):
        assert result.code == 66
        assert "wait for it, or pass --allow-missing" in result.error


def test_a_needed_day_without_rows_names_what_was_not_read(world: World) -> None:
    shutil.rmtree(world.partition("message_edges"))
    world.write("message_edges", [])
    (world.input / "message_edges" / "part-0.parquet").touch()
    for result in (check(world), world.run()):
        assert result.code == 66
        assert "no valid row" in result.error
        assert "message_edges/part-0.parquet: not read" in result.error


@pytest.mark.parametrize("name", [f"date={NIGHT}/more.PARQUET", f"dt={NIGHT}/a.csv", "new/a.csv"])
def test_a_needed_day_of_which_something_was_not_read_stops_unless_allowed(
    world: World, name: str
) -> None:
    path = world.input / "message_edges" / name
    path.parent.mkdir(exist_ok=True)
    (world.partition("message_edges") / "more.parquet").rename(path)
    for result in (check(world), world.run()):
        assert result.code == 66
        assert "some of its files may not have been read; message_edges/" in result.error
    found = night(world, "--allow-missing")
    assert SPAMMER not in found
    assert log(world, "message_edges")["state"] == "missing in part"


@pytest.mark.parametrize("name", [f"date={LISTED}/part.orc", f"dt={LISTED}/part.csv", "part.csv"])
def test_what_an_older_day_of_a_needed_log_lacks_weakens_and_stops_nothing(
    world: World, name: str
) -> None:
    path = world.input / "message_edges" / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    assert check(world).code == 0
    found = night(world)
    assert log(world, "message_edges")["state"] == "missing in part"
    # The burst lies in the last two days, of which something that has no date may be.
    assert found[SPAMMER][0] == ("review" if name == "part.csv" else "ban")


def test_more_gaps_than_policy_allows_stop_the_run(world: World) -> None:
    shutil.rmtree(world.partition("contacts", NIGHT - DAY))
    shutil.rmtree(world.partition("contacts", NIGHT - 3 * DAY))
    assert check(world, *policy(world, "max_history_gaps = 2")).code == 0
    options = policy(world, "max_history_gaps = 1")
    for result in (check(world, *options), world.run(*options)):
        assert result.code == 66
        assert f"contacts: no partition on {NIGHT - 3 * DAY}, {NIGHT - DAY}; more" in result.error
    assert world.run(*options, "--allow-missing").code == 0


@pytest.mark.parametrize("name", ["part.csv", "part.csv.gz", "part.jsonl", "part.jsonl.zst"])
def test_rows_of_text_files_are_counted_too(world: World, name: str) -> None:
    for days in (0, 2, 3, 4, 5):
        shutil.rmtree(world.partition("contacts", NIGHT - days * DAY))
        rows = [{"owner_id": f"o{place}", "contact_id": "c"} for place in range(9 + days // 5)]
        world.write("contacts", rows, name, NIGHT - days * DAY)
    shutil.rmtree(world.partition("contacts", NIGHT - DAY))
    assert "contacts: no partition" not in check(world).out
    assert "contacts: no partition" in check(world, *policy(world, "gap_min_rows = 9")).out
