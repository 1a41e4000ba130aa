"""All that is known of one account on one date, as one document."""

import bisect
import datetime
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobs.config import catalog as catalogs
from jobs.config.catalog import Catalog
from jobs.contract.errors import GroupspamError, NothingFound
from jobs.engine.duckdb import DuckDB
from jobs.ingest.day_view import Day
from jobs.investigate.account_activity import AccountDay
from jobs.investigate.ego_network import around, measures
from jobs.investigate.published_flags import told
from jobs.investigate.rule_outcomes import rulings
from jobs.publish.access_log import record
from jobs.publish.reader import Published, in_memory, reading

_TRIES = 3
_PAUSE_SECONDS = 0.3
_EDGES_NOTE = (
    "published are the relations of flagged accounts; those between two unflagged are not here"
)


@dataclass(frozen=True)
class Request:
    """Whose dossier is wanted, from where, and how many rows of a list at most."""

    account_id: str
    output: Path
    input: Path
    date: datetime.date | None = None
    row_limit: int = 50


def dossier(request: Request) -> dict[str, Any]:
    """Return the dossier of an account, after recording who asked.

    Raises:
        NothingFound: no night is published, or neither it nor the input knows the account.
        OutputFailed: the look cannot be recorded.
    """
    published = Published(request.output)
    date = published.chosen(request.date)
    record(request.output, "account", request.account_id, date)
    with in_memory() as engine:
        catalog = catalogs.packaged()
        document = _steady(engine, published, catalog, date, request.account_id)
        _note_reach(document)
        day = Day.of_night(engine, catalog, request.input, date, published.manifest(date))
        _add_input(document, AccountDay(day, request.account_id), request.row_limit)
    document["rules"] = rulings(published, document)
    if not _is_known(document):
        raise NothingFound(
            f"{request.account_id}: neither published up to {date} nor in the logs of {date}"
            + "".join(f"; {note}" for note in document["notes"])
        )
    return document


def _steady(
    engine: DuckDB, published: Published, catalog: Catalog, date: datetime.date, account_id: str
) -> dict[str, Any]:
    """Return the published part, read while no run replaced the tables, if that can be had."""
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_PAUSE_SECONDS)
        stamp = published.stamp(date)
        document = _published_part(engine, published, catalog, date, account_id)
        if published.is_whole(date) and published.stamp(date) == stamp:
            return document
    document["notes"].append(
        f"the tables of {date} are not all of the run that its manifest tells of: a run is "
        "replacing them or was stopped while it did; run the night again"
    )
    return document


def _published_part(
    engine: DuckDB, published: Published, catalog: Catalog, date: datetime.date, account_id: str
) -> dict[str, Any]:
    def mine(table: str) -> list[dict[str, Any]]:
        where = "account_id = $account"
        return published.rows(engine, table, date, where, account=account_id)

    decisions = {
        row["account_id"]: row["decision"] for row in published.rows(engine, "flags", date)
    }
    return {
        "account_id": account_id,
        "date": date,
        "notes": [],
        "flag": next(map(told, mine("flags")), None),
        "shadow_flag": next(map(told, mine("shadow_flags")), None),
        "exemptions": mine("exemptions"),
        "evidence": _evidence(mine("evidence")),
        "former_flags": _former(engine, published, date, account_id),
        "signals": _signals(engine, published, catalog, date, mine("signals")),
        "neighbourhood": _neighbourhood(engine, published, date, account_id, decisions),
    }


def _evidence(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule,
            "event_count": len(times),
            "first_at": min(times),
            "last_at": max(times),
        }
        for rule in sorted({row["rule"] for row in rows})
        for times in [[row["event_at"] for row in rows if row["rule"] == rule]]
    ]


def _former(
    engine: DuckDB, published: Published, date: datetime.date, account_id: str
) -> list[dict[str, Any]]:
    """Return the flags of earlier nights, the latest first."""
    earlier = [day for day in published.dates if day < date]
    files = {str(path): path for path in published.files("flags", earlier)}
    if not files:
        return []
    with reading(files):
        rows = engine.arrow(
            "SELECT filename, decision, rules, reasons, suppressed_by FROM read_parquet($files, "
            "union_by_name = true, filename = true, hive_partitioning = false) "
            "WHERE account_id = $account",
            {"files": list(files), "account": account_id},
        ).to_pylist()
    found = [
        {
            "date": datetime.date.fromisoformat(files[row["filename"]].parent.name[5:]),
            "decision": row["decision"],
            "rules": row["rules"],
            "text": row["reasons"][0]["text"] if row["reasons"] else "",
            "suppressed_by": row["suppressed_by"],
        }
        for row in rows
    ]
    return sorted(found, key=lambda row: row["date"], reverse=True)


