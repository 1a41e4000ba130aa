"""Read input files as typed, checked rows; find rejects, duplicates and missing days.

Counts every row. Stores nothing: the package `warehouse` does that.
"""
