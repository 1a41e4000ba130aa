"""From files to typed, checked rows: partitions, formats, rejects, duplicates, missing days.

Every row is counted here. Nothing is stored; that is `warehouse`.
"""
