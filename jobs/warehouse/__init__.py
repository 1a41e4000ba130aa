"""Store history in a DuckDB file: load partitions, encode ids, summarise each day once.

Everything in it can be rebuilt from the input. Contains no detection logic.
"""
