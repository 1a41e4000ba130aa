"""The way between tables and `graph/`: read the rows, call the kernel, store what it returns.

No algorithm and no threshold of its own: these are in `graph/` and in the policy.
"""
