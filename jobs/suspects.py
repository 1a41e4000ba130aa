"""Whom judges look at: accounts that meet a rule's conditions, or with evidence enough."""

import numpy as np
import pyarrow as pa

from jobs.census import figure_of, meets, types_of, weigh, weighed
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.engine.duckdb import Engine
from jobs.figures import Figures, judged
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
        engine.provide("score.weighed", pa.table({"account_id": figures.accounts[is_weighed]}))
        rows = judged(engine, catalog, policy, "score.weighed")
        bits = weigh(policy, catalog, figure_of(rows), types_of(rows["account_type"]))
        lowest = min(Scale(policy, catalog).lines.values())
        found.append(rows["account_id"].to_numpy()[bits >= lowest - _SLACK])
    return pa.table({"account_id": np.unique(np.concatenate(found))})
