"""The pauses between the first contacts of an account."""

from tests.sql.tables import Bench


def messages(*seconds: int) -> str:
    """Return first contacts of one account at some seconds after ten."""
    rows = [f"10:{s // 60:02}:{s % 60:02}  amy  other{n}" for n, s in enumerate(seconds)]
    return "sent_at  sender_id  recipient_id\n" + "\n".join(rows)


def test_a_machine_has_an_even_rhythm(bench: Bench) -> None:
    bench.stage(message_edge=messages(*range(0, 240, 30)))
    (row,) = bench.build("signals.first_contact_gap")
    assert row["first_contact_gap_median_seconds"] == 30
    assert row["first_contact_gap_variation_ratio"] == 0


def test_pauses_of_five_and_fifteen(bench: Bench) -> None:
    bench.stage(message_edge=messages(0, 5, 20, 25, 40, 45, 60, 65, 80))
    (row,) = bench.build("signals.first_contact_gap")
    assert row["first_contact_gap_median_seconds"] == 10
    assert row["first_contact_gap_variation_ratio"] == 0.5


def test_fewer_than_eight_have_none_and_all_at_once_no_variation(bench: Bench) -> None:
    bench.stage(message_edge=messages(*range(7)))
    assert bench.build("signals.first_contact_gap") == []
    bench.stage(message_edge=messages(*[0] * 8))
    (row,) = bench.build("signals.first_contact_gap")
    assert row["first_contact_gap_median_seconds"] == 0
    assert row["first_contact_gap_variation_ratio"] is None


def test_a_log_that_sums_up_spans_has_no_rhythm(bench: Bench) -> None:
    bench.stage(message_edge=messages(*range(0, 240, 30)))
    assert bench.build("signals.first_contact_gap", message_resolution_seconds=1) == []
