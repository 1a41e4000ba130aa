"""The DuckDB file that keeps history: load partitions, encode ids, sum up each day once.

Holds nothing that the input cannot rebuild. No decision is made here.
"""
