"""Whom judges look at: accounts that meet a rule's conditions, or with evidence enough."""

import numpy as np
import pyarrow as pa

from jobs.catalog import Catalog
from jobs.census import Floats, figure_of, meets, types_of, weigh, weighed
from jobs.engine import Engine
from jobs.figures import Figures, signal_parts
from jobs.policy import Policy
from jobs.scale import Scale

# The order of a sum may move its last digits; a judge weighs each suspect again, one by one.
_SLACK = 1e-6


def suspects(engine: Engine, catalog: Catalog, policy: Policy) -> pa.Table:
    """Return the accounts that may be flagged, in order: a table with account_id alone.

    Raises:
        Defect: a signals table that it reads has two rows of one account.
    """
    figures = Figures(engine, catalog)
    count = len(figures.accounts)
    chosen = np.zeros(count, dtype=np.bool_)
    for form in (form for rule in policy.rules.values() for form in rule.forms):
        if form.mode != "off":
            chosen |= meets(form.when, figures.of, count)
    found = [figures.accounts[chosen]]
    if policy.weighs:
        is_weighed = weighed(policy, figures.of, count)
        accounts = figures.accounts[is_weighed]
        bits = _bits(engine, catalog, policy, pa.table({"account_id": accounts}))
        lowest = min(Scale(policy, catalog, contacts_inferred=False).lines.values())
        found.append(accounts[bits >= lowest - _SLACK])
    return pa.table({"account_id": np.unique(np.concatenate(found))})


def _bits(engine: Engine, catalog: Catalog, policy: Policy, accounts: pa.Table) -> Floats:
    """Return the log-odds of spam of some accounts, which ascend."""
    engine.provide("score.weighed", accounts)
    columns: dict[str, pa.ChunkedArray] = {}
    for select in signal_parts(catalog, policy.weights, "score.weighed"):
        rows = engine.arrow(f"{select} ORDER BY account_id", {})
        columns |= {name: rows[name] for name in rows.column_names}
    types = engine.arrow(
        "SELECT registration.account_type FROM score.weighed AS chosen "
        "LEFT JOIN staging.registration ON chosen.account_id = registration.account_id "
        "ORDER BY chosen.account_id",
        {},
    )
    figures = figure_of(pa.table(columns))
    return weigh(policy, catalog, figures, types_of(types["account_type"]))
