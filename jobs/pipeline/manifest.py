"""Build the manifest of a run: input, rows, decisions, seconds and files, for machines to read."""

import datetime
import math
from collections import Counter
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from graph.rings.dense_block import max_undetected_edges
from jobs.engine.progress import peak_memory_bytes
from jobs.ingest.completeness import Completeness
from jobs.pipeline.stages import Night
from jobs.publish.layout import published_dates, read_manifest
from jobs.publish.writer import Publisher
from jobs.scoring.flags import Decisions, Flag
from jobs.warehouse.load import Loaded
from jobs.warehouse.warehouse import Warehouse

# The reference ring for the detection limit in the manifest: it made at least half of the adds by
# unwelcome strangers that each of its targets received.
_ACCOUNTS, _TARGETS, _TARGET_SHARE = 30, 300, 0.5
_STATUSES = ("born", "goes_on", "returned", "split", "merged", "gone")


def code_version() -> str:
    """Return the version of the program."""
    try:
        return version("groupspam")
    except PackageNotFoundError:
        return "unknown"


def document(
    night: Night,
    loaded: Loaded,
    decisions: Decisions,
    publisher: Publisher,
    started: datetime.datetime,
    run_id: str,
    valve: str | None,
) -> dict[str, Any]:
    """Return the manifest of a run as plain values."""
    options, policy = night.options, night.policy
    released = options.release_bans if valve else None
    return {
        "run_id": run_id,
        "date": str(options.date),
        "started_at": started.isoformat(),
        "finished_at": datetime.datetime.now(datetime.UTC).isoformat(),
        "code_version": code_version(),
        "engine": night.engine.name,
        "policy_version": policy.version,
        "policy": policy.values,
        "contacts_inferred": "contacts" not in loaded.present,
        "logs": [_log(item) for item in loaded.logs],
        "input": files_read(night, loaded),
        "flags": _decisions(decisions.flags),
        "shadow_flags": _decisions(decisions.shadow),
        "false_discovery": _false_discovery(night),
        "campaigns": _campaigns(night),
        "undetected_rings": _detection_limit(night),
        "valve": {"reason": valve, "released_because": released},
        "stages": [step.values for step in night.progress.steps],
        "peak_memory_bytes": peak_memory_bytes(),
        "files": [vars(file) for file in publisher.files],
        "stale_dates": _stale_dates(night, publisher),
        "warnings": [*loaded.warnings, *night.progress.warnings],
    }


def _log(item: Completeness) -> dict[str, Any]:
    return {
        "log": item.log.name,
        "state": item.state,
        "gaps": [str(date) for date in item.gaps],
        "not_read": [{"path": found.path, "why": found.why} for found in item.not_read],
    }


def files_read(night: Night, loaded: Loaded) -> list[dict[str, Any]]:
    """Return the partitions of a run, with the rows of each of their files."""
    warehouse = Warehouse(night.engine, night.catalog)
    return [
        {
            "log": item.log.name,
            "date": str(item.date),
            "fingerprint": item.fingerprint,
            "files": [
                vars(count) for count in warehouse.row_audit.file_counts(item.log, item.date)
            ],
        }
        for item in loaded.partitions
    ]


def _false_discovery(night: Night) -> dict[str, Any]:
    """Return the counts of the false discovery control."""
    (found,) = night.engine.arrow("SELECT * FROM score.discovery", {}).to_pylist()
    return {"share": night.policy.params["surge"]["false_discovery_share"], **found}


def _campaigns(night: Night) -> dict[str, list[str]]:
    """Return the rings of each status."""
    found: dict[str, list[str]] = {status: [] for status in _STATUSES}
    sql = """
        SELECT status, list_sort(list(ring_id)) AS ring_ids
        FROM rings.ring_lifecycle
        GROUP BY status
    """
    rows = night.engine.arrow(sql, {}).to_pylist()
    return {**found, **{row["status"]: row["ring_ids"] for row in rows}}


def _detection_limit(night: Night) -> dict[str, Any]:
    """Return the upper bound on the activity of an undetected ring of the reference size."""
    sql = "SELECT density, chance_density FROM ring_candidates.block WHERE set_number < 0"
    (found,) = night.engine.arrow(sql, {}).to_pylist()
    most = max_undetected_edges(found["density"], _ACCOUNTS, _TARGETS, _TARGET_SHARE)
    return {
        **found,
        "account_count": _ACCOUNTS,
        "target_count": _TARGETS,
        "target_share": _TARGET_SHARE,
        "max_add_count": min(math.floor(most), _ACCOUNTS * _TARGETS),
    }


def _decisions(flags: Sequence[Flag]) -> dict[str, Any]:
    by_rule: dict[str, Counter[str]] = {}
    for flag in flags:
        for finding in flag.findings:
            by_rule.setdefault(finding.rule, Counter())[finding.decision] += 1
    return {
        "by_decision": dict(sorted(Counter(flag.decision for flag in flags).items())),
        "by_rule": {rule: dict(sorted(count.items())) for rule, count in sorted(by_rule.items())},
        "suppressed": dict(
            sorted(Counter(flag.suppressed_by for flag in flags if flag.suppressed_by).items())
        ),
    }


def _stale_dates(night: Night, publisher: Publisher) -> list[str]:
    """Return the later published nights that read an earlier version of this one."""
    date = night.options.date
    before = read_manifest(publisher.output, date)
    was = {file["table"]: file["sha256"] for file in before["files"]} if before else {}
    now = {file.table: file.sha256 for file in publisher.files}
    if before is not None and was.get("flags") == now["flags"]:
        return []
    return [str(later) for later in published_dates(publisher.output) if later > date]
