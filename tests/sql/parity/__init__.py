"""The SELECT of every table, run on a second SQL engine over the rows that DuckDB has."""
