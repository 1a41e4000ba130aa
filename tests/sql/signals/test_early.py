"""What the first choices of a young account say of it."""

from math import log2

import pytest

from tests.sql.tables import Bench

# With the default risk of 0.01, before anybody is chosen.
PRIOR = log2(0.01 / 0.99)
MESSAGES = "sent_at  sender_id  recipient_id\n"
ADDS = "event_at  group_id  actor_id  account_id  action\n"


def test_few_answers_speak_for_spam_and_many_against(bench: Bench) -> None:
    bench.stage(
        message_edge="""
            sent_at  sender_id  recipient_id
            10:00    young      a
            11:00    young      b
            12:00    b          young
            10:00    old        c
        """,
        account="""
            account_id  registered_at
            young       -1d 10:00
            old         -9d 10:00
        """,
    )
    (row,) = bench.build("signals.early")
    assert row["account_id"] == "young"
    assert (row["early_choice_count"], row["early_answered_count"]) == (2, 1)
    assert row["early_chosen_bits"] == 0
    # One of three first contacts is answered: smoothed 2 of 5; of those of spam a quarter as many.
    assert row["early_answer_bits"] == pytest.approx(log2(0.25) + log2(0.9 / 0.6), abs=1e-5)
    expected = PRIOR + row["early_answer_bits"]
    assert row["early_log_odds_bits"] == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("risk", "odds"), [("0.5", 1), ("0.8", 4), ("0", 1 / 999), ("1", 999), ("-", 1 / 99)]
)
def test_the_registration_risk_comes_before(bench: Bench, risk: str, odds: float) -> None:
    bench.stage(
        message_edge=f"{MESSAGES}10:00  young  a",
        account=f"account_id  registered_at  registration_risk\nyoung  09:00  {risk}",
    )
    (row,) = bench.build("signals.early")
    before = row["early_log_odds_bits"] - row["early_answer_bits"]
    assert before == pytest.approx(log2(odds), abs=2e-3)


@pytest.mark.parametrize(
    ("registered_at", "sent_at", "row_count"),
    [
        ("-7d 00:00", "10:00", 1),
        ("-8d 23:59:59", "10:00", 0),
        ("-1d 10:00", "22:59:59", 1),
        ("-1d 10:00", "23:00", 0),
    ],
)
def test_a_week_and_the_last_hour_have_edges(
    bench: Bench, registered_at: str, sent_at: str, row_count: int
) -> None:
    bench.stage(
        message_edge=f"{MESSAGES}{sent_at}  young  a",
        account=f"account_id  registered_at\nyoung  {registered_at}",
    )
    assert len(bench.build("signals.early")) == row_count


def test_only_the_first_count_and_those_of_the_same_instant(bench: Bench) -> None:
    rows = ["10:00  young  a", "10:01  young  b", "10:01  young  c", "10:02  young  d"]
    bench.stage(
        message_edge=MESSAGES + "\n".join(rows),
        account="account_id  registered_at\nyoung  09:00",
    )
    (row,) = bench.build("signals.early", first_count=2)
    assert row["early_choice_count"] == 3


def test_who_is_added_to_two_groups_across_midnight_is_chosen_once(bench: Bench) -> None:
    bench.stage(
        membership_event="""
            event_at    group_id  actor_id  account_id  action
            -1d 23:59   g1        young     a           add
            00:01       g2        young     a           add
        """,
        message_edge="""
            sent_at  sender_id  recipient_id
            10:00    a          young
        """,
        account="account_id  registered_at\nyoung  -1d 09:00",
    )
    (row,) = bench.build("signals.early")
    assert (row["early_choice_count"], row["early_answered_count"]) == (1, 1)


def test_verdicts_tell_how_rarely_those_whom_spam_chooses_answer(bench: Bench) -> None:
    bench.stage(
        message_edge=MESSAGES + "10:00  spammer  a\n10:00  spammer  b\n10:00  young  c",
        account="account_id  registered_at\nyoung  09:00",
        verdict="account_id  verdict  decided_at\nspammer  spam  09:00",
    )
    (row,) = bench.build("signals.early", answer_prior_count=2, answer_ratio=0.75)
    # Others: none of one, smoothed 1 of 3. Spam: (0 + 2 * 0.75 / 3) / (2 + 2).
    assert row["early_answer_bits"] == pytest.approx(log2((1 - 0.125) / (2 / 3)), abs=1e-5)


@pytest.mark.parametrize(
    ("verdicts", "sign"),
    [
        ("spammer  spam  09:00", 1),
        ("spammer  spam  09:00\nspammer  legitimate  09:30", 0),
        ("friend  spam  09:00", -1),
    ],
)
def test_whom_spam_added_before_speaks_for_spam(bench: Bench, verdicts: str, sign: int) -> None:
    former = [f"-{day}d 10:00  g  spammer  victim  add" for day in range(2, 9)]
    former += [f"-{day}d 10:00  g  friend  pal  add" for day in range(2, 9)]
    bench.stage(
        membership_event=ADDS + "\n".join([*former, "10:00  g2  young  victim  add"]),
        account="account_id  registered_at\nyoung  09:00",
        verdict=f"account_id  verdict  decided_at\n{verdicts}",
    )
    (row,) = bench.build("signals.early", target_prior_count=10)
    # Seven of seven spam adds, none of the seven others; both drawn towards half of all by ten.
    assert row["early_chosen_bits"] == pytest.approx(sign * log2(12 / 5), abs=1e-5)
    (row,) = bench.build("signals.early", target_prior_count=10, target_most_bits=1)
    assert row["early_chosen_bits"] == sign


def test_nobody_chosen_no_rows(bench: Bench) -> None:
    bench.stage(account="account_id  registered_at\nyoung  09:00")
    assert bench.build("signals.early") == []
