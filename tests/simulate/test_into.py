"""A fire drill keeps the logs that it is planted into, and looks like them."""

import csv
import datetime as dt
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from jobs.contract.errors import InputMissing, InputRejected, WrongUsage
from jobs.simulate import SimulateResult, simulate

from .counts import read_log
from .logs import REAL_LOGS, SAMPLE_DATE, bytes_by_path

World = tuple[Path, SimulateResult]

DAY = dt.date(2026, 1, 5)


def rows_of(log: str, day: dt.date) -> list[dict[str, object]]:
    """Return a few rows of a small world with whole numbers for ids."""
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    if log == "accounts":
        return [
            {"account_id": account, "registered_at": noon - dt.timedelta(days=account)}
            for account in range(100, 140)
        ]
    if log == "contacts":
        return [{"owner_id": a, "contact_id": 100 + (a + 1) % 40} for a in range(100, 140)]
    if log == "message_edges":
        return [
            {"sent_at": noon, "sender_id": a, "recipient_id": 100 + (a + 1) % 40, "event_id": a}
            for a in range(100, 140)
        ]
    return [
        {"event_at": noon, "group_id": 7, "actor_id": 100, "account_id": a, "action": "add"}
        for a in range(101, 140)
    ]


def write_small_input(folder: Path, *, days: int = 2, logs: tuple[str, ...] = REAL_LOGS) -> Path:
    """Write small logs as Parquet files with whole numbers for ids."""
    for log in logs:
        for back in range(days):
            day = DAY - dt.timedelta(days=back)
            path = folder / log / f"date={day}" / "part-00000.parquet"
            path.parent.mkdir(parents=True)
            pa.parquet.write_table(pa.Table.from_pylist(rows_of(log, day)), path)
    return folder


@pytest.mark.parametrize("log", ["accounts", "contacts"])
def test_a_made_up_log_has_a_partition_a_day_to_the_last(drill: World, log: str) -> None:
    dates = sorted(dt.date.fromisoformat(path.name[5:]) for path in (drill[0] / log).iterdir())
    assert [(date - dates[0]).days for date in dates] == list(range(len(dates)))
    assert dates[-1] == SAMPLE_DATE


def test_existing_files_stay_byte_by_byte(real_logs: Path, drill: World) -> None:
    before, after = bytes_by_path(real_logs), bytes_by_path(drill[0])
    assert before
    assert before.items() <= after.items()


def test_planted_events_lie_in_files_beside_them(real_logs: Path, drill: World) -> None:
    added = bytes_by_path(drill[0]).keys() - bytes_by_path(real_logs).keys()
    for log in REAL_LOGS:
        assert f"{log}/date={SAMPLE_DATE}/part-1.parquet" in added


def test_planted_rows_look_like_those_that_were_there(drill: World) -> None:
    out, _ = drill
    real, planted = (
        pa.parquet.ParquetFile(out / "membership_events" / f"date={SAMPLE_DATE}" / name).read()
        for name in ("part-0.parquet", "part-1.parquet")
    )
    assert planted.schema.equals(real.schema)
    for column in ("group_id", "actor_id", "account_id"):
        assert {len(name) for name in planted[column].to_pylist()} == {13}
        assert {name[0] for name in planted[column].to_pylist()} == {real[column][0].as_py()[0]}
    assert all(at.microsecond % 1000 == 0 for at in planted["event_at"].to_pylist())


def test_planted_accounts_are_new_but_for_the_one_that_is_taken_over(
    real_logs: Path, drill: World
) -> None:
    planted = {a for p in drill[1].planted if p.archetype != "hijacked" for a in p.accounts}
    hijacked = {a for p in drill[1].planted if p.archetype == "hijacked" for a in p.accounts}
    known = {
        row[column]
        for log, columns in (
            ("membership_events", ("actor_id", "account_id")),
            ("message_edges", ("sender_id", "recipient_id")),
        )
        for row in read_log(real_logs, log, SAMPLE_DATE)
        for column in columns
    }
    assert not planted & known
    assert len(hijacked) == 1 and hijacked <= known


def test_real_people_are_among_the_victims(real_logs: Path, drill: World) -> None:
    real = {row["sender_id"] for row in read_log(real_logs, "message_edges", SAMPLE_DATE)}
    adders = {a for p in drill[1].planted if p.archetype == "mass_adder" for a in p.accounts}
    changes = read_log(drill[0], "membership_events", SAMPLE_DATE)
    assert real & {row["account_id"] for row in changes if row["actor_id"] in adders}


def test_everybody_of_the_logs_gets_a_made_up_registration(drill: World) -> None:
    out, _ = drill
    registered = {row["account_id"] for row in read_log(out, "accounts", SAMPLE_DATE)}
    senders = {row["sender_id"] for row in read_log(out, "message_edges", SAMPLE_DATE)}
    assert senders <= registered


def test_no_optional_log_appears_that_nobody_asked_for(real_logs: Path, tmp_path: Path) -> None:
    simulate(tmp_path / "out", into=real_logs)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {*REAL_LOGS, "truth.parquet"}


def test_the_default_date_is_the_last_one_with_membership_events(drill: World) -> None:
    assert drill[1].dates[-1] == SAMPLE_DATE


def test_the_same_seed_gives_the_same_bytes(real_logs: Path, drill: World, tmp_path: Path) -> None:
    make_up = ("contacts", "accounts")
    simulate(tmp_path / "out", into=real_logs, seed=5, make_up=make_up)
    assert bytes_by_path(tmp_path / "out") == bytes_by_path(drill[0])


