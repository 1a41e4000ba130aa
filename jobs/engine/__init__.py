"""The engine that runs SQL: its Protocol, DuckDB, and the log of what each step took.

Knows tables, rows and files; knows nothing of logs, policy or spam. Imports `contract` alone.
"""
