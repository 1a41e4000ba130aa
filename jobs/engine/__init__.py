"""Run SQL: the Protocol of an engine, DuckDB as an engine, and the log of steps and their times.

Deals with tables, rows and files, not with logs, policy or spam. Imports only `contract`.
"""
