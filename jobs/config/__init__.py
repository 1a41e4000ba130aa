"""Load the configuration of a run: the typed policy with rules and weights, and the `sql/` catalog.

Reads TOML and SQL headers; runs no SQL. Imports `contract` (and `graph`, for weight shapes).
"""
