"""Holds the policy against every active account, and makes the score tables of what it decides."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

import pyarrow as pa

from graph.scoring.quantiles import distribution
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.engine.base import Engine
from jobs.scoring.features import active_figures
from jobs.scoring.flags import Exempted, Flag, Reason

REASON = pa.struct(
    {
        "rule": pa.string(),
        "signal": pa.string(),
        "observed": pa.float64(),
        "threshold": pa.float64(),
        "unit": pa.string(),
        "window_start": pa.timestamp("us", "UTC"),
        "window_end": pa.timestamp("us", "UTC"),
        "text": pa.string(),
    }
)


def distributions(engine: Engine, catalog: Catalog, names: Collection[str]) -> pa.Table:
    """Return, for each of some signals, how it is distributed over the active accounts."""
    rows = []
    active_count = engine.scalar("SELECT count(*) FROM signals.activity")
    for name, figures in active_figures(engine, catalog, names):
        found = distribution(figures)
        rows.append(
            {
                "signal": name,
                "null_count": active_count - len(figures) + found.null_count,
                "zero_count": found.zero_count,
                "quantiles": found.quantiles or None,
            }
        )
    schema = pa.schema(
        {
            "signal": pa.string(),
            "null_count": pa.int64(),
            "zero_count": pa.int64(),
            "quantiles": pa.list_(pa.float64()),
        }
    )
    return pa.Table.from_pylist(rows, schema=schema)


def flag_rows(flags: Iterable[Flag], policy: Policy, id_type: pa.DataType) -> pa.Table:
    """Return flags as the rows of score.flag."""
    schema = pa.schema(
        {
            "account_id": id_type,
            "decision": pa.string(),
            "score": pa.float64(),
            "rules": pa.list_(pa.string()),
            "reasons": pa.list_(REASON),
            "first_flagged_on": pa.date32(),
            "suppressed_by": pa.string(),
            "policy_version": pa.string(),
        }
    )
    rows = [
        {
            "account_id": flag.account_id,
            "decision": flag.decision,
            "score": flag.score,
            "rules": flag.rules,
            "reasons": [_plain(reason) for reason in flag.reasons],
            "first_flagged_on": flag.first_flagged_on,
            "suppressed_by": flag.suppressed_by,
            "policy_version": policy.version,
        }
        for flag in flags
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def _plain(reason: Reason) -> dict[str, Any]:
    return {field.name: getattr(reason, field.name) for field in REASON}


def reason_rows(flags: Iterable[Flag], id_type: pa.DataType) -> pa.Table:
    """Return the reasons that rest on acts as the rows of score.reason."""
    schema = pa.schema(
        {
            "account_id": id_type,
            "rule": pa.string(),
            "signal": pa.string(),
            "act": pa.string(),
            "thread_id": id_type,
            "window_start_at": pa.timestamp("us", "UTC"),
            "window_end_at": pa.timestamp("us", "UTC"),
            "enough_count": pa.float64(),
        }
    )
    rows = [
        {
            "account_id": flag.account_id,
            "rule": reason.rule,
            "signal": reason.signal,
            "act": reason.act,
            "thread_id": reason.thread_id,
            "window_start_at": reason.window_start,
            "window_end_at": reason.window_end,
            "enough_count": reason.enough_count,
        }
        for flag in flags
        for reason in flag.reasons
        if reason.act is not None
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def exemption_rows(exempted: Iterable[Exempted], id_type: pa.DataType) -> pa.Table:
    """Return what exceptions did as the rows of score.exemption."""
    texts = ("exception", "decision_before", "decision", "signal", "text")
    schema = pa.schema(
        {
            "account_id": id_type,
            "rule": pa.string(),
            **{name: pa.string() for name in texts},
            "observed": pa.float64(),
            "threshold": pa.float64(),
        }
    )
    rows = [
        {"account_id": item.account_id, "rule": item.rule, **vars(item.lowering)}
        for item in exempted
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def first_flagged(
    engine: Engine, flags: Iterable[Flag], is_shadow: bool, date: datetime.date
) -> list[Flag]:
    """Return the flags, each with the first night that flagged the account, this one if none."""
    rows = engine.run(
        "SELECT account_id, first_flagged_on FROM score.first_flagged WHERE is_shadow = $is_shadow",
        {"is_shadow": is_shadow},
    )
    first = dict(rows)
    return [replace(flag, first_flagged_on=first.get(flag.account_id, date)) for flag in flags]


def published_accounts(policy: Policy) -> tuple[str, dict[str, Any]]:
    """Return the SELECT of the active accounts whose signals are published, and its parameters.

    Beside the flagged and the exempted stands a sample of the others: those whose name and seed
    hash below its share, so that the sample depends neither on numbers nor on the night.
    """
    select = "SELECT activity.account_id FROM signals.activity"
    if policy.publish.signals == "all":
        return select, {}
    limit = f"{round(policy.publish.sample_share * 16**8):09x}"
    return (
        f"{select} INNER JOIN staging.account_name USING (account_id) "
        "WHERE activity.account_id IN (SELECT account_id FROM score.flag) "
        "OR activity.account_id IN (SELECT account_id FROM score.exemption) "
        "OR concat('0', left(md5(concat($seed, ':', account_name.name)), 8)) < $limit",
        {"seed": str(policy.publish.sample_seed), "limit": limit},
    )
