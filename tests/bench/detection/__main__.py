"""Learns weights on some worlds, and says what they find, and whom they wrong, on others."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from graph.scoring.binning import MAX_BITS
from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.catalog import Catalog
from jobs.config.policy import Policy
from jobs.scoring.candidates import scored
from jobs.training import calibrate
from jobs.training.calibrate import learn
from tests.bench.detection import baselines, information, report
from tests.bench.detection.decisions import Decided, decide, figures, texts, values_of
from tests.bench.detection.trials import Trial, rows_of

LEARNED_ON = tuple(
    f"learn_{name}"
    for name in (
        "campus",
        "city",
        "diaspora",
        "harbour",
        "market",
        "mild",
        "network",
        "quiet",
        "village",
    )
)
HELD_OUT = tuple(
    f"test_{name}"
    for name in (
        "border",
        "exchange",
        "festival",
        "frontier",
        "guild",
        "hills",
        "hush",
        "pension",
        "rush",
        "suburb",
    )
)
MISSING = ("contacts", "accounts", "reports")


def parse(arguments: list[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.detection", description=__doc__)
    parser.add_argument("--accounts", type=int, default=20_000)
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--learn-seeds", type=int, default=8)
    parser.add_argument("--test-seeds", type=int, default=4)
    parser.add_argument("--nights", type=int, default=1, help="nights of a world to learn from")
    parser.add_argument("--rings", type=int, default=0, help="rings in a world to learn from")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--cache", type=Path, default=Path(".bench/detection"))
    parser.add_argument("--weights", type=Path, help="write the learned weights here")
    parser.add_argument("--markdown", type=Path, help="write the tables here")
    parser.add_argument("--signals", action="store_true", help="say only what each signal tells")
    parser.add_argument("--packaged", action="store_true", help="judge by the packaged weights")
    return parser.parse_args(arguments)


def trials(
    options: argparse.Namespace, scenarios: tuple[str, ...], seeds: range, without: str = ""
) -> list[Trial]:
    """Return the worlds of some scenarios."""
    shape = (options.accounts, options.days)
    return [Trial(scenario, seed, *shape, without) for scenario in scenarios for seed in seeds]


def chosen_to_weigh(policy: Policy, rows: pa.Table) -> pa.Table:
    """Return the rows of accounts that are weighed."""
    return rows.filter(pa.array(scored(policy, values_of(rows), len(rows))))


def learned(policy: Policy, catalog: Catalog, rows: pa.Table) -> Policy:
    """Return the policy with its weights learned from rows, in two steps.

    The first learns the weights without a limit of their own, from rows without group spam and its
    likenesses, which would outnumber all other kinds. The second learns the others beside them.
    """
    rows = chosen_to_weigh(policy, rows)
    later = {name for name, weight in policy.weights.items() if weight.limit < MAX_BITS}
    in_groups = np.isin(texts(rows, "archetype"), sorted(report.GROUP_SPAM | report.GROUP_HONEST))
    first = {name: weight for name, weight in policy.weights.items() if name not in later}
    for weights, chosen, taught in (
        (first, set(first), rows.filter(pa.array(~in_groups))),
        (policy.weights, later, rows),
    ):
        policy = policy.model_copy(update={"weights": {**weights, **first}})
        found = learn(policy, catalog, baselines.truth(taught), values_of(taught), chosen)
        first |= {item.signal: item.after for item in found}
    return policy.model_copy(update={"weights": first})


def seen(rows: pa.Table, decided: Decided) -> report.Seen:
    """Return what was decided beside what is true."""
    return report.Seen(
        texts(rows, "archetype"), baselines.truth(rows), decided.ranks, decided.scores
    )


def ways(policy: Policy, catalog: Catalog, learn: pa.Table, test: pa.Table) -> list[list[str]]:
    """Return what the policy and each simpler way reach on the test rows."""
    signals = list(catalog.signals)
    rows = [
        report.HEADLINE,
        report.headline("this policy", seen(test, decide(policy, catalog, test))),
    ]
    rules = policy.model_copy(update={"weights": {}})
    rows.append(report.headline("rules alone", seen(test, decide(rules, catalog, test))))
    plain = figures(test, "is_plain")
    ranks = np.where(plain == 1, report.BAN, 0)
    rows.append(report.headline("one-line rule", seen(test, Decided(ranks, plain))))
    for name, scorer in (
        ("isolation forest", baselines.isolation_forest(learn, signals)),
        ("logistic regression", baselines.logistic_regression(learn, signals)),
        ("boosted trees on ten counts", baselines.boosted_tree(learn)),
    ):
        limit = baselines.threshold(scorer, learn)
        scores = scorer(test)
        ranks = np.where(scores > limit, report.BAN, 0)
        spread = scores - scores.min()
        found = Decided(ranks, spread / max(spread.max(), 1e-9))
        rows.append(report.headline(name, seen(test, found)))
    return rows


def ablation(policy: Policy, catalog: Catalog, learn: pa.Table, test: pa.Table) -> list[list[str]]:
    """Return what is reached without each family, its other weights learned anew."""
    rows = [["without", *report.HEADLINE[1:]]]
    families = sorted({catalog.signals[name].column.family for name in policy.weights})
    for family in families:
        kept = {
            name: weight
            for name, weight in policy.weights.items()
            if catalog.signals[name].column.family != family
        }
        less = learned(policy.model_copy(update={"weights": kept}), catalog, learn)
        rows.append(report.headline(family, seen(test, decide(less, catalog, test))))
    return rows


def missing(policy: Policy, catalog: Catalog, options: argparse.Namespace) -> list[list[str]]:
    """Return what is reached where a log is missing."""
    rows = [["without the log", *report.HEADLINE[1:]]]
    for log in MISSING:
        chosen = trials(options, HELD_OUT, range(100, 101), log)
        table = pa.concat_tables(rows_of(chosen, options.cache, options.processes))
        found = decide(policy, catalog, table, contacts_inferred=log == "contacts")
        rows.append(report.headline(log, seen(table, found)))
    return rows


def told(policy: Policy, catalog: Catalog, learn: pa.Table) -> list[str]:
    """Return the lines of what each signal without a weight tells."""
    return report.markdown(information.table(policy, catalog, chosen_to_weigh(policy, learn)))


def judged(options: argparse.Namespace, policy: Policy, catalog: Catalog, learn: pa.Table) -> str:
    """Return what is found, and who is wronged, on the worlds held out."""
    chosen = trials(options, HELD_OUT, range(100, 100 + options.test_seeds))
    test = pa.concat_tables(rows_of(chosen, options.cache, options.processes))
    if not options.packaged:
        policy = learned(policy, catalog, learn)
    if options.weights:
        options.weights.unlink(missing_ok=True)
        calibrate.write(policy.weights, options.weights)
    found = seen(test, decide(policy, catalog, test))
    lines = [
        f"{len(learn):,} accounts learned from, {len(test):,} others judged",
        "",
        *report.goals(found),
        "",
        *report.markdown(report.by_archetype(found)),
        "",
        *report.markdown(ways(policy, catalog, learn, test)),
        "",
        *report.markdown(ablation(policy, catalog, learn, test)),
        "",
        *report.markdown(missing(policy, catalog, options)),
        "",
        *told(policy, catalog, learn),
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Run the bench and print its tables."""
    options = parse(arguments)
    options.cache.mkdir(parents=True, exist_ok=True)
    catalog = catalogs.packaged()
    policy = policies.load(catalog)
    chosen = [
        replace(trial, night_count=options.nights, ring_count=options.rings)
        for trial in trials(options, LEARNED_ON, range(options.learn_seeds))
    ]
    learn = pa.concat_tables(rows_of(chosen, options.cache, options.processes))
    if options.signals:
        text = "\n".join(told(policy, catalog, learn))
    else:
        text = judged(options, policy, catalog, learn)
    print(text)
    if options.markdown:
        options.markdown.write_text(text + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
