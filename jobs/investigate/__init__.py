"""Read-only questions about a published night: flags, accounts, rings, anyone's SQL.

Changes nothing but the access log; returns values that `cli` shows.
"""
