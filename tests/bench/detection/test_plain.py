"""A world is too easy where a rule of one line finds its spam and spares its people."""

import datetime as dt
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from jobs.simulate import simulate
from tests.bench.detection.plain import judge_plainly, plain_rule, raw_counts
from tests.worlds import NIGHT, World, at, membership, message

DATE = dt.date(2026, 3, 11)


@pytest.fixture
def approached(tmp_path: Path) -> Path:
    """Logs in which `cold` writes to twelve, one of whom answers and one lists it."""
    world = World(tmp_path)
    rows = [
        message(n, sender_id="cold", recipient_id=f"t{n}", sent_at=at(f"10:{n:02d}"))
        for n in range(12)
    ]
    rows.append(message(90, sender_id="t3", recipient_id="cold", sent_at=at("11:00")))
    # Who was written to first has provoked nobody.
    rows.append(message(91, sender_id="t4", recipient_id="asked", sent_at=at("08:00")))
    rows.append(message(92, sender_id="asked", recipient_id="t4", sent_at=at("08:01")))
    world.write("message_edges", rows)
    world.write(
        "membership_events", [membership(1, actor_id="cold", account_id="t1", action="add")]
    )
    world.write("contacts", [{"owner_id": "t5", "contact_id": "cold"}])
    return world.input


def test_what_an_account_did_is_counted_from_the_logs(approached: Path) -> None:
    rows = {row["account_id"]: row for row in raw_counts(approached, NIGHT).to_pylist()}
    cold = dict(rows["cold"])
    assert (cold["target_count"], cold["unprovoked_count"]) == (12, 12)
    assert (cold["answered_count"], cold["listed_count"], cold["added_count"]) == (1, 1, 1)
    assert cold["message_count"] == 12
    assert rows["asked"]["unprovoked_count"] == 0
    assert rows["asked"]["provoked_count"] == 1
    assert len(cold) == 11


def test_the_rule_asks_for_twelve_who_do_not_answer(approached: Path) -> None:
    counts = raw_counts(approached, NIGHT)
    assert plain_rule(counts) == {"cold"}
    eleven = counts.set_column(2, "unprovoked_count", pa.array([11] * len(counts)))
    assert plain_rule(eleven) == set()


def test_the_rule_falls_clearly_short_on_a_packaged_world(tmp_path: Path) -> None:
    simulate(tmp_path / "out", account_count=6000, seed=5, date=DATE)
    truth = pa.parquet.read_table(tmp_path / "out" / "truth.parquet")
    result = judge_plainly(tmp_path / "out", DATE, truth)
    print(result)
    assert result.ordinary_count > 5800
    assert 0.2 < result.recall < 0.9
    assert result.precision < 0.8
    assert result.ordinary_per_100000 > 50


def test_a_date_without_approaches_has_no_counts(approached: Path) -> None:
    assert len(raw_counts(approached, NIGHT + dt.timedelta(days=1))) == 0
