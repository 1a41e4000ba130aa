"""What a run gives to SQL files follows from the policy and the logs, and is listed once."""

import datetime

import pytest

from jobs.config import catalog as catalogs
from jobs.config import policy as policies
from jobs.config.run_arguments import NAMES, RunArguments

NIGHT = datetime.date(2026, 3, 10)
CATALOG = catalogs.packaged()
RUN = RunArguments.of(policies.load(CATALOG), NIGHT, {"accounts", "reports"})


def test_a_log_that_the_night_reads_is_there() -> None:
    assert (RUN.has_accounts, RUN.has_contacts, RUN.has_reports) == (True, False, True)
    assert (RUN.protect_days, RUN.max_rows, RUN.all_edges) == (30, 1000, False)


def test_every_argument_is_asked_for_by_some_file() -> None:
    asked = {name for table in CATALOG.tables.values() for name in table.arguments}
    assert asked >= NAMES


def test_a_table_gets_what_it_names_and_nothing_else() -> None:
    table = CATALOG.tables["staging.night"]
    own = {parameter.name: parameter.default for parameter in table.parameters}
    given = RUN.of_table(table, {**own, "unasked": 1})
    assert given.keys() == table.arguments
    assert given["date"] == NIGHT


def test_a_parameter_that_nobody_gives_is_an_error() -> None:
    table = CATALOG.tables["staging.night"]
    with pytest.raises(KeyError, match="patience_hours"):
        RUN.of_table(table, {})
