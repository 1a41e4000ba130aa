"""Build `ring_members.set_member`: candidate sets, merged by overlap, with their members."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

from graph.rings.consolidation import Limits, consolidate
from graph.rings.leave_one_out import Background
from graph.rings.outcome_outliers import ANSWERED, GONE, LISTED, SILENT, UNKNOWN, MemberActions
from graph.rings.pairs import pair_numbers
from jobs.config.sql_file import Table
from jobs.engine.base import Engine, Parameters

Ints = npt.NDArray[np.int32]

# Methods whose sets have only members that share targets with each other.
_BY_SHARED_TARGETS = ("block", "cocluster", "lockstep")


def build(engine: Engine, table: Table, arguments: Parameters, limits: Limits) -> int:
    """Build the table from candidate sets and their members' actions; return the row count."""
    named = engine.arrow(f"{table.sql} ORDER BY method, set_number, account_name", arguments)
    (action_table,) = table.inputs
    actions = engine.arrow(f"SELECT * FROM {action_table} ORDER BY account_name", {})
    ids = [rows["account_id"].combine_chunks() for rows in (named, actions)]
    accounts = pa.concat_arrays(ids).dictionary_encode()
    members, actors = np.split(accounts.indices.to_numpy(), [len(named)])
    member_actions, background = _member_actions(actors, actions, accounts.dictionary)
    methods = named["method"].combine_chunks().dictionary_encode()
    method_numbers = methods.indices.to_numpy()
    numbers = np.unique(
        pair_numbers(method_numbers, named["set_number"].to_numpy()), return_inverse=True
    )[1]
    names = methods.dictionary.to_pylist()
    is_exempt = np.array([name not in _BY_SHARED_TARGETS for name in names], np.bool_)[
        method_numbers
    ]
    done = consolidate(
        numbers.astype(np.int32), members, is_exempt, member_actions, background, limits
    )
    found: dict[int, list[str]] = {}
    for number, method in np.unique(
        np.column_stack([done.merged, method_numbers]), axis=0
    ).tolist():
        # Methods are numbered in alphabetical order.
        found.setdefault(number, []).append(names[method])
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
    """Return the targets of each account with their outcomes, and the null model's counts."""
    targets = rows["target_id"].combine_chunks().dictionary_encode()
    columns, count = targets.indices.to_numpy(), len(targets.dictionary)
    is_listed, has_outcome, is_gone, is_answered = (
        rows[name].to_numpy() for name in ("is_listed", "has_outcome", "is_gone", "is_answered")
    )
    outcomes = np.select(
        [is_listed, ~has_outcome, is_gone, is_answered], [LISTED, UNKNOWN, GONE, ANSWERED], SILENT
    )
    acts = csr_array((outcomes.astype(np.int32), (actors, columns)), shape=(len(accounts), count))
    members = pc.fill_null(pc.index_in(targets.dictionary, accounts), -1).to_numpy()
    actor_counts = np.zeros(count, np.int64)
    actor_counts[columns] = rows["actor_count"].to_numpy()
    names = ("add_count", "target_count", "account_count")
    sizes = (rows[name][0].as_py() if len(rows) else 0 for name in names)
    return MemberActions(acts, members), Background(actor_counts, *sizes)