def _signals(
    engine: DuckDB,
    published: Published,
    catalog: Catalog,
    date: datetime.date,
    rows: list[dict[str, Any]],
) -> dict[str, Any]:
    """Return the account's signals by family, each with its place among the active accounts."""
    publish = published.manifest(date).get("policy", {}).get("publish", {})
    if not rows:
        return {"is_published": False, "note": _unpublished(publish, date), "families": []}
    tables = published.rows(engine, "signal_distribution", date)
    quantiles = {row["signal"]: row["quantiles"] for row in tables}
    families: dict[str, list[dict[str, Any]]] = {}
    for name, signal in catalog.signals.items():
        if name not in quantiles:
            # The night has not computed it.
            continue
        value = rows[0].get(name)
        families.setdefault(signal.column.family, []).append(
            {
                "signal": name,
                "value": value,
                "unit": signal.unit,
                "percentile": _percentile(value, quantiles.get(name)),
                "meaning": signal.column.meaning,
                "null": signal.column.null_meaning,
            }
        )
    listed = [{"family": family, "signals": signals} for family, signals in families.items()]
    return {"is_published": True, "note": None, "families": listed}


def _unpublished(publish: Mapping[str, Any], date: datetime.date) -> str:
    if publish.get("signals") == "all":
        return f"it neither acted nor wrote on {date}"
    return (
        f"not published: for {date} there are those of flagged accounts, of exempted ones and of "
        f"{publish.get('sample_share', 0.01):.0%} of the others; this says nothing of the account"
    )


def _percentile(value: float | None, quantiles: list[float] | None) -> int | None:
    """Return which per cent of the active accounts whose value is known lie below this one."""
    return None if value is None or not quantiles else bisect.bisect_left(quantiles[:99], value)


def _neighbourhood(
    engine: DuckDB,
    published: Published,
    date: datetime.date,
    account_id: str,
    decisions: dict[str, str],
) -> dict[str, Any]:
    graph = around(engine, published, date, account_id)
    publish = published.manifest(date).get("policy", {}).get("publish", {})
    note = None if publish.get("edges") == "all" else _EDGES_NOTE
    return {**measures(graph, account_id, decisions), "note": note}


def _note_reach(document: dict[str, Any]) -> None:
    """Say where reasons rest on events before the date, which the lists of the date lack."""
    first = min((row["first_at"] for row in document["evidence"]), default=None)
    if first is not None and first.date() < document["date"]:
        document["notes"].append(
            f"the reasons rest on events from {first:%Y-%m-%d %H:%M:%S} on; events and targets "
            f"listed here are those of {document['date']} alone (the table evidence has the others)"
        )


def _add_input(document: dict[str, Any], day: AccountDay, row_limit: int) -> None:
    """Add what the input tells; what cannot be read stays null, and a note says why."""
    _add(document, "registration", day.registration)
    _add(document, "verdicts", day.verdicts)
    is_open = _add(document, "activity", day.opened_activity)
    for name, answer in (
        ("event_count", day.event_count),
        ("events", lambda: day.events(row_limit)),
        ("targets", lambda: day.targets(row_limit)),
    ):
        document[name] = answer() if is_open else None


def _add(document: dict[str, Any], name: str, answer: Callable[[], Any]) -> bool:
    document[name] = None
    try:
        document[name] = answer()
    except GroupspamError as error:
        document["notes"].append(f"{name} unknown: {error}")
        return False
    return True


def _is_known(document: Mapping[str, Any]) -> bool:
    return bool(
        document["flag"]
        or document["shadow_flag"]
        or document["former_flags"]
        or document["signals"]["is_published"]
        or document["neighbourhood"]["neighbour_count"]
        or document["registration"]
        or document["verdicts"]
        or document["event_count"]
    )
