"""The page of the output: each table's exact types, read off the files of a very small night."""

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
    "run_id": "The run's own name.",
    "date": "The UTC day that was judged.",
    "started_at": "When the run began.",
    "finished_at": "When its tables were written and stood ready.",
    "code_version": "The version of groupspam.",
    "engine": "What computed.",
    "policy_version": "The first 12 hex digits of the SHA-256 of the resolved policy.",
    "policy": "The whole policy as it was resolved.",
    "contacts_inferred": "Whether there was no contacts log, so that contacts were inferred.",
    "logs[].log": "One of the six logs.",
    "logs[].state": "`present`, `missing` or `missing in part`.",
    "logs[].gaps": "Days without a partition that the log's rhythm does not explain.",
    "logs[].not_read[].path": "What lies in the log's folder and was not read, below the input.",
    "logs[].not_read[].why": "Why it was not read, and the fix.",
    "input[].log": "A log that the night read.",
    "input[].date": "The date of the partition.",
    "input[].fingerprint": "SHA-256 over the names and contents of the partition's files.",
    "input[].files[].file": "A file, below the input.",
    "input[].files[].size": "Its bytes.",
    "input[].files[].sha256": "SHA-256 of its bytes.",
    "input[].files[].row_count": "Rows read = loaded + rejected + duplicate.",
    "input[].files[].loaded_count": "Rows that count.",
    "input[].files[].rejected_count": "Rows in `rejects`.",
    "input[].files[].duplicate_count": "Rows whose `event_id` stood in the partition already.",
    "flags.by_decision": "Flagged accounts by decision.",
    "flags.by_rule": "Times that each rule fired, by what it decided.",
    "flags.suppressed": "Bans turned into reviews, by what did it: `valve`, `verdict` or `allow`.",
    "shadow_flags.by_decision": "The same of rules in shadow.",
    "shadow_flags.by_rule": "The same of rules in shadow.",
    "shadow_flags.suppressed": "The same of rules in shadow.",
    "false_discovery.share": "The share of false ones among discoveries that the policy accepts.",
    "false_discovery.test_count": "Tests for surges that were made on all accounts.",
    "false_discovery.discovery_count": "How many of them are discoveries within that budget.",
    "campaigns.born": "Rings that no earlier night saw.",
    "campaigns.goes_on": "Rings that the night before saw too.",
    "campaigns.returned": "Rings that earlier nights saw, and the night before did not.",
    "campaigns.split": "New rings that have accounts or targets of one that another ring goes on.",
    "campaigns.merged": "Former rings of which a ring of another name has accounts or targets.",
    "campaigns.gone": "Rings that the night before saw and that are no more.",
    "hidden_rings.density": "How dense the adds are, at most, of unwelcome strangers in no set.",
    "hidden_rings.chance_density": "The densest block where chance deals out the same adds.",
    "hidden_rings.account_count": "The accounts of a ring that may be hidden.",
    "hidden_rings.target_count": "Its targets.",
    "hidden_rings.target_share": "So much of each target's such adds at least is the ring's.",
    "hidden_rings.most_add_count": "Such a ring can have made so many and stay unseen.",
    "valve.reason": "Why the safety valve closed; null: it did not.",
    "valve.released_because": "The reason given with `--release-bans`; null: none was needed.",
    "stages[].name": "A step of the run.",
    "stages[].rows": "The rows that it made; null: it makes none.",
    "stages[].seconds": "How long it took.",
    "stages[].cpu_seconds": "How much processor time it took.",
    "peak_memory_bytes": "The most memory that the process held.",
    "files[].table": "A published table.",
    "files[].path": "Its file, below the output.",
    "files[].rows": "Its rows.",
    "files[].size": "Its bytes.",
    "files[].sha256": "SHA-256 of its bytes.",
    "stale_dates": "Later nights that are published and looked at this one as it was before.",
    "warnings": "What was odd about the input or the installation, a sentence each.",
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
    # Something that is not read, so that the manifest says how it tells of that.
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
        raise Defect(f"{__file__}: the manifest's fields and their meanings differ: {unknown}")
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
