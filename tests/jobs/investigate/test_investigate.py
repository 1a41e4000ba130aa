"""What `flags` and `account` tell an investigator, of people who would rather not be understood."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.jobs.endings import assert_ends
from tests.jobs.suspects import ADDER, ESCAPE, PARDONED, QUIET, QUOTES, TARGET_COUNT
from tests.worlds import DAY, NIGHT, Result, World, command


@pytest.fixture(name="world")
def _world(suspected: World) -> World:
    return suspected


def flags(world: World, *options: str) -> Result:
    return command("flags", "--output", str(world.output), *options)


def account(world: World, account_id: str, *options: str) -> Result:
    places = ("--output", str(world.output), "--input", str(world.input))
    return command("account", *places, *options, "--", account_id)


def dossier(world: World, account_id: str, *options: str) -> dict[str, Any]:
    result = account(world, account_id, "--json", *options)
    assert result.code == 0, result.error
    found: dict[str, Any] = json.loads(result.out)
    return found


def test_flags_of_the_latest_night_stand_with_bans_first(world: World) -> None:
    result = flags(world)
    title, header, *rows = result.out.splitlines()
    assert result.code == 0
    assert title == f"Flagged on {NIGHT}: 1 ban, 1 review, 2 watch"
    assert header.split() == ["account", "decision", "strongest", "rule", "suppressed", "since", "reason"]  # fmt: skip
    assert rows[0].split()[:3] == [ADDER, "ban", "stranger_add_burst"]
    assert "added 1,200 accounts that do not have it as a contact, within 24 hours" in rows[0]
    assert [row.split("  ")[0] for row in rows[1:]] == [
        PARDONED, QUOTES, "\\x1b[31mred\\x1b]0;owned\\x07\\u202e",
    ]  # fmt: skip
    assert "verdict" in rows[1]


def test_flags_are_one_json_document(world: World) -> None:
    document = json.loads(flags(world, "--json", "--date", str(NIGHT)).out)
    assert document["date"] == str(NIGHT)
    by_account = {flag["account_id"]: flag for flag in document["flags"]}
    assert set(by_account) == {ADDER, QUOTES, ESCAPE, PARDONED}
    assert by_account[QUOTES]["first_flagged_on"] == str(NIGHT - DAY)
    rule = by_account[ADDER]["rules"][0]
    assert (rule["rule"], rule["reasons"][0]["observed"]) == ("stranger_add_burst", TARGET_COUNT)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--decision", "ban"), {ADDER}),
        (("--decision", "ban", "--decision", "review"), {ADDER, PARDONED}),
        (("--decision", "watch"), {QUOTES, ESCAPE}),
        (("--rule", "stranger_add_burst"), {ADDER, PARDONED}),
        (("--rule", "stranger_add_burst", "--decision", "review"), {PARDONED}),
        (("--date", str(NIGHT - DAY)), {QUOTES}),
    ],
)
def test_flags_are_filtered(world: World, options: tuple[str, ...], expected: set[str]) -> None:
    document = json.loads(flags(world, "--json", *options).out)
    assert {flag["account_id"] for flag in document["flags"]} == expected


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--rule", "ring", "--decision", "watch"), f"no account is flagged on {NIGHT} with watch"),
        (("--rule", "no_such_rule"), f"no account is flagged on {NIGHT} with no_such_rule"),
        (("--date", "2020-01-01"), "2020-01-01 is not published; 2 dates are"),
    ],
)
def test_where_no_flag_is_found_the_end_is_1(
    world: World, options: tuple[str, ...], message: str
) -> None:
    result = flags(world, *options)
    assert (result.code, result.out) == (1, "")
    assert message in result.error


def test_where_nothing_is_published_the_end_is_1_and_nothing_is_made(tmp_path: Path) -> None:
    for arguments in (["flags"], ["account", "x"], ["query", "SELECT 1"]):
        result = command(*arguments, "--output", str(tmp_path / "none"))
        assert result.code == 1
        assert "nothing is published there" in result.error
    assert list(tmp_path.iterdir()) == []


def test_a_decision_is_told_with_what_was_seen_against_which_threshold_when(world: World) -> None:
    result = account(world, ADDER)
    assert result.code == 0
    assert result.out.startswith(f"Account {ADDER} on {NIGHT}\n")
    assert (
        "- stranger_add_burst: added 1,200 accounts that do not have it as a contact, within 24 hours; "
        "below 1000: review\n"
        "    add_noncontact_24h_max_count: observed 1,200, threshold 1,000, "
        "window 2026-03-09 10:39:58 to 2026-03-10 10:39:58\n"
        "    add_noncontact_age_days is 1.08; with all of the exception (>= 30): review, "
        "window 2026-03-09 10:39:58 to 2026-03-10 10:39:58\n"
        "    evidence: 1,000 events from 2026-03-10 10:00:00 to 2026-03-10 10:33:18\n"
    ) in result.out


def test_what_those_it_added_did_since_is_counted_and_listed(world: World) -> None:
    targets = dossier(world, ADDER, "--events", "10")["targets"]
    counts = {name: targets[f"{name}_count"] for name in ("added", "left", "removed", "blocked")}
    assert counts == {"added": TARGET_COUNT, "left": 3, "removed": 1, "blocked": 1}
    assert (targets["reported_count"], targets["wrote_count"]) == (1, 2)
    assert targets["nothing_count"] == TARGET_COUNT - 8
    rows = {row["target_id"]: row for row in targets["rows"]}
    assert len(rows) == 10
    assert rows["p0002"]["left_at"] == "2026-03-10T12:02:00+00:00"
    assert rows["p0003"]["removed_at"] == "2026-03-10T12:30:00+00:00"
    assert rows["p0004"]["wrote_at"] == "2026-03-10T13:00:00+00:00"
    assert rows["p0005"]["wrote_at"] == "2026-03-10T13:01:00+00:00"
    assert rows["p0006"]["wrote_at"] is None, "wrote before it was added"
    assert rows["p0007"]["blocked_at"] == "2026-03-10T15:00:00+00:00"
    assert rows["p0008"]["reported_at"] == "2026-03-10T15:01:00+00:00"


def test_its_events_stand_in_order_once_each_and_the_rest_is_counted(world: World) -> None:
    document = dossier(world, ADDER, "--events", "4")
    assert [event["action"] for event in document["events"]] == ["message", "add", "add", "add"]
    assert [event["target_id"] for event in document["events"][1:]] == ["p0000", "p0001", "p0002"]
    assert document["event_count"] == TARGET_COUNT + 5
    text = account(world, ADDER, "--events", "4").out
    assert f"... and {TARGET_COUNT + 1:,} more; --events N shows more" in text


def test_the_registration_is_that_of_the_latest_partition(world: World) -> None:
    registration = dossier(world, ADDER)["registration"]
    assert registration["phone_country"] == "DE"
    assert registration["registered_at"] == "2026-03-09T08:00:00+00:00"
    assert registration["registration_risk"] is None


def test_a_suppressed_ban_says_what_that_means(world: World) -> None:
    text = account(world, PARDONED).out
    assert "suppressed by verdict: would be a ban, but a recent verdict says legitimate" in text
    assert "verdict legitimate by the desk at 2026-03-09 09:00:00" in text


def test_former_flags_are_those_of_earlier_nights(world: World) -> None:
    former = dossier(world, QUOTES)["former_flags"]
    assert [(row["date"], row["decision"], row["rules"]) for row in former] == [
        (str(NIGHT - DAY), "watch", ["stranger_add"])
    ]
    assert dossier(world, QUOTES, "--date", str(NIGHT - DAY))["former_flags"] == []


def test_the_neighbourhood_is_measured(world: World) -> None:
    around = dossier(world, ADDER)["neighbourhood"]
    assert (around["out_degree"], around["in_degree"], around["mutual_count"]) == (1_200, 4, 4)
    assert around["reciprocity"] == pytest.approx(8 / 1_204)
    assert around["relations"][0] == {
        "direction": "out", "relation": "added", "account_count": 1_200, "event_count": 1_200,
        "listed_count": 0, "not_listed_count": 1_200,
    }  # fmt: skip


def test_flagged_neighbours_are_named(world: World) -> None:
    flagged = dossier(world, "p0000")["neighbourhood"]["flagged"]
    assert flagged == [
        {"account_id": ADDER, "decision": "ban", "out": [], "in": ["added"]},
        {"account_id": PARDONED, "decision": "review", "out": [], "in": ["added"]},
    ]


def test_signals_stand_by_family_with_their_meaning_and_unknown_ones_as_unknown(
    world: World,
) -> None:
    families = dossier(world, ADDER)["signals"]["families"]
    found = {signal["signal"]: signal for family in families for signal in family["signals"]}
    assert found["add_noncontact_24h_max_count"]["value"] == TARGET_COUNT
    assert found["add_noncontact_24h_max_count"]["meaning"].startswith("Most targets added")
    assert found["registration_risk"]["value"] is None
    line = next(row for row in account(world, ADDER).out.splitlines() if " registration_risk" in row)  # fmt: skip
    assert line.split()[2:] == ["unknown", "unknown:", "not", "given."]


def test_an_account_outside_the_published_sample_is_not_made_up(world: World) -> None:
    document = dossier(world, QUIET)
    assert document["flag"] is None
    assert document["signals"]["is_published"] is False
    text = account(world, QUIET).out
    assert "not flagged on this date" in text
    assert "not published: for 2026-03-10 only flagged and exempted accounts" in text


@pytest.mark.parametrize("account_id", [ESCAPE, QUOTES])
def test_no_id_reaches_the_terminal_or_sql_unescaped(world: World, account_id: str) -> None:
    text = account(world, account_id).out
    assert "watch, first flagged on" in text
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert dossier(world, account_id)["account_id"] == account_id


@pytest.mark.parametrize("account_id", ["nobody", "' OR 1=1 --", "", "%", "$account"])
def test_an_unknown_account_ends_with_1(world: World, account_id: str) -> None:
    result = account(world, account_id)
    assert (result.code, result.out) == (1, "")
    assert "not found in the tables up to 2026-03-10 or the logs" in result.error


def test_without_input_what_is_published_is_still_told(world: World, tmp_path: Path) -> None:
    arguments = ["account", ADDER, "--output", str(world.output), "--input", str(tmp_path / "gone")]
    result = command(*arguments)
    document = json.loads(command(*arguments, "--json").out)
    assert result.code == 0
    assert "Note: activity unknown: " in result.out
    assert document["flag"]["decision"] == "ban"
    assert document["events"] is None
    assert document["targets"] is None


def test_tables_of_two_runs_are_told_apart(world: World, tmp_path: Path) -> None:
    mixed = World(tmp_path)
    for path in world.output.rglob("*"):
        if path.is_file() and not path.name.startswith("_"):
            target = mixed.output / path.relative_to(world.output)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    assert dossier(mixed, ADDER, "--input", str(world.input))["notes"] == []
    signals = mixed.output / "signals" / f"date={NIGHT}" / "signals.parquet"
    signals.write_bytes((signals.parent.parent / f"date={NIGHT - DAY}" / signals.name).read_bytes())
    (note,) = dossier(mixed, ADDER, "--input", str(world.input))["notes"]
    assert note.startswith(f"the tables of {NIGHT} do not match its manifest")


@pytest.mark.parametrize(
    "asked", [("flags",), ("account", ADDER), ("query", "SELECT * FROM flags")], ids=lambda a: a[0]
)
def test_a_published_table_that_cannot_be_read_is_one_line(
    world: World, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    output = tmp_path / "output"
    shutil.copytree(world.output, output)
    table = max(output.glob("flags/date=*/flags.parquet"))
    table.write_bytes(table.read_bytes()[:-100])
    places = () if asked[0] == "flags" else ("--input", str(world.input))
    result = command(*asked, "--output", str(output), *places)
    assert_ends(result, 73, "flags.parquet: published table cannot be read", "restore it")