def test_whole_numbers_stay_whole_numbers(tmp_path: Path) -> None:
    logs = (*REAL_LOGS, "accounts", "contacts")
    into = write_small_input(tmp_path / "in", logs=logs)
    result = simulate(tmp_path / "out", into=into)
    folder = tmp_path / "out" / "message_edges" / f"date={DAY}"
    table = pa.parquet.ParquetFile(folder / "part-00001.parquet").read()
    assert table.schema.field("sender_id").type == pa.int64()
    assert min(table["event_id"].to_pylist()) > 139
    assert all(a.isdigit() and int(a) >= 100 for p in result.planted for a in p.accounts)


def test_accounts_that_register_later_are_no_victims(tmp_path: Path) -> None:
    into = write_small_input(tmp_path / "in", days=1)
    late = [
        {"account_id": a, "registered_at": dt.datetime(2026, 1, 5, 11, tzinfo=dt.UTC)}
        for a in range(100, 140)
    ]
    path = into / "accounts" / f"date={DAY}" / "part-0.parquet"
    path.parent.mkdir(parents=True)
    pa.parquet.write_table(pa.Table.from_pylist(late), path)
    simulate(tmp_path / "out", into=into)
    added = pa.parquet.ParquetFile(
        tmp_path / "out" / "membership_events" / f"date={DAY}" / "part-00001.parquet"
    ).read()["account_id"]
    assert not {str(a) for a in added.to_pylist()} & {str(a) for a in range(100, 140)}


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "csv.zst", "jsonl", "ndjson.gz", "jsonl.zst"])
def test_every_format_is_read_and_kept(tmp_path: Path, suffix: str) -> None:
    into = tmp_path / "in"
    for log in REAL_LOGS:
        path = into / log / f"date={DAY}" / "hour=12" / f"events.{suffix}"
        path.parent.mkdir(parents=True)
        write_text(path, rows_of(log, DAY))
    before = bytes_by_path(into)
    result = simulate(tmp_path / "out", into=into)
    assert before.items() <= bytes_by_path(tmp_path / "out").items()
    assert result.dates[-1] == DAY
    planted = pa.parquet.ParquetFile(
        tmp_path / "out" / "membership_events" / f"date={DAY}" / "part-0.parquet"
    ).read()
    assert {str(a) for a in planted["account_id"].to_pylist()} & {str(a) for a in range(101, 140)}


def write_text(path: Path, rows: list[dict[str, object]]) -> None:
    """Write rows as CSV or JSON lines, packed as the suffix says, with a broken last line."""
    if ".csv" in path.name:
        lines = [list(map(str, rows[0])), *([str(value) for value in r.values()] for r in rows)]
        text = "\n".join(",".join(line) for line in lines) + "\nbroken\n"
        assert next(csv.reader(text.splitlines())) == list(rows[0])
    else:
        text = "\n".join(json.dumps(row, default=str) for row in rows) + "\n{broken\n"
    packed = text.encode()
    if path.name.endswith(".gz"):
        packed = gzip.compress(packed)
    if path.name.endswith(".zst"):
        packed = pa.compress(packed, codec="zstd", asbytes=True)
    path.write_bytes(packed)


def test_a_new_partition_is_marked_complete_where_the_others_are(tmp_path: Path) -> None:
    into = write_small_input(tmp_path / "in", days=1)
    (into / "membership_events" / f"date={DAY}" / "_SUCCESS").touch()
    simulate(tmp_path / "out", into=into)
    before = DAY - dt.timedelta(days=1)
    assert (tmp_path / "out" / "membership_events" / f"date={before}" / "_SUCCESS").exists()
    assert not (tmp_path / "out" / "message_edges" / f"date={before}" / "_SUCCESS").exists()


def test_hidden_files_are_kept_but_not_read(tmp_path: Path) -> None:
    into = write_small_input(tmp_path / "in")
    hidden = into / "message_edges" / f"date={DAY}" / "_temporary.parquet"
    hidden.write_bytes(b"half")
    simulate(tmp_path / "out", into=into)
    assert (tmp_path / "out" / hidden.relative_to(into)).read_bytes() == b"half"


def test_an_input_without_a_needed_log_is_refused(tmp_path: Path) -> None:
    into = write_small_input(tmp_path / "in", logs=("message_edges",))
    with pytest.raises(InputMissing, match="membership_events"):
        simulate(tmp_path / "out", into=into)
    assert not (tmp_path / "out").exists()


def test_a_date_without_logs_is_refused(tmp_path: Path) -> None:
    into = write_small_input(tmp_path / "in")
    with pytest.raises(InputMissing, match="2026-01-06"):
        simulate(tmp_path / "out", into=into, date=dt.date(2026, 1, 6))


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    into = write_small_input(tmp_path / "in")
    (into / "message_edges" / f"date={DAY}" / "part-00001.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputRejected, match=r"part-00001\.parquet"):
        simulate(tmp_path / "out", into=into)


def test_a_log_that_exists_is_not_made_up(tmp_path: Path) -> None:
    into = write_small_input(tmp_path / "in", logs=(*REAL_LOGS, "contacts"))
    with pytest.raises(WrongUsage, match="contacts"):
        simulate(tmp_path / "out", into=into, make_up=("contacts",))


def test_the_output_lies_outside_of_the_input(tmp_path: Path) -> None:
    into = write_small_input(tmp_path / "in")
    with pytest.raises(WrongUsage, match="lies in the input"):
        simulate(into / "message_edges" / "out", into=into)
