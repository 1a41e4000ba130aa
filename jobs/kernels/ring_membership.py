"""Builds `ring_members.set_member` and `ring_candidates.group_set`: merges sets that overlap."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from graph.rings.consolidation import Limits, consolidate
from graph.rings.leave_one_out import Background
from graph.rings.outcome_outliers import ANSWERED, GONE, LISTED, SILENT, UNKNOWN, MemberActions
from graph.rings.overlap_merge import Limits as Overlap
from graph.rings.overlap_merge import merge_by_overlap
from graph.rings.pairs import pair_numbers
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

Ints = npt.NDArray[np.int32]


# How a set was found of which each member shares its work with others.
_BY_WORK = ("block", "cocluster", "lockstep")


def build(engine: Engine, table: Table, arguments: Parameters, limits: Limits) -> int:
    """Build the table from the members that its SELECT gives, and their work; return its rows."""
    named = engine.arrow(f"{table.sql} ORDER BY method, set_number, account_name", arguments)
    (work,) = table.inputs
    acts = engine.arrow(f"SELECT * FROM {work} ORDER BY account_name", {})
    ids = [rows["account_id"].combine_chunks() for rows in (named, acts)]
    accounts = pa.concat_arrays(ids).dictionary_encode()
    members, actors = np.split(accounts.indices.to_numpy(), [len(named)])
    member_actions, background = _member_actions(actors, acts, accounts.dictionary)
    methods = named["method"].combine_chunks().dictionary_encode()
    ways = methods.indices.to_numpy()
    numbers = np.unique(pair_numbers(ways, named["set_number"].to_numpy()), return_inverse=True)[1]
    names = methods.dictionary.to_pylist()
    is_exempt = np.array([name not in _BY_WORK for name in names], np.bool_)[ways]
    done = consolidate(
        numbers.astype(np.int32), members, is_exempt, member_actions, background, limits
    )
    found: dict[int, list[str]] = {}
    for number, way in np.unique(np.column_stack([done.merged, ways]), axis=0).tolist():
        # Methods are numbered in their order.
        found.setdefault(number, []).append(names[way])
    engine.provide(
        table.name,
        pa.table(
            {
                "set_number": pa.array(done.sets, pa.int32()),
                "account_id": accounts.dictionary.take(pa.array(done.members)),
                "method": pa.array(
                    ["+".join(found[whole]) for whole in done.origins[done.sets].tolist()],
                    pa.string(),
                ),
            }
        ),
    )
    return len(done.sets)


def _member_actions(
    actors: Ints, rows: pa.Table, accounts: pa.Array
) -> tuple[MemberActions, Background]:
    """Return on whom accounts acted, a row an account, and how often everybody did."""
    targets = rows["target_id"].combine_chunks().dictionary_encode()
    columns, count = targets.indices.to_numpy(), len(targets.dictionary)
    is_listed, has_outcome, is_gone, is_answered = (
        rows[name].to_numpy() for name in ("is_listed", "has_outcome", "is_gone", "is_answered")
    )
    fates = np.select(
        [is_listed, ~has_outcome, is_gone, is_answered], [LISTED, UNKNOWN, GONE, ANSWERED], SILENT
    )
    acts = csr_array((fates.astype(np.int32), (actors, columns)), shape=(len(accounts), count))
    members = pc.fill_null(pc.index_in(targets.dictionary, accounts), -1).to_numpy()
    actor_counts = np.zeros(count, np.int64)
    actor_counts[columns] = rows["actor_count"].to_numpy()
    names = ("add_count", "target_count", "account_count")
    sizes = (rows[name][0].as_py() if len(rows) else 0 for name in names)
    return MemberActions(acts, members), Background(actor_counts, *sizes)


def build_workplaces(engine: Engine, table: Table, arguments: Parameters, limits: Overlap) -> int:
    """Build the sets of accounts that work in the same groups; return its number of rows."""
    rows = engine.arrow(f"{table.sql} ORDER BY account_name, group_id", arguments)
    accounts, groups = (
        rows[name].combine_chunks().dictionary_encode() for name in ("account_id", "group_id")
    )
    members = accounts.indices.to_numpy()
    sets = merge_by_overlap(groups.indices.to_numpy(), members, limits)
    # An account that works for two sets is in both.
    found = np.unique(np.column_stack([sets, members]), axis=0)
    engine.provide(
        table.name,
        pa.table(
            {
                "set_number": pa.array(found[:, 0], pa.int32()),
                "account_id": accounts.dictionary.take(pa.array(found[:, 1])),
            }
        ),
    )
    return len(found)
