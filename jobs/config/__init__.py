"""What a run is told: the typed policy with its rules and weights, and the catalog of `sql/`.

Reads TOML and SQL headers; runs no SQL. Imports `contract` (and `graph`, for the form of a weight).
"""
