"""Read published nights for investigation: flags, accounts, rings and free SQL.

Writes only the access log; returns values that `cli` displays.
"""
