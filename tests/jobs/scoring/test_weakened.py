"""On which logs a signal rests, and what a log that is missing in part does to bans."""

import datetime

from jobs.config import policy as policies
from jobs.config.lineage import sources
from jobs.config.rules import Rule
from jobs.contract.input_schema import LOGS
from jobs.ingest.completeness import Completeness
from jobs.ingest.file_formats import NotRead
from jobs.scoring.decide import FlagDecider
from jobs.scoring.incomplete_logs import WeakSignals, contacts_inferred, weak_signals
from tests.jobs.overlays import CATALOG
from tests.worlds import DAY, NIGHT

ALL = frozenset(log.name for log in LOGS)
PROTECT_DAYS = 30


def behind(signal: str, present: frozenset[str] = ALL) -> dict[str, bool]:
    """Return the logs that a signal rests on, and whether on the last two days alone."""
    found = sources(CATALOG, CATALOG.signals[signal].table.name, present)
    assert len({item.log.name for item in found}) == len(found)
    return {item.log.name: item.is_recent for item in found}


def without(
    log: str, *gaps: datetime.date, unread: tuple[datetime.date | None, ...] = ()
) -> WeakSignals:
    """Return what is weak_signals where one log lacks some days, and all others are there."""
    logs = [
        Completeness(
            item,
            NIGHT,
            is_present=True,
            has_date=True,
            gaps=gaps if item.name == log else (),
            not_read=tuple(NotRead("it", "why", date) for date in unread if item.name == log),
        )
        for item in LOGS
    ]
    return weak_signals(CATALOG, logs, PROTECT_DAYS)


def test_a_signal_rests_on_the_logs_that_its_sql_reads() -> None:
    assert behind("fresh_message_15s_max_count") == {"accounts": False, "message_edges": True}
    assert behind("first_contact_1h_max_count") == {"contacts": False, "message_edges": True}


def test_what_a_daily_table_sums_up_is_all_of_the_history() -> None:
    assert behind("history_add_stranger_count")["membership_events"] is False
    assert behind("complainer_count")["reports"] is False


def test_messages_stand_in_for_address_books_only_where_there_are_none() -> None:
    name = "group_created_1h_listed_share"
    table = "history.message_pair_day"
    assert not sources(CATALOG, table, ALL)
    assert {item.log.name for item in sources(CATALOG, table, ALL - {"contacts"})} == {
        "message_edges"
    }
    assert "contacts" in behind(name)


def test_what_says_that_it_rests_on_contacts_reads_them() -> None:
    resting = [name for name, signal in CATALOG.signals.items() if signal.rests_on_contacts]
    assert resting
    assert [name for name in resting if "contacts" not in behind(name)] == []


def test_every_signal_rests_on_some_log_or_on_earlier_nights() -> None:
    without_log = [name for name in CATALOG.signals if not behind(name)]
    assert without_log
    assert {CATALOG.signals[name].table.stem for name in without_log} == {"former_flag"}


def test_a_kernel_rests_on_what_its_sql_reads() -> None:
    kernels = [table for table in CATALOG.tables.values() if table.kernel]
    assert kernels
    assert all(sources(CATALOG, table.name, ALL) for table in kernels)
    assert "contacts" in behind("ring_score")


def test_what_reads_two_days_is_weakened_by_a_gap_of_these_alone() -> None:
    name = "fresh_message_15s_max_count"
    for days, text in (
        (0, " (message_edges missing in part)"),
        (1, " (message_edges missing in part)"),
        (2, ""),
    ):
        assert without("message_edges", NIGHT - days * DAY).text([name]) == text
    assert without("membership_events", NIGHT - 2 * DAY).text(["history_add_stranger_count"])
    assert without("contacts", NIGHT - DAY).text([name]) == ""


def test_what_reads_registrations_is_weakened_by_any_gap_in_them() -> None:
    long_ago = NIGHT - 400 * DAY
    assert without("accounts", long_ago).text(["fresh_message_15s_max_count"])


def test_what_was_not_read_counts_as_of_its_date_and_without_one_always() -> None:
    name = "fresh_message_15s_max_count"
    assert without("message_edges", unread=(NIGHT - DAY,)).text([name])
    assert not without("message_edges", unread=(NIGHT - 2 * DAY,)).text([name])
    assert without("message_edges", unread=(None,)).text([name])


def test_no_ban_is_sure_where_verdicts_that_protect_may_be_missing() -> None:
    for days, text in ((PROTECT_DAYS, " (verdicts missing in part)"), (PROTECT_DAYS + 1, "")):
        found = without("verdicts", NIGHT - days * DAY)
        assert found.text(["fresh_message_15s_max_count"]) == text


def test_reasons_are_told_once_and_in_order() -> None:
    found = WeakSignals({"a": ("z", "x"), "b": ("x",)}, always=("y",))
    assert found.text(["a", "b"]) == " (x, y, z)"
    assert found.text([]) == " (y)"
    assert WeakSignals({"a": ("x",)}).text(["b"]) == ""


def test_a_log_that_is_not_there_is_inferred_or_not_read() -> None:
    logs = [
        Completeness(
            item, NIGHT, item.name != "contacts", has_date=True, gaps=(),
            not_read=(NotRead("it", "why", None),) if item.name == "contacts" else (),
        )
        for item in LOGS
    ]  # fmt: skip
    found = weak_signals(CATALOG, logs, PROTECT_DAYS)
    name = "group_created_1h_listed_share"
    assert found.text([name]) == " (contacts inferred, contacts not read)"
    assert contacts_inferred(CATALOG).text([name]) == " (contacts inferred)"
    assert contacts_inferred(CATALOG).text(["add_count"]) == ""


def test_a_rule_bans_nobody_for_what_is_weakened_in_its_exception_either() -> None:
    rule = Rule.model_validate(
        {
            "decision": "ban",
            "reason": "did it",
            "when": {"add_count": ">= 1"},
            "unless": {"group_created_count": ">= 9"},
        }
    )
    policy = policies.load(CATALOG).model_copy(
        update={"rules": {"one": rule}, "weights": {}, "exemptions": {}}
    )
    row = dict.fromkeys((*policy.score.ban_exemption, "add_count", "group_created_count"), 1)
    for signal in ("add_count", "group_created_count"):
        judge = FlagDecider(policy, CATALOG, WeakSignals({signal: ("it is missing in part",)}))
        (flag,) = judge.flags([{**row, "account_id": 7, "account_type": None}]).flags
        assert flag.decision == "review"
        assert flag.reasons[0].text.startswith("did it (it is missing in part)")
    judge = FlagDecider(policy, CATALOG, WeakSignals({"message_count": ("it is missing in part",)}))
    (flag,) = judge.flags([{**row, "account_id": 7, "account_type": None}]).flags
    assert flag.decision == "ban"
