"""Generate docs/output.md: the types of each table, from the files of a minimal run."""

import datetime
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jobs.config.catalog import Catalog
from jobs.contract.errors import Defect
from jobs.docs.markdown import code, table
from jobs.pipeline import nightly
from jobs.publish.layout import TABLES, table_path
from jobs.publish.reader import in_memory

_DATE = datetime.date(2026, 1, 1)
_LOGS = {
    "membership_events": {
        "event_at": f"{_DATE}T10:00:00Z",
        "group_id": "g",
        "actor_id": "a",
        "account_id": "a",
        "action": "create",
    },
    "message_edges": {"sent_at": f"{_DATE}T10:00:00Z", "sender_id": "a", "recipient_id": "b"},
}
_MANIFEST = {
    "run_id": "The unique id of the run.",
    "date": "The UTC day that was processed.",
    "started_at": "When the run began.",
    "finished_at": "When all tables were written.",
    "code_version": "The version of groupspam.",
    "engine": "The SQL engine.",
    "policy_version": "The first 12 hex digits of the SHA-256 of the resolved policy.",
    "policy": "The whole resolved policy.",
    "contacts_inferred": "Whether contacts were inferred (no contacts log).",
    "logs[].log": "One of the six logs.",
    "logs[].state": "`present`, `missing` or `missing in part`.",
    "logs[].gaps": "Days without a partition that the log's weekly pattern does not explain.",
    "logs[].not_read[].path": "The path, below the input, of a file or folder that was not read.",
    "logs[].not_read[].why": "Why it was not read, and the fix.",
    "input[].log": "A log that the run read.",
    "input[].date": "The date of the partition.",
    "input[].fingerprint": "SHA-256 over the names and contents of the partition's files.",
    "input[].files[].file": "A file, as a path below the input.",
    "input[].files[].size": "Its size in bytes.",
    "input[].files[].sha256": "SHA-256 of its bytes.",
    "input[].files[].row_count": "Rows read = loaded + rejected + duplicate.",
    "input[].files[].loaded_count": "Rows that were loaded.",
    "input[].files[].rejected_count": "Rows in `rejects`.",
    "input[].files[].duplicate_count": "Rows with a repeated `event_id` or in a copied file.",
    "flags.by_decision": "Flagged accounts by decision.",
    "flags.by_rule": "Number of flags by rule and decision.",
    "flags.suppressed": "Bans turned into reviews, by cause (`valve`: circuit breaker).",
    "shadow_flags.by_decision": "The same for rules in shadow mode.",
    "shadow_flags.by_rule": "The same for rules in shadow mode.",
    "shadow_flags.suppressed": "The same for rules in shadow mode.",
    "false_discovery.share": "The accepted false discovery rate.",
    "false_discovery.test_count": "Number of tests for surges, over all accounts.",
    "false_discovery.discovery_count": "Number of tests that are discoveries at that rate.",
    "campaigns.born": "Rings that no earlier night has.",
    "campaigns.goes_on": "Rings that the night before has too.",
    "campaigns.returned": "Rings that an earlier night has, but not the night before.",
    "campaigns.split": "New rings that share members or targets with a ring that continues.",
    "campaigns.merged": "Earlier rings that are now part of a ring with another id.",
    "campaigns.gone": "Rings that only the night before has.",
    "undetected_rings.density": "Highest density of unwelcome adds outside all detected sets.",
    "undetected_rings.chance_density": "Highest density in a random graph of the same degrees.",
    "undetected_rings.account_count": "Accounts of the reference ring.",
    "undetected_rings.target_count": "Targets of the reference ring.",
    "undetected_rings.target_share": "Minimum share of such adds to each target by the ring.",
    "undetected_rings.max_add_count": "Upper bound on the adds of such a ring without detection.",
    "valve.reason": "Why the circuit breaker holds bans; null: it does not.",
    "valve.released_because": "The reason given with `--release-bans`; null if not used.",
    "stages[].name": "A step of the run.",
    "stages[].rows": "The number of rows of its result; null if it has none.",
    "stages[].seconds": "Its elapsed time.",
    "stages[].cpu_seconds": "Its processor time.",
    "peak_memory_bytes": "Peak memory of the process.",
    "files[].table": "A published table.",
    "files[].path": "Its file, as a path below the output.",
    "files[].rows": "Its number of rows.",
    "files[].size": "Its size in bytes.",
    "files[].sha256": "SHA-256 of its bytes.",
    "stale_dates": "Later published nights that used an earlier version of this one.",
    "warnings": "Problems of the input or the installation, one sentence each.",
}


def parts(catalog: Catalog) -> dict[str, str]:
    """Return the generated parts of the page."""
    with tempfile.TemporaryDirectory(prefix="groupspam-docs-") as folder:
        manifest = _night(Path(folder))
        tables = [_table(catalog, name, Path(folder) / "output") for name in TABLES]
        fields = json.loads(manifest.read_text(encoding="utf-8"))
    return {"tables": "\n\n".join(tables), "manifest": _fields(fields)}


def _night(folder: Path) -> Path:
    for log, row in _LOGS.items():
        partition = folder / "input" / log / f"date={_DATE}"
        partition.mkdir(parents=True)
        (partition / "rows.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    # A file that is not read, so that the manifest has these fields.
    (folder / "input" / "membership_events" / "notes.txt").touch()
    options = nightly.Options(
        _DATE, folder / "input", folder / "output", folder / "warehouse.duckdb"
    )
    return nightly.run(options).manifest


def _table(catalog: Catalog, name: str, output: Path) -> str:
    path = table_path(output, name, _DATE)
    with in_memory() as engine:
        described = engine.run(
            "DESCRIBE SELECT * FROM read_parquet($path, hive_partitioning = false)",
            {"path": str(path)},
        )
    if name == "signals":
        title = "Every signal of an account active on the date"
        meanings = {key: f"See [signals](signals.md#{key})." for key in catalog.signals}
        meanings["account_id"] = "The account."
    else:
        source = catalog.tables[f"publish.{name}"]
        title = source.title
        meanings = {column.name: column.meaning for column in source.columns}
    rows = [(code(column), code(_short(kind)), meanings[column]) for column, kind, *_ in described]
    return f"### `{name}`\n\n{title}.\n\n{table(('column', 'type', 'meaning'), rows)}"


def _short(kind: str) -> str:
    return kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ").replace('"', "")


def _fields(manifest: dict[str, Any]) -> str:
    found = dict(_leaves(manifest, ""))
    if unknown := sorted(found.keys() ^ _MANIFEST.keys()):
        raise Defect(f"{__file__}: fields of the manifest and their descriptions differ: {unknown}")
    rows = [(code(path), found[path], meaning) for path, meaning in _MANIFEST.items()]
    return table(("field", "type", "meaning"), rows)


def _leaves(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Yield the path of each field and its type; a list stands for its first item."""
    is_open = path in ("policy", "flags.by_decision", "flags.by_rule", "flags.suppressed")
    if isinstance(value, dict) and not is_open and not path.startswith("shadow_flags."):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        yield from _leaves(value[0], f"{path}[]")
    else:
        kinds = {str: "text", bool: "true or false", int: "whole number", float: "number"}
        kinds |= {list: "list of texts", dict: "object", type(None): "text or null"}
        yield path, kinds[type(value)]
